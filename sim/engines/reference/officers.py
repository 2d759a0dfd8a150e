"""Officers as Mesa agents: who holds a post, who comes today, how they work, what wears on them."""

from typing import TYPE_CHECKING, Any

import mesa

from sim.engines.reference.case import Case
from sim.plan.layout import NONE
from sim.plan.tables import FOUND_OUT
from sim.rules import appraisal, chance, clock, skills, staff
from sim.rules.chance import uniform
from sim.rules.channels import ONLINE
from sim.rules.effects import in_force
from sim.rules.feedback import pays_share
from sim.rules.integrity import asked_share, inclined, stalled
from sim.rules.supervision import found_out

if TYPE_CHECKING:
    from sim.engines.reference.desk import Desk, Ticket
    from sim.engines.reference.office import Office


PERSON = (
    "key", "intrinsic", "motivation", "courtesy", "digital", "takes", "resists", "strain", "adoption", "colleagues",
    "hired", "services", "experience", "origin", "warned", "trained", "adopted", "coached", "rated",
    "done", "pace_in_all", "met", "manner_in_all", "mistakes", "away_days", "late_days", "working_days", "found",
    "limit", "inclination", "new", "defensive",
)  # fmt: skip
"""What belongs to the officer and not to the post."""


class Officer(mesa.Agent):
    """Serves at the counters by a timetable."""

    def __init__(self, office: "Office", number: int) -> None:
        super().__init__(office)
        plan = office.plan
        self.number = number
        self.post = plan.officer[number]
        kinds, self.offices = plan.office[0].kinds, plan.office[0].offices
        self.timetables = plan.timetable[kinds * number : kinds * (number + 1)]
        self.plan, self.segments = plan, plan.segment
        steps = plan.office[0].steps
        self.skills = plan.competence[number * steps : (number + 1) * steps]
        self.experience = [skill.experience for skill in self.skills]
        self.tenure, self.origin = 0, number
        self.gain = 0.0
        self.sent = False
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
        self.limit, self.inclination, self.new = uniform(self.key, chance.TAKES), b.takes, float(day > 0)
        self.takes = self.limit < self.inclination
        self.resists = uniform(self.key, chance.RESISTS) < b.resistant
        self.strain = self.adoption = self.colleagues = 0.0
        self.hired, self.services = day, 0
        self.warned, self.coached, self.rated = False, 0.0, NONE
        self.pace, self.odds, self.manner = 1.0, 1.0, self.courtesy
        self.requests = self.reported = self.grievances = 0
        self.defensive = b.defensive
        self.trained = [0.0] * len(self.plan.course)
        self.adopted = [0.0] * len(self.plan.novelty)
        self.unlearnt = [0.0] * len(self.plan.novelty)
        self.begin_period()

    def begin_period(self) -> None:
        """Nothing has been done yet that an appraisal could judge."""
        self.done = self.met = self.mistakes = self.away_days = self.late_days = self.working_days = self.found = 0
        self.pace_in_all = self.manner_in_all = 0.0

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

    def filled(self) -> bool:
        """Whether somebody holds the post today."""
        share = self.post.filled
        return share >= 1.0 or uniform(self.key, chance.FILLED + self.model.today) < share

    def meet(self, desk: "Desk", ticket: "Ticket") -> None:
        """Meet a case: how long the work will take, how likely a mistake is, whether money is asked for."""
        case, b = ticket.case, self.plan.behaviour[0]
        if self.plan.office[0].staffed:
            self.set_pace(desk, ticket)
        self.done += 1
        self.pace_in_all += case.pace
        if ticket.step.absent:
            return
        if self.takes and not self.warned:
            self.ask(case, ticket.step)
            case.pace *= stalled(b, case.asked, case.gave)
        slighted = self.plan.class_[case.class_].slighted
        manner = staff.within(staff.polite(b, self.manner, self.strain, self.defensive) - slighted, 0.0, 1.0)
        case.met += 1
        case.slow += case.pace
        case.manner += manner
        self.met += 1
        self.manner_in_all += manner

    def set_pace(self, desk: "Desk", ticket: "Ticket") -> None:
        """How many times longer the work takes than drawn, and how high the odds of a mistake are."""
        b, case, step, table, now = self.plan.behaviour[0], ticket.case, ticket.step, self.timetable, ticket.start
        ratio = staff.learned(b, self.experience[step.number]) * self._misfit(step.number)
        if step.online or (step.absent and self.plan.channel[case.channel].kind == ONLINE):
            ratio *= staff.handy(b, self.digital_today)
        worked = clock.overlap(self.segments, table.first, table.count, self.late_until, now)
        case.pace = ratio * staff.tired(b, worked)
        case.pace *= staff.hurried(b, desk.waiting[step.station], desk.in_service[step.station], self.strain)
        case.pace *= staff.willing(b, self.motivation) * staff.changed(b, self.adoption, self.model.today)
        case.pace *= self.pace
        for number, left in enumerate(self.unlearnt):
            case.pace *= 1.0 + self.plan.news[number * self.plan.office[0].steps + step.number].dip * left
        if step.error > 0.0:
            session = min(staff.since_break(self.segments, table.first, table.count, now), now - self.late_until)
            case.odds = staff.error_odds(b, ratio, session, self.strain) * self.odds

    def ask(self, case: "Case", step: Any) -> None:
        """Ask for money, once a visit, of those whom no connection helps; they pay or do not."""
        b, citizen = self.plan.behaviour[0], case.citizen
        if citizen is None or case.asked or case.favoured:
            return
        tangles, more = case.lost + case.visits, self.plan.class_[case.class_].asked
        if case.draw(chance.ASK, step) < asked_share(b, appraisal.asking_share(b), self.new, tangles, more):
            case.asked, case.asker = 1, self.number
            self.requests += 1
            case.gave = int(case.draw(chance.PAY, step) < pays_share(b, citizen.trust))

    def be_tempted(self, asking: int, caught: int, others: int) -> None:
        """NIGHT: want to ask for money as the office is used to; of `others` so many ask, and were found out."""
        b = self.plan.behaviour[0]
        if others > 0:
            self.inclination = inclined(b, self.inclination, asking / others, caught / others)
        else:
            self.inclination = inclined(b, self.inclination, b.takes, 0.0)
        self.takes = self.limit < self.inclination
        self.new *= b.settling

    def be_criticised(self, officers: int) -> None:
        """NIGHT: be on the defensive, more so after complaints from which nothing came."""
        self.defensive = staff.defends(self.plan.behaviour[0], self.defensive, self.grievances, officers)
        self.grievances = 0

    def be_supervised(self) -> None:
        """NIGHT: be found out, or be deterred no longer."""
        b, today = self.plan.behaviour[0], self.model.today
        if self.warned and uniform(self.key, chance.FALLS_BACK + today) >= b.deterred:
            self.warned = False
        share = found_out(b, self.requests, self.reported)
        if share > 0.0 and uniform(self.key, chance.FOUND_OUT + today) < share:
            self.warned = True
            self.found += 1
            self.motivation = staff.within(self.motivation - b.sour, 0.0, 1.0)
            self.model.act(FOUND_OUT, self.number, 1.0)
        self.requests = self.reported = 0

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
        self.adoption = staff.adopted(b, self, self.digital_today, self.model.today)

    @property
    def digital_today(self) -> float:
        """The digital skill, with what courses have left."""
        courses = self.plan.course
        return staff.within(self.digital + skills.skilled(courses, self.trained, 0, len(courses)), 0.0, 1.0)

    @property
    def new_ways(self) -> float:
        """How much of what is new has been adopted, all of it added up."""
        total = self.adoption
        for adopted in self.adopted:
            total += adopted
        return total

    def settle(self) -> None:
        """NIGHT: what is new is adopted a little more, what was learnt on courses fades."""
        plan, b, today, digital = self.plan, self.plan.behaviour[0], self.model.today, self.digital_today
        for number, novelty in enumerate(plan.novelty):
            if in_force(novelty.first, novelty.last, today):
                self.adopted[number] = staff.settled(b, self.adopted[number], self.resists, digital)
        self.trained = [left * course.kept for left, course in zip(self.trained, plan.course, strict=True)]
        self.coached *= b.coaching_kept

    def brief(self, new: list[int]) -> None:
        """MORNING: what courses and coaching have left, and what is new and not yet adopted."""
        plan, b = self.plan, self.plan.behaviour[0]
        self.unlearnt = [0.0] * len(plan.novelty)
        for number in new:
            since = self.model.today - plan.novelty[number].first
            self.unlearnt[number] = staff.unlearnt(b, self.adopted[number], since)
        self.gain = skills.gained(plan.course, self.trained, 0, len(plan.course)) + self.coached * b.coaching
        self.odds = skills.careful(plan.course, self.trained, 0, len(plan.course))
        self.odds *= 1.0 + b.sloppy * appraisal.gamed(b)
        self.manner = self.courtesy + skills.mannered(plan.course, self.trained, 0, len(plan.course))
        self.manner += b.manners - b.curt * appraisal.gamed(b)

    def hear(self, course: int) -> None:
        """MORNING: colleagues of the same office who have attended a course share what they learnt (T2)."""
        others, total = 0, 0.0
        for other in self.model.staff:
            if other.post.filled > 0.0 and other.post.office == self.post.office and other is not self:
                others += 1
                total += other.trained[course]
        if others > 0:
            self.gain += self.plan.course[course].peers * (total / others)

    def set_out(self) -> None:
        """MORNING: the time of a step today."""
        b = self.plan.behaviour[0]
        breadth = self.breadth() if b.variety > 0.0 else 0.0
        self.pace = skills.paced(b, self.gain, breadth)

    def count_day(self) -> None:
        """NIGHT: a day on which the officer came or should have come; courses do not count."""
        if self.timetable.count > 0 and not self.sent:
            self.working_days += 1
            self.away_days += not self.present
            self.late_days += self.present and self.late_until > 0

    def breadth(self) -> float:
        """Of the steps of other posts, the share that is known well."""
        known, count = 0, 0
        enough = skills.VERSED * self.plan.behaviour[0].full
        for number, skill in enumerate(self.skills):
            if not skill.serves and self.plan.step[number].station != NONE:
                count += 1
                known += self.experience[number] > enough
        return known / count if count > 0 else 0.0

    def _misfit(self, number: int) -> float:
        """How many times longer a step takes outside the own background."""
        misfit: float = self.plan.competence[self.origin * len(self.skills) + number].misfit
        return misfit

    def row(self, competence: float) -> tuple[float, ...]:
        """The officer, as STAFF_ROW."""
        trained = skills.gained(self.plan.course, self.trained, 0, len(self.plan.course))
        who = (self.number, self.hired, self.takes, self.resists, self.services, self.rated)
        states = (self.motivation, self.courtesy, self.digital, self.strain, self.adoption)
        return (*who, *states, competence, trained, self.defensive)

    def begin_day(self, kind: int, here: int, late: int, *, present: bool) -> None:
        """Come in, or not; on time, or not; in the own office, or another."""
        self.timetable = self.timetables[kind]
        self.present = present and self.timetable.count > 0 and late < self.timetable.end
        if self.present and self.plan.office[0].staffed:
            self.present = not self.away() and not self.sent and self.filled()
        self.here, self.late_until = here, late
        reach = self.plan.reach[self.number * self.offices + here]
        self.lines = [self.plan.link[i].to for i in range(reach.first, reach.first + reach.count)]
        self.idle, self.serving, self.idle_since = False, False, 0
        self.busy = self.outside = self.served = self.last_end = 0

    def on_duty(self, now: int) -> bool:
        """Whether a service may begin now."""
        return self.present and now >= self.late_until and clock.on_duty(self.segments, self.timetable, now)

    def ends_at(self, start: int, work: int) -> int:
        """When a service would end, breaks and all."""
        table = self.timetable
        return clock.ends_at(self.segments, table.first, table.count, start, work, self.post.on_break)

    def add_up(self, ticket: "Ticket", now: int) -> None:
        """Count the time of a service that ends now."""
        stretch = (self.segments, self.timetable.first, self.timetable.count, ticket.start, now, self.post.on_break)
        self.busy += clock.busy_seconds(*stretch)
        self.outside += clock.outside_schedule(*stretch)
        self.last_end = now

    def day_row(self, day: int) -> tuple[int, ...]:
        """The officer's day, as OFFICER_ROW."""
        scheduled = self.timetable.scheduled if self.present else 0
        overtime = max(0, self.last_end - self.timetable.end)
        return (day, self.number, scheduled, self.busy, self.outside, overtime, self.served)
