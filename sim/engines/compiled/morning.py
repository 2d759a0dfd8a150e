"""The morning: how busy the day is, who of the staff comes, what the citizens need."""

from typing import Any

from sim.engines.compiled.compiler import at, inner, seldom
from sim.engines.compiled.heap import drop_first, put
from sim.engines.compiled.short import GO_ON, MORE_EVENTS, MORE_NEEDS
from sim.engines.compiled.streams import begin_streams
from sim.engines.compiled.timetables import timetable_of
from sim.plan.layout import NONE
from sim.rules import chance
from sim.rules.chance import key_of, need_key, uniform
from sim.rules.clock import CLOSING, TIMETABLE, order_key
from sim.rules.demand import moment, needs_today, picked
from sim.rules.distributions import drawn


@inner
def draw_busyness(plan: Any, clock: Any) -> float:
    """The factor of the day."""
    law = plan.office[0].busy_law
    if law == NONE:
        return 1.0
    return drawn(at(plan.law, law), plan.table, uniform(key_of(clock.run_key, chance.OFFICE), clock.day))


@inner
def wake(state: Any, plan: Any) -> bool:
    """Find out what the day asks of the citizens; False when there is no room for all needs."""
    clock = state.clock[0]
    clock.needs = 0
    today = at(plan.day, clock.day)
    demand = today.factor * clock.busyness
    for i in range(state.citizen.size):
        citizen = at(state.citizen, i)
        count = needs_today(citizen.rate * demand, uniform(citizen.key, chance.DAYS + clock.day))
        if clock.needs + count > state.need.size:
            return False
        for ordinal in range(count):
            need = at(state.need, clock.needs)
            need.key = need_key(citizen.key, clock.day, ordinal)
            need.citizen = i
            u = uniform(need.key, chance.MOMENT)
            need.second = moment(plan.piece, today.profile_first, today.profile_count, u)
            clock.needs += 1
    return True


@inner
def sort_needs(state: Any) -> None:
    """Bring the needs into the order of arrival, by way of the heap."""
    clock = state.clock[0]
    for i in range(clock.needs):
        put(state, at(state.need, i).second, i, i)
    for i in range(clock.needs):
        state.sorted_need[i] = state.heap[0].what
        drop_first(state)


@inner
def draw_staff(state: Any, plan: Any, kind: int) -> None:
    """Find out who of the staff comes."""
    clock = state.clock[0]
    for i in range(plan.group.size):
        group = at(plan.group, i)
        at(state.group, i).present = plan.officer.size
        if group.count > 0:
            key = key_of(key_of(clock.run_key, chance.GROUPS), group.key)
            case = picked(plan.piece, group.first, group.count, uniform(key, clock.day))
            at(state.group, i).present = at(plan.piece, group.first + min(case, group.count - 1)).to
    for i in range(plan.officer.size):
        officer, post = at(state.officer, i), at(plan.officer, i)
        timetable = timetable_of(plan, kind, i)
        officer.present = post.place < at(state.group, post.group).present and timetable.count > 0
        officer.idle = 0
        officer.idle_since = 0
        officer.serving = 0
        officer.busy = 0
        officer.outside = 0
        officer.served = 0
        officer.last_end = 0
        if officer.present:
            schedule_timetable(state, plan, i, timetable)


@inner
def schedule_timetable(state: Any, plan: Any, who: int, timetable: Any) -> None:
    """Put an officer's comings and goings on the list; the last going of one who stays is left open."""
    for i in range(timetable.first, timetable.first + timetable.count):
        stretch = at(plan.piece, i)
        put(state, stretch.start, order_key(TIMETABLE, who), 1)
        if not (timetable.stays and stretch.end == timetable.end):
            put(state, stretch.end, order_key(TIMETABLE, who), 0)


@seldom
def morning(state: Any, plan: Any) -> int:
    """Prepare a day; leaves no trace when it runs short of something."""
    clock = state.clock[0]
    today = at(plan.day, clock.day)
    clock.events = 0
    clock.busyness = draw_busyness(plan, clock)
    if not wake(state, plan):
        return MORE_NEEDS
    if state.heap.size < clock.needs or state.heap.size < 4 * (plan.piece.size + plan.stream.size) + 8:
        return MORE_EVENTS
    sort_needs(state)
    clock.next_need = 0
    clock.visits_before = clock.visits
    clock.waiting = 0
    clock.closed = 0
    clock.ended = today.close
    for i in range(state.queue.size):
        at(state.queue, i).head = NONE
        at(state.queue, i).tail = NONE
    for i in range(state.station.size):
        at(state.station, i).waiting = 0
        at(state.station, i).in_service = 0
    draw_staff(state, plan, today.kind)
    begin_streams(state, plan)
    put(state, today.close, order_key(CLOSING, 0), 0)
    return GO_ON
