"""What one visit does to trust: of somebody who comes for the first time, by what the visit was like."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.measures.histogram import Floats
from sim.measures.outcomes import ATTENDED
from sim.plan import Plan
from sim.plan.layout import Records
from sim.plan.tables import INCOMPLETE, SERVED
from sim.rules.belief import believed
from sim.rules.opinion import surprise_of
from sim.rules.trust import trust_after

KINDS = ("smooth", "slow", "lacking", "in_vain", "overtaken", "asked")
"""What a visit was like; one that is several of these counts as the last of them."""


class Effect(NamedTuple):
    """The share of all visits judged, and by how much one of them moves trust (0 to 1) on average."""

    share: float
    moved: float


def effects(plan: Plan, opinions: Records) -> Mapping[str, Effect]:
    """Of each of KINDS, from the visits judged in a run (OPINION_ROW) after its warm-up; NaN where there are none.

    The first visit to the own office of somebody who believes of it what is believed at the start, with the mean
    predisposition, as the rules of the night move them. Later visits move less, as more is known.
    """
    rows = opinions[(opinions["day"] >= plan.scenario.warm_up_days) & (opinions["visit"] >= 0)]
    kind, moved = _kinds(plan, rows), _moved(plan, rows)
    return {
        name: Effect(float(own.mean()) if len(rows) else np.nan, float(moved[own].mean()) if own.any() else np.nan)
        for name, own in ((name, kind == place) for place, name in enumerate(KINDS))
    }


def _kinds(plan: Plan, rows: Records) -> npt.NDArray[np.int64]:
    target = plan.arrays.service["target"][rows["service"]]
    said = (
        (rows["outcome"] == SERVED) & (rows["waited_s"] > target),
        rows["outcome"] == INCOMPLETE,
        ~ATTENDED[rows["outcome"]],
        rows["overtaken"] > 0,
        rows["asked"] > 0,
    )
    found = np.zeros(len(rows), np.int64)
    for place, mask in enumerate(said, 1):
        found[mask] = place
    return found


def _moved(plan: Plan, rows: Records) -> Floats:
    b = plan.arrays.behaviour[0]
    if b["levels"] > 0.0:
        good, worse = rows["good"], b["worse"] * rows["bad"]
        known = zip(good.tolist(), worse.tolist(), strict=True)
        belief = np.array([believed(float(b["start"]), float(b["start_weight"]), *one) for one in known])
        found: Floats = b["counts"] * (belief - b["start"])
        return found
    told = zip(rows["performance"], rows["expected"], rows["asked"], rows["overtaken"], strict=True)
    trust = float(b["predisposition"])
    return np.array([trust_after(trust, surprise_of(b, *one), b["gain"], b["loss"]) - trust for one in told])
