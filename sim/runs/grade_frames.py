"""Grades as data frames."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sim.measures import MEASURES

if TYPE_CHECKING:
    import pandas as pd

    from sim.runs.grade import Grades

SUMMARY = (
    "variant", "measure", "unit", "difference", "low", "high", "runs", "end_low", "end_high", "moved_most_by", "grade",
)  # fmt: skip
"""Columns: `low` and `high` are the interval of the difference, `end_low` and `end_high` its span over all ends."""
ENDS = ("variant", "measure", "unit", "number", "end", "value", "difference")


def grades_frame(grades: Grades) -> pd.DataFrame:
    """See `Grades.summary`."""
    return _frame(_summary(grades), SUMMARY)


def ends_frame(grades: Grades) -> pd.DataFrame:
    """See `Grades.ends`."""
    return _frame(_ends(grades), ENDS)


def _frame(rows: Iterator[tuple[Any, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(list(rows), columns=list(columns))


def _summary(grades: Grades) -> Iterator[tuple[Any, ...]]:
    for variant in grades.comparison.variants:
        for found in grades.graded(variant):
            measure, gap = found.difference.key.measure, found.difference.difference
            about = (variant.name, measure, MEASURES[measure].unit, gap.mean, gap.low, gap.high, gap.runs)
            yield (*about, found.low, found.high, found.most, str(found.grade))


def _ends(grades: Grades) -> Iterator[tuple[Any, ...]]:
    for variant in grades.comparison.variants:
        for found in grades.graded(variant):
            key = found.difference.key
            for trial, end in zip(grades.trials, grades.ends_of(variant, key), strict=True):
                unit = MEASURES[key.measure].unit
                yield (variant.name, key.measure, unit, trial.path, trial.end, trial.value, float(end))
