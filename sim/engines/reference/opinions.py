"""What a citizen makes of a visit, noted when it ends; it takes effect in the night."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.plan.layout import NONE, Arrays
from sim.plan.tables import NO_FORM, NO_TICKET, REFUSED, SENT_HOME, SERVED
from sim.rules import opinion
from sim.rules.chance import ANSWERS, COMPLAIN
from sim.rules.integrity import swayed
from sim.rules.opinion import answer, felt_worth

if TYPE_CHECKING:
    from sim.engines.reference.case import Case
    from sim.engines.reference.citizens import Citizen
    from sim.engines.reference.day import Day


@dataclass
class Opinion:
    """A row of OPINION_ROW, whose trust is known after the night."""

    citizen: "Citizen"
    what: tuple[int, ...]
    outcome: int
    asked: int
    favoured: int
    overtaken: int
    answers: list[int]
    performance: float
    expected: float
    satisfaction: float
    complained: bool
    trust: float = 0.0

    def row(self) -> tuple[float, ...]:
        """As OPINION_ROW."""
        seen = (self.outcome, self.asked, self.favoured, self.overtaken, self.complained)
        return (*self.what, *seen, *self.answers, self.performance, self.expected, self.satisfaction, self.trust)


def judges(plan: Arrays, case: "Case") -> bool:
    """Whether somebody judges a visit: citizens of the population do, unless they came to complain."""
    office = plan.office[0]
    return office.opinion and case.citizen is not None and case.service % office.services != office.complaint


def opine(day: "Day", case: "Case", outcome: int, waited: int) -> None:
    """Judge a visit that ends now."""
    plan, citizen, b = day.plan, case.citizen, day.plan.behaviour[0]
    if citizen is None or not judges(plan, case):
        return
    if outcome in (NO_FORM, NO_TICKET, REFUSED, SENT_HOME):
        case.hit = 1
    answers, performance = judge_elements(day, case, citizen, outcome, waited)
    expected = opinion.hoped(b, citizen.expectation)
    satisfaction = opinion.satisfied(b, performance, expected)
    paid, services = case.gave * int(b.rupiah), plan.office[0].services
    who = (case.visit, case.number, day.number, citizen.number, waited, paid)
    what = (*who, case.service % services, case.service // services, case.class_, case.channel)
    seen = (outcome, case.asked, case.favoured, case.overtaken)
    complained = complains(day, case, citizen, satisfaction)
    noted = Opinion(citizen, what, *seen, answers, performance, expected, satisfaction, complained)
    day.opinions.append(noted)
    if complained:
        citizen.complained_on = day.number
        if case.asked:
            day.office.staff[case.asker].reported += 1
    citizen.count(noted)


def judge_elements(day: "Day", case: "Case", citizen: "Citizen", outcome: int, waited: int) -> tuple[list[int], float]:
    """The nine answers, and the mean worth of the elements."""
    b, service = day.plan.behaviour[0], day.plan.service[case.service]
    overdue = case.due != NONE and day.number > case.due
    worths = [
        opinion.requirements(b, case),
        opinion.procedure(b, case),
        opinion.time(b, waited, service.target, overdue),
        opinion.cost(b, case),
        opinion.product(b, case, outcome == SERVED),
        opinion.competence(b, case),
        opinion.conduct(b, case),
        opinion.complaints(b, citizen.ignored),
        opinion.facilities(b, case),
    ]
    lenience = b.lenience * (citizen.predisposition - b.predisposition)
    answers, total = [], 0.0
    for number, worth in enumerate(worths):
        felt = felt_worth(worth, lenience)
        total += felt
        answers.append(answer(felt, case.luck(ANSWERS + number)))
    return answers, total / 9.0


def complains(day: "Day", case: "Case", citizen: "Citizen", satisfaction: float) -> bool:
    """Whether a citizen complains after a visit; once a day at most."""
    b = day.plan.behaviour[0]
    if day.plan.office[0].complaint == NONE or citizen.complained_on == day.number:
        return False
    share = b.complains if satisfaction < b.below else 0.0
    if case.asked:
        share = b.reports
    return case.luck(COMPLAIN) < swayed(share, b.complaining, citizen.trust)
