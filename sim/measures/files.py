"""The back office, folded: files without their citizens, whose waits go on overnight and are told in days."""

from sim.measures.counting import STAYED_S, WAITED_S
from sim.measures.histogram import Floats
from sim.measures.measure import LOWER, Measure
from sim.measures.outcomes import ATTENDED, KINDS, Possible
from sim.measures.steps import counts
from sim.measures.visits import ratio
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
    """The back office's rows by step or station: sums (shape groups, SUMS), 90th percentile of waits in minutes.

    Days are calendar days: the rows do not tell which of the time between was working time. Percentiles are
    exact to the minute.
    """

    def __init__(self, may: Possible, sums: Floats, p90_min: Floats) -> None:
        self._may, self._sums, self._p90_min = may, sums, p90_min

    def measures(self) -> dict[str, Floats]:
        """The measures of each group; NaN where there was no file to measure."""
        sums, outcomes = self._sums, self._sums[:, :KINDS]
        served = outcomes[:, ATTENDED].sum(axis=1)
        return {
            **counts(outcomes, self._may, NEVER),
            "step_wait_days_mean": ratio(sums[:, WAITED_S], served) / DAY_S,
            "step_wait_days_p90": self._p90_min / DAY_MIN,
            "step_days_mean": ratio(sums[:, STAYED_S], served) / DAY_S,
        }
