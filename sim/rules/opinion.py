"""What a visit is worth: the nine elements of the SKM, satisfaction, and the surprise that moves trust.

A worth lies between 0 and 1; the answer in a questionnaire between 1 and 4 (PermenPANRB 14/2017). On an
element that was not met with there is no answer (0), and it has no part in the performance.
"""

from sim.rules.distributions import normal_quantile
from sim.rules.records import Behaviour, Seen
from sim.rules.registry import rule
from sim.rules.staff import within


@rule
def requirements(b: Behaviour, seen: Seen) -> float:
    """Persyaratan: papers were found missing."""
    return b.requirements - b.incomplete * seen.lost


@rule
def procedure(b: Behaviour, seen: Seen) -> float:
    """Prosedur: steps, and visits to come again for."""
    return b.procedure - b.step * max(0, seen.steps - 1) - b.again * max(0, seen.visits - 1)


@rule
def time(b: Behaviour, waited: int, target: int, overdue: int) -> float:
    """Waktu: the wait as it is felt (Q4) beside the target, and a promise that was not kept."""
    felt = (1.0 + b.felt) * waited
    share = felt / (felt + target) if felt > 0.0 else 0.0
    return b.time - 2.0 * b.waiting * share - b.overdue * overdue * (1.0 - b.compensated)


@rule
def cost(b: Behaviour, seen: Seen) -> float:
    """Biaya: money was asked for, and paid."""
    return b.cost - b.asked * seen.asked - b.paid * seen.gave


@rule
def product(b: Behaviour, seen: Seen, served: int) -> float:
    """Produk: a mistake, or no result."""
    return b.product - b.mistake * seen.mended - b.unserved * (1 - served)


@rule
def competence(b: Behaviour, seen: Seen) -> float:
    """Kompetensi: work that took long, and mistakes."""
    slow = max(0.0, seen.slow / seen.met - 1.0) if seen.met > 0 else 0.0
    return b.competence - b.slow * min(slow, 2.0) - 0.5 * b.mistake * seen.mended


@rule
def conduct(b: Behaviour, seen: Seen) -> float:
    """Perilaku: rudeness, a request for money, somebody with a connection who went first."""
    rude = 1.0 - seen.manner / seen.met if seen.met > 0 else 0.0
    return b.conduct - rude - b.unequal * (seen.asked + seen.overtaken)


@rule
def complaints(b: Behaviour, ignored: int) -> float:
    """Penanganan pengaduan: an own complaint that was not answered in time."""
    return b.complaints - b.unanswered * min(ignored, 1)


@rule
def facilities(b: Behaviour, seen: Seen) -> float:
    """Sarana: systems down, no forms, no tickets, closed doors."""
    return b.facilities - b.trouble * seen.hit


@rule
def saw_officers(seen: Seen) -> bool:
    """Whether a visit says anything of cost and competence: an officer was met."""
    return seen.met > 0


@rule
def saw_papers(seen: Seen) -> bool:
    """Whether a visit says anything of the requirements: an officer was met, or papers were found missing."""
    return seen.met > 0 or seen.lost > 0


@rule
def saw_conduct(seen: Seen) -> bool:
    """Whether a visit says anything of conduct: an officer was met, or somebody went first."""
    return seen.met > 0 or seen.overtaken > 0


@rule
def performance(total: float, officers: bool, papers: bool, conduct: bool) -> float:
    """The mean worth of the elements met with; five of them everybody meets with."""
    return total / (5.0 + 2.0 * officers + papers + conduct)


@rule
def felt_worth(worth: float, lenience: float) -> float:
    """The worth of an element as a citizen feels it; who is predisposed well judges more leniently (K7)."""
    return within(worth + lenience, 0.0, 1.0)


@rule
def leaning(b: Behaviour, u: float) -> float:
    """A citizen's style of answering: how far above what is felt the answers lie, whatever is asked (S5)."""
    return b.style * normal_quantile(u)


@rule
def said(felt: float, style: float) -> float:
    """The worth that is told in a questionnaire; as far up as down, so that styles leave the mean as it is."""
    room = min(felt, 1.0 - felt)
    return felt + within(style, -room, room)


@rule
def answer(worth: float, u: float) -> int:
    """The answer from 1 to 4, whose mean is 1 + 3 times the worth."""
    return 1 + min(3, int(3.0 * worth + u))


@rule
def satisfied(b: Behaviour, performance: float, expected: float) -> float:
    """Satisfaction: by subtractive disconfirmation (Van Ryzin; Q6, Q7), or by performance alone."""
    if b.performance_only > 0.0:
        return performance
    return within(performance + b.surprise * (performance - expected), 0.0, 1.0)


@rule
def surprise_of(b: Behaviour, performance: float, expected: float, asked: int, overtaken: int) -> float:
    """The surprise that moves trust: against the expectation or a standard, integrity and fairness apart."""
    against = b.standard if b.performance_only > 0.0 else expected
    return within(performance - against - b.trust_money * asked - b.trust_unequal * overtaken, -1.0, 1.0)


@rule
def hoped(b: Behaviour, expectation: float) -> float:
    """What a visit is held against: the expectation, raised by what the office promises in public."""
    return within(expectation + b.hopes, 0.0, 1.0)
