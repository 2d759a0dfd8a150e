"""The morning: how busy the day is, who of the staff comes, what citizens need, and who comes when."""

from typing import Any

from sim.engines.compiled.case import begin, new_case
from sim.engines.compiled.coming import (
    channel_of,
    first_day,
    groups_first,
    issued_first,
    put_down,
    second_of,
    service_of,
)
from sim.engines.compiled.compiler import at, inner, seldom
from sim.engines.compiled.heap import drop_first, put
from sim.engines.compiled.officers import look_at_colleagues, stays_out
from sim.engines.compiled.shortage import GO_ON, MORE_CASES, MORE_EVENTS, MORE_NEEDS
from sim.engines.compiled.state import State
from sim.engines.compiled.streams import begin_streams
from sim.engines.compiled.timetables import timetable_of
from sim.engines.compiled.trouble import begin_outages, run_short, seconds_late
from sim.plan.layout import NONE, Arrays
from sim.plan.tables import WALK_IN
from sim.rules import chance
from sim.rules.chance import key_of, need_key, uniform
from sim.rules.clock import CLOSING, TIMETABLE, order_key
from sim.rules.demand import moment, needs_today, picked
from sim.rules.distributions import drawn
from sim.rules.feedback import swayed


@inner
def draw_busyness(plan: Arrays, clock: Any) -> float:
    """The factor of the day."""
    law = plan.office[0].busy_law
    if law == NONE:
        return 1.0
    return drawn(at(plan.law, law), plan.table, uniform(key_of(clock.run_key, chance.OFFICE), clock.day))


@inner
def wake(state: State, plan: Arrays) -> bool:
    """Find out what the day asks of the citizens; False when there is no room for all needs."""
    clock = state.clock[0]
    clock.needs = 0
    today, opinion, b = at(plan.day, clock.day), plan.office[0].opinion, plan.behaviour[0]
    demand = today.factor * clock.busyness
    total = 0.0
    for i in range(state.citizen.size):
        citizen = at(state.citizen, i)
        mean = citizen.rate * demand
        if opinion:
            total += citizen.trust
            mean = swayed(b, mean, b.coming, citizen.trust)
        count = needs_today(mean, uniform(citizen.key, chance.DAYS + clock.day))
        if clock.needs + count > state.need.size:
            return False
        for ordinal in range(count):
            need = at(state.need, clock.needs)
            need.key = need_key(citizen.key, clock.day, ordinal)
            need.citizen = i
            need.slot = NONE
            u = uniform(need.key, chance.MOMENT)
            need.second = moment(plan.segment, today.profile_first, today.profile_count, u)
            clock.needs += 1
    clock.trust = total / max(1, state.citizen.size)
    return True


@inner
def take_channels(state: State, plan: Arrays) -> None:
    """Citizens choose their way; who does not come today is put on the list of another day."""
    clock = state.clock[0]
    new = clock.needs
    clock.needs = 0
    for i in range(new):
        need = at(state.need, i)
        citizen, key, second, number = at(state.citizen, need.citizen), need.key, need.second, need.citizen
        service = service_of(plan, citizen, key)
        channel = channel_of(plan, citizen, key, service)
        slot = NONE
        if channel != WALK_IN:
            slot = new_case(state, key)
            case = at(state.case, slot)
            case.citizen = number
            case.class_ = citizen.class_
            case.service = service
            case.channel = channel
            begin(state, plan, slot, second)
            day = first_day(state, plan, slot)
            if day != clock.day:
                put_down(state, slot, day)
                continue
            second = second_of(state, plan, slot)
            case.began_s = min(case.began_s, second)
        kept = at(state.need, clock.needs)
        clock.needs += 1
        kept.key = key
        kept.citizen = number
        kept.slot = slot
        kept.second = second


@inner
def call_due(state: State, plan: Arrays) -> None:
    """The cases on the list of the day come too."""
    clock = state.clock[0]
    slot = at(state.agenda, clock.day).head
    while slot != NONE:
        need = at(state.need, clock.needs)
        clock.needs += 1
        need.slot = slot
        need.citizen = NONE
        need.second = second_of(state, plan, slot)
        slot = at(state.case, slot).after


@inner
def sort_needs(state: State) -> None:
    """Bring the needs into the order of arrival, by way of the heap."""
    clock = state.clock[0]
    for i in range(clock.needs):
        put(state, at(state.need, i).second, i, i)
    for i in range(clock.needs):
        at(state.need, i).order = state.heap[0].what
        drop_first(state)


@inner
def draw_staff(state: State, plan: Arrays, kind: int) -> None:
    """Find out who of the staff comes."""
    clock = state.clock[0]
    for i in range(plan.group.size):
        group = at(plan.group, i)
        place = groups_first(plan) + i
        state.count[place] = plan.officer.size
        if group.count > 0:
            key = key_of(key_of(clock.run_key, chance.GROUPS), group.key)
            case = picked(plan.segment, group.first, group.count, uniform(key, clock.day))
            state.count[place] = at(plan.segment, group.first + min(case, group.count - 1)).to
    for i in range(plan.officer.size):
        officer, post = at(state.officer, i), at(plan.officer, i)
        timetable = timetable_of(plan, kind, i)
        officer.late_until = 0
        if post.late_share > 0.0 and timetable.count > 0:
            late = seconds_late(plan, clock, post, officer.motivation)
            officer.late_until = late + at(plan.segment, timetable.first).start if late > 0 else 0
        officer.present = post.place < state.count[groups_first(plan) + post.group] and timetable.count > 0
        if officer.late_until >= timetable.end:
            officer.present = 0
        if plan.office[0].staffed and officer.present and stays_out(state, plan, i):
            officer.present = 0
        officer.here = post.office
        if plan.office[0].posts_first != NONE:
            officer.here = at(plan.lookup, plan.office[0].posts_first + i * plan.day.size + clock.day).to
        reach = at(plan.reach, i * plan.office[0].offices + officer.here)
        officer.first = reach.first
        officer.count = reach.count
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
def schedule_timetable(state: State, plan: Arrays, who: int, timetable: Any) -> None:
    """Put an officer's comings and goings on the list; the last going of one who stays is left open."""
    late = at(state.officer, who).late_until
    for i in range(timetable.first, timetable.first + timetable.count):
        stretch = at(plan.segment, i)
        if stretch.end <= late:
            continue
        put(state, max(stretch.start, late), order_key(TIMETABLE, who), 1)
        if not (timetable.stays and stretch.end == timetable.end):
            put(state, stretch.end, order_key(TIMETABLE, who), 0)


@inner
def clear_desk(state: State, plan: Arrays) -> None:
    """Lines are empty in the morning, but for the files of the back office."""
    state.clock[0].waiting = 0
    state.clock[0].closed = 0
    for i in range(state.queue.size):
        if not at(plan.station, at(plan.line, i // plan.office[0].ranks).station).back:
            at(state.queue, i).head = NONE
            at(state.queue, i).tail = NONE
            at(state.queue, i).standing = 0
    for i in range(state.station.size):
        station = at(state.station, i)
        station.in_service = 0
        station.alternate = 0
        station.jumped = 0
        if not at(plan.station, i).back:
            station.waiting = 0
    for i in range(issued_first(plan), groups_first(plan)):
        state.count[i] = 0


@inner
def short_this_morning(state: State, plan: Arrays) -> int:
    """What there is too little of for those who come or send something today."""
    clock = state.clock[0]
    due = at(state.agenda, clock.day).count if state.agenda.size > 0 else 0
    if clock.needs + due > state.need.size:
        return MORE_NEEDS
    if state.heap.size < clock.needs + due:
        return MORE_EVENTS
    if state.heap.size < 4 * (plan.segment.size + plan.stream.size + plan.trouble.size) + 8:
        return MORE_EVENTS
    if plan.channel.size > 1 and clock.free_count < clock.needs:
        return MORE_CASES
    return GO_ON


@seldom
def morning(state: State, plan: Arrays) -> int:
    """Prepare a day; leaves no trace when it runs short of something."""
    clock = state.clock[0]
    today = at(plan.day, clock.day)
    clock.events = 0
    clock.busyness = draw_busyness(plan, clock)
    run_short(state, plan)
    if not wake(state, plan):
        return MORE_NEEDS
    short = short_this_morning(state, plan)
    if short != GO_ON:
        return short
    if plan.channel.size > 1:
        take_channels(state, plan)
    if state.agenda.size > 0:
        call_due(state, plan)
    sort_needs(state)
    clock.next_need = 0
    clock.visits_before = clock.visits
    clock.opinions_before = clock.opinions
    clock.complaints = 0
    clock.ended = today.close
    clear_desk(state, plan)
    draw_staff(state, plan, today.kind)
    if plan.office[0].staffed:
        look_at_colleagues(state, plan)
    begin_outages(state, plan)
    begin_streams(state, plan)
    put(state, today.close, order_key(CLOSING, 0), 0)
    return GO_ON
