"""A case, told as a story: come, wait or give up at each step, be served, go on, come again another day."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import simpy

from sim.engines.reference.moments import Moment
from sim.plan.layout import NONE
from sim.plan.tables import NO_SHOW, SERVED
from sim.rules import chance, clock
from sim.rules.chance import uniform
from sim.rules.distributions import drawn
from sim.rules.feedback import swayed

if TYPE_CHECKING:
    from sim.engines.reference.citizens import Citizen
    from sim.engines.reference.day import Day
    from sim.engines.reference.desk import Ticket

Story = Iterator[simpy.Event]


class Case:
    """What somebody needs, with which luck, and how far it has come; `attempt` counts visits and hand-ins."""

    def __init__(self, key: int, service: int, class_: int, citizen: "Citizen | None", stream: int = NONE) -> None:
        self.key, self.service, self.class_, self.citizen, self.stream = key, service, class_, citizen, stream
        self.channel = self.attempt = self.number = self.began_day = self.began_s = 0
        self.step = self.first_step = NONE
        self.work = self.patience = self.left = self.due = self.reason = NONE
        self.slot = self.booked_on = self.stood = NONE
        self.holds = self.misses = self.error = False
        self.missing = 0
        self.visit = NONE
        self.came = self.waited = self.again = self.joined_day = 0
        self.visits = self.trips = self.waited_in_all = self.spent = self.travelled = 0
        self.paid = self.lost = self.mended = 0
        self.asker = NONE
        self.pace = self.odds = 1.0
        self.passes: dict[int, int] = {}
        self.begin_visit()

    def begin_visit(self) -> None:
        """Nothing has been seen yet."""
        self.steps = self.met = self.asked = self.gave = self.favoured = self.ahead = self.overtaken = self.jumps = (
            self.hit
        ) = 0
        self.slow = self.manner = 0.0

    def begin(self, step: Any) -> None:
        """Come to a step, for the first time or once again in this attempt."""
        self.again = self.passes.get(step.index, 0)
        self.passes[step.index] = self.again + 1
        self.stood = NONE
        self.steps += not step.absent

    def draw(self, purpose: int, step: Any) -> float:
        """The uniform number for a purpose at a step."""
        return uniform(self.key, chance.draw_of(purpose, step.index, self.again, self.attempt))

    def luck(self, purpose: int) -> float:
        """The uniform number for a purpose of the attempt as a whole."""
        return uniform(self.key, chance.draw_of(purpose, 0, 0, self.attempt))

    def try_again(self, step: int) -> None:
        """The next attempt begins at a step."""
        self.attempt += 1
        self.step, self.slot, self.holds, self.misses = step, NONE, False, False
        self.passes = {}


def arrival(day: "Day", case: Case, second: int, order: int) -> Story:
    """Somebody sets out, and comes at `second`."""
    yield Moment(day.env, second, clock.ARRIVAL, order)
    yield from case_story(day, case)


def case_story(day: "Day", case: Case) -> Story:
    """From the door in until the case rests or is over."""
    day.begin(case)
    step = day.plan.step[case.step]
    if not step.absent:
        day.welcome(case)
        if case.misses:
            day.turn_away(case, step, NO_SHOW)
            return
        if day.door.opens_later(case):
            yield Moment(day.env, day.plan.office[0].tickets_from, clock.TIMETABLE, clock.AT_THE_DOOR + case.visit)
            case.waited += day.env.now - case.came
        outcome = day.door.admit(case)
        if outcome != SERVED:
            day.turn_away(case, step, outcome)
            return
    yield from steps_story(day, case, step)


def steps_story(day: "Day", case: Case, step: Any, ticket: "Ticket | None" = None) -> Story:
    """From step to step; `ticket` is that of a file that has lain in its line since yesterday."""
    while step is not None:
        if ticket is None:
            if day.lacks_forms(step):
                day.turn_back(case, step)
                return
            case.begin(step)
            if step.station == NONE:
                step = yield from by_itself(day, case, step)
                continue
            ticket = day.desk.take(case, step)
        if ticket.waiting:
            yield from wait(day, ticket)
        if ticket.outcome != SERVED:
            day.record_ticket(ticket)
            return
        end = day.desk.ends_at(ticket, work_of(day, case, step))
        yield Moment(day.env, end, clock.SERVICE_END, ticket.number)
        if case.left > 0:
            day.desk.put_back(ticket)
            continue
        step, ticket = day.served_at_desk(ticket), None


def by_itself(day: "Day", case: Case, step: Any) -> Iterator[simpy.Event]:
    """A step without an officer takes its time; returns the next."""
    start = day.env.now
    day.office.tickets += 1
    case.joined_day = day.number
    case.pace = case.odds = 1.0
    yield Moment(day.env, start + work_of(day, case, step), clock.SERVICE_END, day.office.tickets)
    return day.served(case, step, start)


def wait(day: "Day", ticket: "Ticket") -> Story:
    """Wait for the call; when patience ends first, the call is to leave."""
    patience = patience_of(day, ticket.case, ticket.step)
    if patience != NONE:
        timer = Moment(day.env, day.env.now + patience, clock.GIVE_UP, ticket.number)
        timer.callbacks.append(lambda _: day.desk.give_up(ticket))
    yield ticket.called


def work_of(day: "Day", case: Case, step: Any) -> int:
    """The seconds of work of a step: what the last day left, as recorded for the first step of a trace, else drawn."""
    if case.left > 0:
        work, case.left = case.left, NONE
        return work
    if case.work != NONE:
        work, case.work = case.work, NONE
        return work
    law = day.plan.law[step.work_law]
    return clock.seconds(drawn(law, day.plan.table, case.draw(chance.WORK, step)) * case.pace * step.time)


def patience_of(day: "Day", case: Case, step: Any) -> int:
    """The seconds a citizen will wait: NONE for as long as it takes. Files have all the time in the world."""
    if step.absent:
        return NONE
    if case.patience != NONE:
        return case.patience
    station = day.plan.station[step.station]
    if station.at_once > 0.0 and case.draw(chance.AT_ONCE, step) < station.at_once:
        return 0
    if step.patience_law == NONE:
        return NONE
    law = day.plan.law[step.patience_law]
    patience = drawn(law, day.plan.table, case.draw(chance.PATIENCE, step))
    if case.citizen is not None:
        b = day.plan.behaviour[0]
        patience = swayed(b, patience, b.patience, case.citizen.trust)
    return clock.seconds(patience)
