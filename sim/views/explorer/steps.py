"""From a first rough picture to a good one: how many replications of how many days, step by step."""

from collections.abc import Sequence
from typing import NamedTuple

from sim.views.explorer.choices import Choice

FIRST_RUNS, FIRST_DAYS = 2, 20
"""Two replications give an interval; so many days after the last start are done in a fraction of a second."""
RUNS = (2, 5, 10, 20, 50, 100)


class Step(NamedTuple):
    """So many replications of so many working days."""

    runs: int
    days: int


def steps(choices: Sequence[Choice], runs: int, days: int, warm_up_days: int = 0) -> list[Step]:
    """Steps up to `runs` replications of `days` working days; the first one ends some days after the last start."""
    latest = max((choice.after_days for choice in choices if choice.ticked), default=0)
    first = Step(min(FIRST_RUNS, runs), min(days, warm_up_days + latest + FIRST_DAYS))
    later = [Step(number, days) for number in RUNS if FIRST_RUNS <= number < runs]
    found = [first, *later, Step(runs, days)]
    return [step for place, step in enumerate(found) if step not in found[:place]]
