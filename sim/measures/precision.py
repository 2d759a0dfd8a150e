"""How narrow intervals are asked to be, and after how many replications they are, not by a lucky stretch."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.language.errors import BadRequest, Unknown
from sim.measures.catalogue import MEASURES
from sim.measures.intervals import LEVEL, Estimate, Floats, estimate
from sim.measures.measure import Key, Measure

FIRST = 5
"""Before so many replications nobody looks: a standard deviation of fewer says next to nothing."""
AHEAD, OF_RUNS = 5, 100
"""Intervals must stay narrow for so many replications more, beyond so many in proportion (Hoad and others 2010)."""
SAME = 30
"""What came out the same in every replication counts as known after so many."""
WRITTEN = re.compile(r"(?P<key>.+?)\s*=\s*±?\s*(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>%|pp|s|min)?")
LABEL = re.compile(r"(?P<measure>[^\[\]=]+)(?:\[(?P<by>[^=\]]+)=(?P<group>.+)\])?")
SECONDS = {"s": 60.0, "min": 1.0}


@dataclass(frozen=True)
class Precision:
    """Half the width that an interval may have: on the scale of the measure, or a share of its mean (`relative`)."""

    key: Key
    half: float
    relative: bool = False

    def most(self, level: float) -> float:
        """Half the width that is allowed around a mean of this size."""
        return self.half * abs(level) if self.relative else self.half


def precision_of(written: str) -> Precision:
    """What is asked as MEASURE=NUMBER: 5 % of the mean, or on the scale that people read (minutes, points of 100).

    Of shares it is percentage points (2pp), of minutes it may be seconds (30s). Raises BadRequest, Unknown.
    """
    found = WRITTEN.fullmatch(written.strip())
    label = None if found is None else LABEL.fullmatch(found["key"].strip())
    if found is None or label is None:
        raise BadRequest("until", found=written)
    key = Key(label["measure"], label["by"] or "", label["group"] or "")
    if key.measure not in MEASURES:
        raise Unknown("measure", key.measure, MEASURES)
    measure, number = MEASURES[key.measure], float(found["number"].replace(",", "."))
    if not number > 0.0:
        raise BadRequest("until", found=written)
    if found["unit"] == "%" and measure.unit != "share":
        return Precision(key, number / 100.0, relative=True)
    return Precision(key, number / _times(measure, found["unit"], written))


def _times(measure: Measure, unit: str | None, written: str) -> float:
    """What a number of this unit is divided by to be one of the measure."""
    if unit == "%":
        raise BadRequest("until_share", found=written, write=written.strip().rstrip("%") + "pp")
    fits = {"pp": measure.unit == "share", "s": measure.unit == "min", "min": measure.unit == "min", None: True}
    if not fits[unit]:
        raise BadRequest("until_unit", found=written, measure=measure.name)
    return measure.times if unit is None or unit == "pp" else SECONDS[unit]


def half_width(found: Estimate) -> float:
    """Half the width of an interval; NaN where there is none."""
    return (found.high - found.low) / 2.0


def narrow(values: Floats, asked: Precision, scale: Floats | None = None, level: float = LEVEL) -> bool:
    """Whether the interval of the values of all runs is as narrow as asked.

    A relative width is one of the mean of `scale`, where it is not that of the values: differences from a baseline.
    """
    found = estimate(values, level, MEASURES[asked.key.measure].limits if scale is None else None)
    if not (half_width(found) > 0.0 or found.runs >= SAME):
        return False
    return half_width(found) <= asked.most(found.mean if scale is None else estimate(scale, level).mean)


def ahead(runs: int) -> int:
    """For how many replications after `runs` of them all intervals must stay narrow."""
    return math.ceil(AHEAD * max(runs, OF_RUNS) / OF_RUNS)


class Watch:
    """Looks at the intervals after each replication, and says when it is enough.

    Enough is when all were as narrow as asked and stayed so over `ahead` replications: the rule of Hoad, Robinson and
    Davies, Automated selection of the number of replications for a discrete-event simulation, Journal of the
    Operational Research Society 61 (2010), 1632–1644, for several intervals at once. It knows the order of the
    replications and nothing else, so that it stops at the same one whoever computes them.
    """

    def __init__(self) -> None:
        self.runs = 0
        self.since: int | None = None
        """With how many replications all intervals became narrow, for the last time."""

    def saw(self, *, all_narrow: bool) -> bool:
        """Take in whether all intervals are narrow after one replication more; whether that is enough."""
        self.runs += 1
        if not all_narrow or self.runs < FIRST:
            self.since = None
        elif self.since is None:
            self.since = self.runs
        return self.since is not None and self.runs >= self.since + ahead(self.since)


def enough(values: Sequence[Floats], asked: Sequence[Precision]) -> int | None:
    """After how many runs one may stop: values by run, one array for each precision asked; None if that is not yet."""
    watch = Watch()
    for run in range(1, len(values[0]) + 1):
        told = run >= FIRST and all(narrow(one[:run], what) for one, what in zip(values, asked, strict=True))
        if watch.saw(all_narrow=told):
            return run
    return None


def runs_for(found: Estimate, half: float) -> float:
    """About how many runs it takes until an interval is as narrow: its width shrinks with the root of their number."""
    wide = half_width(found)
    return float(np.ceil(found.runs * (wide / half) ** 2)) if half > 0.0 and math.isfinite(wide) else math.nan
