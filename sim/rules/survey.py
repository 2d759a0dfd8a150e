"""How many citizens a survey has to ask, and which element it finds weakest."""

from collections.abc import Sequence

from sim.rules.registry import rule

CHI_SQUARE = 3.841  # R7: of one degree of freedom, at 95 %
ERROR = 0.05  # R8: of a share
SHARE = 0.5  # R9: the share that needs the most respondents


@rule
def respondents(population: int) -> int:
    """Respondents for a population of 1 or more (Krejcie & Morgan 1970), to the nearest whole number."""
    spread = CHI_SQUARE * SHARE * (1.0 - SHARE)
    return int(population * spread / (ERROR * ERROR * (population - 1) + spread) + 0.5)


@rule
def weakest(sums: Sequence[float], first: int, count: int) -> int:
    """Which of the elements from `first` on has the lowest sum; the first of those alike."""
    found = 0
    for number in range(1, count):
        if sums[first + number] < sums[first + found]:
            found = number
    return found
