"""Are cases, channels, back offices and the region of the bundled offices believable, by the operating data?"""

import numpy as np
import pytest
from measured_offices import DAYS, cases_of, measure, measured, plan_and_blocks, rows_of, within

from sim.engines.compiled import CompiledEngine
from sim.evidence import row_of
from sim.measures import Key
from sim.plan.tables import INCOMPLETE, NO_TICKET, OPEN
from sim.scenario import load

REGION = "dukcapil-wilayah"
OFFICES = ("dukcapil", "dpmptsp", "puskesmas", REGION)
BRANCHES = ("kec-utara", "kec-timur", "kec-selatan", "kec-barat", "kec-pesisir")
SENT_ONLINE = ("kk", "akta-kelahiran")
DAYS_TO_FINISH = {  # working days: C1 (Kab. Malang, 1-5) and C2 (expert, 3-14)
    ("dukcapil", "kk"): (1, 5),
    ("dukcapil", "akta-kelahiran"): (1, 5),
    (REGION, "kk"): (1, 5),
    (REGION, "akta-kelahiran"): (1, 5),
    ("dpmptsp", "izin"): (3, 14),
}
ASKED_FOR_PAPERS = {"dukcapil": ("kk", "akta-kelahiran"), "dpmptsp": ("izin",), REGION: ("kk", "akta-kelahiran")}


def of_services(plan, rows, services):
    return rows[np.isin(rows["service"], [plan.names.services.index(name) for name in services])]


@pytest.mark.parametrize("name", ["dukcapil", REGION])
def test_does_a_case_at_the_civil_registry_take_one_or_two_visits(name):
    assert within(measure(name, "visits_per_case"), (1.3, 2.2))  # assumption
    assert within(measure(name, "one_visit_share"), (0.2, 0.8))  # assumption


@pytest.mark.parametrize(("name", "service"), DAYS_TO_FINISH)
def test_do_documents_take_as_many_days_as_reported(name, service):
    assert within(measure(name, "days_to_finish_mean", "service", service), DAYS_TO_FINISH[name, service])


def test_is_what_needs_no_back_office_done_the_same_day():
    for service in ("ikd", "informasi", "kia"):
        assert measure("dukcapil", "days_to_finish_mean", "service", service) < 0.5


@pytest.mark.parametrize("name", ASKED_FOR_PAPERS)
def test_are_as_many_files_incomplete_as_experts_assume(name):
    """The first time they are handed in, at a counter or online."""
    plan, blocks = plan_and_blocks(name)
    lacking = begun = 0
    for block in blocks:
        cases = of_services(plan, block.cases, ASKED_FOR_PAPERS[name])
        found = of_services(plan, block.visits[block.visits["outcome"] == INCOMPLETE], ASKED_FOR_PAPERS[name])
        lacking += len(np.unique(found["case"]))
        begun += len(cases)
    assert within(lacking / begun, (0.05, 0.45))  # A5


@pytest.mark.parametrize("name", ["dukcapil", REGION])
def test_do_tickets_run_out_on_few_days_only(name):
    scenario, (plan, rows) = load(name), rows_of(name)
    until = scenario.tickets.hours.end_s
    gone = rows[(rows["outcome"] == NO_TICKET) & (rows["came_s"] < until)]
    offices = len(plan.names.offices)
    days = len(np.unique(gone["day"] * offices + gone["office"]))
    assert 0 < days < 0.1 * DAYS * offices  # assumption; in Pekanbaru (C1) every day, before they were raised


def test_do_some_come_online_but_far_fewer_than_have_internet():
    plan, cases = cases_of("dukcapil")
    has_internet = np.mean(CompiledEngine(plan, 0).citizens()["skill"] > 0)
    online = cases["channel"] == plan.names.channels.index("daring")
    open_to = np.isin(cases["service"], [plan.names.services.index(name) for name in SENT_ONLINE])
    assert within(online.sum() / open_to.sum(), (0.1, 0.6))  # D9, expert
    assert online.mean() < 0.33  # D8: uptake of IKD 2-33 %
    assert online.mean() < 0.5 * has_internet
    assert within(has_internet, (row_of("D5").low, 0.9))  # adults only, while D5 is of all people


def test_do_as_many_miss_their_appointment_as_elsewhere():
    assert within(measure("puskesmas", "no_show_share"), (0.1, 0.43))  # A1
    assert measure("puskesmas", "channel_share", "channel", "Mobile JKN") < 0.2  # assumption: a small share


@pytest.mark.parametrize("name", OFFICES)
def test_is_every_channel_taken(name):
    shares = {c.name: measure(name, "channel_share", "channel", c.name) for c in load(name).channels}
    assert all(share > 0.005 for share in shares.values()), shares
    assert measure(name, "channel_share", "channel", "walk_in") > 0.5


@pytest.mark.parametrize("name", OFFICES)
def test_does_nothing_grow_without_bound(name):
    """Open cases on the evenings of the last weeks against those of earlier ones, and against what comes in a day."""
    _, cases = cases_of(name)
    ended = np.where(cases["outcome"] == OPEN, DAYS, cases["ended_day"])
    open_on = np.array([((cases["began_day"] <= day) & (ended > day)).sum() for day in range(DAYS)])
    a_day = len(cases) / DAYS
    assert open_on[-20:].mean() < 1.6 * open_on[20:40].mean()
    assert open_on[-20:].mean() < 6 * a_day


@pytest.mark.parametrize("name", ["dukcapil", REGION, "dpmptsp"])
def test_are_promises_of_days_mostly_but_not_always_kept(name):
    assert within(measure(name, "within_deadline"), (0.7, 0.97))  # assumption


@pytest.mark.parametrize(("name", "before"), [("dukcapil", "validasi"), ("dpmptsp", "tim teknis")])
def test_do_files_lie_longer_where_the_head_signs_at_set_hours_than_in_the_step_before(name, before):
    signature, earlier = (measure(name, "step_wait_days_mean", "station", s) for s in ("tanda tangan", before))
    assert signature > 2 * earlier


def test_does_every_branch_serve_its_own_and_the_crowded_ones_wait_longest():
    visits = [measure(REGION, "arrivals_per_day", "office", name) for name in BRANCHES]
    waits = [measure(REGION, "wait_mean_min", "office", name) for name in BRANCHES]
    assert visits == sorted(visits, reverse=True)
    assert waits[0] > 1.5 * waits[-1]


def test_is_printing_done_at_the_centre_only():
    printing = [key.group for key in measured(REGION) if key[:2] == ("served", "officer") and "Pencetakan" in key.group]
    assert printing
    assert all("pusat" in officer for officer in printing)
    assert Key("step_days_mean", "station", "cetak berkas (pusat)") in measured(REGION)


def test_does_the_relief_officer_shorten_the_line_where_and_when_she_is_there():
    plan, rows = rows_of(REGION)
    here = (rows["office"] == plan.names.offices.index("kec-utara")) & (rows["start_s"] >= 0)
    entry = here & np.isin(rows["step"], [plan.names.steps.index(f"{s}.input") for s in (*SENT_ONLINE, "kia")])
    monday = plan.arrays.day["weekday"][rows["day"]] == 0
    wait = rows["start_s"] - rows["arrive_s"]
    assert wait[entry & monday].mean() < wait[entry & ~monday].mean(), "although Mondays are the busiest days"
