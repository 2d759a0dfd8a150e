"""Confidence intervals over replications, and paired differences between scenarios."""

from enum import StrEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.measures.catalogue import HIGHER, LOWER, Measure

LEVEL = 0.95

Floats = npt.NDArray[np.float64]


class Estimate(NamedTuple):
    """A mean over replications with its interval; low and high are NaN where fewer than two runs had the measure."""

    mean: float
    low: float
    high: float
    runs: int


class Verdict(StrEnum):
    """What a paired difference says, at its level of confidence."""

    BETTER = "better"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    SAME = "same"
    CANNOT_TELL = "cannot_tell_apart"


def estimate(values: Floats, level: float = LEVEL) -> Estimate:
    """The mean of independent runs with Student's t interval. Runs without the measure (NaN) are left out."""
    values = np.asarray(values, float)
    values = values[np.isfinite(values)]
    runs = len(values)
    if runs == 0:
        return Estimate(np.nan, np.nan, np.nan, 0)
    mean = float(values.mean())
    if runs == 1:
        return Estimate(mean, np.nan, np.nan, 1)
    half = t_quantile(runs - 1, level) * float(values.std(ddof=1)) / runs**0.5
    return Estimate(mean, mean - half, mean + half, runs)


def paired(values: Floats, baseline: Floats, level: float = LEVEL) -> Estimate:
    """The mean difference (values - baseline) of runs with common random numbers, paired by run."""
    return estimate(np.asarray(values, float) - np.asarray(baseline, float), level)


def verdict(difference: Estimate, measure: Measure) -> Verdict:
    """What a paired difference says of a measure; an interval that holds 0, or none at all, cannot tell apart."""
    if difference.mean == difference.low == difference.high == 0.0:
        return Verdict.SAME
    if not (difference.low > 0.0 or difference.high < 0.0):
        return Verdict.CANNOT_TELL
    direction = HIGHER if difference.low > 0.0 else LOWER
    if measure.better == 0:
        return Verdict.HIGHER if direction == HIGHER else Verdict.LOWER
    return Verdict.BETTER if direction == measure.better else Verdict.WORSE


def t_quantile(degrees: int, level: float) -> float:
    """Student's t: the half-width of a two-sided interval in standard errors."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, 0.5 + level / 2.0))
