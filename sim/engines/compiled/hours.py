"""The hours at the counters, event by event."""

from typing import Any

from sim.engines.compiled.compiler import at, inner, seldom
from sim.engines.compiled.desk import dismiss, next_for
from sim.engines.compiled.heap import drop_first
from sim.engines.compiled.lines import first_lost
from sim.engines.compiled.short import BOOK_FULL, GO_ON, MORE_EVENTS, MORE_VISITS
from sim.engines.compiled.streams import arrive_by_stream
from sim.engines.compiled.visits import end_service, enter, give_up, new_visit, service_of
from sim.plan.layout import NONE
from sim.plan.tables import SENT_HOME
from sim.rules.clock import ARRIVAL, GIVE_UP, SERVICE_END, TIMETABLE, order_key

NUMBER = (1 << 48) - 1
"""The part of an event's order that is its number."""


@inner
def short_of(state: Any) -> int:
    """What there is too little of for one more event."""
    clock = state.clock[0]
    if clock.free == NONE:
        return MORE_VISITS
    if clock.events + 4 > state.heap.size:
        return MORE_EVENTS
    if clock.rows + clock.waiting + 4 > state.visit_row.size:
        return BOOK_FULL
    return GO_ON


@inner
def citizen_is_next(state: Any) -> bool:
    """Whether a citizen's arrival comes before everything on the list."""
    clock = state.clock[0]
    if clock.next_need == clock.needs:
        return False
    if clock.events == 0:
        return True
    order = at(state.sorted_need, clock.next_need)
    second, first = at(state.need, order).second, state.heap[0]
    return second < first.second or (second == first.second and order_key(ARRIVAL, order) < first.order)


@inner
def arrive(state: Any, plan: Any) -> None:
    """The next citizen comes to the door."""
    clock = state.clock[0]
    need = at(state.need, at(state.sorted_need, clock.next_need))
    clock.next_need += 1
    class_ = at(state.citizen, need.citizen).class_
    slot = new_visit(state, plan, need.key, service_of(plan, need.key), class_, need.citizen, NONE, need.second)
    enter(state, plan, slot, need.second)


@inner
def come_or_go(state: Any, plan: Any, kind: int, who: int, comes: int, now: int) -> None:
    """An officer comes to the counter, or leaves it unless a service must be finished first."""
    if not comes:
        at(state.officer, who).idle = 0
    elif not at(state.officer, who).serving:
        next_for(state, plan, kind, who, now)


@seldom
def close(state: Any, plan: Any, kind: int, now: int) -> None:
    """The doors shut; those whom nobody will serve any more go home, in the order of their tickets."""
    state.clock[0].closed = 1
    slot = first_lost(state, plan, kind)
    while slot != NONE:
        dismiss(state, plan, slot, SENT_HOME, now)
        slot = first_lost(state, plan, kind)


@inner
def happen(state: Any, plan: Any, kind: int) -> None:
    """Let the first event on the list happen."""
    now, order, what = state.heap[0].second, state.heap[0].order, state.heap[0].what
    drop_first(state)
    rank, number = order >> 48, order & NUMBER
    if rank == SERVICE_END:
        end_service(state, plan, kind, what, now)
    elif rank == ARRIVAL:
        arrive_by_stream(state, plan, what, now)
    elif rank == GIVE_UP:
        give_up(state, plan, what, number, now)
    elif rank == TIMETABLE:
        come_or_go(state, plan, kind, number, what, now)
    else:
        close(state, plan, kind, now)


@inner
def hours(state: Any, plan: Any, kind: int) -> int:
    """All that happens in a day, event by event."""
    clock = state.clock[0]
    while clock.events > 0 or clock.next_need < clock.needs:
        short = short_of(state)
        if short != GO_ON:
            return short
        if citizen_is_next(state):
            arrive(state, plan)
        else:
            happen(state, plan, kind)
    return GO_ON
