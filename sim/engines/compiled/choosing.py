"""Lines that people choose: which of a station they take."""

from typing import Any

from sim.engines.compiled.compiler import at, inner
from sim.engines.compiled.state import State
from sim.engines.compiled.timetables import on_duty, timetable_of
from sim.plan.layout import NONE, Arrays
from sim.rules.chance import WHICH_LINE, draw_of, key_of, uniform
from sim.rules.lines import VACANT, distance, length_seen, openness


@inner
def line_for(state: State, plan: Arrays, kind: int, case: Any, choice: int, now: int) -> int:
    """The line that somebody takes for a step."""
    step = at(plan.step, case.step)
    if at(plan.line, step.line).choices_count == 0:
        return step.line
    return nearest(state, plan, kind, case, choice, now)


@inner
def nearest(state: State, plan: Arrays, kind: int, case: Any, choice: int, now: int) -> int:
    """Of the open lines the nearest, as people choose there."""
    step = at(plan.step, case.step)
    pool = at(plan.line, step.line)
    key = key_of(case.key, draw_of(WHICH_LINE, step.index, case.again, case.attempt))
    best = NONE
    soonest = 0
    lowest = 0.0
    for place in range(pool.choices_count):
        line = at(plan.link, pool.choices_first + place).to
        opens = opening(state, plan, kind, line, now)
        u = uniform(key, at(plan.line, line).key)
        far = distance(choice, length(state, plan, line), place, pool.choices_count, step.service, u)
        if best == NONE or opens < soonest or (opens == soonest and far < lowest):
            best, soonest, lowest = line, opens, far
    return best


@inner
def standing(state: State, plan: Arrays, line: int) -> int:
    """How many wait in a line."""
    ranks, found = plan.office[0].ranks, 0
    for place in range(line * ranks, (line + 1) * ranks):
        found += at(state.queue, place).standing
    return found


@inner
def length(state: State, plan: Arrays, line: int) -> int:
    """How long a line looks."""
    links, idle = at(plan.line, line), 0
    for i in range(links.first, links.first + links.count):
        officer = at(state.officer, at(plan.link, i).to)
        if officer.idle and officer.here == links.office:
            idle = 1
    return length_seen(standing(state, plan, line), idle)


@inner
def opening(state: State, plan: Arrays, kind: int, line: int, now: int) -> int:
    """Whether somebody serves a line now, later today, not any more, or never (OPEN, LATER, SHUT, VACANT)."""
    links, soonest = at(plan.line, line), VACANT
    for i in range(links.first, links.first + links.count):
        who = at(plan.link, i).to
        officer = at(state.officer, who)
        there = officer.present and officer.here == links.office
        filled, timetable = at(plan.officer, who).filled, timetable_of(plan, kind, who)
        soonest = min(soonest, openness(filled, there, on_duty(state, plan, kind, who, now), timetable, now))
    return soonest
