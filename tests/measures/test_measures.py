"""Do the measures say what they claim, on records small enough to count by hand and on random ones?"""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from measured_people import table, with_people

import sim
from findings.little_offices import at, constant, counter, office, officer, one_step, ran
from sim.measures import MEASURES, Estimate, Fold, Key, Verdict, counting, estimate, paired, verdict
from sim.measures.dimensions import DIMENSIONS
from sim.measures.fares import Spending
from sim.measures.histogram import WIDTH, Histogram
from sim.measures.queue_profile import queue_profile
from sim.office import Scenario
from sim.office.practical import Practical
from sim.plan import plan_of
from sim.plan.tables import (
    ACT_ROW,
    CASE_OUTCOMES,
    CASE_ROW,
    CITIZEN_ROW,
    DAY_ROW,
    OFFICER_ROW,
    OPINION_ROW,
    OUTCOMES,
    VISIT_ROW,
    Block,
)
from sim.runs.making.replicate import replicate
from sim.views.shown import SECTIONS

pytestmark = pytest.mark.newer

TWO_SERVICES = [
    {"name": "short", "target_min": 5.0, "step": [{"name": "a", "station": "counter", "time": constant(1)}]},
    {
        "name": "long",
        "step": [
            {"name": "b", "station": "counter", "time": constant(1)},
            {"name": "c", "station": "back", "time": constant(1)},
        ],
    },
]


def little(**keys) -> Scenario:
    stations = [{"name": "counter"}, {"name": "back"}]
    arrivals = [at([0], service="short")]
    return office(**{"service": TWO_SERVICES, "station": stations, "arrivals": arrivals, "target_min": 10.0} | keys)


def visit(day, number, step, outcome="served", *, came, arrive, start, finish, waited, last=True, **more) -> dict:
    """A row in minutes; `start` None where nobody was served. Steps are 0 (short.a), 1 (long.b), 2 (long.c)."""
    times = {"came": came, "arrive": arrive, "start": start, "finish": finish, "waited": waited}
    return {
        **{f"{name}_s": -1 if minutes is None else 60 * minutes for name, minutes in times.items()},
        "day": day,
        "visit": number,
        "citizen": -1,
        "service": min(step, 1),
        "step": step,
        "officer": -1 if start is None else 0,
        "outcome": OUTCOMES.index(outcome),
        "last": last,
        **more,
    }


def file(day, step, *, arrive, start, finish, outcome="served", **more) -> dict:
    """A row of the back office, in minutes from midnight of `day`."""
    times = {"came": arrive, "arrive": arrive, "start": start, "finish": finish, "waited": 0}
    return visit(day, -1, step, outcome, **times, last=False, **more)


def case(began=0, ended=0, outcome="finished", **more) -> dict:
    """A case of the first service, from one working day to another, without a promise unless `due_day` is given."""
    return {
        "began_day": began,
        "ended_day": ended,
        "outcome": CASE_OUTCOMES.index(outcome),
        "due_day": -1,
        "reason": -1,
        "visits": 1,
        "citizen": -1,
        "stream": -1,
        **more,
    }


def worked(day=0, officer=0, *, scheduled, busy, outside=0, overtime=0) -> dict:
    """An officer's day, in minutes."""
    times = {"scheduled": scheduled, "busy": busy, "outside": outside, "overtime": overtime}
    return {"day": day, "officer": officer} | {f"{name}_s": 60 * minutes for name, minutes in times.items()}


def block(visits, officers=(), days=1, first=0, cases=()) -> Block:
    """Rows as an engine hands them over: days of ten hours."""
    rows = [{"day": day, "ended_s": 36_000, "busyness": 1.0} for day in range(first, first + days)]
    tables = (table(VISIT_ROW, visits), table(OFFICER_ROW, officers), table(DAY_ROW, rows), table(CASE_ROW, cases))
    return Block(*tables, table(OPINION_ROW, ()), table(ACT_ROW, ()))


def measured(scenario: Scenario, *blocks: Block) -> dict[Key, float]:
    fold = Fold(plan_of(scenario))
    for found in blocks:
        fold.add(found)
    return fold.measured().values


FIVE = [
    visit(0, 1, 0, came=0, arrive=0, start=4, finish=6, waited=4),
    visit(0, 2, 0, came=0, arrive=0, start=6, finish=8, waited=6),
    visit(0, 3, 1, came=10, arrive=10, start=12, finish=13, waited=2, last=False),
    visit(0, 3, 2, came=10, arrive=13, start=19, finish=20, waited=8),
    visit(0, 4, 1, "gave_up", came=20, arrive=20, start=None, finish=50, waited=30),
    visit(0, 5, 0, "balked", came=70, arrive=70, start=None, finish=70, waited=0),
]
"""Three served (waits 4, 6, 8 minutes), one who gave up after 30 minutes, one who turned away."""


def test_counts_and_shares_are_of_visits_not_of_steps():
    found = measured(little(), block(FIVE))
    assert (found[Key("arrivals")], found[Key("completed")], found[Key("gave_up")], found[Key("balked")]) == (
        5,
        3,
        1,
        1,
    )
    assert found[Key("completed_share")] == pytest.approx(0.6)
    assert found[Key("refused_share")] == 0


def test_waits_are_of_those_served_to_the_end_and_those_who_left_stand_apart():
    found = measured(little(), block(FIVE))
    assert found[Key("wait_mean_min")] == pytest.approx((4 + 6 + 8) / 3)
    assert found[Key("wait_p50_min")] == pytest.approx(6)
    assert found[Key("wait_p90_min")] == pytest.approx(np.percentile([4, 6, 8], 90))
    assert found[Key("wait_of_all_mean_min")] == pytest.approx((4 + 6 + 8 + 30) / 4)  # who balked did not wait
    assert found[Key("sojourn_mean_min")] == pytest.approx((6 + 8 + 10) / 3)
    assert found[Key("sojourn_p90_min")] == pytest.approx(np.percentile([6, 8, 10], 90))


def test_each_visit_is_held_against_the_target_of_its_own_service():
    found = measured(little(), block(FIVE))
    assert found[Key("within_target", "service", "short")] == pytest.approx(1 / 2)  # 4 of 5 minutes, 6 of 5
    assert found[Key("within_target", "service", "long")] == 1  # 8 of 10
    assert found[Key("within_target")] == pytest.approx(2 / 3)
    assert found[Key("served_within_target")] == pytest.approx(2 / 5)  # leaving counts as a miss


@pytest.mark.parametrize(("service", "minutes"), [("short", 5), ("long", 10)])
def test_the_target_itself_is_within_the_target_and_a_second_more_is_not(service, minutes):
    step = 0 if service == "short" else 2
    rows = [visit(0, n, step, came=0, arrive=0, start=1, finish=2, waited=minutes) for n in range(3)]
    waits = table(VISIT_ROW, rows)
    waits["waited_s"] += [-1, 0, 1]
    fold = Fold(plan_of(little()))
    fold.add(block(rows)._replace(visits=waits))
    found = fold.measured()
    assert found.values[Key("within_target", "service", service)] == found.days["within_target"][0] == 2 / 3


def test_steps_and_stations_have_waits_of_their_own():
    found = measured(little(), block(FIVE))
    assert found[Key("step_wait_mean_min", "step", "long.c")] == pytest.approx(6)
    assert found[Key("step_wait_mean_min", "step", "long.b")] == pytest.approx(2)
    assert found[Key("step_wait_of_all_mean_min", "step", "long.b")] == pytest.approx((2 + 30) / 2)
    assert found[Key("step_service_mean_min", "step", "short.a")] == 2
    assert found[Key("step_wait_mean_min", "station", "counter")] == pytest.approx((4 + 6 + 2) / 3)
    assert found[Key("gave_up_share", "station", "counter")] == pytest.approx(1 / 5)
    assert found[Key("arrivals", "station", "back")] == 1


def test_visits_count_in_the_hour_and_on_the_weekday_in_which_they_begin():
    late = [visit(1, 6, 0, came=61, arrive=61, start=61, finish=62, waited=0)]
    second = block(late, first=1)
    found = measured(little(days=2), block(FIVE), second)
    assert found[Key("arrivals", "hour", "00:00")] == 4
    assert found[Key("arrivals", "hour", "01:00")] == 2
    assert found[Key("arrivals_per_day", "hour", "01:00")] == 1
    assert found[Key("arrivals_per_day", "weekday", "mon")] == 5
    assert found[Key("arrivals_per_day", "weekday", "tue")] == 1
    assert Key("arrivals", "weekday", "sat") not in found


def test_the_hours_are_those_of_the_office_and_begin_on_the_dot():
    """Who comes before the first hour or after the last counts in it."""
    scenario = little(hours="08:00-10:00", arrivals=[at([480], service="short")])
    minutes = [420, 480, 539, 540, 599, 600, 700]
    found = measured(scenario, block([visit(0, n, 0, came=m, arrive=m, start=m, finish=m, waited=0) for n, m in
        enumerate(minutes)]))  # fmt: skip
    hours = {key.group: value for key, value in found.items() if key[:2] == ("arrivals", "hour")}
    assert hours == {"08:00": 3, "09:00": 4}


def test_a_weekday_is_averaged_over_its_own_days_and_only_the_measured_ones():
    """Eight working days from a Monday of which the first is warm-up: one Monday and two Tuesdays… are measured."""
    days = [[visit(day, 10 * day + n, 0, came=0, arrive=0, start=day, finish=day + 1, waited=day)
        for n in range(day + 1)] for day in range(8)]  # fmt: skip
    scenario = little(days=8, warm_up_days=1, hours={"workdays": "00:00-10:00"})
    found = measured(scenario, *(block(rows, first=day) for day, rows in enumerate(days)))
    a_day = [found[Key("arrivals_per_day", "weekday", name)] for name in ("mon", "tue", "wed", "thu", "fri")]
    assert a_day == [6, (2 + 7) / 2, (3 + 8) / 2, 4, 5]
    assert found[Key("arrivals")] == 2 + 3 + 4 + 5 + 6 + 7 + 8
    assert found[Key("arrivals_per_day")] == 35 / 7
    assert found[Key("wait_mean_min", "weekday", "tue")] == pytest.approx((2 * 1 + 7 * 6) / 9)


def test_visits_of_more_than_two_classes_are_told_apart():
    classes = [{"name": name, "share": share, "priority": 1} for name, share in (("a", 0.2), ("b", 0.3), ("c", 0.5))]
    rows = [
        visit(0, n, 0, came=0, arrive=0, start=w, finish=w, waited=w, class_=n % 3) for n, w in enumerate((9, 1, 5))
    ]
    found = measured(little(**{"class": classes}), block(rows))
    assert [found[Key("wait_mean_min", "class", name)] for name in ("a", "b", "c")] == [9, 1, 5]


def test_officers_have_means_over_the_days_measured():
    """The first of three days is warm-up; the third officer is there on the last day only."""
    scenario = little(officer=[{"name": "desk", "skills": ["*"], "count": 3}], days=3, warm_up_days=1)
    rows = [
        worked(0, 0, scheduled=100, busy=100, overtime=99),
        worked(1, 0, scheduled=100, busy=20, overtime=1) | {"served": 2},
        worked(2, 0, scheduled=100, busy=40, overtime=4) | {"served": 3},
        worked(2, 1, scheduled=50, busy=50, outside=50),
        worked(2, 2, scheduled=50, busy=20) | {"served": 1},
    ]
    fold = Fold(plan_of(scenario))
    for day in range(3):
        fold.add(block([], [row for row in rows if row["day"] == day], first=day))
    found = fold.measured()
    values = [found.values[Key(measure, "officer", f"desk {n}")]
        for measure in ("utilisation", "busy_min_per_day", "overtime_min_per_day", "served")
        for n in (1, 2, 3)]  # fmt: skip
    assert values == pytest.approx([0.3, 0.5, 0.4, 30, 25, 10, 2.5, 0, 0, 5, 0, 1])
    assert found.values[Key("utilisation")] == pytest.approx(130 / 350)
    assert found.values[Key("overtime_min_per_day")] == pytest.approx(2.5)
    assert found.days["overtime_min"].tolist() == [99, 1, 4]
    assert found.officers["busy_s"].tolist() == [60 * 160, 60 * 50, 60 * 20]  # the warm-up included


def test_utilisation_counts_work_beside_the_timetable_too():
    officers = [worked(scheduled=500, busy=300, outside=100, overtime=2), worked(officer=1, scheduled=0, busy=0)]
    scenario = little(officer=[{"name": "desk", "skills": ["*"], "count": 2}])
    found = measured(scenario, block(FIVE, officers))
    assert found[Key("utilisation")] == pytest.approx(300 / 600)
    assert found[Key("utilisation", "officer", "desk 1")] == pytest.approx(300 / 600)
    assert math.isnan(found[Key("utilisation", "officer", "desk 2")])  # never there: no share of nothing
    assert found[Key("overtime_min_per_day")] == 2


def test_warm_up_days_and_minutes_are_left_out_of_the_run_and_marked_in_the_days():
    scenario = little(days=2, warm_up_days=1, warm_up_min=15.0)
    early = visit(1, 6, 0, came=14.99, arrive=14.99, start=23.99, finish=25, waited=9)
    later = visit(1, 7, 0, came=15, arrive=15, start=16, finish=18, waited=1)
    fold = Fold(plan_of(scenario))
    fold.add(block(FIVE, [worked(scheduled=10, busy=5)]))
    fold.add(block([early, later], [worked(1, scheduled=10, busy=1)], first=1))
    found = fold.measured()
    assert found.values[Key("arrivals")] == 1
    assert found.values[Key("wait_mean_min")] == pytest.approx(1)
    assert found.values[Key("utilisation")] == pytest.approx(0.1)
    assert found.values[Key("present_mean")] == pytest.approx(3 / 585)  # three minutes, of what is left of ten hours
    assert found.values[Key("waiting_mean")] == pytest.approx(1 / 585)
    assert found.values[Key("sojourn_p90_min")] == pytest.approx(3)
    assert found.days["warm_up"].tolist() == [True, False]
    assert found.days["arrivals"].tolist() == [2, 1]  # the first minutes of the warm-up day are left out as well


def test_a_day_knows_its_own_waits_and_when_it_ended():
    day = Fold(plan_of(little()))
    day.add(block(FIVE, [worked(scheduled=10, busy=5)]))
    row = day.measured().days[0]
    assert row["wait_p90_min"] == pytest.approx(np.percentile([4, 6, 8], 90))
    assert row["utilisation"] == pytest.approx(0.5)
    assert row["ended_s"] == 36_000


def test_an_empty_office_has_no_waits_rather_than_waits_of_nought():
    found = measured(little(), block([]))
    assert found[Key("arrivals")] == 0
    assert math.isnan(found[Key("wait_mean_min")])
    assert math.isnan(found[Key("completed_share")])


# ------------------------------------------------------------------------------------------- outcomes of a whole office


WAYS = [
    {"name": "janji", "kind": "appointment", "slots": [["08:00-10:00", 15.0, 1]], "no_show": 0.1},
    {"name": "daring", "kind": "online", "trip_rupiah": 0.0, "fee_rupiah": 2_000.0},
]
PEOPLE = {"count": 10, "needs_per_year": 1.0, "knows_document": 0.5, "trip_rupiah": 15_000.0}


def whole_office(**keys) -> Scenario:
    """Papers may be missing, tickets and forms run out, appointments are missed, mistakes made; "short" has 3 days."""
    short = {"name": "short", "target_min": 5.0, "deadline_days": 3, "documents": 2}
    first = {"name": "a", "station": "counter", "time": constant(1), "checks_file": 0.9, "error": 0.1}
    usual = {
        "hours": "08:00-18:00",
        "service": [{**short, "step": [first]}, TWO_SERVICES[1]],
        "tickets": {"quota": 50},
        "shortage": [{"name": "blanko", "steps": ["long.c"], "chance": 0.1, "lasts_days": 2}],
        "channel": WAYS,
        "citizens": PEOPLE,
        "arrivals": [],
        "days": 10,
    }
    return little(**(usual | keys))


def turned_away(number, outcome, step=0, **more) -> dict:
    return visit(0, number, step, outcome, came=480, arrive=480, start=None, finish=480, waited=0, **more)


SEVEN = [
    visit(0, 1, 0, came=480, arrive=480, start=484, finish=486, waited=4),
    visit(0, 2, 0, "incomplete", came=480, arrive=480, start=490, finish=492, waited=10, channel=1),
    turned_away(3, "no_ticket"),
    turned_away(4, "no_show", channel=1),
    turned_away(5, "no_show", channel=1),
    visit(0, 6, 1, came=500, arrive=500, start=507, finish=510, waited=7, last=False),
    visit(0, 6, 2, "no_form", came=500, arrive=510, start=None, finish=510, waited=7),
    visit(0, 7, 1, "gave_up", came=500, arrive=500, start=None, finish=520, waited=20, channel=1),
]
"""Served, papers missing, no ticket, two who stay away, no forms after a wait, gave up: five come to the office."""


def test_who_stays_away_has_not_come_and_is_a_share_of_the_appointments():
    found = measured(whole_office(), block(SEVEN))
    assert (found[Key("arrivals")], found[Key("no_show")]) == (5, 2)
    assert found[Key("no_show_share")] == pytest.approx(2 / 4)  # four had an appointment
    assert found[Key("no_show_share", "hour", "08:00")] == pytest.approx(2 / 4)
    assert math.isnan(found[Key("no_show_share", "channel", "walk_in")])
    assert found[Key("arrivals", "station", "counter")] == 5


def test_who_lacked_papers_was_attended_to_but_not_served():
    found = measured(whole_office(), block(SEVEN))
    assert (found[Key("completed")], found[Key("incomplete")]) == (1, 1)
    assert found[Key("completed_share")] == pytest.approx(1 / 5)
    assert found[Key("wait_mean_min")] == pytest.approx((4 + 10) / 2)
    assert found[Key("within_target")] == pytest.approx(1 / 2)  # 4 of 5 minutes, 10 of 5
    assert found[Key("sojourn_mean_min")] == pytest.approx((6 + 12) / 2)
    assert found[Key("step_wait_mean_min", "step", "short.a")] == pytest.approx((4 + 10) / 2)
    assert found[Key("served", "step", "short.a")] == 2
    assert found[Key("incomplete_share", "step", "short.a")] == pytest.approx(1 / 3)


def test_waits_in_vain_count_where_somebody_stood_in_line():
    found = measured(whole_office(), block(SEVEN))
    assert found[Key("wait_of_all_mean_min")] == pytest.approx((4 + 10 + 7 + 20) / 4)  # who got no ticket did not wait
    assert found[Key("step_wait_of_all_mean_min", "step", "long.c")] == 0  # without forms nobody waits for them
    assert found[Key("step_wait_of_all_mean_min", "step", "short.a")] == (4 + 10) / 2  # who stays away is not in line
    assert (found[Key("no_form")], found[Key("no_ticket")]) == (1, 1)
    assert found[Key("no_form_share", "station", "back")] == 1


def test_a_simple_office_is_spared_what_cannot_happen_there():
    names = {key.measure for key in measured(little(), block(FIVE))}
    cuts = {key.by for key in measured(little(), block(FIVE))}
    assert names.isdisjoint({"incomplete", "no_ticket_share", "no_show", "no_form_share", "visits_per_case"})
    assert cuts.isdisjoint({"channel", "office", "reason"})
    days = Fold(plan_of(little()))
    days.add(block(FIVE))
    assert math.isnan(days.measured().days["no_show"][0])


CHECKED = {"name": "a", "station": "counter", "time": constant(1), "checks_file": 0.5}
BOOKED = {"name": "janji", "kind": "appointment", "slots": [["08:00-10:00", 15.0, 1]]}
MAY = {
    "tickets of all": ({"tickets": {"quota": 5}}, {"no_ticket"}),
    "tickets by the hour": ({"tickets": {"hours": "00:00-01:00"}}, {"no_ticket"}),
    "tickets of a service": ({"service": [{"name": "short", "quota": 5, "step": [{**CHECKED, "checks_file": 0.0}]}]},
        {"no_ticket"}),
    "papers that nobody checks": ({"service": [{"name": "short", "documents": 2,
        "step": [{**CHECKED, "checks_file": 0.0}]}]}, set()),
    "checks of no papers": ({"service": [{"name": "short", "step": [CHECKED]}]}, set()),
    "papers": ({"service": [{"name": "short", "documents": 1, "step": [CHECKED]}]}, {"incomplete"}),
    "appointments that all keep": ({"channel": [BOOKED]}, set()),
    "appointments": ({"channel": [{**BOOKED, "no_show": 0.1}]}, {"no_show"}),
    "appointments far ahead": ({"channel": [{**BOOKED, "no_show_per_day": 0.1}]}, {"no_show"}),
    "no forms": ({"shortage": [{"name": "x", "steps": ["short.a"], "chance": 0.1, "lasts_days": 2}]}, {"no_form"}),
}  # fmt: skip


@pytest.mark.parametrize(("keys", "may"), MAY.values(), ids=MAY)
def test_what_may_happen_is_told_and_nothing_else(keys, may):
    named = {key.measure for key in measured(little(citizens=PEOPLE, **keys), block([]))}
    assert named & {"incomplete", "no_ticket", "no_show", "no_form"} == may


def test_visits_are_counted_by_channel():
    found = measured(whole_office(), block(SEVEN))
    assert [found[Key("arrivals", "channel", name)] for name in ("walk_in", "janji", "daring")] == [3, 2, 0]
    assert found[Key("wait_mean_min", "channel", "janji")] == pytest.approx(10)


# ------------------------------------------------------------------------------------------------------ back office


def with_back_office(**keys) -> Scenario:
    return little(station=[{"name": "counter"}, {"name": "back", "back_office": True}], days=9, **keys)


OVERNIGHT = file(0, 2, arrive=570, start=1_440 + 480, finish=1_440 + 500)
"""A file of the first day that is taken up on the second."""
HANDED_IN = visit(0, 1, 1, came=540, arrive=540, start=560, finish=570, waited=20)


def test_a_file_waits_in_days_and_is_no_visit():
    same_day = file(1, 2, arrive=490, start=490, finish=520)
    first, later = block([HANDED_IN]), block([OVERNIGHT, same_day], first=1)
    found = measured(with_back_office(), first, later)
    wait = 1_440 + 480 - 570
    for by, group in (("step", "long.c"), ("station", "back")):
        assert found[Key("arrivals", by, group)] == 2
        assert found[Key("step_wait_days_mean", by, group)] == pytest.approx(wait / 2 / 1_440)
        assert found[Key("step_wait_days_p90", by, group)] == pytest.approx(0.9 * wait / 1_440)
        assert found[Key("step_days_mean", by, group)] == pytest.approx((wait + 20 + 30) / 2 / 1_440)
        assert Key("step_wait_mean_min", by, group) not in found
        assert Key("gave_up_share", by, group) not in found
    assert (found[Key("arrivals")], found[Key("wait_mean_min")]) == (1, 20)
    assert found[Key("arrivals", "service", "long")] == 1
    assert found[Key("arrivals", "weekday", "tue")] == 0
    assert found[Key("waiting_mean")] == pytest.approx(20 / 1_200)  # twenty minutes of two days of ten hours
    assert Key("step_wait_days_mean", "step", "long.b") not in found


def test_a_file_of_the_warm_up_is_left_out_whenever_it_is_done():
    scenario = with_back_office(warm_up_days=1, warm_up_min=60.0)
    later = file(1, 2, arrive=5, start=10, finish=20)  # the first minutes of a day are left out for visits only
    found = measured(scenario, block([HANDED_IN]), block([OVERNIGHT, later], first=1))
    assert found[Key("arrivals", "step", "long.c")] == 1
    assert found[Key("step_wait_days_mean", "step", "long.c")] == pytest.approx(5 / 1_440)


def test_files_that_lack_papers_are_attended_to_and_files_without_forms_are_not():
    rows = [
        file(0, 2, arrive=0, start=10, finish=20, outcome="incomplete"),
        file(0, 2, arrive=0, start=None, finish=30, outcome="no_form"),
        file(0, 2, arrive=0, start=30, finish=60),
    ]
    papers = {
        "name": "long",
        "documents": 1,
        "step": [TWO_SERVICES[1]["step"][0], TWO_SERVICES[1]["step"][1] | {"checks_file": 1}],
    }
    short = {"name": "blanko", "steps": ["long.c"], "chance": 0.1, "lasts_days": 2}
    scenario = with_back_office(service=[TWO_SERVICES[0], papers], shortage=[short], citizens=PEOPLE)
    found = measured(scenario, block(rows))
    told = [found[Key(name, "step", "long.c")] for name in ("arrivals", "served", "incomplete_share", "no_form_share")]
    assert told == pytest.approx([3, 2, 1 / 3, 1 / 3])
    assert found[Key("step_days_mean", "step", "long.c")] == pytest.approx(40 / 1_440)
    assert found[Key("step_wait_days_mean", "station", "back")] == pytest.approx(20 / 1_440)


def test_files_are_not_among_the_people_in_line():
    visits = table(VISIT_ROW, [HANDED_IN, OVERNIGHT])
    profile = queue_profile(plan_of(with_back_office()), [visits])
    assert profile.moments_s.tolist() == [60 * minutes for minutes in (540, 555, 570)]
    assert [day.mean for day in profile.mean] == pytest.approx([1 / 9, 1 / 9, 0])  # of nine days


def test_the_queue_profile_is_of_the_days_after_the_warm_up_and_of_all_runs():
    """Twenty wait on the day of warm-up; then one, two, four; in the other run nobody on the last day."""

    def waiting(day, people):
        return [visit(day, n, 0, came=15, arrive=15, start=45, finish=50, waited=30) for n in range(people)]

    plan = plan_of(little(days=4, warm_up_days=1))
    runs = [table(VISIT_ROW, [row for day, n in enumerate(people) for row in waiting(day, n)])
        for people in ((20, 1, 2, 4), (20, 1, 2, 0))]  # fmt: skip
    profile = queue_profile(plan, runs)
    assert profile.moments_s.tolist() == [900, 1_800, 2_700]
    assert [moment.mean for moment in profile.mean] == pytest.approx([(7 + 3) / 6, (7 + 3) / 6, 0])  # called at 00:45
    assert profile.mean[0].runs == 2
    assert (profile.day_low[0], profile.day_high[0]) == pytest.approx(np.quantile([1, 2, 4, 1, 2, 0], [0.1, 0.9]))
    assert profile.peak == 0
    assert queue_profile(plan, runs, ["back"]).mean[0].mean == 0


# ------------------------------------------------------------------------------------------------------------ cases


CASES = [
    case(0, 0, visits=1, trips=1, spent_s=1_800, travel_s=3_600, due_day=3),
    case(0, 4, visits=3, trips=3, spent_s=5_400, travel_s=10_800, due_day=3),
    case(1, 2, visits=0, trips=0, channel=2, due_day=2),
    case(1, 1, "given_up", visits=2, trips=2, spent_s=3_600, travel_s=7_200, due_day=4, reason=5, channel=1),
    case(9, 9, "open", visits=1, trips=1, spent_s=9_999, due_day=12, service=0),
    case(2, 8, "open", visits=1, trips=1, spent_s=9_999, due_day=5),
    case(0, 2, visits=2, trips=2, service=1, class_=0),
]
"""Four finished after 0, 4, 1 and 2 working days, one given up for want of papers, two open."""


def test_cases_are_finished_given_up_or_open():
    found = measured(whole_office(), block([], days=10, cases=CASES))
    counts = [found[Key(f"cases_{outcome}")] for outcome in CASE_OUTCOMES]
    assert counts == [4, 1, 2]
    assert found[Key("cases_per_day")] == pytest.approx(7 / 10)
    assert found[Key("finished_share")] == pytest.approx(4 / 5)  # of those that ended
    assert found[Key("given_up_share", "reason", "incomplete")] == pytest.approx(1 / 5)
    assert found[Key("given_up_share", "reason", "no_ticket")] == 0


def test_visits_and_working_days_are_of_finished_cases():
    found = measured(whole_office(), block([], days=10, cases=CASES))
    assert found[Key("visits_per_case")] == pytest.approx((1 + 3 + 0 + 2) / 4)
    assert found[Key("one_visit_share")] == pytest.approx(2 / 4)  # one, and one online without any
    assert found[Key("days_to_finish_mean")] == pytest.approx((0 + 4 + 1 + 2) / 4)
    assert found[Key("days_to_finish_p50")] == pytest.approx(1.5)
    assert found[Key("days_to_finish_p90")] == pytest.approx(np.percentile([0, 4, 1, 2], 90))
    assert found[Key("days_to_finish_mean", "service", "long")] == 2


def test_a_promise_counts_when_its_day_comes_and_is_kept_only_by_finishing():
    found = measured(whole_office(), block([], days=10, cases=CASES))
    assert found[Key("within_deadline")] == pytest.approx(
        2 / 5
    )  # kept, late, on the day, given up, open; one is not due yet
    assert math.isnan(found[Key("within_deadline", "service", "long")])  # it promises nothing


@pytest.mark.parametrize(
    ("due", "ended", "outcome", "kept"),
    [
        (9, 9, "finished", 1.0),  # on the last day of ten
        (9, 9, "open", 0.0),
        (8, 9, "finished", 0.0),
        (9, 3, "given_up", 0.0),
        (10, 3, "finished", math.nan),  # due after the run: it would count only where it is kept
        (10, 9, "open", math.nan),
    ],
)
def test_promises_of_the_last_day_count_and_those_of_the_day_after_do_not(due, ended, outcome, kept):
    found = measured(whole_office(), block([], days=10, cases=[case(0, ended, outcome, due_day=due)]))
    assert found[Key("within_deadline")] == pytest.approx(kept, nan_ok=True)


def test_time_trips_and_rupiah_are_of_all_cases_that_ended():
    found = measured(whole_office(), block([], days=10, cases=CASES))
    assert found[Key("citizen_hours_per_case")] == pytest.approx((1.5 + 4.5 + 0 + 3 + 0) / 5)
    assert found[Key("trips_per_case")] == pytest.approx((1 + 3 + 0 + 2 + 2) / 5)
    assert found[Key("rupiah_per_case")] == pytest.approx((8 * 15_000 + 2_000) / 5)
    assert found[Key("rupiah_per_case", "channel", "daring")] == 2_000  # its fee, once
    assert [found[Key("channel_share", "channel", name)] for name in ("walk_in", "janji", "daring")] == pytest.approx(
        [5 / 7, 1 / 7, 1 / 7]
    )


def test_what_citizens_spend_is_of_the_whole_run_and_of_their_own_cases():
    spending = Spending(plan_of(whole_office(warm_up_days=2)))
    for rows in (CASES[:3], CASES[3:]):
        spending.add(
            table(CASE_ROW, [row | {"citizen": citizen} for row, citizen in zip(rows, (4, 0, 4, 9), strict=False)])
        )
    spending.add(table(CASE_ROW, [case(trips=7)]))  # of nobody in particular
    found = spending.by_citizen(np.zeros(10, CITIZEN_ROW))
    trips = {4: 1 + 0 + 2 + 1, 0: 3 + 1, 9: 2}
    assert found.tolist() == [15_000 * trips.get(citizen, 0) + 2_000 * (citizen == 4) for citizen in range(10)]


def test_cases_that_began_in_the_warm_up_are_left_out():
    found = measured(whole_office(warm_up_days=2), block([], days=10, cases=CASES))
    assert [found[Key(f"cases_{outcome}")] for outcome in CASE_OUTCOMES] == [0, 0, 2]
    assert found[Key("cases_per_day")] == pytest.approx(2 / 8)
    assert math.isnan(found[Key("visits_per_case")])


def test_cases_come_in_blocks_as_they_come_at_once():
    at_once = measured(whole_office(), block([], days=10, cases=CASES))
    parts = [block([], days=5, first=first, cases=CASES[a:b]) for first, a, b in ((0, 0, 4), (5, 4, 7))]
    in_parts = measured(whole_office(), *parts)
    np.testing.assert_array_equal(list(at_once.values()), list(in_parts.values()))


# ----------------------------------------------------------------------------------------------------------- region


def region(**keys) -> Scenario:
    """Two offices, each with the usual stations and an officer; the second has another officer of its own."""
    officers = [{"name": "desk", "skills": ["*"]}, {"name": "more", "skills": ["*"], "office": "kec"}]
    offices = [{"name": "pusat"}, {"name": "kec"}]
    return little(office=offices, officer=officers, arrivals=[at([0], service="short", office="kec")], **keys)


HERE_AND_THERE = [
    visit(0, 1, 0, came=0, arrive=0, start=4, finish=6, waited=4, office=0),
    visit(0, 2, 0, came=0, arrive=0, start=6, finish=8, waited=6, office=1),
    visit(0, 3, 0, came=0, arrive=0, start=8, finish=9, waited=8, office=1),
]
ALL_WORK = [
    worked(scheduled=100, busy=50, overtime=1),
    worked(officer=1, scheduled=100, busy=20, overtime=2),
    worked(officer=2, scheduled=100, busy=40, overtime=4),
]


def test_offices_of_a_region_are_measured_one_by_one():
    found = measured(region(), block(HERE_AND_THERE, ALL_WORK))
    assert found[Key("wait_mean_min")] == pytest.approx(6)
    assert found[Key("wait_mean_min", "office", "kec")] == pytest.approx(7)
    assert found[Key("utilisation", "office", "pusat")] == pytest.approx(0.5)
    assert found[Key("utilisation", "office", "kec")] == pytest.approx(0.3)
    assert found[Key("overtime_min_per_day", "office", "kec")] == 6
    assert found[Key("step_wait_mean_min", "station", "counter (kec)")] == pytest.approx(7)
    assert found[Key("step_wait_mean_min", "step", "short.a")] == pytest.approx(6)  # of all offices


def test_each_day_of_each_office_has_a_row():
    fold = Fold(plan_of(region(days=2)))
    fold.add(block(HERE_AND_THERE, ALL_WORK))
    fold.add(block([visit(1, 4, 0, came=0, arrive=0, start=1, finish=2, waited=1, office=1)], first=1))
    days = fold.measured().days
    assert list(zip(days["day"], days["office"], days["arrivals"], strict=True)) == [
        (0, 0, 1),
        (0, 1, 2),
        (1, 0, 0),
        (1, 1, 1),
    ]
    assert days["wait_mean_min"][:2].tolist() == [4, 7]
    assert days["utilisation"][:2] == pytest.approx([0.5, 0.3])
    assert fold.measured().values[Key("arrivals", "weekday", "tue")] == 1


# ------------------------------------------------------------------------------------------------- blocks and totals


BUSY = {
    "service": one_step(7),
    "station": counter(room=6, patience=constant(25)),
    "officer": officer(),
    "arrivals": [{"name": "all", "service": "service", "rates_per_hour": [["00:00-09:00", 12]]}],
    "days": 6,
    "closing": "send_home",
}


def test_folding_block_by_block_gives_what_folding_at_once_gives():
    scenario = office(**BUSY, warm_up_days=2)
    whole = ran("reference", scenario)
    parts = [
        Block(
            *[table[(table["day"] >= first) & (table["day"] < first + 2)] for table in whole[:3]],
            whole.cases[:0],
            whole.opinions[:0],
            whole.acts[:0],
        )
        for first in (0, 2, 4)
    ]
    at_once, in_parts = measured(scenario, whole), measured(scenario, *parts)
    assert list(at_once) == list(in_parts)
    np.testing.assert_array_equal(list(at_once.values()), list(in_parts.values()))


def test_people_in_the_office_are_arrivals_times_their_stay():
    scenario = office(**BUSY)
    rows = ran("reference", scenario)
    found = measured(scenario, rows)
    last = rows.visits[rows.visits["last"] == 1]
    seconds = rows.days["ended_s"].sum()
    at_each_second = np.zeros(10**6)
    for row in last:
        at_each_second[row["came_s"] : row["finish_s"]] += 1
    assert found[Key("present_mean")] == pytest.approx(at_each_second.sum() / seconds)
    assert found[Key("waiting_mean")] == pytest.approx(last["waited_s"].sum() / seconds)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5000)), max_size=60),
    st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0]),
    st.integers(0, 60),
)
def test_percentiles_of_counts_are_those_of_the_values(values, share, cut):
    group, seconds = (np.array(column, np.int64) for column in (zip(*values, strict=True) if values else ((), ())))
    counted = Histogram(4)
    counted.add(seconds[:cut], group[:cut])
    counted.add(seconds[cut:], group[cut:])
    for number, found in enumerate(counted.quantiles(share)[0]):
        own = seconds[group == number]
        assert found == pytest.approx(np.quantile(own, share)) if len(own) else math.isnan(found)
    np.testing.assert_array_equal(counted.sums(), [seconds[group == number].sum() for number in range(4)])


def test_very_long_waits_are_counted_without_a_table_of_all_seconds():
    counted = Histogram(50)
    seconds = np.array([3, 10**7, 10**7 + 1], np.int64)
    counted.add(seconds, np.array([0, 49, 49]))
    assert counted.quantiles(0.5)[0][49] == 10**7 + 0.5
    assert counted.sums()[0] == 3


def test_the_interval_is_student_s_over_runs():
    found = estimate(np.array([4.0, 6.0, 8.0, np.nan]))
    half = 4.302652729696142 * 2.0 / math.sqrt(3)  # t(2, 0.975) of any table of Student's t
    assert (found.mean, found.runs) == (6.0, 3)
    assert (found.low, found.high) == pytest.approx((6 - half, 6 + half))


SHARES = st.lists(st.floats(0, 1), min_size=2, max_size=9).map(np.array)


@given(SHARES, SHARES)
def test_intervals_of_shares_and_their_differences_keep_within_what_can_be(ours, theirs):
    runs = min(len(ours), len(theirs))
    for found, least in (
        (estimate(ours, limits=(0, 1)), 0),
        (paired(ours[:runs], theirs[:runs], limits=(0, 1)), -1),
    ):
        assert least <= found.low <= found.mean + 1e-12
        assert found.mean - 1e-12 <= found.high <= 1
    usual = estimate(ours)
    if usual.low >= 0 and usual.high <= 1:
        assert estimate(ours, limits=(0, 1)) == usual
    mirrored = estimate(1 - ours, limits=(0, 1))
    assert (1 - mirrored.high, 1 - mirrored.low) == pytest.approx(estimate(ours, limits=(0, 1))[1:3], abs=1e-6)


def test_the_interval_of_a_share_near_nought_is_wilson_s():
    found = estimate(np.array([0.0, 0.0, 0.0, 1.0]), limits=(0, 1))
    t, draws = 3.182446305284263, 3  # four runs of nought or one vary like three draws: s² / n = p (1 - p) / 3
    centre = (0.25 + t * t / (2 * draws)) / (1 + t * t / draws)
    half = t / (1 + t * t / draws) * math.sqrt(0.25 * 0.75 / draws + t * t / (4 * draws * draws))
    assert (found.low, found.high) == pytest.approx((centre - half, centre + half))
    assert estimate(np.array([0.9, 1.2]), limits=(0, 1)) == estimate(np.array([0.9, 1.2]))  # it is no share


@pytest.mark.parametrize("measure", ["wait_mean_min", "days_to_finish_p50", "paid_per_user", "waiting_most"])
def test_no_interval_of_a_time_or_of_money_begins_below_nought(measure):
    """A median of 0.33 working days between -1.1 and 1.8 can be no planner's."""
    few = np.array([0.0, 0.0, 1.0])
    assert estimate(few).low < 0
    assert estimate(few, limits=MEASURES[measure].limits) == estimate(few)._replace(low=0.0)
    gap = paired(few, few[::-1], limits=MEASURES[measure].limits)
    assert gap.low < 0 < gap.high


def test_no_share_of_any_table_lies_beyond_what_can_be():
    found = sim.compare(["puskesmas", "puskesmas-petugas"], 3, days=3)
    for frame in (found.baseline.summary(), *(variant.summary() for variant in found.variants)):
        shares = frame[(frame["unit"] == "share") & frame["low"].notna()]
        least = np.where(shares["measure"].str.endswith("_against_rest"), -1, 0)
        assert len(shares) > 100
        assert (shares["low"] >= least).all()
        most = np.where(shares["measure"].str.startswith("offered_load"), np.inf, 1)
        assert (shares["high"] <= most).all()
    gaps = found.summary()
    gaps = gaps[gaps["unit"] == "share"]
    assert gaps[["low", "high"]].abs().max().max() <= 1
    assert found.who_gained()[["low", "high"]].dropna().stack().between(0, 1).all()


def test_a_higher_level_gives_a_wider_interval():
    found = estimate(np.array([4.0, 6.0, 8.0]), level=0.999)
    assert found.high - 6 == pytest.approx(31.599054576443621 * 2.0 / math.sqrt(3))


def test_one_run_has_no_interval_and_none_has_no_mean():
    one, none = estimate(np.array([4.0])), estimate(np.array([np.nan]))
    assert one.mean == 4
    assert math.isnan(one.low)
    assert math.isnan(one.high)
    assert math.isnan(none.mean)
    assert none.runs == 0


def test_a_paired_difference_is_of_runs_with_the_same_luck():
    found = paired(np.array([11.0, 22.0, 33.0]), np.array([10.0, 20.0, 30.0]))
    half = 4.302652729696142 * 1.0 / math.sqrt(3)
    assert found == pytest.approx((2.0, 2.0 - half, 2.0 + half, 3))


@pytest.mark.parametrize(
    ("measure", "interval", "said"),
    [
        ("wait_mean_min", (-3.0, -1.0), Verdict.BETTER),
        ("wait_mean_min", (1.0, 3.0), Verdict.WORSE),
        ("within_target", (0.1, 0.3), Verdict.BETTER),
        ("within_target", (-0.3, -0.1), Verdict.WORSE),
        ("utilisation", (0.1, 0.3), Verdict.HIGHER),
        ("utilisation", (-0.3, -0.1), Verdict.LOWER),
        ("wait_mean_min", (-1.0, 2.0), Verdict.CANNOT_TELL),
        ("wait_mean_min", (0.0, 2.0), Verdict.CANNOT_TELL),
        ("wait_mean_min", (math.nan, math.nan), Verdict.CANNOT_TELL),
        ("wait_mean_min", (0.0, 0.0), Verdict.SAME),
    ],
)
def test_a_verdict_needs_an_interval_that_leaves_out_nought(measure, interval, said):
    low, high = interval
    mean = (low + high) / 2
    assert verdict(Estimate(mean, low, high, 5), MEASURES[measure]) is said


@pytest.mark.parametrize(
    ("interval", "said"),
    [
        ((-1.0, -0.2), Verdict.SMALL),
        ((0.2, 1.0), Verdict.SMALL),
        ((-1.1, -0.2), Verdict.BETTER),
        ((0.2, 1.1), Verdict.WORSE),
        ((0.0, 0.5), Verdict.CANNOT_TELL),
        ((0.0, 0.0), Verdict.SAME),
        ((math.nan, math.nan), Verdict.CANNOT_TELL),
    ],
)
def test_a_difference_is_small_where_its_whole_interval_is(interval, said):
    found = Estimate(sum(interval) / 2, *interval, 5)
    assert verdict(found, MEASURES["wait_mean_min"], small=1.0) is said


def test_one_point_of_a_hundred_is_the_same_on_every_scale_and_counts_go_by_the_baseline():
    sizes = {name: measure.small(Practical(), 50.0) for name, measure in MEASURES.items()}
    assert sizes["trust_end_mean"] * MEASURES["trust_end_mean"].times == sizes["ikm"] == 25 * sizes["skm_time"] == 1.0
    assert (sizes["within_target"], sizes["wait_mean_min"], sizes["arrivals"]) == (0.01, 1.0, 0.5)
    assert math.isnan(MEASURES["arrivals"].small(Practical(), math.nan))


def test_every_measure_of_a_run_is_in_the_catalogue_and_the_catalogue_has_no_other():
    scenarios = (little(), whole_office(), region(), with_back_office(), with_people())
    assert {key.measure for scenario in scenarios for key in measured(scenario, block([]))} == set(MEASURES)


def test_a_measure_names_tables_and_dimensions_that_there_are():
    named = {where for measure in MEASURES.values() for where in measure.shown.split()}
    reports = {"all", "cases", "people", "trust", "lost", "around", "graded", "main"}
    reports |= {"run_only", "if_any", "interval", "year_more"}
    assert named == reports | {section.title for section in SECTIONS}
    assert {measure.dimension for measure in MEASURES.values()} == {"", *DIMENSIONS}


def test_many_days_take_no_more_memory_than_a_few():
    held = []
    counted = Histogram(5)
    chance = np.random.default_rng(1)
    for _ in range(100):
        counted.add(chance.integers(0, 10_000, 4_000), chance.integers(0, 5, 4_000))
        held.append(int(counted.pages.used[0]) * WIDTH)
    assert max(held) < 3 * 50_000  # there are 50,000 different cells


@pytest.mark.parametrize("name", ["dpmptsp", "dukcapil-wilayah"])
def test_rows_are_counted_in_machine_code_as_in_python(name, monkeypatch):
    """A back office, appointments, several offices, opinions; warm-up."""
    scenario = replace(sim.load(name), days=12, warm_up_days=2, warm_up_min=30.0)
    found = replicate(scenario, 1, workers=1).replications[0].values
    monkeypatch.setattr(counting, "on_machine", lambda _: False)
    np.testing.assert_equal(replicate(scenario, 1, workers=1).replications[0].values, found)


def test_so_many_wait_at_once_as_stand_in_line_at_the_fullest_moment_of_a_day():
    rows = [
        visit(0, 1, 0, came=0, arrive=0, start=4, finish=6, waited=4),
        visit(0, 2, 0, came=1, arrive=1, start=6, finish=8, waited=5),
        visit(
            0, 3, 0, came=4, arrive=4, start=8, finish=9, waited=4
        ),  # comes in the second in which the first is called
        visit(0, 4, 2, came=5, arrive=5, start=7, finish=9, waited=2),  # in another line
        visit(1, 5, 0, came=0, arrive=0, start=0, finish=2, waited=0),  # takes no chair
    ]
    found = measured(little(days=2), block(rows, days=2))
    assert found[Key("waiting_most_mean")] == (3 + 0) / 2
    assert (found[Key("waiting_most")], found[Key("waiting_most_p90")]) == (3, 3)
    assert found[Key("waiting_most", "station", "counter")] == 2
    assert found[Key("waiting_most", "station", "back")] == 1


def test_shares_within_so_many_minutes_count_the_minute_itself():
    rows = [visit(0, n, 0, came=0, arrive=0, start=w, finish=70, waited=w) for n, w in enumerate((0, 5, 6, 15, 61))]
    found = measured(little(), block(rows))
    assert [found[Key(f"waited_{minutes}_min_share")] for minutes in (5, 10, 15, 30, 60)] == [0.4, 0.6, 0.8, 0.8, 0.8]
