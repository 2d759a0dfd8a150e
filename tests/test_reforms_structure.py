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

from sim.plan import plan_of
from sim.plan.tables import CASE_OUTCOMES, ERROR
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


def test_fewer_minutes_spare_nobody_a_visit_and_fewer_papers_nobody_a_minute_of_work():
    made = registry_office()
    minutes_only = {"name": "sop_simplification", "papers_spared": 0.0}
    papers_only = {"name": "sop_simplification", "minutes_saved": 0.0}
    assert measured(reformed(made, minutes_only)).of("incomplete_share").mean() == pytest.approx(
        measured(made).of("incomplete_share").mean(), rel=0.02
    )
    assert same(change("step_service_mean_min", made, papers_only))


def mistakes(scenario, *reforms):
    """The share of the cases that came back because the citizen found a mistake, by run."""
    return np.array([
        (block.cases["reason"] == ERROR).mean()
        for block in (told_by(scenario, *reforms, run=run)[1] for run in range(8))
    ])


def test_a_check_that_is_left_out_takes_no_time_and_finds_no_mistakes():
    made = registry_office()
    left_out = {
        "name": "sop_simplification", "skips": ["certificate.validate"], "minutes_saved": 0.0, "papers_spared": 0.0,
    }  # fmt: skip
    difference = change("served", made, left_out)
    assert down(difference)
    assert mistakes(made, left_out).min() > 3 * mistakes(made).max()


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
    made = registry_office(**citizens(digital_access=0.0))
    assert alike(told_by(made, ONLINE), told_by(made), made.days)


def test_without_access_citizens_come_as_often_as_before_and_with_it_less_often():
    made = registry_office()
    keys = [key for key in measured(reformed(made, ONLINE)).keys if key.measure == "visits_per_case"]
    none = [key for key in keys if key.by == "skill" and key.group in {"none", "offline"}]
    assert len(none) == 1, [key.group for key in keys if key.by == "skill"]


def procedure(scenario, *reforms):
    """Of each finished case: citizen, day and service; its minutes at the office, on the way and at home; its channel."""
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
    made = replace(load("dukcapil"), days=40, channels=())
    paid = [measured(reformed(made, *these)).of("paid_per_case").mean() for these in ([ONLINE], [])]
    assert anchored("D2", paid[0] / paid[1] - 1.0)


def test_what_the_counters_did_is_done_on_the_file():
    made = registry_office()
    assert not down(change("staff_min_per_case", made, ONLINE))
    assert up(change("step_service_mean_min", made, ONLINE | {"extra_work": 0.3, "saved": 0.0}))
