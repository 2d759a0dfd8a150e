"""What a comparison comes to: a few outcomes of each variant, for a table of one row a variant."""

import numpy as np
import numpy.typing as npt

from sim.measures import MEASURES, Estimate, Key, estimate
from sim.measures.measure import BETWEEN
from sim.runs.comparing.compare import Comparison
from sim.runs.comparing.difference import Difference, difference_of
from sim.runs.making.result import Result

OUTCOMES = (
    ("wait_mean_min",),
    ("days_to_finish_mean",),
    ("finished_share", "completed_share"),
    ("visits_per_case",),
    ("ikm",),
    ("trust_end_mean",),
    ("satisfaction_gap",),
    ("asked_share",),
)
"""The measures, in their order; of several the first that a comparison has."""
GAP = "satisfaction_gap"
"""Of the whole office: the mean of the gaps between the best and the worst served group of each division."""

Floats = npt.NDArray[np.float64]


def outcomes(comparison: Comparison) -> list[str]:
    """The outcomes that all compared scenarios have; what is nought in all of them is left out."""
    shared = [next((m for m in either if _in_all(comparison, m)), "") for either in OUTCOMES]
    return [measure for measure in shared if measure]


def outcome(comparison: Comparison, variant: Result, measure: str) -> Difference:
    """An outcome of a variant against the baseline. Raises KeyError."""
    ours, theirs = (values_of(comparison, result, measure) for result in (variant, comparison.baseline))
    practical, acts = comparison.baseline.scenario.practical, not comparison.not_applicable(variant)
    return difference_of(Key(measure), theirs, ours, comparison.level, practical, acts=acts)


PHASED = ("wait_mean_min", "days_to_finish_mean", "visits_per_case")
"""The outcomes of which the first months and the time after are told."""


def phased(comparison: Comparison, variant: Result, measure: str, number: int) -> Difference:
    """An outcome of a variant against the baseline in the first six months (0) or after (1). Raises BadRequest."""
    theirs, ours = (result.of_phase(number, Key(measure)) for result in (comparison.baseline, variant))
    acts = not comparison.not_applicable(variant)
    return difference_of(
        Key(measure), theirs, ours, comparison.level, comparison.baseline.scenario.practical, acts=acts
    )


def of_baseline(comparison: Comparison, measure: str) -> Estimate:
    """An outcome of the baseline."""
    return estimate(values_of(comparison, comparison.baseline, measure), comparison.level, MEASURES[measure].limits)


def of_possible(comparison: Comparison, variant: Result, measure: str) -> Estimate:
    """What a variant gains, as a share of what the best possible gains; of no runs where that is not certain.

    Nor of another office, whose citizens are others. The ratio of both means, with the interval of its linearisation
    (the delta method).
    """
    ours, best, theirs = (result.of(measure) for result in (variant, comparison.possible[-1], comparison.baseline))
    gain, most = ours - theirs, best - theirs
    alike = np.array_equal(variant.plan.arrays.office["citizens"], comparison.baseline.plan.arrays.office["citizens"])
    if not (alike and estimate(most, comparison.level).low > 0.0):
        return Estimate(np.nan, np.nan, np.nan, 0)
    share = gain.mean() / most.mean()
    return estimate(share + (gain - share * most) / most.mean(), comparison.level)


def values_of(comparison: Comparison, result: Result, measure: str) -> Floats:
    """An outcome in each run; NaN where there was nobody. Raises KeyError."""
    if measure != GAP:
        return result.of(measure)
    gaps = [result.of(*key) for key in result.known if key[:2] == (GAP, BETWEEN) and _everywhere(comparison, key)]
    if not gaps:
        raise KeyError(measure)
    return np.mean(gaps, axis=0)


def _everywhere(comparison: Comparison, key: Key) -> bool:
    """Whether a gap is known in every run of every scenario: only then all means are of the same divisions."""
    return all(key in result.known and np.isfinite(result.of(*key)).all() for result in comparison.results)


def _in_all(comparison: Comparison, measure: str) -> bool:
    try:
        found = [values_of(comparison, result, measure) for result in comparison.results]
    except KeyError:
        return False
    return all(np.isfinite(part).any() for part in found) and any(np.nan_to_num(part).any() for part in found)
