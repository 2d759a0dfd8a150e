"""How much of a difference rests on numbers that nobody has measured: estimate, or scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.language import text
from sim.language.arguments import checked
from sim.language.viewed import Viewed
from sim.measures import Key, estimate
from sim.runs.comparing.compare import Comparison
from sim.runs.doubting.grade_trials import Floats, Trial, Trials
from sim.runs.doubting.graded import Graded, grade_of
from sim.runs.making.progress import Progress
from sim.runs.making.result import Result

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Grades(Viewed):
    """The differences of a comparison, graded; `found` are those of each variant in each trial, by key.

    `untried` is how many assumptions of the model were left as they are.
    """

    comparison: Comparison
    trials: tuple[Trial, ...]
    runs: int
    found: tuple[tuple[Mapping[Key, float], ...], ...]
    untried: int = 0

    def __repr__(self) -> str:
        names = [one.name for one in self.comparison.variants]
        return text("objects.grades", variants=names, trials=len(self.trials), runs=self.runs)

    @checked
    def graded(self, variant: Result) -> list[Graded]:
        """All measures of the whole office that both the baseline and a variant have."""
        found = (self.of(variant, key) for key in self.comparison.baseline.keys if not key.by and key in variant.known)
        return [graded for graded in found if graded.difference.difference.runs]

    @checked
    def of(self, variant: Result, key: Key | str) -> Graded:
        """One measure of a variant against the baseline; the name of a measure of all visits is a key, too."""
        key = Key(key) if isinstance(key, str) else key
        difference = self.comparison.difference(variant, key)
        mean, ends = difference.difference.mean, self.ends_of(variant, key)
        moves = np.nan_to_num(np.abs(ends - mean), nan=np.inf)
        most = self.trials[int(moves.argmax())].path if moves.any() else None
        known = [mean, *ends[np.isfinite(ends)]]
        return Graded(difference, grade_of(difference, ends), min(known), max(known), most)

    @checked
    def ends_of(self, variant: Result, key: Key) -> Floats:
        """The difference in each trial."""
        self.comparison.must_have(variant)
        place = next(place for place, result in enumerate(self.comparison.variants) if result is variant)
        return np.array([found.get(key, np.nan) for found in self.found[place]], float)

    @checked
    def summary(self) -> pd.DataFrame:
        """A row for each variant and measure: the difference, what it spans over all ends, what moves it, its grade."""
        from sim.runs.doubting.frames_grades import grades_frame

        return grades_frame((variant.name, one) for variant in self.comparison.variants for one in self.graded(variant))

    @property
    def ends(self) -> pd.DataFrame:
        """A row for each variant, measure and trial: the difference with that assumption at that end."""
        from sim.runs.doubting.frames_grades import ends_frame

        found = ((variant, one.difference.key) for variant in self.comparison.variants for one in self.graded(variant))
        return ends_frame(
            (variant.name, key.measure, trial, float(end))
            for variant, key in found
            for trial, end in zip(self.trials, self.ends_of(variant, key), strict=True)
        )


@checked
def grade(
    comparison: Comparison,
    runs: int | None = None,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    model: bool = False,
) -> Grades:
    """Try every assumption that compared scenarios rest on at both ends of its range, and grade their differences.

    Where reforms are compared, the assumptions of these reforms; those of the model too with `model`. `runs`
    are replications of each trial (4 unless given), the first of those of the comparison. Raises BadRequest,
    and RunFailed where a number at an end of its range makes a run fail.
    """
    return graded(Trials(comparison, runs, workers, model=model), progress)


def graded(trials: Trials, progress: Progress | None = None) -> Grades:
    """Run the trials and grade the differences."""
    centre = _gaps([dict(zip(result.keys, result.values.T, strict=True)) for result in trials.comparison.results])
    found: list[list[Mapping[Key, float]]] = [[] for _ in centre]
    for trial in trials.run(progress):
        for place, gaps in enumerate(_gaps(trial)):
            found[place].append(
                {key: at_end(gap, centre[place][key]) for key, gap in gaps.items() if key in centre[place]}
            )
    return Grades(trials.comparison, trials.trials, trials.runs, tuple(map(tuple, found)), trials.untried)


def at_end(gap: Floats, centre: Floats) -> float:
    """The mean of differences at an end, which were seen in the first runs only, with those of the centre in all runs.

    The centre is the control variate of a regression estimate, its slope kept between 0 and 1: what a trial
    leaves as it is stays the mean of all runs, what it does away with is gone.
    """
    mean, first = estimate(centre).mean, centre[: len(gap)]
    both = np.isfinite(gap) & np.isfinite(first)
    gap, first = gap[both], first[both]
    if not len(gap) or (gap == first).all():
        return mean if len(gap) else np.nan
    spread = float(((first - first.mean()) ** 2).sum())
    slope = float(((gap - gap.mean()) * (first - first.mean())).sum()) / spread if spread else 1.0
    return float(gap.mean() + min(max(slope, 0.0), 1.0) * (mean - first.mean()))


def _gaps(values: Sequence[Mapping[Key, Floats]]) -> list[dict[Key, Floats]]:
    """The differences of each variant against the baseline in each run: measures of the whole office."""
    baseline, *variants = values
    return [
        {key: variant[key] - ours for key, ours in baseline.items() if not key.by and key in variant}
        for variant in variants
    ]
