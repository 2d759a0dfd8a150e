"""How many days it takes until what goes over from day to day has settled: MSER-5."""

import numpy as np

from sim.measures.intervals import Floats

BATCH = 5
"""Days a batch: a working week, whose pattern is then in every batch alike."""
LEAST_BATCHES = 10
"""Of fewer batches nothing can be said."""


def mser5(series: Floats) -> int | None:
    """How many days of a series to leave out; None where it does not settle, or is too short to say.

    Of all beginnings the one after which the mean of the rest has the smallest standard error, over means of five days
    (White, Cobb and Spratt 2000, A comparison of five steady-state truncation heuristics for simulation, Winter
    Simulation Conference, 755–760). One in the second half says that the run is too short (Hoad, Robinson and Davies
    2011, AutoSimOA: a framework for automated analysis of simulation output, Journal of Simulation 5, 9–24). `series`
    are means over replications, one a day; days without anybody (NaN) are left out of their batch.
    """
    means = batches(series)
    if len(means) < LEAST_BATCHES:
        return None
    errors = [float(means[first:].var() / (len(means) - first)) for first in range(len(means) - 4)]
    first = int(np.argmin(errors))
    return BATCH * first if first <= len(means) // 2 else None


def batches(series: Floats) -> Floats:
    """Means of five days each; days that are left over at the end are left out, and batches without any number."""
    whole = series[: len(series) // BATCH * BATCH].reshape(-1, BATCH)
    known = np.isfinite(whole)
    count = known.sum(axis=1)
    found: Floats = (np.where(known, whole, 0.0).sum(axis=1) / np.maximum(count, 1))[count > 0]
    return found
