"""The desk: officers and tickets are matched here, at once and in one written order."""

from bisect import insort
from typing import TYPE_CHECKING, Any

import simpy

from sim.engines.reference.case import Case
from sim.engines.reference.choosing import Choosing
from sim.engines.reference.officers import Officer
from sim.plan.layout import NONE, Arrays
from sim.plan.tables import BALKED, GAVE_UP, REFUSED, SENT_HOME, SERVED
from sim.rules.cases import left_over, through_outage
from sim.rules.chance import BALK
from sim.rules.channels import ALTERNATING, IN_TURN
from sim.rules.waiting import balking_share, call_rank, line_rank

if TYPE_CHECKING:
    from sim.engines.reference.office import Office


class Ticket:
    """A place in a line: who, for which step, and what became of it; `date` orders files.

    `place` is the number of the ticket, or that which is taken with a change to another line.
    """

    def __init__(self, number: int, case: Case, step: Any, now: int, date: int) -> None:
        self.number, self.case, self.step, self.joined, self.date = number, case, step, now, date
        self.place, self.line = number, step.line
        self.called: simpy.Event | None = None
        self.officer: Officer | None = None
        self.first_start, self.start, self.left = NONE, NONE, now
        self.outcome = SERVED
        self.waiting = False


class Desk:
    """Who serves whom.

    A free officer takes the lowest (rank, date, place), the date being that of files; a citizen gets the
    idle officer with the lowest (preference, idle since, number).
    """

    def __init__(self, env: simpy.Environment, plan: Arrays, office: "Office") -> None:
        self.env, self.plan, self.office, self.officers = env, plan, office, office.staff
        ranks = range(plan.office[0].ranks)
        self.lines: list[list[list[Ticket]]] = [[[] for _ in ranks] for _ in plan.line]
        self.waiting = [0] * len(plan.station)
        self.in_service = [0] * len(plan.station)
        self.alternate = [False] * len(plan.station)
        self.jumped = [0] * len(plan.station)
        self.closed = False
        self.choosing = Choosing(self)
        for ticket in office.overnight:
            ticket.called = env.event()
            self._wait(ticket)

    def files(self) -> list[Ticket]:
        """The tickets of the files that lie in the back office, by number."""
        back = [ticket for line in self.lines for rank in line for ticket in rank if ticket.step.absent]
        return sorted(back, key=lambda ticket: ticket.number)

    def take(self, case: Case, step: Any) -> Ticket:
        """Come to a station: be served at once, be refused, turn away, or wait."""
        self.office.tickets += 1
        case.joined_day = self.office.today
        by_due = self.plan.station[step.station].by_due and case.due != NONE
        date = 0 if not step.absent else case.due if by_due else case.began_day
        ticket = Ticket(self.office.tickets, case, step, self.env.now, date)
        ticket.called = self.env.event()
        self._choose(ticket, self.choosing.line_for(ticket, self.plan.station[step.station].choice))
        officer = self.idle_officer(step, ticket.line)
        if self.closed and not step.absent and not self._goes_on(step.line):
            ticket.outcome = SENT_HOME
        elif officer is not None:
            self._serve(officer, ticket)
        elif self._no_room(step.station):
            ticket.outcome = REFUSED
        elif self._balks(ticket):
            ticket.outcome = BALKED
        else:
            self._wait(ticket)
        self.choosing.change_over(step.station)
        return ticket

    def ends_at(self, ticket: Ticket, work: int) -> int:
        """When a service ends; the end of the timetable cuts work on a file, whose rest is `case.left`."""
        officer = ticket.officer
        end, outage = officer.ends_at(ticket.start, work), self._down(ticket.step.station)
        left = left_over(ticket.start, end, *outage, officer.timetable.end) if ticket.step.absent else 0
        if left > 0:
            ticket.case.left = left
            return officer.timetable.end
        later = through_outage(ticket.start, end, *outage)
        ticket.case.hit |= later > end
        return later

    def release(self, ticket: Ticket) -> None:
        """A service is over: the officer takes the next."""
        officer = ticket.officer
        self.in_service[ticket.step.station] -= 1
        officer.add_up(ticket, self.env.now)
        officer.served += 1
        officer.serving = False
        if self.plan.office[0].staffed:
            officer.practise(ticket.step)
        self.next_for(officer)

    def put_back(self, ticket: Ticket) -> None:
        """Work on a file is cut: it waits in its old place until somebody goes on with it."""
        officer = ticket.officer
        self.in_service[ticket.step.station] -= 1
        officer.add_up(ticket, self.env.now)
        officer.serving = False
        ticket.called = self.env.event()
        self._wait(ticket)
        self.next_for(officer)

    def next_for(self, officer: Officer) -> None:
        """Let an officer who is free take the next ticket, or idle, or leave."""
        officer.idle = False
        if officer.on_duty(self.env.now) and not self._take_next(officer):
            officer.idle, officer.idle_since = True, self.env.now
        self.choosing.look_around(officer)

    def look_again(self) -> None:
        """Idle officers look who waits, in their order."""
        for officer in self.officers:
            if officer.idle:
                self._take_next(officer)

    def give_up(self, ticket: Ticket) -> None:
        """Patience is over: a citizen who still waits leaves the line."""
        if ticket.waiting:
            self._dismiss(ticket, GAVE_UP)
            self.choosing.change_over(ticket.step.station)

    def close(self) -> None:
        """Those whom nobody will serve any more go home, in the order of their places."""
        self.closed = True
        lost = [queue for number, line in enumerate(self.lines) if not self._goes_on(number) for queue in line]
        waiting = [t for queue in lost for t in queue if not t.step.absent]
        for ticket in sorted(waiting, key=lambda t: t.place):
            self._dismiss(ticket, SENT_HOME)

    def idle_officer(self, step: Any, number: int) -> Officer | None:
        """Who can serve a step now, of the officers of a line."""
        if not self._works(step.station):
            return None
        line = self.plan.line[number]
        links = [self.plan.link[i] for i in range(line.first, line.first + line.count)]
        able = [(link.preference, self.officers[link.to]) for link in links]
        idle = [
            (preference, officer.idle_since, officer.number)
            for preference, officer in able
            if officer.idle and officer.here == line.office and (not step.absent or self._works_on_files(officer))
        ]
        return self.officers[min(idle)[2]] if idle else None

    def move(self, ticket: Ticket, line: int) -> None:
        """Go to the end of another line, or at once to the idle officer before whom it would be."""
        officer = self.idle_officer(ticket.step, line)
        if officer is not None:
            self._leave_line(ticket)
            self._choose(ticket, line)
            self._serve(officer, ticket)
            ticket.called.succeed()
            return
        self.lines[ticket.line][self._rank(ticket)].remove(ticket)
        self.office.tickets += 1
        ticket.place = self.office.tickets
        self._choose(ticket, line)
        self._stand(ticket)

    def _choose(self, ticket: Ticket, line: int) -> None:
        ticket.line, ticket.case.stood = line, self.plan.line[line].before

    def _take_next(self, officer: Officer) -> bool:
        ticket = self._first_for(officer)
        if ticket is None:
            return False
        self._leave_line(ticket)
        self._serve(officer, ticket)
        ticket.called.succeed()
        return True

    def _goes_on(self, line: int) -> bool:
        """Whether a line is served after closing: it is the custom, and an officer stays who can."""
        if self.plan.office[0].send_home:
            return False
        links = self.plan.line[line]
        able = [self.officers[self.plan.link[i].to] for i in range(links.first, links.first + links.count)]
        return any(o.present and o.here == links.office and o.timetable.stays for o in able)

    def _down(self, station: int) -> tuple[int, int]:
        """From when until when a station's system is down today."""
        outage = self.plan.station[station].outage
        return (0, 0) if outage == NONE else self.office.outages[outage]

    def _works(self, station: int) -> bool:
        down, up = self._down(station)
        return not down <= self.env.now < up

    def _works_on_files(self, officer: Officer) -> bool:
        """Nobody stays for files after hours."""
        return self.env.now < officer.timetable.end

    def _no_room(self, station: int) -> bool:
        room = self.plan.station[station].room
        return room != NONE and self.waiting[station] >= room

    def _balks(self, ticket: Ticket) -> bool:
        step, station = ticket.step, self.plan.station[ticket.step.station]
        if station.balk_count == 0:
            return False
        length = self.waiting[step.station] + (self.in_service[step.station] if station.counts_present else 0)
        if station.lines_count > 0:
            standing, seen = self.choosing.standing, self.choosing.length
            length = seen(ticket.line) if station.counts_present else standing(ticket.line)
        share = balking_share(self.plan.segment, station.balk_first, station.balk_count, length)
        return ticket.case.draw(BALK, step) < share

    def _rank(self, ticket: Ticket) -> int:
        """The rank in a line: connections, appointments, priorities, files."""
        office, station = self.plan.office[0], self.plan.station[ticket.step.station]
        if ticket.case.ahead and not ticket.step.absent:
            return 0
        first, rank = ticket.case.holds and station.calls != IN_TURN, self.plan.class_[ticket.case.class_].rank
        ranks = office.ranks - office.favours
        return office.favours + line_rank(ticket.step.absent, first, office.booked, station.by_arrival, rank, ranks)

    def _turn(self, ticket: Ticket, rank: int) -> int:
        """The rank at which a ticket is called now: where they alternate, a second appointment has to wait."""
        station, office = ticket.step.station, self.plan.office[0]
        alternates = office.booked and self.plan.station[station].calls == ALTERNATING and self.alternate[station]
        return call_rank(ticket.step.absent, alternates, rank - office.favours, office.ranks)

    def _wait(self, ticket: Ticket) -> None:
        ticket.waiting = True
        self.waiting[ticket.step.station] += 1
        self._stand(ticket)
        if not ticket.step.absent:
            ticket.case.jumps = self.jumped[ticket.step.station]
            self.jumped[ticket.step.station] += ticket.case.ahead

    def _stand(self, ticket: Ticket) -> None:
        insort(self.lines[ticket.line][self._rank(ticket)], ticket, key=lambda other: (other.date, other.place))

    def _leave_line(self, ticket: Ticket) -> None:
        ticket.waiting = False
        self.waiting[ticket.step.station] -= 1
        self.lines[ticket.line][self._rank(ticket)].remove(ticket)
        if not ticket.step.absent:
            ticket.case.waited += self.env.now - ticket.joined
            if not ticket.case.ahead and self.jumped[ticket.step.station] > ticket.case.jumps:
                ticket.case.overtaken = 1

    def _dismiss(self, ticket: Ticket, outcome: int) -> None:
        self._leave_line(ticket)
        ticket.outcome, ticket.left = outcome, self.env.now
        ticket.called.succeed()

    def _first_for(self, officer: Officer) -> Ticket | None:
        files = self._works_on_files(officer)
        heads = [
            (self._turn(queue[0], rank), queue[0].date, queue[0].place, queue[0])
            for line in officer.lines
            if self._works(self.plan.line[line].station)
            for rank, queue in enumerate(self.lines[line])
            if queue and (files or not queue[0].step.absent)
        ]
        return min(heads, key=lambda head: head[:3])[3] if heads else None

    def _serve(self, officer: Officer, ticket: Ticket) -> None:
        officer.idle, officer.serving = False, True
        self.in_service[ticket.step.station] += 1
        self.alternate[ticket.step.station] = ticket.case.holds
        ticket.officer, ticket.start = officer, self.env.now
        if self.plan.office[0].staffed or self.plan.office[0].opinion:
            officer.meet(self, ticket)
        if ticket.first_start == NONE:
            ticket.first_start = self.env.now + self.office.seconds_since(ticket.case.joined_day)
