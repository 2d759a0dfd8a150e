"""From a first rough picture to a good one: how many replications, step by step."""

from typing import NamedTuple

RUNS = (2, 5, 10, 20, 50, 100)
"""Two replications give an interval, and of a year of a usual office they are done in a fraction of a second."""


class Step(NamedTuple):
    """So many replications of so many working days."""

    runs: int
    days: int


def steps(runs: int, days: int) -> list[Step]:
    """Steps up to `runs` replications, all of all `days`: what is shown first is the whole run, only rougher."""
    return [Step(number, days) for number in (*(some for some in RUNS if some < runs), runs)]
