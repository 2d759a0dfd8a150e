"""Before and after a date: what changed in a scenario, and how much more in a variant than in the baseline."""

from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.measures import LEVEL, MEASURES, Estimate, Key, Verdict, paired, verdict
from sim.runs.comparing.compare import Comparison
from sim.runs.comparing.difference import difference_of
from sim.runs.making.result import Result

Floats = npt.NDArray[np.float64]


class Change(NamedTuple):
    """A measure over the days before and after a date: the paired change (after - before) and what it says."""

    key: Key
    before: Estimate
    after: Estimate
    change: Estimate
    verdict: Verdict


class ChangeBeyond(NamedTuple):
    """The changes of baseline and variant, and by how much the variant's is larger (difference in differences)."""

    key: Key
    baseline: Change
    variant: Change
    beyond: Estimate
    verdict: Verdict


def change(result: Result, key: Key, level: float = LEVEL, start: date | None = None) -> Change:
    """What changed in a scenario around a date (default: the first that was asked for), run by run.

    Raises ValueError where the date was not asked for, KeyError.
    """
    before, after = result.of_window(0, key, start), result.of_window(1, key, start)
    found = difference_of(key, before, after, level, result.scenario.practical)
    return Change(key, found.baseline, found.variant, found.difference, found.verdict)


def change_beyond(comparison: Comparison, variant: Result, key: Key) -> ChangeBeyond:
    """The change of a variant beyond that of the baseline: what the season changes in both is taken away."""
    level, baseline, start = comparison.level, comparison.baseline, variant.around
    known = MEASURES[key.measure]
    changes = [change(result, key, level, start) for result in (baseline, variant)]
    within = known.limits and (known.limits[0] - known.limits[1], known.limits[1] - known.limits[0])
    gap = paired(_change(variant, key, start), _change(baseline, key, start), level, within)
    small = known.small(baseline.scenario.practical, changes[0].before.mean)
    return ChangeBeyond(key, changes[0], changes[1], gap, verdict(gap, known, small))


def _change(result: Result, key: Key, start: date | None) -> Floats:
    found: Floats = result.of_window(1, key, start) - result.of_window(0, key, start)
    return found
