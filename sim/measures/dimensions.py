"""The six dimensions of ASN performance: which measures speak of each, and a composite for those who bring weights."""

from collections.abc import Mapping, Sequence

import numpy as np

from sim.measures.catalogue import MEASURES, NEITHER, Key
from sim.measures.histogram import Floats

DIMENSIONS: Mapping[str, tuple[Key, ...]] = {
    "responsiveness": (
        Key("wait_mean_min"),
        Key("served_within_target"),
        Key("days_to_finish_mean"),
        Key("turned_away_share"),
    ),
    "professionalism": (
        Key("competence_mean"),
        Key("courtesy_mean"),
        Key("skm_product"),
        Key("skm_competence"),
        Key("skm_conduct"),
    ),
    "fairness": (
        Key("wait_gap", "between", "age"),
        Key("wait_gap", "between", "disability"),
        Key("visits_gap", "between", "skill"),
        Key("trust_gap", "between", "connection"),
        Key("overtaken_share"),
    ),
    "accountability": (
        Key("incomplete_share"),
        Key("within_deadline"),
        Key("answered_in_time"),
        Key("asked_share"),
        Key("silent_payers_share"),
    ),
    "efficiency": (
        Key("staff_min_per_case"),
        Key("visits_per_case"),
        Key("citizen_hours_per_case"),
        Key("rupiah_per_case"),
        Key("paid_per_case"),
    ),
    "innovation": (Key("other_channels_share"), Key("adoption_mean")),
}
"""Each dimension and its indicators, in their own units; those that a scenario does not have are left out."""

Runs = Mapping[Key, Floats]


def improvement(key: Key, ours: Floats, theirs: Floats) -> Floats | None:
    """By which share of the baseline's value a measure is better in each run (worse: below 0).

    None for measures that are neither better nor worse, and where the baseline is nought or missing in some run: then
    there is nothing to take a share of.
    """
    better = MEASURES[key.measure].better
    if better == NEITHER or not np.isfinite(ours).all() or not np.isfinite(theirs).all() or (theirs == 0).any():
        return None
    return better * (ours - theirs) / np.abs(theirs)


def scores(ours: Runs, theirs: Runs) -> dict[str, Floats]:
    """For each dimension the mean improvement of its indicators in each run; dimensions without any are left out."""
    found = {
        name: [gain for key in keys if key in ours and (gain := improvement(key, ours[key], theirs[key])) is not None]
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
