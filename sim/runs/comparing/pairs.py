"""Scenarios against the baseline and against each other, with intervals that hold together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.language import text
from sim.measures import MEASURES, Key, Verdict
from sim.measures.simultaneous import joint_level, pairing_worth, runs_to_tell
from sim.runs.comparing.difference import Difference, difference_of
from sim.runs.comparing.outcomes import outcomes, values_of

if TYPE_CHECKING:
    from sim.runs.comparing.compare import Comparison
    from sim.runs.making.result import Result


@dataclass(frozen=True)
class Contrast:
    """A scenario against another by a measure; the interval holds together with those of its family.

    `worth` is how many times as many runs it would take without common random numbers (NaN: too few runs to say).
    Where they cannot be told apart, about `runs` in all would tell a difference of `size`, on the scale of the measure:
    that which was seen, at least one that matters; 0 runs where any difference is too small to matter, else NaN.
    """

    scenario: Result
    against: Result
    difference: Difference
    worth: float
    runs: float = math.nan
    size: float = math.nan

    def __repr__(self) -> str:
        names = {"scenario": self.scenario.name, "against": self.against.name}
        return text("objects.contrast", None, **names, difference=repr(self.difference))

    def row(self, family: str) -> dict[str, Any]:
        """It as a record."""
        found = self.difference
        gap = dict(zip(("difference", "low", "high", "runs"), found.difference, strict=True))
        return {
            "scenario": self.scenario.name,
            "against": self.against.name,
            "measure": found.key.label,
            "unit": MEASURES[found.key.measure].unit,
            "mean": found.variant.mean,
            "against_mean": found.baseline.mean,
            **gap,
            "verdict": str(found.verdict),
            "together_with": family,
            "pairing_worth": self.worth,
            "runs_to_tell": self.runs,
            "runs_to_tell_size": self.size,
        }


BASELINE, PAIRS = FAMILIES = ("baseline", "pairs")


def contrasts(comparison: Comparison, measure: str, family: str) -> list[Contrast]:
    """Each variant against the baseline, or all pairs, by one measure. Raises KeyError where a scenario lacks it."""
    results = comparison.results
    places = range(len(results))
    pairs = [(place, 0) for place in places[1:]] if family == BASELINE else [(j, i) for i, j in combinations(places, 2)]
    values = np.array([values_of(comparison, one, measure) for one in results]).T
    level = joint_level(values, pairs, comparison.level)
    return [_contrast(comparison, measure, (results[a], results[b]), values[:, [a, b]], level) for a, b in pairs]


def _contrast(
    comparison: Comparison, measure: str, pair: tuple[Result, Result], values: np.ndarray, level: float
) -> Contrast:
    ours, theirs = values.T
    practical = comparison.baseline.scenario.practical
    acts = not all(one is comparison.baseline or comparison.not_applicable(one) for one in pair)
    found = difference_of(Key(measure), theirs, ours, level, practical, acts=acts)
    worth = pairing_worth(ours, theirs)
    if found.verdict is not Verdict.CANNOT_TELL:
        return Contrast(*pair, found, worth)
    small = MEASURES[measure].small(practical, found.baseline.mean)
    if max(abs(found.difference.low), abs(found.difference.high)) <= small:
        return Contrast(*pair, found, worth, 0.0, small)
    size = max(abs(found.difference.mean), small)
    return Contrast(*pair, found, worth, runs_to_tell(ours - theirs, size, level), size)


def simultaneous(comparison: Comparison, measures: Sequence[str] = ()) -> Iterator[tuple[str, str, list[Contrast]]]:
    """Family, measure, and the contrasts: against the baseline, then all pairs, where those are more."""
    for family in FAMILIES[: 1 + (len(comparison.variants) > 1)]:
        for measure in measures or outcomes(comparison):
            yield family, measure, contrasts(comparison, measure, family)
