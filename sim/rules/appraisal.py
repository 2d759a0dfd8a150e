"""The yearly appraisal of an officer (PermenPANRB 6/2022): from two ratings to a predicate, and what it is worth."""

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
