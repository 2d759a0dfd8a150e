"""Citizens and officers as Mesa agents."""

from typing import TYPE_CHECKING, NamedTuple

import mesa

from sim.plan.layout import NONE, Arrays
from sim.rules import chance, clock
from sim.rules.chance import uniform
from sim.rules.channels import skill_of
from sim.rules.demand import needs_today, picked
from sim.rules.distributions import drawn

if TYPE_CHECKING:
    from sim.engines.reference.desk import Ticket
    from sim.engines.reference.office import Office


class Cost(NamedTuple):
    """What a visit cost a citizen: seconds waited and spent at the office, trips and seconds on the way."""

    citizen: "Citizen | None"
    completed: bool
    waited: int
    spent: int
    trips: int
    travel: int


class Citizen(mesa.Agent):
    """Lives in the area, needs the office now and then, remembers what its visits cost."""

    def __init__(self, office: "Office", number: int) -> None:
        super().__init__(office)
        plan, row = office.plan, office.plan.office[0]
        self.number = number
        self.key = chance.citizen_key(office.key, number)
        self.rate = drawn(plan.law[row.rate_law], plan.table, uniform(self.key, chance.RATE))
        self.class_ = class_of(plan, self.key)
        self.home = min(
            picked(plan.piece, row.home_first, row.offices, uniform(self.key, chance.HOME)), row.offices - 1
        )
        self.village = int(uniform(self.key, chance.VILLAGE) * row.villages)
        traits = plan.class_[self.class_]
        self.skill = skill_of(
            traits.access, traits.exponent, uniform(self.key, chance.ACCESS), uniform(self.key, chance.SKILL)
        )
        self.trip = 0
        if row.travel_law != NONE:
            self.trip = clock.seconds(drawn(plan.law[row.travel_law], plan.table, uniform(self.key, chance.TRAVEL)))
        self.visits = self.completed = self.waited = self.spent = self.trips = self.travelled = self.finished = 0

    def wake(self) -> None:
        """Find out what the day asks for."""
        office = self.model
        mean = self.rate * office.demand
        for ordinal in range(needs_today(mean, uniform(self.key, chance.DAYS + office.today))):
            office.needs.append((self, chance.need_key(self.key, office.today, ordinal)))

    def remember(self, cost: Cost) -> None:
        """Add up what a visit cost."""
        self.visits += 1
        self.completed += cost.completed
        self.waited += cost.waited
        self.spent += cost.spent
        self.trips += cost.trips
        self.travelled += cost.travel


class Officer(mesa.Agent):
    """Serves at the counters by a timetable."""

    def __init__(self, office: "Office", number: int) -> None:
        super().__init__(office)
        plan = office.plan
        self.number = number
        self.post = plan.officer[number]
        kinds, self.offices = plan.office[0].kinds, plan.office[0].offices
        self.timetables = plan.timetable[kinds * number : kinds * (number + 1)]
        self.plan, self.pieces = plan, plan.piece

    def begin_day(self, kind: int, here: int, late: int, *, present: bool) -> None:
        """Come in, or not; on time, or not; in the own office, or another."""
        self.timetable = self.timetables[kind]
        self.present = present and self.timetable.count > 0 and late < self.timetable.end
        self.here, self.late_until = here, late
        reach = self.plan.reach[self.number * self.offices + here]
        self.lines = [self.plan.link[i].to for i in range(reach.first, reach.first + reach.count)]
        self.idle, self.serving, self.idle_since = False, False, 0
        self.busy = self.outside = self.served = self.last_end = 0

    def on_duty(self, now: int) -> bool:
        """Whether a service may begin now."""
        return self.present and now >= self.late_until and clock.on_duty(self.pieces, self.timetable, now)

    def ends_at(self, start: int, work: int) -> int:
        """When a service would end, breaks and all."""
        table = self.timetable
        return clock.ends_at(self.pieces, table.first, table.count, start, work, self.post.on_break)

    def add_up(self, ticket: "Ticket", now: int) -> None:
        """Count the time of a service that ends now."""
        stretch = (self.pieces, self.timetable.first, self.timetable.count, ticket.start, now, self.post.on_break)
        self.busy += clock.busy_seconds(*stretch)
        self.outside += clock.outside_schedule(*stretch)
        self.last_end = now

    def day_row(self, day: int) -> tuple[int, ...]:
        """The officer's day, as OFFICER_ROW."""
        scheduled = self.timetable.scheduled if self.present else 0
        overtime = max(0, self.last_end - self.timetable.end)
        return (day, self.number, scheduled, self.busy, self.outside, overtime, self.served)


def class_of(plan: Arrays, key: int) -> int:
    """The class that a key falls into."""
    return min(picked(plan.class_, 0, len(plan.class_), uniform(key, chance.CLASS)), len(plan.class_) - 1)
