"""How many citizens a survey has to ask, and which element it finds weakest."""

from collections.abc import Sequence

from sim.rules.registry import rule

CHI_SQUARE = 3.841  # R7: of one degree of freedom, at 95 %
ERROR = 0.05  # R8: of a share
SHARE = 0.5  # R9: the share that needs the most respondents
ELEMENTS = 9
BEST = 4.0


@rule
def respondents(population: int) -> int:
    """Respondents for a population of 1 or more (Krejcie & Morgan 1970), to the nearest whole number."""
    spread = CHI_SQUARE * SHARE * (1.0 - SHARE)
    return int(population * spread / (ERROR * ERROR * (population - 1) + spread) + 0.5)


@rule
def mean_answer(sums: Sequence[float], first: int, number: int) -> float:
    """The mean answer on an element, counted after the sums; 4, the best, where nobody met with it.

    `sums` holds nine sums from `first` on, then how many have answered on each.
    """
    answers = sums[first + number + ELEMENTS]
    return sums[first + number] / answers if answers > 0.0 else BEST


@rule
def weakest(sums: Sequence[float], first: int) -> int:
    """Which of the elements has the lowest mean; the first of those alike."""
    found = 0
    for number in range(1, ELEMENTS):
        if mean_answer(sums, first, number) < mean_answer(sums, first, found):
            found = number
    return found
