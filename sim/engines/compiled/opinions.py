"""What a citizen makes of a visit, written down when it ends; it takes effect in the night."""

from typing import Any

from sim.engines.compiled.compiler import at, inner, seldom
from sim.engines.compiled.luck import luck
from sim.engines.compiled.state import State
from sim.plan.layout import NONE, Arrays
from sim.plan.tables import INCOMPLETE, NO_FORM, NO_TICKET, REFUSED, SENT_HOME, SERVED
from sim.rules import belief, opinion
from sim.rules.chance import ANSWERS, COMPLAIN, STYLE, uniform
from sim.rules.feedback import swayed
from sim.rules.opinion import answer, felt_worth, leaning, said


@inner
def begin_visit(case: Any) -> None:
    """Nothing has been seen yet."""
    case.steps = 0
    case.met = 0
    case.slow = 0.0
    case.manner = 0.0
    case.asked = 0
    case.gave = 0
    case.overtaken = 0
    case.hit = 0
    case.favoured = 0
    case.ahead = 0


@inner
def judges(plan: Arrays, case: Any) -> bool:
    """Whether somebody judges a visit: citizens of the population do, unless they came to complain."""
    if not plan.office[0].opinion or case.citizen == NONE:
        return False
    return case.service % plan.office[0].services != plan.office[0].complaint


@seldom
def opine(state: State, plan: Arrays, slot: int, waited: int) -> None:
    """Judge a visit that ends now, and write it down (OPINION_ROW)."""
    case, clock, b = at(state.case, slot), state.clock[0], plan.behaviour[0]
    if not judges(plan, case):
        return
    citizen, tally = at(state.citizen, case.citizen), at(state.tally, case.citizen)
    row = at(state.opinion_row, clock.opinions)
    clock.opinions += 1
    if case.outcome in (NO_FORM, NO_TICKET, REFUSED, SENT_HOME):
        case.hit = 1
    row.visit = case.visit
    row.case = case.number
    row.day = clock.day
    row.citizen = case.citizen
    row.waited_s = waited
    row.paid_rupiah = case.gave * int(b.rupiah)
    row.service = case.service % plan.office[0].services
    row.office = case.service // plan.office[0].services
    row.class_ = case.class_
    row.channel = case.channel
    row.outcome = case.outcome
    row.asked = case.asked
    row.favoured = case.favoured
    row.overtaken = case.overtaken
    overdue = case.due != NONE and clock.day > case.due
    row.performance = judge_elements(plan, case, row, citizen, tally.ignored, overdue, waited)
    show(plan, case, row, overdue, waited)
    row.expected = opinion.hoped(b, tally.expectation)
    row.satisfaction = opinion.satisfied(b, row.performance, row.expected)
    row.trust = citizen.trust
    row.complained = tally.complained_on != clock.day and complains(plan, case, citizen.trust, row.satisfaction)
    count_opinion(tally, row)
    if row.complained:
        tally.complained_on = clock.day
        clock.complaints += 1
        if case.asked:
            at(state.officer, case.asker).reported += 1


@inner
def judge_elements(plan: Arrays, case: Any, row: Any, citizen: Any, ignored: int, overdue: int, waited: int) -> float:
    """Give the nine answers; the mean worth of the elements met with."""
    b = plan.behaviour[0]
    lenience = b.lenience * (citizen.predisposition - b.predisposition)
    style = leaning(b, uniform(citizen.key, STYLE))
    officers, papers, conduct = opinion.saw_officers(case), opinion.saw_papers(case), opinion.saw_conduct(case)
    worth = papers * felt_worth(opinion.requirements(b, case), lenience)
    total = worth
    row.requirements = papers * answer(said(worth, style), luck(case, ANSWERS))
    worth = felt_worth(opinion.procedure(b, case), lenience)
    total += worth
    row.procedure = answer(said(worth, style), luck(case, ANSWERS + 1))
    worth = felt_worth(opinion.time(b, waited, at(plan.service, case.service).target, overdue), lenience)
    total += worth
    row.time = answer(said(worth, style), luck(case, ANSWERS + 2))
    worth = officers * felt_worth(opinion.cost(b, case), lenience)
    total += worth
    row.cost = officers * answer(said(worth, style), luck(case, ANSWERS + 3))
    worth = felt_worth(opinion.product(b, case, case.outcome == SERVED), lenience)
    total += worth
    row.product = answer(said(worth, style), luck(case, ANSWERS + 4))
    worth = officers * felt_worth(opinion.competence(b, case), lenience)
    total += worth
    row.competence = officers * answer(said(worth, style), luck(case, ANSWERS + 5))
    worth = conduct * felt_worth(opinion.conduct(b, case), lenience)
    total += worth
    row.conduct = conduct * answer(said(worth, style), luck(case, ANSWERS + 6))
    worth = felt_worth(opinion.complaints(b, ignored), lenience)
    total += worth
    row.complaints = answer(said(worth, style), luck(case, ANSWERS + 7))
    worth = felt_worth(opinion.facilities(b, case), lenience)
    total += worth
    row.facilities = answer(said(worth, style), luck(case, ANSWERS + 8))
    return opinion.performance(total, officers, papers, conduct)


@inner
def show(plan: Arrays, case: Any, row: Any, overdue: int, waited: int) -> None:
    """What a visit shows of the office: how reliable, honest and fair it is."""
    b = plan.behaviour[0]
    done = belief.done_of(b, case.outcome == SERVED, case.outcome == INCOMPLETE)
    reliable, honest, fair = belief.reliable(b, case, done, waited, overdue), belief.honest(case), belief.fair(b, case)
    row.reliable = belief.per_cent(reliable)
    row.honest = belief.per_cent(honest)
    row.fair = belief.per_cent(fair)
    row.good = belief.good_of(b, reliable, honest, fair)
    row.bad = belief.bad_of(b, reliable, honest, fair)


@inner
def complains(plan: Arrays, case: Any, trust: float, satisfaction: float) -> bool:
    """Whether a citizen complains after a visit."""
    b = plan.behaviour[0]
    if plan.office[0].complaint == NONE:
        return False
    share = b.reports if case.asked else (b.complains if satisfaction < b.below else 0.0)
    return luck(case, COMPLAIN) < swayed(b, share, b.complaining, trust)


@inner
def count_opinion(tally: Any, row: Any) -> None:
    """Add a judgement to those of a citizen."""
    tally.judged += 1
    tally.satisfaction += row.satisfaction
    tally.complaints += row.complained
