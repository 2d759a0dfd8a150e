"""The book: rows of what happened."""

from typing import Any

from sim.engines.compiled.compiler import at, inner, seldom
from sim.engines.compiled.timetables import timetable_of
from sim.plan.layout import NONE
from sim.plan.tables import SERVED


@inner
def write(state: Any, slot: int, arrive: int, start: int, finish: int, officer: int, outcome: int, last: bool) -> None:
    """Add a row for a visit at its step (VISIT_ROW); with the last one the visit is over."""
    visit, clock = at(state.visit, slot), state.clock[0]
    row = at(state.visit_row, clock.rows)
    clock.rows += 1
    row.day = clock.day
    row.visit = visit.number
    row.citizen = visit.citizen
    row.stream = visit.stream
    row.service = visit.service
    row.step = visit.step
    row.class_ = visit.class_
    row.officer = officer
    row.came_s = visit.came
    row.arrive_s = arrive
    row.start_s = start
    row.finish_s = finish
    row.waited_s = visit.waited
    row.outcome = outcome
    row.last = last
    clock.ended = max(clock.ended, finish)
    if last:
        remember(state, visit, finish, outcome == SERVED)
        visit.after = clock.free
        clock.free = slot


@inner
def remember(state: Any, visit: Any, left: int, completed: bool) -> None:
    """The citizen adds up what the visit cost."""
    if visit.citizen == NONE:
        return
    citizen = at(state.citizen, visit.citizen)
    citizen.visits += 1
    citizen.completed += completed
    citizen.waited_s += visit.waited
    citizen.spent_s += left - visit.came


@seldom
def write_officers(state: Any, plan: Any, kind: int) -> None:
    """Add a row for every officer (OFFICER_ROW)."""
    clock = state.clock[0]
    for i in range(state.officer.size):
        officer, timetable = at(state.officer, i), timetable_of(plan, kind, i)
        row = at(state.officer_row, clock.officer_rows)
        clock.officer_rows += 1
        row.day = clock.day
        row.officer = i
        row.scheduled_s = timetable.scheduled if officer.present else 0
        row.busy_s = officer.busy
        row.outside_s = officer.outside
        row.overtime_s = max(0, officer.last_end - timetable.end)
        row.served = officer.served


@seldom
def write_day(state: Any) -> None:
    """Add the row of the day (DAY_ROW)."""
    clock = state.clock[0]
    row = at(state.day_row, clock.day_rows)
    clock.day_rows += 1
    row.day = clock.day
    row.visits = clock.visits - clock.visits_before
    row.ended_s = clock.ended
    row.busyness = clock.busyness
