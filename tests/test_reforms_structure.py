"""Do measures of structure move what their mechanism says, by as much as was found, and nobody whom they cannot reach?

Differences are paired by common random numbers, and their 95 % intervals have to lie on one side of nought.
"""

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest
from little_offices import office
from people_offices import lived
from test_anchors import anchored
from test_reforms_staff import change, down, measured, reformed, same, up

from sim.measures import paired
from sim.plan import plan_of
from sim.plan.tables import CASE_OUTCOMES, ERROR, OUTCOMES
from sim.reforms import CATALOGUE, Digitalisation, Staffing
from sim.scenario import load

pytestmark = pytest.mark.newer

STRUCTURE = (
    "sop_simplification", "digitalisation", "appointments", "service_standard", "staffing", "agency_integration",
)  # fmt: skip
FINISHED = CASE_OUTCOMES.index("finished")


def minutes(mean, cv=0.6):
    return {"dist": "lognormal", "mean_min": mean, "cv": cv}


def at_home(mean):
    return {"time": minutes(mean), "without_citizen": True}


CERTIFICATE = {
    "name": "certificate", "documents": 4, "deadline_days": 3,
    "step": [
        {"name": "check", "station": "front", "time": minutes(3), "checks_file": 0.9},
        {"name": "entry", "station": "entry", "time": minutes(7), "error": 0.1},
        {"name": "validate", "station": "validation", "time": minutes(2), "finds_errors": 0.9, "rework": "mend"},
        {"name": "print", "station": "validation", "time": minutes(1)},
        {"name": "collect", "station": "front", "time": minutes(1), "after_days": 1, "next": []},
        {"name": "mend", "station": "validation", "time": minutes(3), "next": [{"to": "print", "share": 1.0}]},
    ],
}  # fmt: skip
"""A file goes on without its citizen, who collects the document."""

CITIZENS = {
    "count": 3000, "needs_per_year": 5.0, "knows_document": 0.95, "travel": minutes(60), "digital_access": 0.8,
    "digital_skill": 0.5, "connected": 0.0,
}  # fmt: skip
RUSH = [["08:00-09:00", 6], ["09:00-10:00", 4], ["10:00-12:00", 2], ["13:00-15:00", 2]]
OFFICE = {
    "hours": {"workdays": ["08:00-12:00", "13:00-15:00"]},
    "days": 60,
    "closing": "serve_all",
    "citizens": CITIZENS,
    "demand": {"profile": RUSH},
    "station": [{"name": "front"}, {"name": "entry"}, {"name": "validation", "back_office": True}],
    "officer": [
        {"name": "front", "skills": ["certificate.check", "certificate.collect"]},
        {"name": "clerk", "skills": ["certificate.entry"], "count": 2},
        {"name": "validator", "skills": ["certificate.validate", "certificate.print", "certificate.mend"]},
    ],
    "returns": {"incomplete": {"share": 1.0, "after_days": 1}, "error": {"share": 1.0, "after_days": 3}},
    "service": [CERTIFICATE],
}


def registry_office(**keys):
    """Sixty files a day: a front desk, two clerks, a validator behind them."""
    return office(**(OFFICE | keys))


def citizens(**keys):
    return {"citizens": CITIZENS | keys}


AT_ONCE = {"staff": {"change": {"dip": 0.0}}}
"""Officers to whom nothing is an effort that is new."""


def told_by(scenario, *reforms, run=0):
    """The plan of an office with reforms, and all that is recorded in a run."""
    made = reformed(scenario, *reforms)
    return plan_of(made), lived("compiled", made, run).block


def alike(ours, theirs, days):
    """Whether all visits of the first days are the same in two runs, steps and channels counted by their names."""
    (plan, block), (other_plan, other) = ours, theirs
    rows, others = (b.visits[(b.visits["day"] < days) & (b.visits["visit"] >= 0)] for b in (block, other))
    if len(rows) != len(others):
        return False
    named = [name for name in rows.dtype.names if name not in {"step", "channel"}]
    same_ = all(np.array_equal(rows[name], others[name]) for name in named)
    for column, names, other_names in (
        ("step", plan.names.steps, other_plan.names.steps),
        ("channel", plan.names.channels, other_plan.names.channels),
    ):
        same_ = same_ and [names[i] for i in rows[column]] == [other_names[i] for i in others[column]]
    return same_


# ------------------------------------------------------------------------------------------ what is set up beforehand

BUNDLED = ("dukcapil", "dpmptsp", "puskesmas", "dukcapil-wilayah")
SET_UP = {
    "digitalisation": {"assisted": 0.3, "variant": "full"},
    "sop_simplification": {},
    "staffing": {"count": 2},
}


@cache
def untouched(name):
    return told_by(replace(load(name), days=8))


@pytest.mark.parametrize("name", BUNDLED)
@pytest.mark.parametrize("reform", STRUCTURE)
def test_what_a_measure_sets_up_changes_nobodys_visit_before_it_starts(name, reform):
    start = {"name": reform, "start": date(2026, 1, 13)} | SET_UP.get(reform, {})
    assert alike(told_by(replace(load(name), days=8), start), untouched(name), 6)


@pytest.mark.parametrize("name", BUNDLED)
def test_so_it_is_where_nothing_was_online_and_nothing_booked(name):
    made = replace(load(name), days=8, channels=())
    start = [{"name": reform, "start": date(2026, 1, 13)} | SET_UP.get(reform, {}) for reform in STRUCTURE]
    assert alike(told_by(made, *start), told_by(made), 6)


@pytest.mark.parametrize("name", BUNDLED)
@pytest.mark.parametrize("reform", STRUCTURE)
def test_every_measure_of_structure_costs_something_at_every_office(name, reform):
    made = load(name)
    measure = CATALOGUE[reform]()
    assert measure.investment(made) + measure.yearly(made) > 1_000_000


# ------------------------------------------------------------------------------------------------- simpler procedures


def test_simpler_procedures_shorten_waits_and_spare_citizens_a_visit():
    made = registry_office()
    assert down(change("wait_mean_min", made, {"name": "sop_simplification"}))
    assert down(change("visits_per_case", made, {"name": "sop_simplification"}))
    assert down(change("incomplete_share", made, {"name": "sop_simplification"}))


def test_fewer_minutes_spare_nobody_a_paper_and_fewer_papers_nobody_a_minute():
    made = registry_office(**AT_ONCE)
    minutes_only = {"name": "sop_simplification", "papers_spared": 0.0}
    papers_only = {"name": "sop_simplification", "minutes_saved": 0.0}
    assert same(change("incomplete_share", made, minutes_only))
    entry = [measured(each).of("step_service_mean_min", "step", "certificate.entry") for each in
             (reformed(made, papers_only), reformed(made, minutes_only), made)]  # fmt: skip
    assert same(paired(entry[0], entry[2]))
    assert down(paired(entry[1], entry[2]))


def mistakes(scenario, *reforms):
    """The share of the cases that came back because the citizen found a mistake, by run."""
    return np.array(
        [
            (block.cases["reason"] == ERROR).mean()
            for block in (told_by(scenario, *reforms, run=run)[1] for run in range(8))
        ]
    )


def test_a_check_that_is_left_out_takes_no_time_and_finds_no_mistakes():
    made = registry_office()
    left_out = {
        "name": "sop_simplification", "skips": ["certificate.validate"], "minutes_saved": 0.0, "papers_spared": 0.0,
    }  # fmt: skip
    validated = [
        measured(each).of("served", "step", "certificate.validate") for each in (reformed(made, left_out), made)
    ]
    assert down(paired(*validated))
    assert mistakes(made, left_out).min() > 2 * mistakes(made).max()


# ----------------------------------------------------------------------------------------------------------- online

ONLINE = {"name": "digitalisation", "variant": "full", "ramp_days": 0}
SENT = "daring (digitalisation)"


def channel(plan, name=SENT):
    return plan.names.channels.index(name)


def test_only_those_who_can_get_online_are_moved():
    """By default: citizens without the skill come as often as ever, the others less often."""
    made = registry_office(days=120)
    plan, block = told_by(made, {"name": "digitalisation"})
    able = plan.names.channels.index(SENT)
    sent = block.cases[block.cases["channel"] == able]
    skill = lived("compiled", reformed(made, {"name": "digitalisation"}), days=1).born["skill"]
    assert len(sent) > 100
    assert skill[sent["citizen"]].min() >= Digitalisation().needs_skill
    assert down(change("visits_per_case", made, {"name": "digitalisation"}))


def test_online_does_nothing_for_people_without_access():
    made = registry_office(**citizens(digital_access=0.0), **AT_ONCE)
    assert alike(told_by(made, ONLINE), told_by(made), made.days)


def test_those_who_cannot_come_as_often_as_ever_and_those_who_can_less_often():
    made = registry_office()
    visits = {True: ([], []), False: ([], [])}
    for run in range(8):
        for place, reforms in enumerate(([ONLINE], [])):
            ran = lived("compiled", reformed(made, *reforms), run)
            skill = ran.born["skill"][ran.block.cases["citizen"]]
            for can in visits:
                visits[can][place].append(ran.block.cases["visits"][(skill >= 0.5) == can].mean())
    assert down(paired(*map(np.array, visits[True])))
    assert abs(paired(*map(np.array, visits[False])).mean) < 0.005


def procedure(scenario, *reforms):
    """Finished cases by citizen, day and service: the minutes at the office, on the way and at home; the channel."""
    plan, block = told_by(scenario, *reforms)
    cases = block.cases[block.cases["outcome"] == FINISHED]
    sent = [number for number, name in enumerate(plan.names.steps) if ".unggah" in name]
    rows = block.visits[np.isin(block.visits["step"], sent)]
    home = np.bincount(rows["case"], rows["finish_s"] - rows["start_s"], minlength=int(block.cases["case"].max()) + 1)
    spent = cases["spent_s"] + cases["travel_s"] + home[cases["case"]]
    names = [plan.names.channels[number] for number in cases["channel"]]
    needs = zip(cases["citizen"], cases["began_day"], cases["service"], strict=True)
    return {tuple(map(int, need)): (s / 60.0, n) for need, s, n in zip(needs, spent, names, strict=True)}


def test_users_save_as_much_time_as_was_found():
    """D1: the same cases of those who send them in, with online submission and without, time at home included."""
    made = replace(load("dukcapil"), days=60, channels=())
    with_it, without = procedure(made, ONLINE), procedure(made)
    users = [need for need, (_, by) in with_it.items() if by == SENT and need in without]
    assert len(users) > 300
    saved = sum(with_it[need][0] for need in users) / sum(without[need][0] for need in users) - 1.0
    assert anchored("D1", saved)


def test_bribes_do_not_go_away_by_going_online():
    """D2: what is paid under the counter, over all cases of the office."""
    made = registry_office(staff={"integrity": {}}, opinion={})
    paid = [measured(each).of("paid_per_case").mean() for each in (reformed(made, ONLINE), made)]
    assert paid[1] > 1000.0
    assert anchored("D2", paid[0] / paid[1] - 1.0)


def test_what_the_counters_did_is_done_on_the_file():
    """The work of check and entry, by those who did it; none of it goes away unless they get used to it."""
    made = registry_office()
    made_online = reformed(made, ONLINE | {"extra_work": 0.0, "saved": 0.0})
    plan, block = told_by(made, ONLINE | {"extra_work": 0.0, "saved": 0.0})
    check = plan.names.steps.index(f"certificate.periksa {SENT}")
    rows = block.visits[(block.visits["step"] == check) & (block.visits["start_s"] >= 0)]
    by = {plan.names.officers[number].partition(" ")[0] for number in rows["officer"]}
    assert by == {"front", "clerk"}
    busy = [measured(each).of("utilisation") for each in (made_online, made)]
    assert busy[0].mean() == pytest.approx(busy[1].mean(), rel=0.03)
    assert up(change("utilisation", made, ONLINE | {"extra_work": 0.3, "saved": 0.0}))


def finishing(scenario, *reforms, by):
    """Working days to the end of the cases of a channel, by run."""
    found = []
    for run in range(8):
        plan, block = told_by(scenario, *reforms, run=run)
        cases = block.cases[(block.cases["channel"] == channel(plan, by)) & (block.cases["outcome"] == FINISHED)]
        ended, began = (cases[f"{end}_day"] + cases[f"{end}_s"] / 86_400 for end in ("ended", "began"))
        found.append((ended - began).mean())
    return np.array(found)


def test_an_outage_holds_up_what_was_sent_in():
    made = registry_office()
    always, never = (ONLINE | {"outage": share, "outage_min": 240.0} for share in (1.0, 0.0))
    assert up(paired(finishing(made, always, by=SENT), finishing(made, never, by=SENT)))


def test_a_leak_costs_trust():
    made = registry_office(staff={}, opinion={})
    leaks, none = (ONLINE | {"breach": breach, "harm": 1.0} for breach in (0.05, 0.0))
    trust = [measured(reformed(made, each)).of("trust_end_mean") for each in (leaks, none)]
    assert down(paired(*trust))


def test_officers_help_those_who_cannot_do_it_themselves_and_only_them():
    made = registry_office()
    helped = ONLINE | {"assisted": 0.5}
    plan = plan_of(reformed(made, helped))
    ran = lived("compiled", reformed(made, helped))
    cases = ran.block.cases[ran.block.cases["channel"] == channel(plan, "daring dibantu (digitalisation)")]
    assert len(cases) > 100
    assert ran.born["skill"][cases["citizen"]].max() < Digitalisation().needs_skill
    assert down(change("visits_per_case", made, helped)), "they have to come once less often"


def test_where_people_send_in_already_more_of_them_do():
    typed = {"name": "typed", "station": "validation", "time": minutes(7), "next": [{"to": "validate", "share": 1.0}]}
    send = {"name": "send", "next": [{"to": "typed", "share": 1.0}]} | at_home(20)
    steps = [*CERTIFICATE["step"], send, typed]
    own = {"name": "portal", "kind": "online", "services": ["certificate"], "enters": [["certificate", "send"]]}
    officers = [*OFFICE["officer"], {"name": "typist", "skills": ["certificate.typed"]}]
    made = registry_office(
        service=[CERTIFICATE | {"step": steps}], channel=[own | {"needs_skill": 0.4, "willing": 0.3}], officer=officers
    )
    sent = [measured(each).of("channel_share", "channel", "portal") for each in (reformed(made, ONLINE), made)]
    assert up(paired(*sent))
    assert plan_of(reformed(made, ONLINE)).names.channels == plan_of(made).names.channels
    assert plan_of(reformed(made, ONLINE)).names.steps == plan_of(made).names.steps


# ------------------------------------------------------------------------------------------------------ appointments

BOOKED = {"name": "appointments", "ramp_days": 0}


def bookings(scenario, *reforms):
    """Of all appointments of a run that were due: which were missed."""
    plan, block = told_by(scenario, *reforms)
    number = next(place for place, name in enumerate(plan.names.channels) if name.startswith("janji temu"))
    firsts = block.visits[(block.visits["channel"] == number) & (block.visits["last"] == 1)]
    return firsts["outcome"] == OUTCOMES.index("no_show")


def test_appointments_spread_arrivals_and_so_shorten_waits():
    made = registry_office()
    assert down(change("wait_mean_min", made, BOOKED))
    hours = [measured(each).of("arrivals", "hour", "08:00") for each in (reformed(made, BOOKED), made)]
    assert down(paired(*hours))


def test_as_many_miss_their_appointment_as_was_found():
    """A1, and that it grows with the days between booking and appointment."""
    made = registry_office(days=120)
    by_default = bookings(made, BOOKED).mean()
    soon = bookings(made, BOOKED | {"lead_days": 0, "days_ahead": 0}).mean()
    late = bookings(made, BOOKED | {"lead_days": 8, "days_ahead": 10}).mean()
    assert anchored("A1", by_default)
    assert soon < by_default < late
    assert anchored("A1", late)


def test_who_has_no_appointment_waits_longer_where_those_with_one_go_first():
    made = registry_office()
    waits = [
        measured(reformed(made, BOOKED | {"calls": calls})).of("wait_mean_min", "channel", "walk_in")
        for calls in ("first", "in_turn")
    ]
    assert up(paired(*waits))


def test_appointments_do_not_do_the_work():
    """Where there is no rush to spread, officers are as busy as before, and nobody is ready sooner."""
    made = registry_office(demand={})
    assert not down(change("days_to_finish_mean", made, BOOKED))
    shows = BOOKED | {"no_show": 0.0, "no_show_per_day": 0.0, "lead_days": 0}
    busy = [measured(each).of("utilisation").mean() for each in (reformed(made, shows), made)]
    assert busy[0] == pytest.approx(busy[1], rel=0.02)


# -------------------------------------------------------------------------------------------------- service standard

LATER = {
    "name": "archive", "documents": 0, "deadline_days": 15, "share": 1.0,
    "step": [
        {"name": "ask", "station": "front", "time": minutes(1)},
        {"name": "search", "station": "validation", "time": minutes(14)},
    ],
}  # fmt: skip


def two_promises(**keys):
    """A validator with too much to do in the first weeks, of which only a part is pressing."""
    pressing = CERTIFICATE | {"share": 1.0}
    officers = [dict(one) for one in OFFICE["officer"]]
    officers[0] = officers[0] | {"skills": [*officers[0]["skills"], "archive.ask"]}
    officers[2] = officers[2] | {"skills": [*officers[2]["skills"], "archive.search"]}
    return registry_office(service=[pressing, LATER], officer=officers, days=40, **keys)


STANDARD = {"name": "service_standard", "watch_days": 0}


def test_files_that_are_due_come_first_so_fewer_are_late():
    made = two_promises()
    assert up(change("within_deadline", made, STANDARD))
    kept = [measured(each).of("within_deadline", "service", "certificate") for each in (reformed(made, STANDARD), made)]
    assert up(paired(*kept))


def test_a_standard_does_no_work():
    """Who is not pressing waits longer, and a promise that is too short is broken more often."""
    made = two_promises()
    days = [measured(each).of("days_to_finish_mean", "service", "archive") for each in (reformed(made, STANDARD), made)]
    assert up(paired(*days))
    strict = STANDARD | {"deadline_days": 1, "services": ["certificate"]}
    kept = [
        measured(reformed(made, each)).of("within_deadline", "service", "certificate") for each in (strict, STANDARD)
    ]
    assert down(paired(*kept))


def test_what_is_promised_is_expected_and_what_is_made_good_is_forgiven():
    made = two_promises(staff={}, opinion={})
    promise = STANDARD | {"compensated": 0.0, "hopes": 0.0}
    given = {key: measured(reformed(made, promise | more)).of("satisfaction_mean") for key, more in (
        ("neither", {}), ("hoped", {"hopes": 0.02}), ("compensated", {"compensated": 0.6}),
    )}  # fmt: skip
    trust = {key: measured(reformed(made, promise | more)).of("trust_end_mean") for key, more in (
        ("neither", {}), ("hoped", {"hopes": 0.02}),
    )}  # fmt: skip
    assert down(paired(trust["hoped"], trust["neither"]))
    assert up(paired(given["compensated"], given["neither"]))


# ---------------------------------------------------------------------------------------------------------- staffing


def test_one_more_officer_is_like_those_with_the_most_to_do_and_shortens_their_line():
    made = registry_office()
    more = {"name": "staffing", "group": "front"}
    assert down(change("wait_mean_min", made, more))
    assert down(change("wait_mean_min", made, {"name": "staffing"})), "by default too"
    assert plan_of(reformed(made, {"name": "staffing"})).scenario.officers[-1].skills == tuple(
        OFFICE["officer"][0]["skills"]
    )


def test_an_officer_more_costs_a_wage_and_a_place_for_each_office():
    one, two = (Staffing(group="Loket depan", count=count) for count in (1, 2))
    office_, region = load("dukcapil"), load("dukcapil-wilayah")
    assert two.yearly(office_) == 2 * one.yearly(office_) == 120_000_000
    assert one.yearly(region) == 6 * one.yearly(office_)
    assert Staffing(group="Loket depan", office="kec-timur").yearly(region) == one.yearly(office_)
    assert Staffing(group="Loket depan pusat", to_office="kec-timur").yearly(region) == 0.0


MOVED = {"name": "staffing", "group": "front", "office": "east", "to_office": "west"}
PLACES = ("east", "west", "north")


def region(**keys):
    """Three such offices, each with a front desk of its own."""
    return registry_office(office=[{"name": place} for place in PLACES], **(citizens(count=9000) | {"days": 10} | keys))


def test_who_is_moved_here_is_missing_there():
    with_it, without = (
        {place: measured(made).of("wait_of_all_mean_min", "office", place) for place in PLACES}
        for made in (reformed(region(), MOVED), region())
    )
    assert up(paired(with_it["east"], without["east"]))
    assert down(paired(with_it["west"], without["west"]))
    assert np.array_equal(with_it["north"], without["north"])


def test_at_less_strength_they_are_moved_for_fewer_days_of_the_week():
    plan = plan_of(reformed(region(), MOVED | {"strength": 0.4, "start": date(2026, 1, 12)}))
    first, moved = plan.arrays.office["posts_first"][0], plan.names.officers.index("front (east)")
    places = plan.arrays.lookup["to"][first + moved * 10 : first + moved * 10 + 10]
    assert [PLACES[place] for place in places] == ["east"] * 5 + ["west"] * 2 + ["east"] * 3


# ------------------------------------------------------------------------------------------------- other agencies

ELSEWHERE = {"after_days": [[2, 0.3], [5, 0.4], [10, 0.3]], "without_citizen": True, "time": minutes(30)}


def waiting_for_another():
    """The same office, whose files wait for another agency before they are printed."""
    steps = list(CERTIFICATE["step"])
    steps.insert(3, {"name": "opinion"} | ELSEWHERE)
    steps[-1] = steps[-1] | {"next": [{"to": "opinion", "share": 1.0}]}
    return registry_office(service=[CERTIFICATE | {"step": steps}], days=80)


CONNECTED = {"name": "agency_integration", "ramp_days": 0}


def test_shared_data_shorten_the_wait_for_another_agency():
    made = waiting_for_another()
    assert change("days_to_finish_mean", made, CONNECTED).high < -1.0
    assert down(change("incomplete_share", made, CONNECTED))


def test_shared_data_do_not_shorten_the_line_at_the_counter():
    """What is ready sooner is collected all the same."""
    difference = change("wait_mean_min", waiting_for_another(), CONNECTED | {"papers_spared": 0.0})
    assert not down(difference)
    assert difference.mean < 1.0


@pytest.mark.parametrize("reform", [{"name": "staffing", "group": "front", "count": 3}, {"name": "sop_simplification"}])
def test_what_another_agency_holds_up_no_counter_speeds_up(reform):
    """Nothing that an office does at its counters takes more than hours off a case that waits for days elsewhere."""
    made = waiting_for_another()
    assert change("wait_mean_min", made, reform).high < 0.0
    assert change("days_to_finish_mean", made, reform).low > -0.3


def test_while_the_connection_is_down_files_rest():
    made = waiting_for_another()
    days = {
        share: finishing(made, CONNECTED | {"outage": share, "outage_min": 300.0}, by="walk_in") for share in (0, 1.0)
    }
    assert up(paired(days[1.0], days[0]))


def test_where_nothing_is_asked_of_another_agency_nothing_changes():
    """Nor is anything new for the officers."""
    made = registry_office(service=[CERTIFICATE | {"documents": 0}])
    assert list(CATALOGUE["agency_integration"]().effects(made)) == []


def test_the_steps_that_wait_for_another_agency_are_found_in_the_offices_that_are_bundled():
    found = {
        name: {step for effect in CATALOGUE["agency_integration"]().effects(load(name))
               if effect.parameter == "step.at_once" for step in effect.where}
        for name in BUNDLED
    }  # fmt: skip
    recorded = {"rekam-ktp.penunggalan", "rekam-ktp.penunggalan-keliling"}
    assert found == {
        "dukcapil": recorded, "dukcapil-wilayah": recorded, "dpmptsp": {"izin.rekomendasi"}, "puskesmas": set(),
    }  # fmt: skip
