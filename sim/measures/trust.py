"""Trust of those who came, were asked for money or only heard of the office; on which side of a visit it is lost."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.measures.citizen_groups import LEAST_PEOPLE
from sim.measures.histogram import Floats
from sim.measures.measure import HIGHER, LOWER, Measure
from sim.measures.outcomes import Mask
from sim.office.opinion import Opinion
from sim.plan import Plan
from sim.plan.layout import NONE, Records
from sim.plan.tables import SIDES

WHO = ("came", "asked", "heard")
MEASURES = (
    *(
        measure
        for who in WHO
        for measure in (
            Measure(f"trust_{who}_mean", "points 0-1", HIGHER, "trust year_trust", of_100=True),
            Measure(f"trusting_{who}_share", "share", HIGHER, "trust year_trust"),
        )
    ),
    *(Measure(f"lost_{side}_share", "share", LOWER, "lost year_more") for side in SIDES),
)

TWELVE_MONTHS, TRUSTING = 365, 0.5


class Trusting(NamedTuple):
    """Mean trust, and the share of those who trust; NaN of nobody."""

    mean: float
    share: float


def trusting(trust: Floats) -> Trusting:
    """The trust of some citizens."""
    return Trusting(float(trust.mean()), float((trust > TRUSTING).mean())) if len(trust) else Trusting(np.nan, np.nan)


def recent(plan: Plan, last: npt.NDArray[np.int32], today: int) -> Mask:
    """Who judged a visit in the twelve months up to a day; `last` is the day of each citizen's last one, or NONE."""
    dates = plan.arrays.day["date"]
    found: Mask = (last != NONE) & (dates[last] > dates[today] - TWELVE_MONTHS)
    return found


def trust_of_groups(citizens: Records, came: Mask, *, money: bool) -> dict[str, float]:
    """Trust of citizens (CITIZEN_ROW) who `came` of late, were asked for money, never came; NaN for too few people."""
    who = {"came": came, "asked": citizens["asked"] > 0, "heard": citizens["judged"] == 0}
    found: dict[str, float] = {}
    for name, part in who.items() if money else ((name, part) for name, part in who.items() if name != "asked"):
        told = trusting(citizens["trust"][part] if part.sum() >= LEAST_PEOPLE else np.zeros(0))
        found |= {f"trust_{name}_mean": told.mean, f"trusting_{name}_share": told.share}
    return found


def lost_by_side(opinion: Opinion, lost: Sequence[int], judged: float) -> dict[str, float]:
    """Bad evidence of each of the SIDES, as a share of all evidence of the visits judged; `lost` is in per cent."""
    if opinion.trust.model == "surprise":
        return {}
    weights = (opinion.belief.reliable, opinion.belief.honest, opinion.belief.fair)
    shares = (w * part / (100.0 * judged) if judged else np.nan for w, part in zip(weights, lost, strict=True))
    return {f"lost_{side}_share": share for side, share in zip(SIDES, shares, strict=True)}
