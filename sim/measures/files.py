"""The back office, folded: files without their citizens, whose waits go on overnight and are told in days."""

import numpy as np

from sim.measures.columns import Columns
from sim.measures.histogram import Floats, Histogram, Ints, regrouped
from sim.measures.measure import LOWER, Measure
from sim.measures.outcomes import ATTENDED, KINDS, Possible
from sim.measures.steps import counts
from sim.measures.visits import ratio, totals
from sim.plan.tables import INCOMPLETE, NO_FORM

MEASURES = (
    Measure("step_wait_days_mean", "days", LOWER, "back_office interval"),
    Measure("step_wait_days_p90", "days", LOWER, "back_office"),
    Measure("step_days_mean", "days", LOWER, "back_office"),
)

DAY_S = 86_400.0
DAY_MIN = 1_440.0
NEVER = tuple(kind for kind in range(KINDS) if kind not in (INCOMPLETE, NO_FORM))
"""Outcomes of citizens only."""


class FileTally:
    """Running totals of the back office's rows, by step; regrouped, by station.

    Days are calendar days: the rows do not tell which of the time between was working time. Percentiles are exact to
    the minute.
    """

    def __init__(self, size: int, may: Possible) -> None:
        self._size, self._may = size, may
        self.outcomes = np.zeros((size, KINDS), np.int64)
        self.waited_s, self.through_s = np.zeros(size), np.zeros(size)
        self.wait_min = Histogram(size)

    def add(self, rows: Columns, step: Ints) -> None:
        """Add rows, each at its step."""
        size = self._size
        self.outcomes += np.bincount(step * KINDS + rows.outcome, minlength=size * KINDS).reshape(size, KINDS)
        done = np.flatnonzero(ATTENDED[rows.outcome])
        step, waited_s = step[done], (rows.start_s - rows.arrive_s)[done]
        self.waited_s += totals(waited_s, step, size)
        self.through_s += totals((rows.finish_s - rows.arrive_s)[done], step, size)
        self.wait_min.add(waited_s // 60, step)

    def regrouped(self, place: Ints, size: int) -> "FileTally":
        """The same rows by coarser groups: step s goes to `place[s]`, or is left out where that is -1."""
        found = FileTally(size, self._may)
        found.outcomes = np.stack([regrouped(kind, place, size) for kind in self.outcomes.T], axis=1).astype(np.int64)
        found.waited_s, found.through_s = (regrouped(s, place, size) for s in (self.waited_s, self.through_s))
        found.wait_min = self.wait_min.regrouped(place, size)
        return found

    def measures(self) -> dict[str, Floats]:
        """The measures of each group; NaN where there was no file to measure."""
        served = self.outcomes[:, ATTENDED].sum(axis=1)
        return {
            **counts(self.outcomes, self._may, NEVER),
            "step_wait_days_mean": ratio(self.waited_s, served) / DAY_S,
            "step_wait_days_p90": self.wait_min.quantiles(0.9) / DAY_MIN,
            "step_days_mean": ratio(self.through_s, served) / DAY_S,
        }
