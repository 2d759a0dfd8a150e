"""Officers as Mesa agents: who holds a post, who comes today, how they work, what wears on them."""

from typing import TYPE_CHECKING, Any

import mesa

from sim.engines.reference.case import Case
from sim.rules import chance, clock, staff
from sim.rules.chance import uniform
from sim.rules.integrity import pays_share, stalled

if TYPE_CHECKING:
    from sim.engines.reference.desk import Desk, Ticket
    from sim.engines.reference.office import Office


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
        steps = plan.office[0].steps
        self.skills = plan.competence[number * steps : (number + 1) * steps]
        self.experience = [skill.experience for skill in self.skills]
        self.tenure = 0
        self.begin_work(0)

    def begin_work(self, day: int) -> None:
        """Draw who holds the post from a day on."""
        b, group = self.plan.behaviour[0], self.plan.group[self.post.group]
        place = chance.key_of(chance.key_of(self.model.key, chance.POSTS + group.key), self.post.place)
        self.key = chance.key_of(place, chance.HIRES + self.tenure)
        self.intrinsic = staff.trait(b.motivation, b.motivation_spread, uniform(self.key, chance.MOTIVATION))
        self.motivation = self.intrinsic
        self.courtesy = staff.trait(b.courtesy, b.courtesy_spread, uniform(self.key, chance.COURTESY))
        self.digital = staff.trait(b.digital, b.digital_spread, uniform(self.key, chance.DIGITAL))
        self.takes = uniform(self.key, chance.TAKES) < b.takes
        self.resists = uniform(self.key, chance.RESISTS) < b.resistant
        self.strain = self.adoption = self.colleagues = 0.0
        self.hired, self.services = day, 0

    def leave_for_good(self, day: int) -> None:
        """Leave; the next one begins without experience."""
        self.tenure += 1
        self.begin_work(day)
        self.experience = [0.0] * len(self.experience)

    @property
    def experienced(self) -> bool:
        """Whether half of what there is to learn is known, on average over the own steps."""
        known, count = 0.0, 0
        for skill, experience in zip(self.skills, self.experience, strict=True):
            if skill.serves:
                known += experience
                count += 1
        return count > 0 and known >= 0.5 * self.plan.behaviour[0].full * count

    def away(self) -> bool:
        """Whether to stay away today."""
        share = staff.stays_away(self.plan.behaviour[0], self.motivation)
        return uniform(self.key, chance.AWAY + self.model.today) < share

    def meet(self, desk: "Desk", ticket: "Ticket") -> None:
        """Meet a case: how long the work will take, how likely a mistake is, whether money is asked for."""
        case, b = ticket.case, self.plan.behaviour[0]
        if self.plan.office[0].staffed:
            self.set_pace(desk, ticket)
        if ticket.step.absent:
            return
        if self.takes:
            self.ask(case, ticket.step)
            case.pace *= stalled(b, case.asked, case.gave)
        case.met += 1
        case.slow += case.pace
        case.manner += staff.polite(b, self.courtesy, self.strain)

    def set_pace(self, desk: "Desk", ticket: "Ticket") -> None:
        """How many times longer the work takes than drawn, and how high the odds of a mistake are."""
        b, case, step, table, now = self.plan.behaviour[0], ticket.case, ticket.step, self.timetable, ticket.start
        ratio = staff.learned(b, self.experience[step.number]) * self.skills[step.number].misfit
        worked = clock.overlap(self.pieces, table.first, table.count, self.late_until, now)
        session = min(staff.since_break(self.pieces, table.first, table.count, now), now - self.late_until)
        case.pace = ratio * staff.tired(b, worked)
        case.pace *= staff.hurried(b, desk.waiting[step.station], desk.in_service[step.station], self.strain)
        case.pace *= staff.willing(b, self.motivation) * staff.changed(b, self.adoption, self.model.today)
        case.odds = staff.error_odds(b, ratio, session, self.strain)

    def ask(self, case: "Case", step: Any) -> None:
        """Ask for money, once a visit, of those whom no connection helps; they pay or do not."""
        b, citizen = self.plan.behaviour[0], case.citizen
        if citizen is None or case.asked or case.favoured:
            return
        if case.draw(chance.ASK, step) < b.asks:
            case.asked = 1
            trust = citizen.trust if self.plan.office[0].opinion else 0.5
            case.gave = int(case.draw(chance.PAY, step) < pays_share(b, trust))

    def practise(self, step: Any) -> None:
        """A case makes its officer more experienced."""
        known = self.experience[step.number]
        self.experience[step.number] = staff.practised(self.plan.behaviour[0], known, self.colleagues)
        self.services += 1

    def wear(self) -> None:
        """Strain, motivation and adoption after a day."""
        b, scheduled = self.plan.behaviour[0], self.timetable.scheduled if self.present else 0
        self.strain = staff.strained(b, self.strain, self.busy, scheduled)
        self.motivation = staff.motivated(b, self)
        self.adoption = staff.adopted(b, self, self.model.today)

    def row(self, competence: float) -> tuple[float, ...]:
        """The officer, as STAFF_ROW."""
        return (self.number, self.hired, self.takes, self.resists, self.services,
                self.motivation, self.courtesy, self.digital, self.strain, self.adoption, competence)  # fmt: skip

    def begin_day(self, kind: int, here: int, late: int, *, present: bool) -> None:
        """Come in, or not; on time, or not; in the own office, or another."""
        self.timetable = self.timetables[kind]
        self.present = present and self.timetable.count > 0 and late < self.timetable.end
        if self.present and self.plan.office[0].staffed:
            self.present = not self.away()
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
