"""A day at the counters, in SimPy: visits, streams, timetables and the closing are processes."""

from typing import TYPE_CHECKING, Any

import simpy

from sim.engines.reference.desk import Desk, Ticket
from sim.engines.reference.moments import Moment
from sim.engines.reference.people import Officer
from sim.engines.reference.streams import stream_story
from sim.engines.reference.visit import Story, Visit, citizen_visit, next_step
from sim.plan.layout import NONE
from sim.plan.tables import REFUSED, SERVED
from sim.rules import clock

if TYPE_CHECKING:
    from sim.engines.reference.office import Office


class Day:
    """The stage of one day: the clock, the desk, and the book in which all is written down."""

    def __init__(self, office: "Office") -> None:
        self.office, self.plan, self.number = office, office.plan, office.today
        self.hours = self.plan.day[self.number]
        self.env = simpy.Environment()
        self.desk = Desk(self.env, self.plan, office.staff)
        self.visits: list[Visit] = []
        self.ended = self.hours.close

    def run(self, visits: list[tuple[Visit, int]]) -> None:
        """Let the day happen; `visits` are the citizens' with their second of arrival."""
        for order, (visit, second) in enumerate(visits):
            self.env.process(citizen_visit(self, visit, second, order))
        for stream in range(len(self.plan.stream)):
            self.env.process(stream_story(self, stream))
        for officer in self.office.staff:
            if officer.present:
                self.env.process(self.timetable(officer))
        self.env.process(self.closing())
        self.env.run()

    def timetable(self, officer: Officer) -> Story:
        """An officer comes and goes; one who stays for overtime leaves when nobody waits."""
        table = officer.timetable
        for i in range(table.first, table.first + table.count):
            stretch = self.plan.piece[i]
            yield Moment(self.env, stretch.start, clock.TIMETABLE, officer.number)
            if not officer.serving:
                self.desk.next_for(officer)
            if table.stays and stretch.end == table.end:
                return
            yield Moment(self.env, stretch.end, clock.TIMETABLE, officer.number)
            officer.idle = False

    def closing(self) -> Story:
        """The doors shut."""
        yield Moment(self.env, self.hours.close, clock.CLOSING, 0)
        self.desk.close()

    @property
    def doors_shut(self) -> bool:
        """Whether who comes now is too late."""
        return self.env.now >= self.hours.close

    def welcome(self, visit: Visit) -> None:
        """Number a visit at the door."""
        self.office.visits_begun += 1
        visit.number, visit.came = self.office.visits_begun, self.env.now
        self.visits.append(visit)

    def served(self, visit: Visit, step: Any, start: int) -> Any:
        """A step without an officer is over; return the next step."""
        follows = next_step(self, visit, step)
        self.write(visit, step, NONE, (start, start, self.env.now), SERVED, follows is None)
        return follows

    def served_at_desk(self, ticket: Ticket) -> Any:
        """A service is over: write it down, free the officer, return the next step."""
        follows = next_step(self, ticket.visit, ticket.step)
        times = (ticket.joined, ticket.start, self.env.now)
        self.write(ticket.visit, ticket.step, ticket.officer.number, times, SERVED, follows is None)
        self.desk.release(ticket)
        return follows

    def turn_away(self, visit: Visit, step: Any) -> None:
        """Write down who was turned away at the door."""
        self.write(visit, step, NONE, (self.env.now, NONE, self.env.now), REFUSED, True)

    def record_ticket(self, ticket: Ticket) -> None:
        """Write down who left a line, or never joined it."""
        self.write(ticket.visit, ticket.step, NONE, (ticket.joined, NONE, ticket.left), ticket.outcome, True)

    def write(
        self, visit: Visit, step: Any, officer: int, times: tuple[int, int, int], outcome: int, last: bool
    ) -> None:
        """Add a row (VISIT_ROW)."""
        arrive, start, finish = times
        citizen = NONE if visit.citizen is None else visit.citizen.number
        number = self.plan.service[step.service].first_step + step.index
        times = (visit.came, arrive, start, finish, visit.waited)
        what = (visit.stream, step.service, number, visit.class_, outcome, last)
        self.office.visit_rows.append((visit.number, self.number, citizen, officer, *times, *what))
        self.ended = max(self.ended, finish)
        if last:
            visit.left, visit.completed = finish, outcome == SERVED
