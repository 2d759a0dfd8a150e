"""The desk: officers and tickets are matched here."""

from typing import Any

from sim.engines.compiled.book import seconds_since
from sim.engines.compiled.choosing import length, line_for, standing
from sim.engines.compiled.compiler import at, inner, once
from sim.engines.compiled.follow import turn_away
from sim.engines.compiled.heap import put
from sim.engines.compiled.lines import enter_line, first_for, goes_on, leave_line
from sim.engines.compiled.luck import chance_at
from sim.engines.compiled.officers import meet, practise
from sim.engines.compiled.state import State
from sim.engines.compiled.timetables import on_duty, timetable_of
from sim.plan.layout import NONE, Arrays
from sim.plan.tables import BALKED, REFUSED, SENT_HOME, SERVED
from sim.rules import clock as clocks
from sim.rules.cases import left_over, through_outage
from sim.rules.chance import AT_ONCE, BALK, PATIENCE, WORK
from sim.rules.clock import GIVE_UP, SERVICE_END, order_key, seconds
from sim.rules.distributions import drawn
from sim.rules.feedback import swayed
from sim.rules.waiting import balking_share


@inner
def work_of(plan: Arrays, case: Any) -> int:
    """The seconds of work of a step: what the last day left, as recorded for the first step of a trace, else drawn."""
    if case.left > 0:
        work = case.left
        case.left = NONE
        return work
    if case.work != NONE:
        work = case.work
        case.work = NONE
        return work
    law = at(plan.law, at(plan.step, case.step).work_law)
    return seconds(drawn(law, plan.table, chance_at(plan, case, WORK)) * case.pace * at(plan.step, case.step).time)


@inner
def patience_of(state: State, plan: Arrays, case: Any) -> int:
    """The seconds a citizen will wait: NONE for as long as it takes. Files have all the time in the world."""
    step = at(plan.step, case.step)
    if step.absent:
        return NONE
    if case.patience != NONE:
        return case.patience
    at_once = at(plan.station, step.station).at_once
    if at_once > 0.0 and chance_at(plan, case, AT_ONCE) < at_once:
        return 0
    if step.patience_law == NONE:
        return NONE
    patience = drawn(at(plan.law, step.patience_law), plan.table, chance_at(plan, case, PATIENCE))
    if case.citizen != NONE:
        b = plan.behaviour[0]
        patience = swayed(b, patience, b.patience, at(state.citizen, case.citizen).trust)
    return seconds(patience)


@inner
def works(state: State, plan: Arrays, station: int, now: int) -> bool:
    """Whether a station's system is up."""
    if plan.office[0].outages == 0:
        return True
    here = at(state.station, station)
    return not (here.down <= now < here.up)


@inner
def idle_officer(state: State, plan: Arrays, kind: int, step: Any, line: int, now: int) -> int:
    """The idle officer of a line with the lowest (preference, idle since, number) who can serve a step now, or NONE."""
    best = NONE
    if not works(state, plan, step.station, now):
        return best
    links = at(plan.line, line)
    preference = 0
    since = 0
    for i in range(links.first, links.first + links.count):
        link = at(plan.link, i)
        officer = at(state.officer, link.to)
        if not officer.idle or officer.here != links.office:
            continue
        if step.absent and now >= timetable_of(plan, kind, link.to).end:
            continue
        if (
            best == NONE
            or link.preference < preference
            or (link.preference == preference and officer.idle_since < since)
        ):
            best, preference, since = link.to, link.preference, officer.idle_since
    return best


@inner
def serve(state: State, plan: Arrays, kind: int, who: int, slot: int, now: int) -> None:
    """An officer begins to serve a case."""
    case, officer = at(state.case, slot), at(state.officer, who)
    step = at(plan.step, case.step)
    station = at(state.station, step.station)
    officer.idle = 0
    officer.serving = 1
    case.officer = who
    case.start = now
    station.in_service += 1
    station.alternate = case.holds
    if plan.office[0].staffed or plan.office[0].opinion:
        meet(state, plan, kind, slot, now)
    timetable = timetable_of(plan, kind, who)
    on_break = at(plan.officer, who).on_break
    work = work_of(plan, case)
    end = clocks.ends_at(plan.segment, timetable.first, timetable.count, now, work, on_break)
    if step.absent:
        begin_file(state, plan, case, now)
        left = left_over(now, end, station.down, station.up, timetable.end)
        if left > 0:
            case.left = left
            end = timetable.end
    if plan.office[0].outages > 0 and case.left <= 0:
        later = through_outage(now, end, station.down, station.up)
        case.hit |= later > end
        end = later
    put(state, end, order_key(SERVICE_END, case.ticket), slot)


@inner
def begin_file(state: State, plan: Arrays, case: Any, now: int) -> None:
    """Note when the work on a file first begins."""
    if case.begun == NONE:
        case.begun = now + seconds_since(state, plan, case.joined_day)


@inner
def release(state: State, plan: Arrays, kind: int, slot: int, now: int) -> None:
    """A service is over, or cut: count it."""
    case = at(state.case, slot)
    who = case.officer
    officer, timetable, on_break = at(state.officer, who), timetable_of(plan, kind, who), at(plan.officer, who).on_break
    first, count, start = timetable.first, timetable.count, case.start
    at(state.station, at(plan.step, case.step).station).in_service -= 1
    officer.busy += clocks.busy_seconds(plan.segment, first, count, start, now, on_break)
    officer.outside += clocks.outside_schedule(plan.segment, first, count, start, now, on_break)
    officer.served += case.left <= 0
    if plan.office[0].staffed and case.left <= 0:
        practise(state, plan, case, officer)
    officer.last_end = now
    officer.serving = 0


@inner
def next_for(state: State, plan: Arrays, kind: int, who: int, now: int) -> None:
    """An officer who is free takes the next ticket, or idles, or leaves."""
    officer = at(state.officer, who)
    officer.idle = 0
    if not on_duty(state, plan, kind, who, now):
        return
    slot = first_for(state, plan, kind, who, now)
    if slot == NONE:
        officer.idle = 1
        officer.idle_since = now
    else:
        leave_line(state, plan, slot, now)
        serve(state, plan, kind, who, slot, now)


@inner
def look_again(state: State, plan: Arrays, kind: int, now: int) -> None:
    """Idle officers look who waits, in their order."""
    for who in range(state.officer.size):
        if at(state.officer, who).idle:
            slot = first_for(state, plan, kind, who, now)
            if slot != NONE:
                leave_line(state, plan, slot, now)
                serve(state, plan, kind, who, slot, now)


@inner
def no_room(state: State, plan: Arrays, station: int) -> bool:
    """Whether a line is full."""
    room = at(plan.station, station).room
    return room != NONE and at(state.station, station).waiting >= room


@inner
def balks(state: State, plan: Arrays, case: Any, number: int, line: int) -> bool:
    """Whether somebody turns away from the line."""
    station, now = at(plan.station, number), at(state.station, number)
    if station.balk_count == 0:
        return False
    there = now.waiting + (now.in_service if station.counts_present else 0)
    if station.lines_count > 0:
        there = length(state, plan, line) if station.counts_present else standing(state, plan, line)
    share = balking_share(plan.segment, station.balk_first, station.balk_count, there)
    return chance_at(plan, case, BALK) < share


@inner
def date_of(plan: Arrays, case: Any, step: Any) -> int:
    """The day by which files are ordered: the one promised, or that of the need."""
    if not step.absent:
        return 0
    if at(plan.station, step.station).by_due and case.due != NONE:
        return case.due
    return case.began_day


@once
def take_ticket(state: State, plan: Arrays, kind: int, slot: int, now: int) -> None:
    """Come to a station: be served at once, be refused, turn away, or wait as long as patience lasts."""
    case, clock = at(state.case, slot), state.clock[0]
    step = at(plan.step, case.step)
    clock.tickets += 1
    case.ticket = clock.tickets
    case.place = clock.tickets
    case.joined = now
    case.joined_day = clock.day
    case.date = date_of(plan, case, step)
    case.begun = NONE
    line = line_for(state, plan, kind, case, at(plan.station, step.station).choice, now)
    case.stood = at(plan.line, line).before
    who = idle_officer(state, plan, kind, step, line, now)
    case.outcome = SERVED
    if clock.closed and not step.absent and not goes_on(state, plan, kind, step.line):
        case.outcome = SENT_HOME
    elif who != NONE:
        serve(state, plan, kind, who, slot, now)
        return
    elif no_room(state, plan, step.station):
        case.outcome = REFUSED
    elif balks(state, plan, case, step.station, line):
        case.outcome = BALKED
    if case.outcome != SERVED:
        turn_away(state, plan, slot, now)
        return
    enter_line(state, plan, slot, line)
    patience = patience_of(state, plan, case)
    if patience != NONE:
        put(state, now + patience, order_key(GIVE_UP, case.ticket), slot)


@inner
def dismiss(state: State, plan: Arrays, slot: int, now: int) -> None:
    """Somebody leaves a line without having been served, for the reason that stands in `outcome`."""
    leave_line(state, plan, slot, now)
    turn_away(state, plan, slot, now)
