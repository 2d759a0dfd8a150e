"""What a measure is: its unit, in which direction it is better, what it speaks of, which tables show it."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from sim.office.practical import Practical

HIGHER, LOWER, NEITHER = 1, -1, 0
BETWEEN = "between"
"""How gaps are cut: by what the groups differ between which they lie."""
SMALL = {
    "min": ("minutes", 1.0),
    "days": ("days", 1.0),
    "working days": ("days", 1.0),
    "share": ("share", 1.0),
    "points 0-1": ("points", 0.01),
    "points 25-100": ("points", 1.0),
    "points 1-4": ("points", 0.04),  # times 25 it is the IKM of one element
}
"""Which number of `Practical` holds for measures of a unit, and what one of it is in that unit; else `relative`."""


class Key(NamedTuple):
    """A measure of all visits (`by` empty) or of one group.

    Groups are by "service", "class", "hour", "weekday", "channel", "office", "station", "step", "officer",
    "group" (of officers), by the "year" of a run of several, by the "reason" of giving a case up; citizens by
    "age", "disability", "skill", "distance", "connection"; gaps are "between" the groups of one of these.
    """

    measure: str
    by: str = ""
    group: str = ""

    @property
    def label(self) -> str:
        """As a column and in JSON: "wait_mean_min", or "wait_mean_min[service=kk]"."""
        return f"{self.measure}[{self.by}={self.group}]" if self.by else self.measure


@lru_cache(maxsize=1024)
def _keys(measure: str, by: str, groups: tuple[str, ...]) -> tuple[Key, ...]:
    """The keys of a measure; all runs and results share them, as a nation has a hundred thousand."""
    return tuple(Key(measure, by, group) for group in groups)


def keyed(measure: str, by: str, groups: tuple[str, ...], values: np.ndarray) -> Iterator[tuple[Key, float]]:
    """The values of a measure by key, one for each group."""
    return zip(_keys(measure, by, groups), values.astype(float).tolist(), strict=True)


@dataclass(frozen=True)
class Measure:
    """A measure of a run; `better` is HIGHER, LOWER or NEITHER (a fact about the office, not a merit).

    `shown` names the tables and reports that show it (sim/views/shown.py): "main" what is told of every office,
    "run_only" not in comparisons, "if_any" not where it is always nought, "interval" with its interval also beside
    other columns. It is an indicator of a `dimension` of performance, a gap `between` some divisions. Shares lie
    between `least` and `most`; people read what is `of_100` from 0 to 100. Its words stand in
    sim/language/*/measures.toml.
    """

    name: str
    unit: str
    better: int
    shown: str = ""
    dimension: str = ""
    between: tuple[str, ...] = ()
    of_100: bool = False
    least: float = 0.0
    most: float = 1.0

    @property
    def times(self) -> float:
        """By what people read it multiplied: shares in percent, trust and satisfaction from 0 to 100."""
        return 100.0 if self.unit == "share" or self.of_100 else 1.0

    @property
    def limits(self) -> tuple[float, float] | None:
        """Between which values it lies by what it is; None where nothing but the office limits it.

        Shares to 100 %, times, money and counts from nought on; what compares two groups may be below.
        """
        if self.unit == "share":
            return (self.least, self.most)
        return None if self.unit.startswith("points") or self.name.endswith("_against_rest") else (0.0, math.inf)

    @property
    def indicators(self) -> tuple[Key, ...]:
        """Its keys in a dimension: that of the whole office, or its gaps."""
        return tuple(Key(self.name, BETWEEN, cut) for cut in self.between) or (Key(self.name),)

    def small(self, practical: Practical, baseline: float) -> float:
        """Up to which difference from the value of a baseline it is small, in its unit."""
        number, one = SMALL.get(self.unit, ("relative", abs(baseline)))
        return float(getattr(practical, number)) * one
