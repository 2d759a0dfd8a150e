"""Lines of waiting visits, linked both ways so that anyone can leave from anywhere."""

from typing import Any

from sim.engines.compiled.compiler import at, inner, seldom
from sim.engines.compiled.timetables import timetable_of
from sim.plan.layout import NONE


@inner
def enter_line(state: Any, plan: Any, slot: int) -> None:
    """Go to the end of the line of the step, among those of the same rank."""
    visit = at(state.visit, slot)
    step = at(plan.step, visit.step)
    rank = 0 if at(plan.station, step.station).by_arrival else at(plan.class_, visit.class_).rank
    visit.line = step.line * plan.office[0].ranks + rank
    queue = at(state.queue, visit.line)
    visit.waiting = 1
    visit.before = queue.tail
    visit.after = NONE
    if queue.tail == NONE:
        queue.head = slot
    else:
        at(state.visit, queue.tail).after = slot
    queue.tail = slot
    at(state.station, step.station).waiting += 1
    state.clock[0].waiting += 1


@inner
def leave_line(state: Any, plan: Any, slot: int, now: int) -> None:
    """Leave the line, called or not, and count the wait."""
    visit = at(state.visit, slot)
    queue = at(state.queue, visit.line)
    if visit.before == NONE:
        queue.head = visit.after
    else:
        at(state.visit, visit.before).after = visit.after
    if visit.after == NONE:
        queue.tail = visit.before
    else:
        at(state.visit, visit.after).before = visit.before
    visit.waiting = 0
    visit.waited += now - visit.joined
    at(state.station, at(plan.step, visit.step).station).waiting -= 1
    state.clock[0].waiting -= 1


@inner
def first_for(state: Any, plan: Any, officer: int) -> int:
    """The slot of the lowest (priority, ticket) that an officer can serve, or NONE."""
    post = at(plan.officer, officer)
    ranks = plan.office[0].ranks
    for rank in range(ranks):
        best = NONE
        for i in range(post.first, post.first + post.count):
            head = at(state.queue, at(plan.link, i).to * ranks + rank).head
            if head != NONE and (best == NONE or at(state.visit, head).ticket < at(state.visit, best).ticket):
                best = head
        if best != NONE:
            return best
    return NONE


@seldom
def goes_on(state: Any, plan: Any, kind: int, line: int) -> bool:
    """Whether a line is served after closing: it is the custom, and an officer stays who can."""
    if plan.office[0].send_home:
        return False
    links = at(plan.line, line)
    for i in range(links.first, links.first + links.count):
        who = at(plan.link, i).to
        if at(state.officer, who).present and timetable_of(plan, kind, who).stays:
            return True
    return False


@seldom
def first_lost(state: Any, plan: Any, kind: int) -> int:
    """The slot of the lowest ticket in the lines that nobody serves after closing, or NONE."""
    best = NONE
    for i in range(state.queue.size):
        queue = at(state.queue, i)
        if queue.head == NONE or goes_on(state, plan, kind, i // plan.office[0].ranks):
            continue
        if best == NONE or at(state.visit, queue.head).ticket < at(state.visit, best).ticket:
            best = queue.head
    return best
