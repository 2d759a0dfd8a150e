"""A visit, told as a story: come, wait or give up at each step, be served, go on."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import simpy

from sim.engines.reference.moments import Moment
from sim.plan.layout import DONE, NONE
from sim.plan.tables import SERVED
from sim.rules import chance, clock
from sim.rules.chance import uniform
from sim.rules.demand import picked
from sim.rules.distributions import drawn

if TYPE_CHECKING:
    from sim.engines.reference.day import Day
    from sim.engines.reference.desk import Ticket
    from sim.engines.reference.people import Citizen

Story = Iterator[simpy.Event]


class Visit:
    """Who has come, for what, with which luck."""

    def __init__(self, key: int, service: int, class_: int, citizen: "Citizen | None", stream: int = NONE) -> None:
        self.key, self.service, self.class_, self.citizen, self.stream = key, service, class_, citizen, stream
        self.work = self.patience = NONE
        self.number = self.came = self.left = self.waited = self.again = 0
        self.passes: dict[int, int] = {}
        self.completed = False

    def begin(self, step: Any) -> None:
        """Come to a step, for the first time or once again."""
        self.again = self.passes.get(step.index, 0)
        self.passes[step.index] = self.again + 1

    def draw(self, purpose: int, step: Any) -> int:
        """The number of a draw of this visit at a step."""
        return chance.draw_of(purpose, step.index, self.again)


def citizen_visit(day: "Day", visit: Visit, second: int, order: int) -> Story:
    """A citizen sets out, and comes at `second`."""
    yield Moment(day.env, second, clock.ARRIVAL, order)
    yield from visit_story(day, visit)


def visit_story(day: "Day", visit: Visit) -> Story:
    """From the door in to the door out."""
    day.welcome(visit)
    step = day.plan.step[day.plan.service[visit.service].first_step]
    if day.doors_shut:
        day.turn_away(visit, step)
        return
    while step is not None:
        visit.begin(step)
        if step.station == NONE:
            start = day.env.now
            day.desk.tickets += 1
            end = start + work_of(day, visit, step)
            yield Moment(day.env, end, clock.SERVICE_END, day.desk.tickets)
            step = day.served(visit, step, start)
            continue
        ticket = day.desk.take(visit, step)
        if ticket.waiting:
            yield from wait(day, ticket)
        if ticket.outcome != SERVED:
            day.record_ticket(ticket)
            return
        end = ticket.officer.ends_at(ticket.start, work_of(day, visit, step))
        yield Moment(day.env, end, clock.SERVICE_END, ticket.number)
        step = day.served_at_desk(ticket)


def wait(day: "Day", ticket: "Ticket") -> Story:
    """Wait for the call; when patience ends first, the call is to leave."""
    patience = patience_of(day, ticket.visit, ticket.step)
    if patience != NONE:
        timer = Moment(day.env, day.env.now + patience, clock.GIVE_UP, ticket.number)
        timer.callbacks.append(lambda _: day.desk.give_up(ticket))
    yield ticket.called


def work_of(day: "Day", visit: Visit, step: Any) -> int:
    """The seconds of work of a step: as recorded for the first step of a trace, else drawn."""
    if visit.work != NONE:
        work, visit.work = visit.work, NONE
        return work
    law = day.plan.law[step.work_law]
    return clock.seconds(drawn(law, day.plan.table, uniform(visit.key, visit.draw(chance.WORK, step))))


def patience_of(day: "Day", visit: Visit, step: Any) -> int:
    """The seconds a citizen will wait: NONE for as long as it takes."""
    if visit.patience != NONE:
        return visit.patience
    station = day.plan.station[step.station]
    if station.at_once > 0.0 and uniform(visit.key, visit.draw(chance.AT_ONCE, step)) < station.at_once:
        return 0
    if step.patience_law == NONE:
        return NONE
    law = day.plan.law[step.patience_law]
    return clock.seconds(drawn(law, day.plan.table, uniform(visit.key, visit.draw(chance.PATIENCE, step))))


def next_step(day: "Day", visit: Visit, step: Any) -> Any:
    """Where the route leads from a step: None when the visit is done."""
    u = uniform(visit.key, visit.draw(chance.BRANCH, step))
    case = picked(day.plan.piece, step.branch_first, step.branch_count, u)
    to = DONE if case == step.branch_count else day.plan.piece[step.branch_first + case].to
    return None if to == DONE else day.plan.step[to]
