"""The morning, the hours at the counters, the night."""

from typing import Any

from sim.engines.compiled.book import write_day, write_officers
from sim.engines.compiled.compiler import entry, inner
from sim.engines.compiled.desk import dismiss, next_for
from sim.engines.compiled.heap import drop_first, put
from sim.engines.compiled.lines import first_waiting
from sim.engines.compiled.streams import arrive_by_stream, begin_streams
from sim.engines.compiled.timetables import timetable_of
from sim.engines.compiled.visits import class_of, end_service, enter, give_up, new_visit, service_of
from sim.plan.layout import NONE
from sim.plan.tables import SENT_HOME
from sim.rules import chance
from sim.rules.chance import citizen_key, key_of, need_key, uniform
from sim.rules.clock import ARRIVAL, CLOSING, GIVE_UP, SERVICE_END, TIMETABLE, order_key
from sim.rules.demand import moment, needs_today, picked
from sim.rules.distributions import drawn

GO_ON, MORE_VISITS, MORE_EVENTS, MORE_NEEDS, BOOK_FULL, DAY_BOOKS_FULL = range(6)
"""What `advance` comes back with: done, or what it is short of. Calling it again goes on where it stopped."""

NUMBER = (1 << 48) - 1


@entry
def populate(state: Any, plan: Any) -> None:
    """Draw who the citizens are."""
    law = plan.law[plan.office[0].rate_law]
    for i in range(state.citizen.size):
        citizen = state.citizen[i]
        citizen.key = citizen_key(state.clock[0].run_key, i)
        citizen.rate = drawn(law, plan.table, uniform(citizen.key, chance.RATE))
        citizen.class_ = class_of(plan, citizen.key)


@inner
def draw_busyness(plan: Any, clock: Any) -> float:
    """The factor of the day."""
    law = plan.office[0].busy_law
    if law == NONE:
        return 1.0
    return drawn(plan.law[law], plan.table, uniform(key_of(clock.run_key, chance.OFFICE), clock.day))


@inner
def wake(state: Any, plan: Any) -> bool:
    """Find out what the day asks of the citizens; False when there is no room for all needs."""
    clock = state.clock[0]
    clock.needs = 0
    today = plan.day[clock.day]
    demand = today.factor * clock.busyness
    for i in range(state.citizen.size):
        citizen = state.citizen[i]
        count = needs_today(citizen.rate * demand, uniform(citizen.key, chance.DAYS + clock.day))
        if clock.needs + count > state.need.size:
            return False
        for ordinal in range(count):
            need = state.need[clock.needs]
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
        put(state, state.need[i].second, i, i)
    for i in range(clock.needs):
        state.sorted_need[i] = state.heap[0].what
        drop_first(state)


@inner
def draw_staff(state: Any, plan: Any, kind: int) -> None:
    """Find out who of the staff comes."""
    clock = state.clock[0]
    for i in range(plan.group.size):
        group = plan.group[i]
        state.group[i].present = plan.officer.size
        if group.count > 0:
            key = key_of(key_of(clock.run_key, chance.GROUPS), group.key)
            case = picked(plan.piece, group.first, group.count, uniform(key, clock.day))
            state.group[i].present = plan.piece[group.first + min(case, group.count - 1)].to
    for i in range(plan.officer.size):
        officer, post = state.officer[i], plan.officer[i]
        timetable = timetable_of(plan, kind, i)
        officer.present = post.place < state.group[post.group].present and timetable.count > 0
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
        stretch = plan.piece[i]
        put(state, stretch.start, order_key(TIMETABLE, who), 1)
        if not (timetable.stays and stretch.end == timetable.end):
            put(state, stretch.end, order_key(TIMETABLE, who), 0)


@inner
def morning(state: Any, plan: Any) -> int:
    """Prepare a day; leaves no trace when it runs short of something."""
    clock = state.clock[0]
    today = plan.day[clock.day]
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
        state.queue[i].head = NONE
        state.queue[i].tail = NONE
    for i in range(state.station.size):
        state.station[i].waiting = 0
        state.station[i].in_service = 0
    draw_staff(state, plan, today.kind)
    begin_streams(state, plan)
    put(state, today.close, order_key(CLOSING, 0), 0)
    return GO_ON


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
    order = state.sorted_need[clock.next_need]
    second, first = state.need[order].second, state.heap[0]
    return second < first.second or (second == first.second and order_key(ARRIVAL, order) < first.order)


@inner
def arrive(state: Any, plan: Any) -> None:
    """The next citizen comes to the door."""
    clock = state.clock[0]
    need = state.need[state.sorted_need[clock.next_need]]
    clock.next_need += 1
    class_ = state.citizen[need.citizen].class_
    slot = new_visit(state, need.key, service_of(plan, need.key), class_, need.citizen, NONE, need.second)
    enter(state, plan, slot, need.second)


@inner
def come_or_go(state: Any, plan: Any, kind: int, who: int, comes: int, now: int) -> None:
    """An officer comes to the counter, or leaves it unless a service must be finished first."""
    if not comes:
        state.officer[who].idle = 0
    elif not state.officer[who].serving:
        next_for(state, plan, kind, who, now)


@inner
def send_home(state: Any, plan: Any, now: int) -> None:
    """All who wait go home, in the order of their tickets."""
    while state.clock[0].waiting > 0:
        dismiss(state, plan, first_waiting(state), SENT_HOME, now)


@inner
def close(state: Any, plan: Any, now: int) -> None:
    """The doors shut; who still waits is sent home where that is the custom."""
    state.clock[0].closed = 1
    if plan.office[0].send_home:
        send_home(state, plan, now)


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
        close(state, plan, now)


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
    if clock.rows + clock.waiting > state.visit_row.size:
        return BOOK_FULL
    send_home(state, plan, clock.ended)
    return GO_ON


@inner
def books_full(state: Any) -> bool:
    """Whether the books of officers and days have no room for one more day."""
    clock = state.clock[0]
    officers_full = clock.officer_rows + state.officer.size > state.officer_row.size
    return officers_full or clock.day_rows + 1 > state.day_row.size


@entry
def advance(state: Any, plan: Any, until: int) -> int:
    """Run the days up to `until`, or until something runs short."""
    clock = state.clock[0]
    while clock.day < until:
        if books_full(state):
            return DAY_BOOKS_FULL
        if not clock.begun:
            short = morning(state, plan)
            if short != GO_ON:
                return short
            clock.begun = 1
        kind = plan.day[clock.day].kind
        short = hours(state, plan, kind)
        if short != GO_ON:
            return short
        write_officers(state, plan, kind)
        write_day(state)
        clock.begun = 0
        clock.day += 1
    return GO_ON
