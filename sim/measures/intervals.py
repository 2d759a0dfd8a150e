"""Confidence intervals over replications, and paired differences between scenarios."""

from enum import StrEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.measures.measure import HIGHER, LOWER, Measure

LEVEL = 0.95
ROUNDED = 1e-9
"""So far beyond its limits a value may lie that was summed up."""

Floats = npt.NDArray[np.float64]
Limits = tuple[float, float]


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
    SMALL = "certain_but_small"
    SAME = "same"
    CANNOT_TELL = "cannot_tell_apart"
    NOT_APPLICABLE = "not_applicable"


def estimate(values: Floats, level: float = LEVEL, limits: Limits | None = None) -> Estimate:
    """The mean of independent runs with Student's t interval. Runs without the measure (NaN) are left out.

    Of what lies within `limits` in every run, such as a share from 0 to 1, so does the interval (see `_within`).
    """
    values = np.asarray(values, float)
    values = values[np.isfinite(values)]
    runs = len(values)
    if runs == 0:
        return Estimate(np.nan, np.nan, np.nan, 0)
    mean = float(values.mean())
    if runs == 1:
        return Estimate(mean, np.nan, np.nan, 1)
    half = t_quantile(runs - 1, level) * float(values.std(ddof=1)) / runs**0.5
    if limits is not None and limits[0] - ROUNDED <= values.min() and values.max() <= limits[1] + ROUNDED:
        return Estimate(mean, *_within(mean, half, *limits), runs)
    return Estimate(mean, mean - half, mean + half, runs)


def _within(mean: float, half: float, least: float, most: float) -> tuple[float, float]:
    """The interval of a mean between limits: Student's where it keeps them, else Wilson's.

    Wilson's is that of as many independent draws as would leave the share as uncertain as it is between the
    runs, with Student's t for the normal quantile (Kott and Carr 1997; Franco and others 2019).
    """
    low, high = mean - half, mean + half
    if not least < mean < most or most == np.inf or (least <= low and high <= most):
        return max(least, low), min(most, high)
    width = most - least
    share, squared = (mean - least) / width, (half / width) ** 2
    draws = squared / (share * (1.0 - share))
    centre = (share + draws / 2.0) / (1.0 + draws)
    spread = (squared + draws * draws / 4.0) ** 0.5 / (1.0 + draws)
    return max(least, least + width * (centre - spread)), min(most, least + width * (centre + spread))


def paired(values: Floats, baseline: Floats, level: float = LEVEL, limits: Limits | None = None) -> Estimate:
    """The mean difference (values - baseline) of runs with common random numbers, paired by run.

    `limits` are those of the values: shares differ by -1 to 1.
    """
    apart = None if limits is None else (limits[0] - limits[1], limits[1] - limits[0])
    return estimate(np.asarray(values, float) - np.asarray(baseline, float), level, apart)


def verdict(difference: Estimate, measure: Measure, small: float = 0.0) -> Verdict:
    """What a paired difference says of a measure; an interval that holds 0, or none at all, cannot tell apart.

    One that leaves 0 out, but no end of which lies beyond `small`, is certain, but small.
    """
    if difference.mean == difference.low == difference.high == 0.0:
        return Verdict.SAME
    if not (difference.low > 0.0 or difference.high < 0.0):
        return Verdict.CANNOT_TELL
    if -small <= difference.low and difference.high <= small:
        return Verdict.SMALL
    direction = HIGHER if difference.low > 0.0 else LOWER
    if measure.better == 0:
        return Verdict.HIGHER if direction == HIGHER else Verdict.LOWER
    return Verdict.BETTER if direction == measure.better else Verdict.WORSE


def t_quantile(degrees: int, level: float) -> float:
    """Student's t: the half-width of a two-sided interval in standard errors."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, 0.5 + level / 2.0))
