"""The office over many days, in Mesa: citizens wake and need something, a day happens, the night follows."""

import mesa

from sim.engines.reference.day import Day
from sim.engines.reference.people import Citizen, Officer
from sim.engines.reference.visit import Visit
from sim.plan.layout import NONE, Arrays
from sim.rules import chance
from sim.rules.chance import uniform
from sim.rules.demand import moment, picked
from sim.rules.distributions import drawn

NIGHT = ("remember",)
"""What happens between days, in this order."""


class Office(mesa.Model):
    """One replication: citizens and officers are agents, a step is a working day."""

    def __init__(self, plan: Arrays, run: int) -> None:
        super().__init__(rng=run)
        self.plan = plan
        self.key = chance.run_key(plan.office[0].seed, run)
        self.people = [Citizen(self, i) for i in range(plan.office[0].citizens)]
        self.staff = [Officer(self, i) for i in range(len(plan.officer))]
        self.today = self.visits_begun = 0
        self.visit_rows: list[tuple[int, ...]] = []
        self.officer_rows: list[tuple[int, ...]] = []
        self.day_rows: list[tuple[int, int, int, float]] = []

    def step(self) -> None:
        """A working day: the morning, the hours at the counters, the night."""
        self.morning()
        day = Day(self)
        day.run([self.visit_for(citizen, key) for citizen, key in self.needs])
        for name in NIGHT:
            getattr(self, name)(day)
        self.officer_rows += [officer.day_row(self.today) for officer in self.staff]
        self.day_rows.append((self.today, len(day.visits), day.ended, self.busyness))
        self.today += 1

    def morning(self) -> None:
        """Draw how busy the day is, who of the staff comes, and what the citizens need."""
        today = self.plan.day[self.today]
        self.busyness = self._busyness()
        self.demand = today.factor * self.busyness
        counts = [self._present(group) for group in self.plan.group]
        for officer in self.staff:
            officer.begin_day(today.kind, officer.post.place < counts[officer.post.group])
        self.needs: list[tuple[Citizen, int]] = []
        if self.people:
            self.agents_by_type[Citizen].do("wake")

    def visit_for(self, citizen: Citizen, key: int) -> tuple[Visit, int]:
        """What a need asks for, and when the citizen will come."""
        plan, today = self.plan, self.plan.day[self.today]
        u = uniform(key, chance.SERVICE_TYPE)
        service = min(picked(plan.service, 0, len(plan.service), u), len(plan.service) - 1)
        second = moment(plan.piece, today.profile_first, today.profile_count, uniform(key, chance.MOMENT))
        return Visit(key, service, citizen.class_, citizen), second

    def remember(self, day: Day) -> None:
        """NIGHT: citizens add up what their visits cost them."""
        for visit in day.visits:
            if visit.citizen is not None:
                visit.citizen.remember(visit)

    def _busyness(self) -> float:
        law = self.plan.office[0].busy_law
        if law == NONE:
            return 1.0
        return drawn(self.plan.law[law], self.plan.table, uniform(chance.key_of(self.key, chance.OFFICE), self.today))

    def _present(self, group: tuple[int, ...]) -> int:
        if group.count == 0:
            return len(self.staff)
        key = chance.key_of(chance.key_of(self.key, chance.GROUPS), group.key)
        case = picked(self.plan.piece, group.first, group.count, uniform(key, self.today))
        return self.plan.piece[group.first + min(case, group.count - 1)].to
