"""Citizens as Mesa agents: what they need, what a visit cost them, what they think of it."""

from typing import TYPE_CHECKING, NamedTuple

import mesa

from sim.plan.layout import NONE, Arrays
from sim.rules import belief, chance, clock, trust
from sim.rules.chance import uniform
from sim.rules.channels import skill_of
from sim.rules.demand import needs_today, picked
from sim.rules.distributions import drawn
from sim.rules.feedback import leaves_share, office_of, swayed
from sim.rules.opinion import surprise_of
from sim.rules.staff import trait

if TYPE_CHECKING:
    from sim.engines.reference.case import Case
    from sim.engines.reference.office import Office
    from sim.engines.reference.opinions import Opinion


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
            picked(plan.segment, row.home_first, row.offices, uniform(self.key, chance.HOME)), row.offices - 1
        )
        self.village = int(uniform(self.key, chance.VILLAGE) * row.villages)
        bands = row.ages
        self.age = min(picked(plan.age, self.class_ * bands, bands, uniform(self.key, chance.AGE)), bands - 1)
        digital = plan.age[self.class_ * bands + self.age]
        self.skill = skill_of(
            digital.access, digital.exponent, uniform(self.key, chance.ACCESS), uniform(self.key, chance.SKILL)
        )
        self.disabled = uniform(self.key, chance.DISABLED) < plan.class_[self.class_].disability
        self.connected = uniform(self.key, chance.CONNECTED) < row.connected
        self.trip = 0
        if row.travel_law != NONE:
            self.trip = clock.seconds(drawn(plan.law[row.travel_law], plan.table, uniform(self.key, chance.TRAVEL)))
        self.visits = self.completed = self.waited = self.spent = self.trips = self.travelled = self.finished = 0
        self.judged = self.asked = self.paid = self.paid_rupiah = self.favoured = self.complaints = 0
        self.ignored, self.answers, self.gloomy, self.complained_on = 0, 0, False, NONE
        self.entrusted = False
        self.trust = self.predisposition = self.expectation = self.satisfaction = 0.0
        self.belief = self.weight = self.normal = self.answer_good = self.answer_bad = 0.0
        self.told_good = self.told_bad = self.learnt_on = 0
        if row.opinion:
            self.form_opinion(plan)

    def form_opinion(self, plan: Arrays) -> None:
        """What a citizen thinks of the office before the first visit."""
        b, members = plan.behaviour[0], plan.office[0].members_first
        self.predisposition = trait(b.predisposition, b.trust_spread, uniform(self.key, chance.PREDISPOSITION))
        if members != NONE:
            self.predisposition = plan.segment[plan.lookup[members + self.number].to].value
        self.trust = self.predisposition
        self.expectation = trait(b.expectation, b.expectation_spread, uniform(self.key, chance.EXPECTATION))
        self.belief = self.normal = b.start
        self.weight = b.start_weight

    def row(self) -> tuple[float, ...]:
        """The citizen, as CITIZEN_ROW."""
        visits = (self.visits, self.completed, self.waited, self.spent, self.trips, self.travelled, self.finished)
        seen = (self.judged, self.asked, self.paid, self.paid_rupiah, self.favoured, self.complaints)
        views = (self.trust, self.predisposition, self.expectation, self.satisfaction)
        knows = (self.belief, self.weight, self.normal)
        who = (self.age, self.disabled, self.connected)
        return (self.class_, self.home, *visits, *who, *seen, self.rate, self.skill, *views, *knows)

    def wake(self) -> None:
        """Find out what the day asks for."""
        office = self.model
        b = office.plan.behaviour[0]
        mean = swayed(b, self.rate * office.demand, b.coming, self.trust)
        for ordinal in range(needs_today(mean, uniform(self.key, chance.DAYS + office.today))):
            office.needs.append((self, chance.need_key(self.key, office.today, ordinal)))

    def place_for(self, key: int) -> int:
        """The office that a need is taken to: that of the area or, where that is not trusted, another."""
        plan = self.model.plan
        leaves = leaves_share(plan.behaviour[0], self.predisposition, self.trust)
        return office_of(self.home, plan.office[0].offices, leaves, uniform(key, chance.ELSEWHERE))

    def remember(self, cost: Cost) -> None:
        """Add up what a visit cost."""
        self.visits += 1
        self.completed += cost.completed
        self.waited += cost.waited
        self.spent += cost.spent
        self.trips += cost.trips
        self.travelled += cost.travel

    def count(self, noted: "Opinion") -> None:
        """Add a judgement to one's own."""
        self.judged += 1
        self.satisfaction += noted.satisfaction
        self.complaints += noted.complained

    def count_money(self, case: "Case", rupiah: int) -> None:
        """Add up what was asked for and paid on a visit, and whether a connection helped."""
        self.asked += case.asked
        self.paid += case.gave
        self.paid_rupiah += rupiah
        self.favoured += case.favoured

    def judge(self, noted: "Opinion") -> None:
        """NIGHT: what a visit to the own office makes of expectation and trust."""
        b = self.model.plan.behaviour[0]
        if noted.office != self.home:
            noted.trust = self.trust
            return
        if b.levels > 0.0:
            self.learn(noted.good, b.worse * noted.bad)
            times = b.negative if noted.performance < noted.expected else 1.0
            self.told_good = belief.to_tell(self.told_good, noted.good, times)
            self.told_bad = belief.to_tell(self.told_bad, noted.bad, times)
        else:
            surprise = surprise_of(b, noted.performance, noted.expected, noted.asked, noted.overtaken)
            self.trust = trust.trust_after(self.trust, surprise, b.gain, b.loss)
            self.gloomy = surprise < 0.0
        self.expectation = trust.expected_after(b, self.expectation, noted.performance)
        noted.trust = self.trust

    def learn(self, good: float, worse: float) -> None:
        """What good evidence and bad, as much as it counts, make of the belief, and that of trust."""
        if good <= 0.0 and worse <= 0.0:
            return
        plan, b, today = self.model.plan, self.model.plan.behaviour[0], self.model.today
        kept = plan.table[plan.office[0].kept_first + today - self.learnt_on]
        weight = belief.faded(b, self.weight, kept)
        self.belief = belief.believed(self.belief, weight, good, worse)
        self.weight = weight + good + worse
        self.learnt_on = today
        self.trust = belief.trust_in(b, self.predisposition, self.belief, self.normal)

    def hear_answer(self) -> None:
        """NIGHT: a complaint that was answered, or not in time, moves trust."""
        good, bad = self.answer_good, self.answer_bad
        self.answers, self.answer_good, self.answer_bad = 0, 0.0, 0.0
        self.be_told(good, bad)

    def suffer(self, harm: float) -> None:
        """NIGHT: data that were entrusted to the office have leaked."""
        self.be_told(0.0, harm)

    def be_told(self, good: float, bad: float) -> None:
        """Evidence beside that of visits; a surprise where trust has no level."""
        b = self.model.plan.behaviour[0]
        if b.levels > 0.0:
            self.learn(good, b.worse * bad)
        else:
            surprise = max(-1.0, min(1.0, good - bad))
            self.trust = trust.trust_after(self.trust, surprise, b.gain, b.loss)

    def hear(self) -> None:
        """NIGHT: hear once of all visits of others listened to since the last talk."""
        b, good, bad = self.model.plan.behaviour[0], 0.0, 0.0
        for other, weight in self.ties():
            if other != self.number:
                who = self.model.people[other]
                good += weight * who.told_good
                bad += weight * who.told_bad
        self.learn(b.hear * good / 1000.0, b.worse * b.hear * bad / 1000.0)

    def get_used(self) -> None:
        """NIGHT: what counts as normal follows the belief."""
        b = self.model.plan.behaviour[0]
        self.normal = belief.accustomed(b, self.normal, self.belief)
        self.trust = belief.trust_in(b, self.predisposition, self.belief, self.normal)

    def after_talk(self) -> float:
        """NIGHT: the trust after talk with the neighbours, of which nobody hears tonight."""
        plan, b = self.model.plan, self.model.plan.behaviour[0]
        first = plan.office[0].members_first
        pull = b.pull if first == NONE else plan.segment[plan.lookup[first + self.number].to].before
        heard = whole = 0.0
        for other, weight in self.ties():
            who = self.model.people[other]
            weighed = weight * b.negative if who.gloomy else weight
            heard += weighed * who.trust
            whole += weighed
        opinion = heard / whole if whole > 0.0 else self.trust
        return trust.persuaded(self.trust, opinion, b.openness, self.predisposition, pull)

    def ties(self) -> list[tuple[int, float]]:
        """To whom the citizen listens, and how much that counts."""
        plan, b, count = self.model.plan, self.model.plan.behaviour[0], len(self.model.people)
        if (first := plan.office[0].members_first) != NONE:
            start = plan.lookup[first + self.number].to
            segments = plan.segment[start + 1 : start + 1 + plan.segment[start].to]
            return [(segment.to, segment.value) for segment in segments]
        us = (uniform(self.key, chance.TIES + tie) for tie in range(int(b.ties)))
        return [(trust.neighbour(self.number, tie, count, b.rewired, u), 1.0) for tie, u in enumerate(us)]


def class_of(plan: Arrays, key: int) -> int:
    """The class that a key falls into."""
    return min(picked(plan.class_, 0, len(plan.class_), uniform(key, chance.CLASS)), len(plan.class_) - 1)
