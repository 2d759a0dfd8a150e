"""A visit from the door in to the door out."""

from typing import Any

from sim.engines.compiled.book import write
from sim.engines.compiled.compiler import at, inner
from sim.engines.compiled.desk import chance_at, dismiss, next_for, release, take_ticket, work_of
from sim.engines.compiled.heap import put
from sim.plan.layout import DONE, NONE
from sim.plan.tables import GAVE_UP, REFUSED, SERVED
from sim.rules.chance import BRANCH, CLASS, SERVICE_TYPE, uniform
from sim.rules.clock import SERVICE_END, order_key
from sim.rules.demand import picked


@inner
def class_of(plan: Any, key: int) -> int:
    """The class that a key falls into; with one class there is nothing to draw."""
    if plan.class_.size == 1:
        return 0
    return min(picked(plan.class_, 0, plan.class_.size, uniform(key, CLASS)), plan.class_.size - 1)


@inner
def service_of(plan: Any, key: int) -> int:
    """The service that a need asks for."""
    return min(picked(plan.service, 0, plan.service.size, uniform(key, SERVICE_TYPE)), plan.service.size - 1)


@inner
def new_visit(state: Any, plan: Any, key: int, service: int, class_: int, citizen: int, stream: int, now: int) -> int:
    """Give somebody at the door a number and a place in the book of visits; the slot."""
    clock = state.clock[0]
    slot = clock.free
    visit = at(state.visit, slot)
    clock.free = visit.after
    clock.visits += 1
    visit.key = key
    visit.number = clock.visits
    visit.citizen = citizen
    visit.stream = stream
    visit.service = service
    visit.class_ = class_
    visit.came = now
    visit.again = 0
    visit.waited = 0
    visit.waiting = 0
    visit.work = NONE
    visit.patience = NONE
    passes = plan.office[0].passes
    for place in range(slot * passes, (slot + 1) * passes):
        state.passes[place] = 0
    return slot


@inner
def enter(state: Any, plan: Any, slot: int, now: int) -> None:
    """Come in, unless the doors are shut."""
    visit = at(state.visit, slot)
    day = at(plan.day, state.clock[0].day)
    visit.step = at(plan.service, visit.service).first_step
    if now >= day.close:
        write(state, slot, now, NONE, now, NONE, REFUSED, True)
    else:
        begin_step(state, plan, day.kind, slot, now)


@inner
def count_pass(state: Any, plan: Any, slot: int) -> None:
    """Count how often a visit has come to its step before."""
    visit = at(state.visit, slot)
    place = slot * plan.office[0].passes + at(plan.step, visit.step).index
    visit.again = state.passes[place]
    state.passes[place] += 1


@inner
def begin_step(state: Any, plan: Any, kind: int, slot: int, now: int) -> None:
    """Go to the station of the step; without one it just takes its time."""
    visit, clock = at(state.visit, slot), state.clock[0]
    if plan.office[0].passes > 0:
        count_pass(state, plan, slot)
    if at(plan.step, visit.step).station != NONE:
        take_ticket(state, plan, kind, slot, now)
        return
    clock.tickets += 1
    visit.ticket = clock.tickets
    visit.joined = now
    visit.start = now
    visit.officer = NONE
    put(state, now + work_of(plan, visit), order_key(SERVICE_END, visit.ticket), slot)


@inner
def next_step(plan: Any, visit: Any) -> int:
    """Where the route leads: DONE when the visit is over; a certain way needs no draw."""
    step = at(plan.step, visit.step)
    if step.branch_count == 1 and at(plan.piece, step.branch_first).value >= 1.0:
        return at(plan.piece, step.branch_first).to
    case = picked(plan.piece, step.branch_first, step.branch_count, chance_at(plan, visit, BRANCH))
    if case == step.branch_count:
        return DONE
    return at(plan.piece, step.branch_first + case).to


@inner
def end_service(state: Any, plan: Any, kind: int, slot: int, now: int) -> None:
    """A step is done: write it down, free the officer, go on."""
    visit = at(state.visit, slot)
    who = visit.officer
    follows = next_step(plan, visit)
    if who != NONE:
        release(state, plan, kind, slot, now)
    write(state, slot, visit.joined, visit.start, now, who, SERVED, follows == DONE)
    if who != NONE:
        next_for(state, plan, kind, who, now)
    if follows != DONE:
        visit.step = follows
        begin_step(state, plan, kind, slot, now)


@inner
def give_up(state: Any, plan: Any, slot: int, ticket: int, now: int) -> None:
    """Patience is over; nothing happens where the visit has been called, or waits elsewhere by now."""
    visit = at(state.visit, slot)
    if visit.waiting and visit.ticket == ticket:
        dismiss(state, plan, slot, GAVE_UP, now)
