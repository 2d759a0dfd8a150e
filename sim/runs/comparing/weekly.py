"""A variant beside doing nothing, week by week from a date on, and how long learning makes it worse."""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import takewhile

import numpy as np
import numpy.typing as npt

from sim.measures import MEASURES, Estimate, estimate
from sim.measures.histogram import Floats
from sim.measures.weeks import by_week
from sim.runs.comparing.compare import Comparison
from sim.runs.making.result import Result


@dataclass(frozen=True)
class Weekly:
    """A measure by week, by its first days (ordinals): of doing nothing and of a variant, shape (runs, weeks) each.

    In its own unit; weeks that only one of the two has are left out. `small` is up to where a difference is little.
    """

    measure: str
    start: int
    weeks: npt.NDArray[np.int64]
    nothing: Floats
    variant: Floats
    small: float

    @property
    def differences(self) -> list[Estimate]:
        """By week the variant against doing nothing, paired by run."""
        return [estimate(column) for column in (self.variant - self.nothing).T]

    @property
    def learning(self) -> int:
        """How many weeks from the start on, without a gap, are certainly for the worse; 0 where that is little."""
        better = MEASURES[self.measure].better
        after = [one for week, one in zip(self.weeks, self.differences, strict=True) if week >= self.start]
        bad = [*takewhile(lambda one: one.high < 0.0 if better > 0 else one.low > 0.0, after)] if better else []
        return len(bad) if any(abs(one.mean) > self.small for one in bad) else 0


def weekly(comparison: Comparison, variant: Result, start: date, measure: str) -> Weekly:
    """One of `sim.measures.weeks.BY_DAY`, week by week from a date on."""
    first, baseline = start.toordinal(), comparison.baseline
    paths = [[by_week(run.days, first, measure) for run in one.replications] for one in (baseline, variant)]
    weeks = reduce(np.intersect1d, [own for path in paths for own, _ in path])
    nothing, ours = (np.array([values[np.isin(own, weeks)] for own, values in path]) for path in paths)
    small = MEASURES[measure].small(baseline.scenario.practical, baseline.estimate(measure).mean)
    return Weekly(measure, first, weeks, nothing, ours, small)
