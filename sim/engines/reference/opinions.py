"""What a citizen makes of a visit, noted when it ends; it takes effect in the night."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.plan.layout import NONE, Arrays
from sim.plan.tables import INCOMPLETE, NO_FORM, NO_TICKET, REFUSED, SENT_HOME, SERVED
from sim.rules import belief, opinion
from sim.rules.chance import ANSWERS, COMPLAIN, STYLE, uniform
from sim.rules.feedback import swayed
from sim.rules.opinion import answer, felt_worth, leaning, said

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
    sides: tuple[float, float, float]
    performance: float
    expected: float
    satisfaction: float
    complained: bool
    good: float
    bad: float
    trust: float = 0.0

    @property
    def office(self) -> int:
        """The office that was visited."""
        return self.what[7]

    def row(self) -> tuple[float, ...]:
        """As OPINION_ROW."""
        seen = (self.outcome, self.asked, self.favoured, self.overtaken, self.complained)
        judged = (self.performance, self.expected, self.satisfaction, self.trust, self.good, self.bad)
        return (*self.what, *seen, *self.answers, *[belief.per_cent(side) for side in self.sides], *judged)


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
    sides = show(day, case, outcome, waited)
    evidence = (belief.good_of(b, *sides), belief.bad_of(b, *sides))
    noted = Opinion(citizen, what, *seen, answers, sides, performance, expected, satisfaction, complained, *evidence)
    day.opinions.append(noted)
    if complained:
        citizen.complained_on = day.number
        if case.asked:
            day.office.staff[case.asker].reported += 1
    citizen.count(noted)


def judge_elements(day: "Day", case: "Case", citizen: "Citizen", outcome: int, waited: int) -> tuple[list[int], float]:
    """The nine answers, and the mean worth of the elements met with."""
    b, service = day.plan.behaviour[0], day.plan.service[case.service]
    officers, papers, conduct = opinion.saw_officers(case), opinion.saw_papers(case), opinion.saw_conduct(case)
    worths = [
        (papers, opinion.requirements(b, case)),
        (True, opinion.procedure(b, case)),
        (True, opinion.time(b, waited, service.target, overdue(day, case))),
        (officers, opinion.cost(b, case)),
        (True, opinion.product(b, case, outcome == SERVED)),
        (officers, opinion.competence(b, case)),
        (conduct, opinion.conduct(b, case)),
        (True, opinion.complaints(b, citizen.ignored)),
        (True, opinion.facilities(b, case)),
    ]
    lenience = b.lenience * (citizen.predisposition - b.predisposition)
    style = leaning(b, uniform(citizen.key, STYLE))
    answers, total = [], 0.0
    for number, (met, worth) in enumerate(worths):
        felt = met * felt_worth(worth, lenience)
        total += felt
        answers.append(met * answer(said(felt, style), case.luck(ANSWERS + number)))
    return answers, opinion.performance(total, officers, papers, conduct)


def show(day: "Day", case: "Case", outcome: int, waited: int) -> tuple[float, float, float]:
    """What a visit shows of the office: how reliable, honest and fair it is."""
    b = day.plan.behaviour[0]
    done = belief.done_of(b, outcome == SERVED, outcome == INCOMPLETE)
    reliable = belief.reliable(b, case, done, waited, overdue(day, case))
    return reliable, belief.honest(case), belief.fair(b, case)


def overdue(day: "Day", case: "Case") -> bool:
    """Whether the promised day is past."""
    return case.due != NONE and day.number > case.due


def complains(day: "Day", case: "Case", citizen: "Citizen", satisfaction: float) -> bool:
    """Whether a citizen complains after a visit; once a day at most."""
    b = day.plan.behaviour[0]
    if day.plan.office[0].complaint == NONE or citizen.complained_on == day.number:
        return False
    share = b.complains if satisfaction < b.below else 0.0
    if case.asked:
        share = b.reports
    return case.luck(COMPLAIN) < swayed(b, share, b.complaining, citizen.trust)
