"""A day at the counters, in SimPy: cases, streams, timetables and the closing are processes."""

from typing import TYPE_CHECKING, Any

import simpy

from sim.engines.reference import book, follow
from sim.engines.reference.case import Case, Story, arrival, steps_story
from sim.engines.reference.citizens import Cost
from sim.engines.reference.desk import Desk, Ticket
from sim.engines.reference.door import Door
from sim.engines.reference.moments import Moment
from sim.engines.reference.officers import Officer
from sim.engines.reference.opinions import Opinion
from sim.engines.reference.streams import stream_story
from sim.plan.layout import DONE, NONE
from sim.plan.tables import NO_FORM, SERVED
from sim.rules import chance, clock

if TYPE_CHECKING:
    from sim.engines.reference.office import Office


class Day:
    """The stage of one day: the clock, the desk, and the book in which all is written down."""

    def __init__(self, office: "Office") -> None:
        self.office, self.plan, self.number = office, office.plan, office.today
        self.hours = self.plan.day[self.number]
        self.env = simpy.Environment()
        self.desk = Desk(self.env, self.plan, office)
        self.costs: list[Cost] = []
        self.opinions: list[Opinion] = []
        self.visits = 0
        self.door = Door(self)
        self.ended = self.hours.close

    def run(self, coming: list[tuple[Case, int]]) -> None:
        """Let the day happen; `coming` are the citizens' cases with their second of arrival."""
        for ticket in self.desk.files():
            self.env.process(steps_story(self, ticket.case, ticket.step, ticket))
        for order, (case, second) in enumerate(coming):
            self.env.process(arrival(self, case, second, order))
        for stream in range(len(self.plan.stream)):
            self.env.process(stream_story(self, stream))
        for officer in self.office.staff:
            if officer.present:
                self.env.process(self.timetable(officer))
        for outage, (down, up) in enumerate(self.office.outages):
            if down < up:
                self.env.process(self.up_again(outage, up))
        self.env.process(self.closing())
        self.env.run()

    def timetable(self, officer: Officer) -> Story:
        """An officer comes and goes; one who stays for overtime leaves when nobody waits."""
        table = officer.timetable
        for i in range(table.first, table.first + table.count):
            stretch = self.plan.segment[i]
            if stretch.end <= officer.late_until:
                continue
            yield Moment(self.env, max(stretch.start, officer.late_until), clock.TIMETABLE, officer.number)
            if officer.serving:
                self.desk.choosing.look_around(officer)
            else:
                self.desk.next_for(officer)
            if table.stays and stretch.end == table.end:
                return
            yield Moment(self.env, stretch.end, clock.TIMETABLE, officer.number)
            officer.idle = False
            self.desk.choosing.look_around(officer)

    def up_again(self, outage: int, up: int) -> Story:
        """What was down works again: idle officers look who waits."""
        yield Moment(self.env, up, clock.TIMETABLE, clock.WORKS_AGAIN + outage)
        self.desk.look_again()

    def closing(self) -> Story:
        """The doors shut."""
        yield Moment(self.env, self.hours.close, clock.CLOSING, 0)
        self.desk.close()

    def begin(self, case: Case) -> None:
        """A need becomes a case, unless it has become one before."""
        if case.number == 0:
            self.office.begin(case, self.env.now)

    def welcome(self, case: Case) -> None:
        """Number a visit at the door."""
        self.office.visits_begun += 1
        self.visits += 1
        case.visit, case.came, case.waited, case.joined_day = self.office.visits_begun, self.env.now, 0, self.number
        case.first_step = case.step
        case.begin_visit()
        if case.citizen is not None and case.citizen.connected:
            b = self.plan.behaviour[0]
            case.favoured = case.luck(chance.FAVOUR) < b.uses
            case.ahead = case.luck(chance.FAVOUR) < b.uses * b.favours

    def lacks_forms(self, step: Any) -> bool:
        """Whether the forms of a step are out of stock."""
        return step.shortage != NONE and self.number < self.office.short_until[step.shortage]

    def served(self, case: Case, step: Any, start: int) -> Any:
        """A step without an officer is over; return the next step."""
        return self.ended_step(case, step, NONE, (start, start), None)

    def served_at_desk(self, ticket: Ticket) -> Any:
        """A service is over: write it down, free the officer, return the next step."""
        return self.ended_step(
            ticket.case, ticket.step, ticket.officer.number, (ticket.joined, ticket.first_start), ticket
        )

    def ended_step(self, case: Case, step: Any, officer: int, times: tuple[int, int], ticket: Ticket | None) -> Any:
        """Write a step down, free its officer, and find out what becomes of the case."""
        outcome, follows = follow.judge(self, case, step, officer)
        days = 0 if follows == DONE else follow.days_before(self, case, step, follows)
        stays = follows != DONE and days == 0 and not self.plan.step[follows].absent
        book.write(self, case, step, officer, (*times, self.env.now), outcome, last=not stays)
        if ticket is not None:
            self.desk.release(ticket)
        if follows != DONE:
            return follow.go_on(self, case, step, follows, days)
        if outcome == SERVED:
            follow.finish(self, case)
        else:
            follow.in_vain(self, case, outcome)
        return None

    def turn_away(self, case: Case, step: Any, outcome: int) -> None:
        """Write down who was turned away at the door, or never came."""
        case.stood = NONE
        book.write(self, case, step, NONE, (self.env.now, NONE, self.env.now), outcome, last=True)
        follow.in_vain(self, case, outcome)

    def turn_back(self, case: Case, step: Any) -> None:
        """There are no forms: citizens leave, files wait for them."""
        if step.absent:
            self.office.rest(case, self.office.short_until[step.shortage] - self.number)
        else:
            self.turn_away(case, step, NO_FORM)

    def record_ticket(self, ticket: Ticket) -> None:
        """Write down who left a line, or never joined it."""
        times = (ticket.joined, NONE, ticket.left)
        book.write(self, ticket.case, ticket.step, NONE, times, ticket.outcome, last=True)
        follow.in_vain(self, ticket.case, ticket.outcome)
