"""Grades as data frames."""

from collections.abc import Iterable

import pandas as pd

from sim.measures import MEASURES
from sim.runs.doubting.grade_trials import Trial
from sim.runs.doubting.graded import Graded

SUMMARY = (
    "variant", "measure", "unit", "difference", "low", "high", "runs", "end_low", "end_high", "moved_most_by", "grade",
)  # fmt: skip
"""Columns: `low` and `high` are the interval of the difference, `end_low` and `end_high` its span over all ends."""
ENDS = ("variant", "measure", "unit", "number", "end", "value", "difference")


def grades_frame(found: Iterable[tuple[str, Graded]]) -> pd.DataFrame:
    """A row for each variant and measure."""
    rows = [
        (variant, (key := one.difference.key).measure, MEASURES[key.measure].unit, *one.difference.difference,
         one.low, one.high, one.most, str(one.grade))
        for variant, one in found
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(SUMMARY))


def ends_frame(found: Iterable[tuple[str, str, Trial, float]]) -> pd.DataFrame:
    """A row for each variant, measure and trial, with the difference found there."""
    rows = [
        (variant, measure, MEASURES[measure].unit, trial.path, trial.end, trial.value, end)
        for variant, measure, trial, end in found
    ]
    return pd.DataFrame(rows, columns=list(ENDS))
