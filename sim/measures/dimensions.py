"""The six dimensions of ASN performance: which measures speak of each, and a composite for those who bring weights."""

from collections.abc import Mapping, Sequence

import numpy as np

from sim.measures.catalogue import MEASURES
from sim.measures.histogram import Floats
from sim.measures.measure import NEITHER, Key

DIMENSIONS: Mapping[str, tuple[Key, ...]] = {
    name: tuple(key for measure in MEASURES.values() if measure.dimension == name for key in measure.indicators)
    for name in ("responsiveness", "professionalism", "fairness", "accountability", "efficiency", "innovation")
}
"""Each dimension and its indicators, in their own units; those that a scenario does not have are left out."""

Runs = Mapping[Key, Floats]


def improvement(key: Key, ours: Floats, theirs: Floats) -> Floats | None:
    """By which share of the baseline's value a measure is better in each run (worse: below 0).

    None for measures that are neither better nor worse, and where the baseline is nought or missing in some
    run: then there is nothing to take a share of.
    """
    better = MEASURES[key.measure].better
    if better == NEITHER or not np.isfinite(ours).all() or not np.isfinite(theirs).all() or (theirs == 0).any():
        return None
    return better * (ours - theirs) / np.abs(theirs)


def scores(ours: Runs, theirs: Runs) -> dict[str, Floats]:
    """For each dimension the mean improvement of its indicators in each run; dimensions without any are left out."""
    both = ours.keys() & theirs.keys()
    found = {
        name: [gain for key in keys if key in both and (gain := improvement(key, ours[key], theirs[key])) is not None]
        for name, keys in DIMENSIONS.items()
    }
    return {name: np.mean(gains, axis=0) for name, gains in found.items() if gains}


def composite(scores: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats | None:
    """The mean of the dimensions' scores with these weights, in each run; None where a dimension that counts lacks."""
    counted: Sequence[str] = [name for name, weight in weights.items() if weight > 0]
    if not counted or any(name not in scores for name in counted):
        return None
    total = sum(weights[name] for name in counted)
    return np.sum([weights[name] * scores[name] for name in counted], axis=0) / total  # type: ignore[no-any-return]
