"""The office over many days, in Mesa: citizens wake and need something, a day happens, the night follows."""

from collections import Counter
from collections.abc import Mapping, Sequence

import mesa

from sim.engines.reference import coming, reforms, trouble
from sim.engines.reference.book import case_row
from sim.engines.reference.case import Case
from sim.engines.reference.citizens import Citizen
from sim.engines.reference.day import Day
from sim.engines.reference.desk import Ticket
from sim.engines.reference.night import NIGHT
from sim.engines.reference.officers import Officer
from sim.engines.reference.polls import Poll
from sim.plan.layout import NONE, Arrays
from sim.plan.tables import FINISHED, OPEN, WALK_IN
from sim.rules import cases, chance
from sim.rules.chance import uniform
from sim.rules.demand import moment, picked
from sim.rules.distributions import drawn

DAY_S = 86_400


class Office(mesa.Model):
    """One replication: citizens and officers are agents, a step is a working day."""

    def __init__(self, plan: Arrays, run: int, fields: Mapping[str, Sequence[str]]) -> None:
        super().__init__(rng=run)
        self.plan = plan
        self.key = chance.run_key(plan.office[0].seed, run)
        self.people = [Citizen(self, i) for i in range(plan.office[0].citizens)]
        self.staff = [Officer(self, i) for i in range(len(plan.officer))]
        self.today = self.visits_begun = self.cases_begun = self.tickets = 0
        self.agenda: dict[int, list[Case]] = {}
        self.open: dict[int, Case] = {}
        self.overnight: list[Ticket] = []
        self.booked: Counter[tuple[int, int, int]] = Counter()
        self.short_until = [0] * len(plan.trouble)
        self.visit_rows: list[tuple[int, ...]] = []
        self.case_rows: list[tuple[int, ...]] = []
        self.officer_rows: list[tuple[int, ...]] = []
        self.day_rows: list[tuple[float, ...]] = []
        self.opinion_rows: list[tuple[float, ...]] = []
        self.act_rows: list[tuple[float, ...]] = []
        self.answered: list[Citizen] = []
        self.good = self.bad = 0.0
        self.fields = fields
        self.levels = reforms.first_levels(self)
        self.polls = [Poll() for _ in plan.survey]

    def step(self) -> None:
        """A working day: the morning, the hours at the counters, the night."""
        self.morning()
        day = Day(self)
        day.run(self.coming)
        self.overnight = day.desk.files()
        for step in NIGHT:
            step(self, day)
        self.officer_rows += [officer.day_row(self.today) for officer in self.staff]
        self.opinion_rows += [noted.row() for noted in day.opinions]
        complaints = sum(noted.complained for noted in day.opinions)  # integers
        self.day_rows.append((self.today, day.visits, complaints, day.ended, self.busyness, self.trust))
        self.today += 1

    def morning(self) -> None:
        """Draw how busy the day is, what is down, who of the staff comes, what citizens need, and who comes when."""
        today = self.plan.day[self.today]
        reforms.settle(self)
        reforms.move(self)
        reforms.attend(self)
        reforms.brief(self)
        self.busyness = self._busyness()
        self.demand = today.factor * self.busyness
        self.outages = [trouble.outage_of(self, number) for number in range(self.plan.office[0].outages)]
        for number in range(len(self.outages), len(self.plan.trouble)):
            trouble.run_short(self, number)
        self._staff(today.kind)
        self.trust = self._mean_trust()
        self.needs: list[tuple[Citizen, int]] = []
        if self.people:
            self.agents_by_type[Citizen].do("wake")
        new = [case for citizen, key in self.needs if (case := self._comes_today(citizen, key)) is not None]
        due = self.agenda.pop(self.today, [])
        self.coming = [*new, *[(case, coming.second_of(self, case)) for case in due]]

    def act(self, what: int, who: int, value: float) -> None:
        """Write down what a reform did (ACT_ROW)."""
        self.act_rows.append((self.today, what, who, value))

    def begin(self, case: Case, now: int) -> None:
        """A need becomes a case."""
        if case.citizen is not None and self.plan.channel[case.channel].leaks:
            case.citizen.entrusted = True
        self.cases_begun += 1
        service = self.plan.service[case.service]
        case.number, case.began_day, case.began_s = self.cases_begun, self.today, now
        case.step = self.entry(case)
        case.due = NONE if service.deadline == NONE else self.today + service.deadline
        knows = self.plan.channel[case.channel].knows
        knows = self.plan.class_[case.class_].knows if knows < 0.0 else knows
        knows = cases.brought(knows, service.spared)
        case.missing = cases.missing_papers(service.documents, knows, case.luck(chance.MISSING))
        self.open[case.number] = case

    def rest(self, case: Case, days: int) -> None:
        """A case rests so many working days, or longer if it has to wait for its channel."""
        day = coming.day_of(self, case, self.today + days)
        self.agenda.setdefault(day, []).append(case)

    def close(self, case: Case, outcome: int, now: int) -> None:
        """A case is over."""
        del self.open[case.number]
        if outcome == FINISHED and case.citizen is not None:
            case.citizen.finished += 1
        if case.citizen is not None:
            self._note_end(case, case.citizen, outcome)
        if self.plan.office[0].follows:
            self.case_rows.append(case_row(self.plan, case, outcome, self.today, now))

    def close_the_books(self) -> None:
        """Write down the cases that are open when the run is over, in the order of their numbers."""
        if self.plan.office[0].follows:
            found = [self.open[number] for number in sorted(self.open)]
            self.case_rows += [case_row(self.plan, case, OPEN, NONE, NONE) for case in found]
        self.open = {}

    def entry(self, case: Case) -> int:
        """Where the route of a case begins."""
        return self.plan.lookup[case.channel * len(self.plan.service) + case.service].to

    def home_of(self, case: Case) -> int:
        """The office that a case belongs to."""
        return case.service // self.plan.office[0].services

    def place_of(self, case: Case, slot: int, day: int) -> tuple[int, int, int]:
        """Where the bookings of a slot are counted: each office has its own."""
        return (self.home_of(case), slot, day)

    def seconds_since(self, day: int) -> int:
        """The seconds between midnight of a day of the run and that of today."""
        return DAY_S * (self.plan.day[self.today].date - self.plan.day[day].date)

    def days_until(self, now: int) -> int:
        """How many working days pass until the office opens after a second of today; 0 before today is over."""
        if now < max(DAY_S, self.plan.day[self.today].close):
            return 0
        for day in range(self.today + 1, len(self.plan.day)):
            if DAY_S * (self.plan.day[day].date - self.plan.day[self.today].date) + self.plan.day[day].open >= now:
                return day - self.today
        return len(self.plan.day) - self.today

    def _comes_today(self, citizen: Citizen, key: int) -> tuple[Case, int] | None:
        """What a need asks for, and when the citizen comes if it is today."""
        plan, today = self.plan, self.plan.day[self.today]
        services = plan.office[0].services
        kind = min(picked(plan.service, 0, services, uniform(key, chance.SERVICE_TYPE)), services - 1)
        case = Case(key, citizen.place_for(key) * services + kind, citizen.class_, citizen)
        second = moment(plan.segment, today.profile_first, today.profile_count, uniform(key, chance.MOMENT))
        case.channel = coming.channel_of(self, citizen, key, case.service)
        if case.channel == WALK_IN:
            case.step = self.entry(case)
            return case, second
        self.begin(case, second)
        day = coming.first_day(self, case)
        if day == self.today:
            second = coming.second_of(self, case)
            case.began_s = min(case.began_s, second)
            return case, second
        self.agenda.setdefault(day, []).append(case)
        return None

    def _note_end(self, case: Case, citizen: Citizen, outcome: int) -> None:
        """A complaint is over, or a case with a promised day: the citizen hears of it in the night."""
        b, office = self.plan.behaviour[0], self.plan.office[0]
        complaint = case.service % office.services == office.complaint
        in_time = outcome == FINISHED and (case.due == NONE or self.today <= case.due)
        if complaint and in_time:
            in_time = self._mend(case)
        promised = b.promises > 0.0 and b.levels > 0.0 and case.due != NONE
        if self.home_of(case) != citizen.home or not (complaint or promised):
            return
        if not citizen.answers:
            self.answered.append(citizen)
        citizen.answers += 1
        if complaint:
            citizen.answer_good += b.answered * in_time
            citizen.answer_bad += b.ignored * (not in_time)
            citizen.ignored += not in_time
        elif in_time:
            citizen.answer_good += b.promises
        elif self.today > case.due:
            citizen.answer_bad += b.promises

    def _mend(self, case: Case) -> bool:
        """Whether what a complaint is about is mended, and not explained away by officers on the defensive."""
        here, total = self.posted(self.home_of(case)), 0.0
        for officer in here:
            total += officer.defensive
        if case.luck(chance.EXCUSED) < self.plan.behaviour[0].excuses * total / max(1, len(here)):
            return False
        for officer in here:
            officer.grievances -= 1
        return True

    def posted(self, office: int) -> list[Officer]:
        """The officers whose posts an office has filled."""
        return [o for o in self.staff if o.post.office == office and o.post.filled > 0.0]

    def _mean_trust(self) -> float:
        total = 0.0
        for citizen in self.people:
            total += citizen.trust
        return total / max(1, len(self.people))

    def _staff(self, kind: int) -> None:
        counts = [self._present(group) for group in self.plan.group]
        for officer in self.staff:
            post = officer.post
            here = post.office
            posts = self.plan.office[0].posts_first
            if posts != NONE:
                here = self.plan.lookup[posts + officer.number * len(self.plan.day) + self.today].to
            begins = officer.timetables[kind]
            late = trouble.seconds_late(self, officer) if begins.count > 0 else 0
            if late > 0:
                late += self.plan.segment[begins.first].start
            officer.begin_day(kind, here, late, present=post.place < counts[post.group])
        if self.plan.behaviour[0].mentoring > 0.0:
            self._look_at_colleagues()

    def _look_at_colleagues(self) -> None:
        """Find out for everybody how many of the others here are experienced."""
        for office in range(self.plan.office[0].offices):
            here = [officer for officer in self.staff if officer.present and officer.here == office]
            able = sum(officer.experienced for officer in here)  # integers
            for officer in here:
                others = able - officer.experienced
                officer.colleagues = others / (len(here) - 1) if len(here) > 1 else 0.0

    def _busyness(self) -> float:
        law = self.plan.office[0].busy_law
        if law == NONE:
            return 1.0
        return drawn(self.plan.law[law], self.plan.table, uniform(chance.key_of(self.key, chance.OFFICE), self.today))

    def _present(self, group: tuple[int, ...]) -> int:
        if group.count == 0:
            return len(self.staff)
        key = chance.key_of(chance.key_of(self.key, chance.GROUPS), group.key)
        case = picked(self.plan.segment, group.first, group.count, uniform(key, self.today))
        return self.plan.segment[group.first + min(case, group.count - 1)].to
