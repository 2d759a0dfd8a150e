"""Lines that people choose: when they change over to another."""

from sim.engines.compiled.choosing import length, nearest, opening
from sim.engines.compiled.compiler import at, inner, seldom
from sim.engines.compiled.desk import idle_officer, serve
from sim.engines.compiled.lines import leave_line, stand, step_out
from sim.engines.compiled.state import State
from sim.plan.layout import NONE, Arrays
from sim.rules.lines import OPEN, SHORTEST


@inner
def look_around(state: State, plan: Arrays, kind: int, who: int, now: int) -> None:
    """An officer has come, gone, or become free: where people choose their line they look about them."""
    if plan.office[0].lined:
        officer = at(state.officer, who)
        for i in range(officer.first, officer.first + officer.count):
            change_over(state, plan, kind, at(plan.line, at(plan.link, i).to).station, now)


@seldom
def change_over(state: State, plan: Arrays, kind: int, number: int, now: int) -> None:
    """Who stands before a counter that is shut chooses again; then the last of a line go where fewer stand."""
    station = at(plan.station, number)
    for i in range(station.lines_first, station.lines_first + station.lines_count):
        line = at(plan.link, i).to
        if opening(state, plan, kind, line, now) != OPEN:
            leave_shut(state, plan, kind, line, station.choice, now)
    while station.jockeying != NONE and jockey(state, plan, kind, number, now):
        pass


@seldom
def leave_shut(state: State, plan: Arrays, kind: int, line: int, choice: int, now: int) -> None:
    """One after the other they go where somebody serves now."""
    ranks = plan.office[0].ranks
    for place in range(line * ranks, (line + 1) * ranks):
        slot = at(state.queue, place).head
        while slot != NONE:
            following = at(state.case, slot).after
            other = nearest(state, plan, kind, at(state.case, slot), choice, now)
            if opening(state, plan, kind, other, now) == OPEN:
                move(state, plan, kind, slot, other, now)
            slot = following


@seldom
def jockey(state: State, plan: Arrays, kind: int, number: int, now: int) -> bool:
    """Let the one who gains most change over, if it is enough; whether somebody did."""
    station = at(plan.station, number)
    most = station.jockeying - 1
    who = NONE
    where = NONE
    for i in range(station.lines_first, station.lines_first + station.lines_count):
        line = at(plan.link, i).to
        last = last_of(state, plan, line)
        if last == NONE:
            continue
        other = nearest(state, plan, kind, at(state.case, last), SHORTEST, now)
        gain = length(state, plan, line) - length(state, plan, other)
        if gain > most and opening(state, plan, kind, other, now) == OPEN:
            most, who, where = gain, last, other
    if who == NONE:
        return False
    move(state, plan, kind, who, where, now)
    return True


@inner
def last_of(state: State, plan: Arrays, line: int) -> int:
    """The slot of the last who stands in a line, or NONE."""
    ranks, last = plan.office[0].ranks, NONE
    for place in range(line * ranks, (line + 1) * ranks):
        tail = at(state.queue, place).tail
        if tail != NONE:
            last = tail
    return last


@seldom
def move(state: State, plan: Arrays, kind: int, slot: int, line: int, now: int) -> None:
    """Go to the end of another line, or at once to the idle officer before whom it would be."""
    case, clock = at(state.case, slot), state.clock[0]
    case.stood = at(plan.line, line).before
    who = idle_officer(state, plan, kind, at(plan.step, case.step), line, now)
    if who != NONE:
        leave_line(state, plan, slot, now)
        serve(state, plan, kind, who, slot, now)
        return
    step_out(state, case)
    clock.tickets += 1
    case.place = clock.tickets
    stand(state, plan, slot, line)
