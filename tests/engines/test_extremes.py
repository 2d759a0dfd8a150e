"""Does exactly what must happen, happen, where there is no chance and the answer can be worked out by hand?

Minutes throughout; one officer unless said otherwise.
"""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from findings.little_offices import (
    ENGINES,
    at,
    clock,
    constant,
    counter,
    happened,
    office,
    officer,
    one_step,
    ran,
    told,
)
from sim.office import Branch, Scenario, TraceRow
from sim.plan import plan_of

pytestmark = pytest.mark.newer


@pytest.fixture(params=list(ENGINES))
def engine(request):
    return request.param


def traced(rows: list[dict[str, int]], **keys) -> Scenario:
    """An office whose arrivals come from a trace: minutes of arrival, service and patience."""
    found = tuple(TraceRow(**{f"{name}_s": 60 * minutes for name, minutes in row.items()}) for row in rows)
    scenario = office(arrivals=[at([0])], **keys)
    arrivals = (replace(scenario.arrivals[0], times=None, rows=found),)
    return replace(scenario, arrivals=arrivals)


# ------------------------------------------------------------------------------------------------ patience, balking


def test_who_waits_leaves_when_patience_ends(engine):
    impatient = counter(patience=constant(3))
    told = happened(engine, office(service=one_step(11), station=impatient, arrivals=[at([7, 14, 21, 28, 35])]))
    assert told == [
        (7, 7, 18, "served"),
        (14, None, 17, "gave_up"),
        (21, 21, 32, "served"),
        (28, None, 31, "gave_up"),
        (35, 35, 46, "served"),
    ]


def test_patience_is_each_citizens_own(engine):
    rows = [{"time": t, "service": 20, "patience": p} for t, p in ((3, 100), (4, 7), (5, 6), (20, 100))]
    assert happened(engine, traced(rows, service=one_step(1))) == [
        (3, 3, 23, "served"),
        (4, None, 11, "gave_up"),
        (5, None, 11, "gave_up"),
        (20, 23, 43, "served"),
    ]


def test_who_finds_three_present_turns_away(engine):
    wary = counter(balking=[[3, 1.0]], counts="present")
    told = happened(engine, office(service=one_step(21), station=wary, arrivals=[at(range(5, 51, 5))]))
    assert [row.came for row in told if row.outcome == "balked"] == [20, 25, 35, 40, 45]
    assert [(row.called - row.came, row.left) for row in told[:2]] == [(0, 26), (16, 47)]


def test_a_length_counts_those_waiting_unless_it_says_present(engine):
    wary = counter(balking=[[3, 1.0]])
    told = happened(engine, office(service=one_step(60), station=wary, arrivals=[at([1, 2, 3, 4, 5])]))
    assert [row.outcome for row in told] == ["served"] * 4 + ["balked"]


def test_the_last_length_that_was_reached_decides(engine):
    wary = counter(balking=[[1, 1.0], [2, 0.0], [3, 1.0]])
    told = happened(engine, office(service=one_step(60), station=wary, arrivals=[at([1, 2, 3, 4])]))
    assert [row.outcome for row in told] == ["served", "served", "balked", "balked"]


def test_no_patience_at_all_means_leaving_in_the_same_second(engine):
    told = happened(
        engine, office(service=one_step(5), station=counter(leave_at_once=1.0), arrivals=[at([1, 2, 6, 7])])
    )
    assert told == [(1, 1, 6, "served"), (2, None, 2, "gave_up"), (6, 6, 11, "served"), (7, None, 7, "gave_up")]


def test_a_step_may_have_a_patience_of_its_own(engine):
    steps = one_step(10, patience=constant(4))
    told = happened(engine, office(service=steps, station=counter(patience=constant(1)), arrivals=[at([1, 2])]))
    assert told[1] == (2, None, 6, "gave_up")


# ------------------------------------------------------------------------------------------------------------- room


def test_with_no_room_to_wait_every_second_arrival_is_refused(engine):
    arrivals = [at(range(1, 101))]
    block = ran(engine, office(service=one_step(1.5), station=counter(room=0), arrivals=arrivals))
    outcomes = [row.outcome for row in told(block.visits)]
    assert outcomes.count("served") == outcomes.count("refused") == 50
    assert block.visits["finish_s"].max() == 100.5 * 60


def test_room_for_two_is_room_for_two(engine):
    told = happened(engine, office(service=one_step(60), station=counter(room=2), arrivals=[at([1, 2, 3, 4])]))
    assert [row.outcome for row in told] == ["served", "served", "served", "refused"]


def test_nobody_waits_where_there_are_officers_enough(engine):
    told = happened(engine, office(service=one_step(45), officer=officer(count=100), arrivals=[at(range(100))]))
    assert all(row.called == row.came and row.left == row.came + 45 for row in told)


def test_a_step_without_a_station_needs_no_officer(engine):
    service = [{"name": "service", "step": [{"name": "print", "time": constant(45)}]}]
    told = happened(engine, office(service=service, arrivals=[at(range(100))]))
    assert all(row.left == row.came + 45 for row in told)


# ------------------------------------------------------------------------------------- hours of work, and breaks


@pytest.mark.parametrize(("on_break", "ends"), [("finish", 11), ("resume", 15), ("restart", 19)])
def test_a_service_that_meets_a_break(engine, on_break, ends):
    away = officer(breaks=f"{clock(5)}-{clock(9)}", on_break=on_break)
    told = happened(engine, office(service=one_step(10), officer=away, arrivals=[at([1])]))
    assert told == [(1, 1, ends, "served")]


@pytest.mark.parametrize(("on_break", "ends"), [("finish", 21), ("resume", 28), ("restart", 44)])
def test_a_service_may_meet_two_breaks(engine, on_break, ends):
    away = officer(breaks=[f"{clock(5)}-{clock(9)}", f"{clock(21)}-{clock(24)}"], on_break=on_break)
    told = happened(engine, office(service=one_step(20), officer=away, arrivals=[at([1])]))
    assert told == [(1, 1, ends, "served")]


def test_a_service_that_ends_as_the_break_begins_is_whole(engine):
    for on_break in ("finish", "resume", "restart"):
        away = officer(breaks=f"{clock(5)}-{clock(9)}", on_break=on_break)
        told = happened(engine, office(service=one_step(4), officer=away, arrivals=[at([1, 2])]))
        assert told == [(1, 1, 5, "served"), (2, 9, 13, "served")]


def test_nobody_is_called_during_a_break_and_the_break_is_over_on_the_second(engine):
    away = officer(breaks=f"{clock(5)}-{clock(9)}")
    told = happened(engine, office(service=one_step(1), officer=away, arrivals=[at([4, 5, 9])]))
    assert told == [(4, 4, 5, "served"), (5, 9, 10, "served"), (9, 10, 11, "served")]


def test_capacity_by_hour(engine):
    growing = officer(capacity=[["00:00-00:30", 1], ["00:30-01:00", 3], ["01:00-10:00", 1]])
    told = happened(engine, office(service=one_step(20), officer=growing, arrivals=[at([10, 11, 12, 13, 50, 51, 61])]))
    assert [row.called for row in told] == [10, 30, 30, 30, 50, 51, 70]


def test_officers_who_finish_first_take_the_rest_of_their_break_only(engine):
    away = officer(breaks=f"{clock(5)}-{clock(9)}")
    told = happened(engine, office(service=one_step(6), officer=away, arrivals=[at([1, 2])]))
    assert told == [(1, 1, 7, "served"), (2, 9, 15, "served")]


def test_closed_weekdays_are_skipped(engine):
    week = {"mon": "08:00-09:00", "thu": "08:00-09:00"}
    arrivals = [{"name": "all", "service": "service", "times": ["08:10"]}]
    scenario = office(hours=week, days=4, start="2026-01-06", service=one_step(1), arrivals=arrivals)
    opened = [date.fromordinal(day) for day in plan_of(scenario).arrays.day["date"]]
    assert opened == [date(2026, 1, 8), date(2026, 1, 12), date(2026, 1, 15), date(2026, 1, 19)]
    assert ran(engine, scenario).visits["day"].tolist() == [0, 1, 2, 3]


def test_a_trace_with_days_comes_on_its_days_only(engine):
    scenario = office(days=3, service=one_step(1), arrivals=[at([0])])
    rows = (TraceRow(time_s=60, day=3), TraceRow(time_s=120, day=1))
    scenario = replace(scenario, arrivals=(replace(scenario.arrivals[0], times=None, rows=rows),))
    visits = ran(engine, scenario).visits
    assert [(int(v["day"]), int(v["came_s"])) for v in visits] == [(0, 120), (2, 60)]


# -------------------------------------------------------------------------------------------------- the end of a day


def test_serve_all_works_overtime_until_the_line_is_empty(engine):
    late = {"hours": "00:00-00:20", "closing": "serve_all"}
    block = ran(engine, office(service=one_step(10), arrivals=[at([5, 6, 7])], **late))
    assert [row.left for row in told(block.visits)] == [15, 25, 35]
    assert block.days["ended_s"][0] == 35 * 60
    assert block.officers["overtime_s"][0] == 15 * 60
    assert block.officers["outside_s"][0] == 15 * 60
    assert block.officers["busy_s"][0] == 30 * 60


def test_send_home_finishes_what_has_begun_and_sends_the_others_home(engine):
    late = {"hours": "00:00-00:20", "closing": "send_home"}
    block = ran(engine, office(service=one_step(10), arrivals=[at([5, 6, 7, 8])], **late))
    assert told(block.visits) == [
        (5, 5, 15, "served"),
        (6, 15, 25, "served"),
        (7, None, 20, "sent_home"),
        (8, None, 20, "sent_home"),
    ]
    assert block.officers["overtime_s"][0] == 5 * 60


@pytest.mark.parametrize("closing", ["serve_all", "send_home"])
def test_who_comes_at_closing_is_refused(engine, closing):
    told = happened(
        engine, office(hours="00:00-00:20", closing=closing, service=one_step(1), arrivals=[at([19, 20, 21])])
    )
    assert [row.outcome for row in told] == ["served", "refused", "refused"]


def test_who_comes_to_a_second_counter_after_closing(engine):
    service = [
        {
            "name": "service",
            "step": [
                {"name": "first", "station": "counter", "time": constant(10)},
                {"name": "second", "station": "counter", "time": constant(5)},
            ],
        }
    ]
    keys = {"hours": "00:00-00:20", "service": service, "arrivals": [at([15])]}
    served = happened(engine, office(closing="serve_all", **keys))
    assert served == [(15, 15, 25, "served"), (25, 25, 30, "served")]
    home = happened(engine, office(closing="send_home", **keys))
    assert home == [(15, 15, 25, "served"), (25, None, 25, "sent_home")]


def test_a_step_that_nobody_present_can_serve_any_more(engine):
    """The second counter closes at 10: who needs it later waits in vain, and goes home at closing."""
    service = [
        {
            "name": "service",
            "step": [
                {"name": "first", "station": "counter", "time": constant(10)},
                {"name": "second", "station": "counter", "time": constant(5)},
            ],
        }
    ]
    staff = [
        {"name": "front", "skills": ["service.first"]},
        {"name": "back", "skills": ["service.second"], "hours": "00:00-00:10"},
    ]
    keys = {"hours": "00:00-00:20", "closing": "serve_all", "service": service, "officer": staff}
    block = ran(engine, office(arrivals=[at([3, 15])], **keys))
    assert told(block.visits) == [
        (3, 3, 13, "served"),
        (13, None, 20, "sent_home"),
        (15, 15, 25, "served"),
        (25, None, 25, "sent_home"),
    ]
    assert block.visits["last"].sum() == 2


def test_nobody_comes(engine):
    block = ran(engine, office(service=one_step(1), days=3, citizens={"count": 50, "needs_per_year": 0.0}))
    assert len(block.visits) == 0
    assert block.days["visits"].tolist() == [0, 0, 0]
    assert block.officers["busy_s"].tolist() == [0, 0, 0]


def test_all_officers_are_absent(engine):
    absent = officer(present=[[0, 1.0]])
    block = ran(engine, office(service=one_step(1), officer=absent, arrivals=[at([5, 6])], hours="00:00-00:20"))
    assert told(block.visits) == [(5, None, 20, "sent_home"), (6, None, 20, "sent_home")]
    assert block.officers["scheduled_s"].tolist() == [0]


def test_as_many_come_to_work_as_the_table_of_presence_says(engine):
    some = officer(count=3, present=[[3, 0.8], [2, 0.15], [1, 0.05]])
    block = ran(engine, office(service=one_step(1), officer=some, arrivals=[at([5])], days=1000))
    present = (block.officers["scheduled_s"].reshape(1000, 3) > 0).sum(axis=1)
    shares = np.bincount(present, minlength=4) / 1000
    assert shares == pytest.approx([0, 0.05, 0.15, 0.8], abs=3.3 * 0.0127)  # 99.9 %: sqrt(0.8 * 0.2 / 1000)


# --------------------------------------------------------------------------------------- who is called, who is free


def test_the_lowest_priority_number_is_called_first_and_nobody_is_interrupted(engine):
    classes = [{"name": "first", "share": 0.5, "priority": 1}, {"name": "second", "share": 0.5, "priority": 2}]
    arrivals = [at([1, 2, 3], name="b", **{"class": "second"}), at([4, 5], name="a", **{"class": "first"})]
    told = happened(engine, office(service=one_step(10), arrivals=arrivals, **{"class": classes}))
    assert [(row.came, row.called) for row in told] == [(1, 1), (2, 31), (3, 41), (4, 11), (5, 21)]


def test_a_line_by_arrival_knows_no_priorities(engine):
    classes = [{"name": "first", "share": 0.5, "priority": 1}, {"name": "second", "share": 0.5, "priority": 2}]
    arrivals = [at([1, 2, 3], name="b", **{"class": "second"}), at([4, 5], name="a", **{"class": "first"})]
    line = counter(order="arrival")
    told = happened(engine, office(service=one_step(10), station=line, arrivals=arrivals, **{"class": classes}))
    assert [row.called for row in told] == [1, 11, 21, 31, 41]


TWO_SERVICES = [
    {"name": name, "step": [{"name": "step", "station": "counter", "time": constant(10)}]} for name in ("kk", "ktp")
]


def test_backup_skills_help_only_when_no_officer_with_the_skill_is_idle(engine):
    staff = [
        {"name": "helper", "skills": ["ktp"], "backup_skills": ["kk"]},
        {"name": "proper", "skills": ["kk"]},
    ]
    arrivals = [at([1, 2, 3], service="kk")]
    block = ran(engine, office(service=TWO_SERVICES, officer=staff, arrivals=arrivals))
    assert [(int(v["officer"]), v["start_s"] / 60) for v in np.sort(block.visits, order="arrive_s")] == [
        (1, 1),
        (0, 2),
        (1, 11),
    ]


def test_the_officer_who_has_been_idle_longest_is_asked_first(engine):
    block = ran(engine, office(service=one_step(5), officer=officer(count=2), arrivals=[at([1, 2, 6.5, 12])]))
    assert block.visits["officer"].tolist() == [0, 1, 0, 1]


def test_skills_of_one_step_serve_that_step_only(engine):
    staff = [{"name": "a", "skills": ["kk.step"]}, {"name": "b", "skills": ["ktp"]}]
    arrivals = [at([1, 2], name="a", service="kk"), at([3], name="b", service="ktp")]
    block = ran(engine, office(service=TWO_SERVICES, officer=staff, arrivals=arrivals))
    assert sorted((v["arrive_s"] / 60, v["start_s"] / 60) for v in block.visits) == [(1, 1), (2, 11), (3, 3)]


# ------------------------------------------------------------------------------------------------ within one second


def test_a_service_that_ends_makes_way_for_who_comes_in_the_same_second(engine):
    told = happened(engine, office(service=one_step(5), station=counter(room=0), arrivals=[at([1, 6, 11])]))
    assert [(row.called, row.outcome) for row in told] == [(1, "served"), (6, "served"), (11, "served")]


def test_who_is_called_in_the_last_second_of_patience_stays(engine):
    told = happened(engine, office(service=one_step(5), station=counter(patience=constant(4)), arrivals=[at([1, 2])]))
    assert told[1] == (2, 6, 11, "served")


def test_services_of_no_time_at_all(engine):
    told = happened(engine, office(service=one_step(0), arrivals=[at([1, 1, 1, 2])]))
    assert told == [(1, 1, 1, "served")] * 3 + [(2, 2, 2, "served")]


def test_who_comes_in_the_same_second_is_served_in_the_order_of_coming(engine):
    block = ran(engine, office(service=one_step(5), arrivals=[at([1] * 4)]))
    ordered = np.sort(block.visits, order="visit")
    assert (ordered["start_s"] / 60).tolist() == [1, 6, 11, 16]


def test_who_gives_up_at_closing_gave_up(engine):
    keys = {"hours": "00:00-00:20", "closing": "send_home", "station": counter(patience=constant(10))}
    told = happened(engine, office(service=one_step(60), arrivals=[at([1, 10])], **keys))
    assert told[1] == (10, None, 20, "gave_up")


def test_a_service_may_come_back_as_often_as_its_route_says(engine):
    """Always again, until closing: passes through a step are told apart, and the day ends."""
    scenario = office(hours="00:00-01:00", closing="send_home", service=one_step(10), arrivals=[at([5])])
    (service,) = scenario.services
    again = replace(service.steps[0], next=(Branch(to="step", share=1.0),))
    told = happened(engine, replace(scenario, services=(replace(service, steps=(again,)),)))
    assert [row.left for row in told] == [15, 25, 35, 45, 55, 65, 65]
    assert told[-1].outcome == "sent_home"
