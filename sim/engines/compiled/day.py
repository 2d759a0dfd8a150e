"""The hours at the counters, event by event."""

from sim.engines.compiled.case import (
    AFTER_A_STEP,
    FROM_OUTSIDE,
    FROM_THE_DOOR,
    INSIDE,
    begin,
    begin_step,
    come_in,
    end_service,
    follow,
    give_up,
    new_case,
)
from sim.engines.compiled.changing import look_around
from sim.engines.compiled.coming import service_of
from sim.engines.compiled.compiler import at, inner, once, seldom
from sim.engines.compiled.desk import dismiss, look_again, next_for
from sim.engines.compiled.heap import drop_first
from sim.engines.compiled.lines import first_lost
from sim.engines.compiled.shortage import BOOK_FULL, GO_ON, MORE_CASES, MORE_EVENTS, MORE_OPINIONS
from sim.engines.compiled.state import State
from sim.engines.compiled.streams import arrive_by_stream
from sim.plan.layout import NONE, Arrays
from sim.plan.tables import SENT_HOME
from sim.rules.clock import AGAIN, ARRIVAL, AT_THE_DOOR, GIVE_UP, SERVICE_END, TIMETABLE, WORKS_AGAIN, order_key

NUMBER = (1 << 48) - 1
"""The part of an event's order that is its number."""


@inner
def short_of(state: State) -> int:
    """What there is too little of for one more event."""
    clock = state.clock[0]
    if clock.free_count == 0:
        return MORE_CASES
    if clock.events + state.officer.size + 4 > state.heap.size:
        return MORE_EVENTS
    if clock.rows + clock.waiting + 4 > state.visit_row.size:
        return BOOK_FULL
    if state.case_row.size > 0 and clock.case_rows + clock.waiting + 4 > state.case_row.size:
        return BOOK_FULL
    if state.opinion_row.size > 0 and clock.opinions + clock.waiting + 4 > state.opinion_row.size:
        return MORE_OPINIONS
    return GO_ON


@inner
def citizen_is_next(state: State) -> bool:
    """Whether a citizen's arrival comes before everything on the list."""
    clock = state.clock[0]
    if clock.next_need == clock.needs:
        return False
    if clock.events == 0:
        return True
    order = at(state.need, clock.next_need).order
    second, first = at(state.need, order).second, state.heap[0]
    return second < first.second or (second == first.second and order_key(ARRIVAL, order) < first.order)


@once
def arrive(state: State, plan: Arrays) -> int:
    """The next citizen comes to the door, or the next file in; the slot."""
    clock = state.clock[0]
    need = at(state.need, at(state.need, clock.next_need).order)
    clock.next_need += 1
    clock.now = need.second
    clock.door = FROM_OUTSIDE
    clock.free_officer = NONE
    if need.slot != NONE:
        return need.slot
    citizen, slot = at(state.citizen, need.citizen), new_case(state, need.key)
    case = at(state.case, slot)
    case.citizen = need.citizen
    case.class_ = citizen.class_
    case.service = service_of(plan, citizen, need.key)
    begin(state, plan, slot, need.second)
    return slot


@inner
def come_or_go(state: State, who: int, comes: int) -> None:
    """An officer comes to the counter, or leaves it unless a service must be finished first."""
    if not comes:
        at(state.officer, who).idle = 0
    elif not at(state.officer, who).serving:
        state.clock[0].free_officer = who


@seldom
def close(state: State, plan: Arrays, kind: int, now: int) -> None:
    """The doors shut; those whom nobody will serve any more go home, in the order of their tickets."""
    state.clock[0].closed = 1
    slot = first_lost(state, plan, kind)
    while slot != NONE:
        at(state.case, slot).outcome = SENT_HOME
        dismiss(state, plan, slot, now)
        slot = first_lost(state, plan, kind)


@once
def happen(state: State, plan: Arrays, kind: int) -> int:
    """Let the first event on the list happen; the slot of who goes to a step now, or NONE."""
    now, order, what = state.heap[0].second, state.heap[0].order, state.heap[0].what
    drop_first(state)
    clock = state.clock[0]
    clock.now = now
    clock.door = INSIDE
    clock.free_officer = NONE
    rank, number = order >> 48, order & NUMBER
    if rank == SERVICE_END:
        return end_service(state, plan, kind, what, now)
    if rank == ARRIVAL:
        if number < AGAIN:
            return arrive_by_stream(state, plan, what, now)
        clock.door = FROM_OUTSIDE
        return what
    if rank == GIVE_UP:
        give_up(state, plan, kind, what, number, now)
    elif rank == TIMETABLE:
        if number < AT_THE_DOOR:
            come_or_go(state, number, what)
            if clock.free_officer == NONE:
                look_around(state, plan, kind, number, now)
        elif number < WORKS_AGAIN:
            clock.door = FROM_THE_DOOR
            return what
        else:
            look_again(state, plan, kind, now)
    else:
        close(state, plan, kind, now)
    return NONE


@once
def hours(state: State, plan: Arrays, kind: int) -> int:
    """All that happens in a day, event by event."""
    clock = state.clock[0]
    while clock.events > 0 or clock.next_need < clock.needs:
        short = short_of(state)
        if short != GO_ON:
            return short
        slot = arrive(state, plan) if citizen_is_next(state) else happen(state, plan, kind)
        if clock.free_officer != NONE:
            next_for(state, plan, kind, clock.free_officer, clock.now)
            look_around(state, plan, kind, clock.free_officer, clock.now)
        if clock.door == AFTER_A_STEP:
            slot = follow(state, plan, slot, clock.now)
        elif slot != NONE and clock.door != INSIDE:
            slot = come_in(state, plan, slot, clock.now)
        if slot != NONE:
            begin_step(state, plan, kind, slot, clock.now)
    return GO_ON
