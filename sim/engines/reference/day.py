"""A day at the counters, in SimPy: cases, streams, timetables and the closing are processes."""

from typing import TYPE_CHECKING, Any

import simpy

from sim.engines.reference import follow
from sim.engines.reference.case import Case, Story, arrival, steps_story
from sim.engines.reference.desk import Desk, Ticket
from sim.engines.reference.moments import Moment
from sim.engines.reference.people import Cost, Officer
from sim.engines.reference.streams import stream_story
from sim.plan.layout import DONE, NONE
from sim.plan.tables import NO_FORM, NO_SHOW, NO_TICKET, REFUSED, SERVED
from sim.rules import clock
from sim.rules.waiting import tickets_gone

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
        self.visits = 0
        self.issued = [0] * self.plan.office[0].offices
        self.issued_for = [0] * len(self.plan.service)
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
            stretch = self.plan.piece[i]
            if stretch.end <= officer.late_until:
                continue
            yield Moment(self.env, max(stretch.start, officer.late_until), clock.TIMETABLE, officer.number)
            if not officer.serving:
                self.desk.next_for(officer)
            if table.stays and stretch.end == table.end:
                return
            yield Moment(self.env, stretch.end, clock.TIMETABLE, officer.number)
            officer.idle = False

    def up_again(self, outage: int, up: int) -> Story:
        """What was down works again: idle officers look who waits."""
        yield Moment(self.env, up, clock.TIMETABLE, clock.WORKS_AGAIN + outage)
        self.desk.look_again()

    def closing(self) -> Story:
        """The doors shut."""
        yield Moment(self.env, self.hours.close, clock.CLOSING, 0)
        self.desk.close()

    @property
    def doors_shut(self) -> bool:
        """Whether who comes now is too late."""
        return self.env.now >= self.hours.close

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

    def too_early(self, case: Case) -> bool:
        """Whether there are no tickets yet."""
        return self.needs_ticket(case) and self.env.now < self.plan.office[0].tickets_from and not self.doors_shut

    def needs_ticket(self, case: Case) -> bool:
        """Whether somebody has to take a ticket; who holds an appointment need not."""
        return bool(self.plan.office[0].tickets and self.plan.channel[case.channel].ticket)

    def at_the_door(self, case: Case) -> int:
        """Take a ticket: SERVED, or why there is none."""
        if self.doors_shut:
            return REFUSED
        if not self.needs_ticket(case):
            return SERVED
        office, limits, service = self.office.home_of(case), self.plan.office[0], self.plan.service[case.service]
        gone = tickets_gone(self.issued[office], limits.quota, self.env.now, limits.tickets_until)
        if gone or tickets_gone(self.issued_for[case.service], service.quota, self.env.now, limits.tickets_until):
            return NO_TICKET
        self.issued[office] += 1
        self.issued_for[case.service] += 1
        return SERVED

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
        outcome, follows = follow.judge(self, case, step)
        days = 0 if follows == DONE else follow.days_before(self, case, step, follows)
        stays = follows != DONE and days == 0 and not self.plan.step[follows].absent
        self.write(case, step, officer, (*times, self.env.now), outcome, last=not stays)
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
        self.write(case, step, NONE, (self.env.now, NONE, self.env.now), outcome, last=True)
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
        self.write(ticket.case, ticket.step, NONE, times, ticket.outcome, last=True)
        follow.in_vain(self, ticket.case, ticket.outcome)

    def write(
        self, case: Case, step: Any, officer: int, times: tuple[int, int, int], outcome: int, *, last: bool
    ) -> None:
        """Add a row (VISIT_ROW); with the last one of a visit the citizen leaves."""
        arrive, start, finish = times
        since = self.office.seconds_since(case.joined_day) if step.absent else 0
        visit, came, waited = (NONE, NONE, NONE) if step.absent else (case.visit, case.came, case.waited)
        day = case.joined_day if step.absent else self.number
        who = (visit, case.number, day, NONE if case.citizen is None else case.citizen.number, officer)
        what = (case.stream, step.service, step.number, case.class_, case.channel, step.office, outcome)
        ends = last and not step.absent
        self.office.visit_rows.append((*who, came, arrive, start, finish + since, waited, *what, ends))
        if (not step.absent and outcome != REFUSED) or officer != NONE:
            self.ended = max(self.ended, finish)
        if ends and outcome != NO_SHOW:
            self.leave(case, finish, completed=outcome == SERVED)

    def leave(self, case: Case, now: int, *, completed: bool) -> None:
        """The citizen goes home; what the visit cost is added up at night: no time where somebody else came."""
        channel = self.plan.channel[case.channel]
        own = case.citizen.trip if case.citizen is not None else 0
        travel = own if channel.travel == NONE else channel.travel
        time = (case.waited, now - case.came, 1, travel) if channel.comes else (0, 0, 0, 0)
        cost = Cost(case.citizen, completed, *time)
        self.costs.append(cost)
        case.visits += 1
        case.trips += cost.trips
        case.waited_in_all += cost.waited
        case.spent += cost.spent
        case.travelled += cost.travel
