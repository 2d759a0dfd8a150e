"""Lines of waiting cases: citizens linked both ways, so that anyone can leave from anywhere, and files (`files`)."""

from typing import Any

from sim.engines.compiled.compiler import at, inner, seldom
from sim.engines.compiled.files import is_before, lay_down, take_up
from sim.engines.compiled.state import State
from sim.engines.compiled.timetables import timetable_of
from sim.plan.layout import NONE, Arrays
from sim.rules.channels import ALTERNATING, IN_TURN
from sim.rules.waiting import call_rank, line_rank


@inner
def rank_of(plan: Arrays, case: Any, step: Any) -> int:
    """The rank in a line: connections, appointments, priorities, files."""
    office, station = plan.office[0], at(plan.station, step.station)
    if office.favours and case.ahead and not step.absent:
        return 0
    first, rank = case.holds and station.calls != IN_TURN, at(plan.class_, case.class_).rank
    ranks = office.ranks - office.favours
    return office.favours + line_rank(step.absent, first, office.booked, station.by_arrival, rank, ranks)


@inner
def enter_line(state: State, plan: Arrays, slot: int, line: int) -> None:
    """Go to the end of a line, among those of the same rank; files go by date, then by ticket."""
    case = at(state.case, slot)
    step = at(plan.step, case.step)
    station = at(state.station, step.station)
    case.waiting = 1
    station.waiting += 1
    if step.absent:
        case.line = line * plan.office[0].ranks + rank_of(plan, case, step)
        lay_down(state.case, at(state.queue, case.line), slot)
        return
    state.clock[0].waiting += 1
    if plan.office[0].favours:
        case.jumps = station.jumped
        station.jumped += case.ahead
    stand(state, plan, slot, line)


@inner
def stand(state: State, plan: Arrays, slot: int, line: int) -> None:
    """Be the last in a line among those of the same rank."""
    case = at(state.case, slot)
    case.line = line * plan.office[0].ranks + rank_of(plan, case, at(plan.step, case.step))
    queue = at(state.queue, case.line)
    queue.standing += 1
    case.before = queue.tail
    case.after = NONE
    if queue.tail == NONE:
        queue.head = slot
    else:
        at(state.case, queue.tail).after = slot
    queue.tail = slot


@inner
def leave_line(state: State, plan: Arrays, slot: int, now: int) -> None:
    """Leave the line, called or not, and count the wait; of files the first leaves, called."""
    case = at(state.case, slot)
    step = at(plan.step, case.step)
    station = at(state.station, step.station)
    case.waiting = 0
    station.waiting -= 1
    if step.absent:
        take_up(state.case, at(state.queue, case.line))
        return
    step_out(state, case)
    case.waited += now - case.joined
    state.clock[0].waiting -= 1
    if plan.office[0].favours and not case.ahead and station.jumped > case.jumps:
        case.overtaken = 1


@inner
def step_out(state: State, case: Any) -> None:
    """Close the gap in a line that somebody leaves."""
    queue = at(state.queue, case.line)
    queue.standing -= 1
    if case.before == NONE:
        queue.head = case.after
    else:
        at(state.case, case.before).after = case.after
    if case.after == NONE:
        queue.tail = case.before
    else:
        at(state.case, case.after).before = case.before


@inner
def first_for(state: State, plan: Arrays, kind: int, who: int, now: int) -> int:
    """The slot of the lowest (rank, date, place) that an officer can serve, or NONE."""
    office = plan.office[0]
    if office.booked or office.back or office.outages > 0:
        return first_of_all(state, plan, kind, who, now)
    officer = at(state.officer, who)
    for rank in range(office.ranks):
        best = NONE
        for i in range(officer.first, officer.first + officer.count):
            head = at(state.queue, at(plan.link, i).to * office.ranks + rank).head
            if head != NONE and (best == NONE or at(state.case, head).place < at(state.case, best).place):
                best = head
        if best != NONE:
            return best
    return NONE


@inner
def first_of_all(state: State, plan: Arrays, kind: int, who: int, now: int) -> int:
    """The same where appointments may alternate with others, files come last, and systems may be down."""
    officer, ranks = at(state.officer, who), plan.office[0].ranks
    files = now < timetable_of(plan, kind, who).end
    best = NONE
    lowest = 0
    for i in range(officer.first, officer.first + officer.count):
        line = at(plan.link, i).to
        number = at(plan.line, line).station
        station, here = at(plan.station, number), at(state.station, number)
        if here.down <= now < here.up or (station.back and not files):
            continue
        for rank in range(ranks):
            head = at(state.queue, line * ranks + rank).head
            if head == NONE:
                continue
            alternates = plan.office[0].booked and station.calls == ALTERNATING and here.alternate
            turn = call_rank(station.back, alternates, rank - plan.office[0].favours, ranks)
            if (
                best == NONE
                or turn < lowest
                or (turn == lowest and is_before(at(state.case, head), at(state.case, best)))
            ):
                best = head
                lowest = turn
    return best


@seldom
def goes_on(state: State, plan: Arrays, kind: int, line: int) -> bool:
    """Whether a line is served after closing: it is the custom, and an officer stays who can."""
    if plan.office[0].send_home:
        return False
    links = at(plan.line, line)
    for i in range(links.first, links.first + links.count):
        who = at(plan.link, i).to
        officer = at(state.officer, who)
        if officer.present and officer.here == links.office and timetable_of(plan, kind, who).stays:
            return True
    return False


@seldom
def first_lost(state: State, plan: Arrays, kind: int) -> int:
    """The slot of the lowest place in the lines that nobody serves after closing, or NONE; files stay."""
    best = NONE
    for i in range(state.queue.size):
        queue, line = at(state.queue, i), i // plan.office[0].ranks
        if queue.head == NONE or at(plan.station, at(plan.line, line).station).back:
            continue
        if goes_on(state, plan, kind, line):
            continue
        if best == NONE or at(state.case, queue.head).place < at(state.case, best).place:
            best = queue.head
    return best
