"""How much of a difference rests on numbers that nobody has measured: estimate, or scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from sim.measures import Key, paired
from sim.runs.compare import Comparison, Difference
from sim.runs.grade_trials import Floats, Trial, Trials
from sim.runs.progress import Progress
from sim.runs.result import Result

if TYPE_CHECKING:
    import pandas as pd

OF_OPINION = ("skm_", "ikm", "satisfaction", "trust", "complaints", "silent_payers")
"""How measures of satisfaction and trust begin. No data set joins waits and trust: they are always a scenario."""


class Grade(StrEnum):
    """What a difference rests on."""

    ESTIMATE = "estimate"
    SCENARIO = "scenario"
    CANNOT_TELL = "cannot_tell_apart"


@dataclass(frozen=True)
class Graded:
    """A difference with its grade.

    `low` and `high` are the least and the greatest over all ends, `most` is the path of the assumption that moves it
    most (None where none does).
    """

    difference: Difference
    grade: Grade
    low: float
    high: float
    most: str | None


@dataclass(frozen=True)
class Grades:
    """The differences of a comparison, graded; `shifts` is what each trial adds to those of each variant, by key."""

    comparison: Comparison
    trials: tuple[Trial, ...]
    runs: int
    shifts: tuple[tuple[Mapping[Key, float], ...], ...]

    def graded(self, variant: Result) -> list[Graded]:
        """All measures of the whole office that both the baseline and a variant have."""
        found = (self.of(variant, key) for key in self.comparison.baseline.keys if not key.by and key in variant.keys)
        return [graded for graded in found if graded.difference.difference.runs]

    def of(self, variant: Result, key: Key) -> Graded:
        """One measure of a variant against the baseline."""
        difference = self.comparison.difference(variant, key)
        mean, ends = difference.difference.mean, self.ends_of(variant, key)
        moves = np.nan_to_num(np.abs(ends - mean), nan=np.inf)
        most = self.trials[int(moves.argmax())].path if moves.any() else None
        known = [mean, *ends[np.isfinite(ends)]]
        return Graded(difference, grade_of(difference, ends), min(known), max(known), most)

    def ends_of(self, variant: Result, key: Key) -> Floats:
        """The difference at the end of each trial: that of all runs, moved by what the trial changes in its runs."""
        mean = self.comparison.difference(variant, key).difference.mean
        place = next(place for place, result in enumerate(self.comparison.variants) if result is variant)
        return mean + np.array([shift.get(key, np.nan) for shift in self.shifts[place]], float)

    def summary(self) -> pd.DataFrame:
        """A row for each variant and measure: the difference, what it spans over all ends, what moves it, its grade."""
        from sim.runs.grade_frames import grades_frame

        return grades_frame(self)

    @property
    def ends(self) -> pd.DataFrame:
        """A row for each variant, measure and trial: the difference with that assumption at that end."""
        from sim.runs.grade_frames import ends_frame

        return ends_frame(self)


def grade(
    comparison: Comparison, runs: int | None = None, *, workers: int | None = None, progress: Progress | None = None
) -> Grades:
    """Try every assumption that compared scenarios rest on at both ends of its range, and grade their differences.

    `runs` are replications of each trial (4 unless given), the first of those of the comparison. Raises BadRequest,
    and RunFailed where a number at an end of its range makes a run fail.
    """
    return graded(Trials(comparison, runs, workers), progress)


def graded(trials: Trials, progress: Progress | None = None) -> Grades:
    """Run the trials and grade the differences."""
    ours, *theirs = (trials.centre(result) for result in trials.comparison.results)
    shifts: list[list[Mapping[Key, float]]] = [[] for _ in theirs]
    for baseline, *variants in trials.run(progress):
        for place, (variant, centre) in enumerate(zip(variants, theirs, strict=True)):
            shifts[place].append(_shifts((variant, baseline), (centre, ours)))
    return Grades(trials.comparison, trials.trials, trials.runs, tuple(map(tuple, shifts)))


def grade_of(difference: Difference, ends: Sequence[float] | Floats) -> Grade:
    """The grade of a difference from what it is at the ends of all assumptions.

    An estimate keeps its sign at all ends, which span less than the difference itself, and is none of satisfaction or
    trust; what has no number at an end does not keep its sign.
    """
    found, mean = difference.difference, difference.difference.mean
    if not (found.low > 0.0 or found.high < 0.0):
        return Grade.CANNOT_TELL
    values = np.append(np.asarray(ends, float), mean)
    holds = bool((values * mean > 0.0).all()) and values.max() - values.min() < abs(mean)
    return Grade.ESTIMATE if holds and not of_opinion(difference.key.measure) else Grade.SCENARIO


def of_opinion(measure: str) -> bool:
    """Whether a measure is one of satisfaction, trust, or what follows from them."""
    return measure.startswith(OF_OPINION)


Pair = tuple[Mapping[Key, Floats], Mapping[Key, Floats]]


def _shifts(there: Pair, here: Pair) -> dict[Key, float]:
    """By how much the difference between variant and baseline is another one there than here, run by run."""
    shared = [key for key in here[0] if not key.by and all(key in part for part in (*there, here[1]))]
    return {key: paired(there[0][key] - there[1][key], here[0][key] - here[1][key]).mean for key in shared}
