"""The desk: officers and tickets are matched here, at once and in one written order."""

from collections import deque
from typing import Any

import simpy

from sim.engines.reference.people import Officer
from sim.engines.reference.visit import Visit
from sim.plan.layout import NONE, Arrays
from sim.plan.tables import BALKED, GAVE_UP, REFUSED, SENT_HOME, SERVED
from sim.rules.chance import BALK, uniform
from sim.rules.waiting import balking_share


class Ticket:
    """A place in a line: who, for which step, and what became of it."""

    def __init__(self, number: int, visit: Visit, step: Any, now: int, called: simpy.Event) -> None:
        self.number, self.visit, self.step, self.joined, self.called = number, visit, step, now, called
        self.officer: Officer | None = None
        self.start, self.left = NONE, now
        self.outcome = SERVED
        self.waiting = False


class Desk:
    """Who serves whom.

    A free officer takes the lowest (priority, ticket); a citizen gets the idle officer with the lowest (preference,
    idle since, number).
    """

    def __init__(self, env: simpy.Environment, plan: Arrays, officers: list[Officer]) -> None:
        self.env, self.plan, self.officers = env, plan, officers
        ranks = range(plan.office[0].ranks)
        self.lines: list[list[deque[Ticket]]] = [[deque() for _ in ranks] for _ in plan.line]
        self.waiting = [0] * len(plan.station)
        self.in_service = [0] * len(plan.station)
        self.tickets = 0
        self.closed = False

    def take(self, visit: Visit, step: Any) -> Ticket:
        """Come to a station: be served at once, be refused, turn away, or wait."""
        self.tickets += 1
        ticket = Ticket(self.tickets, visit, step, self.env.now, self.env.event())
        officer = self._idle_officer(step.line)
        if self.closed and not self._goes_on(step.line):
            ticket.outcome = SENT_HOME
        elif officer is not None:
            self._serve(officer, ticket)
        elif self._no_room(step.station):
            ticket.outcome = REFUSED
        elif self._balks(visit, step):
            ticket.outcome = BALKED
        else:
            self._wait(ticket)
        return ticket

    def release(self, ticket: Ticket) -> None:
        """A service is over: the officer takes the next."""
        officer = ticket.officer
        self.in_service[ticket.step.station] -= 1
        officer.add_up(ticket, self.env.now)
        officer.serving = False
        self.next_for(officer)

    def next_for(self, officer: Officer) -> None:
        """Let an officer who is free take the next ticket, or idle, or leave."""
        officer.idle = False
        if not officer.on_duty(self.env.now):
            return
        ticket = self._first_for(officer)
        if ticket is None:
            officer.idle, officer.idle_since = True, self.env.now
        else:
            self._leave_line(ticket)
            self._serve(officer, ticket)
            ticket.called.succeed()

    def give_up(self, ticket: Ticket) -> None:
        """Patience is over: a citizen who still waits leaves the line."""
        if ticket.waiting:
            self._dismiss(ticket, GAVE_UP)

    def close(self) -> None:
        """Those whom nobody will serve any more go home, in the order of their tickets."""
        self.closed = True
        lost = [queue for number, line in enumerate(self.lines) if not self._goes_on(number) for queue in line]
        for ticket in sorted((t for queue in lost for t in queue if t.waiting), key=lambda t: t.number):
            self._dismiss(ticket, SENT_HOME)

    def _goes_on(self, line: int) -> bool:
        """Whether a line is served after closing: it is the custom, and an officer stays who can."""
        if self.plan.office[0].send_home:
            return False
        links = self.plan.line[line]
        able = [self.officers[self.plan.link[i].to] for i in range(links.first, links.first + links.count)]
        return any(officer.present and officer.timetable.stays for officer in able)

    def _idle_officer(self, line: int) -> Officer | None:
        links = self.plan.line[line]
        able = [self.plan.link[i] for i in range(links.first, links.first + links.count)]
        idle = [(a.preference, self.officers[a.to].idle_since, a.to) for a in able if self.officers[a.to].idle]
        return self.officers[min(idle)[2]] if idle else None

    def _no_room(self, station: int) -> bool:
        room = self.plan.station[station].room
        return room != NONE and self.waiting[station] >= room

    def _balks(self, visit: Visit, step: Any) -> bool:
        station = self.plan.station[step.station]
        if station.balk_count == 0:
            return False
        length = self.waiting[step.station] + (self.in_service[step.station] if station.counts_present else 0)
        share = balking_share(self.plan.piece, station.balk_first, station.balk_count, length)
        return uniform(visit.key, visit.draw(BALK, step)) < share

    def _rank(self, ticket: Ticket) -> int:
        if self.plan.station[ticket.step.station].by_arrival:
            return 0
        return self.plan.class_[ticket.visit.class_].rank

    def _wait(self, ticket: Ticket) -> None:
        ticket.waiting = True
        self.waiting[ticket.step.station] += 1
        self.lines[ticket.step.line][self._rank(ticket)].append(ticket)

    def _leave_line(self, ticket: Ticket) -> None:
        ticket.waiting = False
        self.waiting[ticket.step.station] -= 1
        ticket.visit.waited += self.env.now - ticket.joined

    def _dismiss(self, ticket: Ticket, outcome: int) -> None:
        self._leave_line(ticket)
        ticket.outcome, ticket.left = outcome, self.env.now
        ticket.called.succeed()

    def _first_for(self, officer: Officer) -> Ticket | None:
        for rank in range(self.plan.office[0].ranks):
            heads = [t for line in officer.lines if (t := _head(self.lines[line][rank])) is not None]
            if heads:
                return min(heads, key=lambda t: t.number)
        return None

    def _serve(self, officer: Officer, ticket: Ticket) -> None:
        officer.idle, officer.serving = False, True
        self.in_service[ticket.step.station] += 1
        ticket.officer, ticket.start = officer, self.env.now


def _head(queue: deque[Ticket]) -> Ticket | None:
    """The first who still waits; those who left are dropped on the way."""
    while queue and not queue[0].waiting:
        queue.popleft()
    return queue[0] if queue else None
