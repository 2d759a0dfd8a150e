"""The desk: officers and tickets are matched here."""

from typing import Any

from sim.engines.compiled.book import write
from sim.engines.compiled.compiler import at, inner
from sim.engines.compiled.heap import put
from sim.engines.compiled.lines import enter_line, first_for, goes_on, leave_line
from sim.engines.compiled.timetables import timetable_of
from sim.plan.layout import NONE
from sim.plan.tables import BALKED, REFUSED, SENT_HOME
from sim.rules import clock as clocks
from sim.rules.chance import AT_ONCE, BALK, PATIENCE, WORK, draw_of, uniform
from sim.rules.clock import GIVE_UP, SERVICE_END, order_key, seconds
from sim.rules.distributions import drawn
from sim.rules.waiting import balking_share


@inner
def chance_at(plan: Any, visit: Any, purpose: int) -> float:
    """The uniform number of a visit for a purpose at its step."""
    return uniform(visit.key, draw_of(purpose, at(plan.step, visit.step).index, visit.again))


@inner
def work_of(plan: Any, visit: Any) -> int:
    """The seconds of work of a step: as recorded for the first step of a trace, else drawn."""
    if visit.work != NONE:
        work = visit.work
        visit.work = NONE
        return work
    law = at(plan.law, at(plan.step, visit.step).work_law)
    return seconds(drawn(law, plan.table, chance_at(plan, visit, WORK)))


@inner
def patience_of(plan: Any, visit: Any) -> int:
    """The seconds a citizen will wait: NONE for as long as it takes."""
    if visit.patience != NONE:
        return visit.patience
    step = at(plan.step, visit.step)
    at_once = at(plan.station, step.station).at_once
    if at_once > 0.0 and chance_at(plan, visit, AT_ONCE) < at_once:
        return 0
    if step.patience_law == NONE:
        return NONE
    return seconds(drawn(at(plan.law, step.patience_law), plan.table, chance_at(plan, visit, PATIENCE)))


@inner
def idle_officer(state: Any, plan: Any, line: int) -> int:
    """The idle officer with the lowest (preference, idle since, number) who can serve a line, or NONE."""
    links = at(plan.line, line)
    best = NONE
    preference = 0
    since = 0
    for i in range(links.first, links.first + links.count):
        link = at(plan.link, i)
        officer = at(state.officer, link.to)
        if not officer.idle:
            continue
        if (
            best == NONE
            or link.preference < preference
            or (link.preference == preference and officer.idle_since < since)
        ):
            best, preference, since = link.to, link.preference, officer.idle_since
    return best


@inner
def on_duty(state: Any, plan: Any, kind: int, who: int, now: int) -> bool:
    """Whether an officer may begin a service now."""
    return at(state.officer, who).present and clocks.on_duty(plan.piece, timetable_of(plan, kind, who), now)


@inner
def serve(state: Any, plan: Any, kind: int, who: int, slot: int, now: int) -> None:
    """An officer begins to serve a visit."""
    visit, officer = at(state.visit, slot), at(state.officer, who)
    officer.idle = 0
    officer.serving = 1
    visit.officer = who
    visit.start = now
    at(state.station, at(plan.step, visit.step).station).in_service += 1
    timetable = timetable_of(plan, kind, who)
    on_break = at(plan.officer, who).on_break
    work = work_of(plan, visit)
    end = clocks.ends_at(plan.piece, timetable.first, timetable.count, now, work, on_break)
    put(state, end, order_key(SERVICE_END, visit.ticket), slot)


@inner
def release(state: Any, plan: Any, kind: int, slot: int, now: int) -> None:
    """A service is over: count it, and let the officer take the next."""
    visit = at(state.visit, slot)
    who = visit.officer
    officer, timetable, on_break = at(state.officer, who), timetable_of(plan, kind, who), at(plan.officer, who).on_break
    first, count, start = timetable.first, timetable.count, visit.start
    at(state.station, at(plan.step, visit.step).station).in_service -= 1
    officer.busy += clocks.busy_seconds(plan.piece, first, count, start, now, on_break)
    officer.outside += clocks.outside_schedule(plan.piece, first, count, start, now, on_break)
    officer.served += 1
    officer.last_end = now
    officer.serving = 0


@inner
def next_for(state: Any, plan: Any, kind: int, who: int, now: int) -> None:
    """An officer who is free takes the next ticket, or idles, or leaves."""
    officer = at(state.officer, who)
    officer.idle = 0
    if not on_duty(state, plan, kind, who, now):
        return
    slot = first_for(state, plan, who)
    if slot == NONE:
        officer.idle = 1
        officer.idle_since = now
    else:
        leave_line(state, plan, slot, now)
        serve(state, plan, kind, who, slot, now)


@inner
def no_room(state: Any, plan: Any, station: int) -> bool:
    """Whether a line is full."""
    room = at(plan.station, station).room
    return room != NONE and at(state.station, station).waiting >= room


@inner
def balks(state: Any, plan: Any, visit: Any, number: int) -> bool:
    """Whether somebody turns away from the line."""
    station, now = at(plan.station, number), at(state.station, number)
    if station.balk_count == 0:
        return False
    length = now.waiting + (now.in_service if station.counts_present else 0)
    share = balking_share(plan.piece, station.balk_first, station.balk_count, length)
    return chance_at(plan, visit, BALK) < share


@inner
def take_ticket(state: Any, plan: Any, kind: int, slot: int, now: int) -> None:
    """Come to a station: be served at once, be refused, turn away, or wait as long as patience lasts."""
    visit, clock = at(state.visit, slot), state.clock[0]
    step = at(plan.step, visit.step)
    clock.tickets += 1
    visit.ticket = clock.tickets
    visit.joined = now
    who = idle_officer(state, plan, step.line)
    if clock.closed and not goes_on(state, plan, kind, step.line):
        write(state, slot, now, NONE, now, NONE, SENT_HOME, True)
    elif who != NONE:
        serve(state, plan, kind, who, slot, now)
    elif no_room(state, plan, step.station):
        write(state, slot, now, NONE, now, NONE, REFUSED, True)
    elif balks(state, plan, visit, step.station):
        write(state, slot, now, NONE, now, NONE, BALKED, True)
    else:
        enter_line(state, plan, slot)
        patience = patience_of(plan, visit)
        if patience != NONE:
            put(state, now + patience, order_key(GIVE_UP, visit.ticket), slot)


@inner
def dismiss(state: Any, plan: Any, slot: int, outcome: int, now: int) -> None:
    """Somebody leaves a line without having been served."""
    leave_line(state, plan, slot, now)
    write(state, slot, at(state.visit, slot).joined, NONE, now, NONE, outcome, True)
