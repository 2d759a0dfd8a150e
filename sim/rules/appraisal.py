"""The yearly appraisal of an officer (PermenPANRB 6/2022): from two ratings to a predicate, and what it is worth."""

from sim.rules.distributions import normal_quantile
from sim.rules.records import Behaviour
from sim.rules.registry import rule

BELOW, MEETS, ABOVE = range(3)
RATINGS = ("below", "meets", "above")
"""Codes and names of the ratings of results (hasil kerja) and conduct (perilaku kerja), against what was expected."""

VERY_POOR, POOR, NEEDS_IMPROVEMENT, GOOD, VERY_GOOD = range(5)
PREDICATES = ("very_poor", "poor", "needs_improvement", "good", "very_good")
"""Codes and names of the predicates, worst first."""

CREDIT_SHARES = (0.25, 0.5, 0.75, 1.0, 1.5)  # R19
"""The share of a year's credit points (angka kredit) that a predicate earns, by its code."""


@rule
def predicate(results: int, conduct: int) -> int:
    """The predicate of an officer with these ratings of results and conduct (R18)."""
    if conduct == BELOW:
        return VERY_POOR if results == BELOW else POOR
    if results == BELOW:
        return NEEDS_IMPROVEMENT
    if results == ABOVE and conduct == ABOVE:
        return VERY_GOOD
    return GOOD


@rule
def credit_share(predicate: int) -> float:
    """The share of a year's credit points that a predicate earns."""
    return CREDIT_SHARES[predicate]


@rule
def felt(b: Behaviour) -> float:
    """How much of a reward for effort is felt: the share of the spread of ratings that is not chance (reliability).

    With a single measure without noise it is all of it (Holmstrom & Milgrom 1991 for the idea).
    """
    if b.noise == 0.0:
        return 1.0
    return b.differs * b.differs / (b.differs * b.differs + b.noise * b.noise)


@rule
def gamed(b: Behaviour) -> float:
    """How far officers do what is measured instead of what is meant: where speed weighs more than care."""
    return b.reward * felt(b) * max(0.0, 2.0 * b.weighs_speed - 1.0)


@rule
def asking_share(b: Behaviour) -> float:
    """The share of services in which money is asked for; a reward for results makes bargaining stronger (P2)."""
    return min(1.0, b.asks * (1.0 + b.bargain * b.reward * felt(b)))


@rule
def score_of_results(b: Behaviour, faster: float, fewer: float, newer: float, u: float) -> float:
    """The score of results: faster than others, fewer mistakes a case, further with what is new; and chance."""
    known = b.weighs_speed * faster + (1.0 - b.weighs_speed) * fewer + b.weighs_new * newer
    return known + b.noise * normal_quantile(u)


@rule
def score_of_conduct(b: Behaviour, friendlier: float, absent: float, late: float, found: int, u: float) -> float:
    """The score of conduct: friendlier than the others, more often absent or late, found out; and chance."""
    return friendlier - absent - b.weighs_late * late - found + b.noise * normal_quantile(u)


@rule
def rated(b: Behaviour, score: float) -> int:
    """The rating of a score: below, meets, or above what is expected."""
    if score < -b.band:
        return BELOW
    if score > b.band:
        return ABOVE
    return MEETS


@rule
def stirred(b: Behaviour, found: int) -> float:
    """What a predicate does to motivation at once: a prize for the best, a sanction for those to improve."""
    if found == VERY_GOOD:
        return b.reward * b.prize
    if found <= NEEDS_IMPROVEMENT:
        return -b.reward * b.sanction
    return 0.0
