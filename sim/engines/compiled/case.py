"""A case from the door in, through its steps."""

from typing import Any

from sim.engines.compiled.book import write
from sim.engines.compiled.changing import change_over
from sim.engines.compiled.coming import entry_of, issued_first, short_place
from sim.engines.compiled.compiler import at, inner, once, seldom
from sim.engines.compiled.desk import dismiss, release, take_ticket, work_of
from sim.engines.compiled.follow import finish, go_on, next_step, rest, turn_away, weigh
from sim.engines.compiled.heap import put
from sim.engines.compiled.lines import enter_line
from sim.engines.compiled.luck import luck
from sim.engines.compiled.opinions import begin_visit
from sim.engines.compiled.state import State
from sim.plan.layout import DONE, NONE, Arrays
from sim.plan.tables import GAVE_UP, NO_FORM, NO_SHOW, NO_TICKET, REFUSED, SERVED, WALK_IN
from sim.rules.cases import brought, missing_papers
from sim.rules.chance import CLASS, FAVOUR, MISSING, uniform
from sim.rules.clock import AT_THE_DOOR, SERVICE_END, TIMETABLE, order_key
from sim.rules.demand import picked
from sim.rules.waiting import tickets_gone

INSIDE, FROM_OUTSIDE, FROM_THE_DOOR, AFTER_A_STEP = range(4)
"""Where somebody who may go to a step now comes from."""


@inner
def class_of(plan: Arrays, key: int) -> int:
    """The class that a key falls into; with one class there is nothing to draw."""
    if plan.class_.size == 1:
        return 0
    return min(picked(plan.class_, 0, plan.class_.size, uniform(key, CLASS)), plan.class_.size - 1)


@inner
def new_case(state: State, key: int) -> int:
    """Give a need a place; the slot. What it asks for is filled in before `begin`."""
    clock = state.clock[0]
    slot = clock.free
    case = at(state.case, slot)
    clock.free = slot + 1 + case.after
    clock.free_count -= 1
    case.key = key
    case.citizen = NONE
    case.stream = NONE
    case.channel = WALK_IN
    case.work = NONE
    case.patience = NONE
    return slot


@inner
def begin(state: State, plan: Arrays, slot: int, now: int) -> None:
    """A need becomes a case: it has a number, and its way lies before it."""
    case, clock = at(state.case, slot), state.clock[0]
    clock.cases += 1
    case.number = clock.cases
    case.open = 1
    case.began_day = clock.day
    case.began_s = now
    case.attempt = 0
    case.again = 0
    case.holds = 0
    case.misses = 0
    case.error = 0
    case.waiting = 0
    case.left = NONE
    case.slot = NONE
    case.reason = NONE
    case.visits = 0
    case.trips = 0
    case.waited_in_all = 0
    case.spent = 0
    case.travelled = 0
    case.paid = 0
    case.lost = 0
    case.mended = 0
    case.pace = 1.0
    case.odds = 1.0
    case.step = entry_of(plan, case)
    set_out(plan, case)
    if case.citizen != NONE and at(plan.channel, case.channel).leaks:
        at(state.tally, case.citizen).entrusted = 1
    passes = plan.office[0].passes
    for place in range(slot * passes, (slot + 1) * passes):
        state.passes[place] = 0


@inner
def set_out(plan: Arrays, case: Any) -> None:
    """What is promised, and which papers are missing."""
    service = at(plan.service, case.service)
    case.due = NONE if service.deadline == NONE else case.began_day + service.deadline
    case.missing = 0
    if service.documents > 0:
        knows = at(plan.channel, case.channel).knows
        if knows < 0.0:
            knows = at(plan.class_, case.class_).knows
        knows = brought(knows, service.spared)
        case.missing = missing_papers(service.documents, knows, luck(case, MISSING))


@once
def come_in(state: State, plan: Arrays, slot: int, now: int) -> int:
    """From the door to the first step of a visit; NONE where somebody is turned away, or has to wait outside."""
    case, clock = at(state.case, slot), state.clock[0]
    if at(plan.step, case.step).absent:
        return slot
    if clock.door == FROM_OUTSIDE:
        clock.visits += 1
        case.visit = clock.visits
        case.came = now
        case.waited = 0
        case.first_step = case.step
        if plan.office[0].staffed or plan.office[0].opinion:
            look_around(state, plan, case)
    else:
        case.waited += now - case.came
    case.outcome = SERVED
    case.joined = now
    case.stood = NONE
    if case.misses:
        case.outcome = NO_SHOW
    elif now >= at(plan.day, clock.day).close:
        case.outcome = REFUSED
    elif plan.office[0].tickets and not take_number(state, plan, slot, now):
        return NONE
    if case.outcome == SERVED:
        return slot
    turn_away(state, plan, slot, now)
    return NONE


@inner
def look_around(state: State, plan: Arrays, case: Any) -> None:
    """A visit begins: nothing has been seen yet; a connection may help."""
    b = plan.behaviour[0]
    begin_visit(case)
    if plan.office[0].connected > 0.0 and case.citizen != NONE and at(state.citizen, case.citizen).connected:
        case.favoured = luck(case, FAVOUR) < b.uses
        case.ahead = luck(case, FAVOUR) < b.uses * b.favours


@seldom
def take_number(state: State, plan: Arrays, slot: int, now: int) -> bool:
    """Take a ticket, or find none left; False where somebody has to wait for the machine to open."""
    case, limits = at(state.case, slot), plan.office[0]
    if not at(plan.channel, case.channel).ticket:
        return True
    if now < limits.tickets_from:
        put(state, limits.tickets_from, order_key(TIMETABLE, AT_THE_DOOR + case.visit), slot)
        return False
    office, quota = case.service // limits.services, at(plan.service, case.service).quota
    first = issued_first(plan)
    place, of_service = first + office, first + limits.offices + case.service
    gone = tickets_gone(state.count[place], limits.quota, now, limits.tickets_until)
    if gone or tickets_gone(state.count[of_service], quota, now, limits.tickets_until):
        case.outcome = NO_TICKET
        return True
    state.count[place] += 1
    state.count[of_service] += 1
    return True


@inner
def count_pass(state: State, plan: Arrays, slot: int) -> None:
    """Count how often a case has come to its step before in this attempt."""
    case = at(state.case, slot)
    place = slot * plan.office[0].passes + at(plan.step, case.step).index
    case.again = state.passes[place]
    state.passes[place] += 1


@once
def begin_step(state: State, plan: Arrays, kind: int, slot: int, now: int) -> None:
    """Go to the station of the step; without one it just takes its time."""
    case, clock = at(state.case, slot), state.clock[0]
    step = at(plan.step, case.step)
    case.stood = NONE
    if step.shortage != NONE and clock.day < state.count[short_place(plan, step.shortage)]:
        turn_back(state, plan, slot, now)
        return
    if plan.office[0].passes > 0:
        count_pass(state, plan, slot)
    if not step.absent:
        case.steps += 1
    if step.station != NONE:
        take_ticket(state, plan, kind, slot, now)
        if plan.office[0].lined:
            change_over(state, plan, kind, step.station, now)
        return
    clock.tickets += 1
    case.ticket = clock.tickets
    case.joined = now
    case.joined_day = clock.day
    case.begun = now
    case.start = now
    case.officer = NONE
    case.pace = 1.0
    case.odds = 1.0
    put(state, now + work_of(plan, case), order_key(SERVICE_END, case.ticket), slot)


@seldom
def turn_back(state: State, plan: Arrays, slot: int, now: int) -> None:
    """There are no forms: citizens leave, files wait for them."""
    case = at(state.case, slot)
    step = at(plan.step, case.step)
    if step.absent:
        rest(state, plan, slot, state.count[short_place(plan, step.shortage)] - state.clock[0].day)
        return
    case.outcome = NO_FORM
    case.joined = now
    turn_away(state, plan, slot, now)


@once
def end_service(state: State, plan: Arrays, kind: int, slot: int, now: int) -> int:
    """A step is done, or cut: write it down; the slot, unless the case waits again. Its officer is free."""
    case, clock = at(state.case, slot), state.clock[0]
    clock.free_officer = case.officer
    is_cut = case.left > 0
    if case.officer != NONE:
        release(state, plan, kind, slot, now)
    if is_cut:
        put_back(state, plan, slot)
        return NONE
    if at(plan.step, case.step).special:
        weigh(state, plan, slot, now)
    else:
        case.outcome = SERVED
        case.follows = next_step(plan, case)
        write(state, plan, slot, now, case.follows == DONE)
    clock.door = AFTER_A_STEP
    return slot


@once
def follow(state: State, plan: Arrays, slot: int, now: int) -> int:
    """What becomes of a case after a step: its slot where it goes on at once, else NONE."""
    case = at(state.case, slot)
    state.clock[0].door = INSIDE
    if at(plan.step, case.step).special:
        return go_on(state, plan, slot, now)
    if case.follows != DONE:
        case.step = case.follows
        return slot
    finish(state, plan, slot, now)
    return NONE


@inner
def put_back(state: State, plan: Arrays, slot: int) -> None:
    """A file on which the work is cut waits in its old place."""
    enter_line(state, plan, slot, at(plan.step, at(state.case, slot).step).line)


@inner
def give_up(state: State, plan: Arrays, kind: int, slot: int, ticket: int, now: int) -> None:
    """Patience is over; nothing happens where the case has been called, or waits elsewhere by now."""
    case = at(state.case, slot)
    if case.waiting and case.ticket == ticket:
        case.outcome = GAVE_UP
        station = at(plan.step, case.step).station
        dismiss(state, plan, slot, now)
        if plan.office[0].lined:
            change_over(state, plan, kind, station, now)
