"""Trust of those who came, changed channel, were asked for money or only heard; on which side of a visit it is lost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

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

WHO = ("came", "switched", "asked", "heard")
MEASURES = (
    *(
        measure
        for who in WHO
        for shown in ("trust year_more" if who == "switched" else "trust year_trust",)
        for measure in (
            Measure(f"trust_{who}_mean", "points 0-1", HIGHER, shown, of_100=True),
            Measure(f"trusting_{who}_share", "share", HIGHER, shown),
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


@dataclass
class Contacts:
    """Of each citizen the day of the last visit judged, and the channels of the first and of the last; else NONE."""

    day: npt.NDArray[np.int32]
    first: npt.NDArray[np.int16]
    channel: npt.NDArray[np.int16]

    @classmethod
    def none(cls, citizens: int) -> Self:
        """Nobody has come so far."""
        return cls(np.full(citizens, NONE, np.int32), *(np.full(citizens, NONE, np.int16) for _ in range(2)))

    def add(self, rows: Records) -> None:
        """Take in opinions (OPINION_ROW), in the order of the visits' ends."""
        citizen, channel = rows["citizen"].astype(np.intp), rows["channel"]
        self.day[citizen], self.channel[citizen] = rows["day"], channel
        new = np.flatnonzero(self.first[citizen] == NONE)[::-1]  # of a citizen named twice the last is kept: the first
        self.first[citizen[new]] = channel[new]

    def copy(self) -> Self:
        """The same so far."""
        return replace(self, day=self.day.copy(), first=self.first.copy(), channel=self.channel.copy())

    def came(self, plan: Plan, today: int) -> Mask:
        """Who judged a visit in the twelve months up to a day."""
        dates = plan.arrays.day["date"]
        found: Mask = (self.day != NONE) & (dates[self.day] > dates[today] - TWELVE_MONTHS)
        return found

    @property
    def switched(self) -> Mask:
        """Whose last visit came through another channel than their first."""
        return self.first != self.channel


def trust_of_groups(citizens: Records, came: Mask, switched: Mask, *, channels: bool, money: bool) -> dict[str, float]:
    """Trust of citizens (CITIZEN_ROW) who `came` of late, of these who `switched`, were asked for money, never came.

    NaN for too few people; nothing of who switched without several `channels`, of who was asked without `money`.
    """
    who = {"came": came, "switched": came & switched, "asked": citizens["asked"] > 0, "heard": citizens["judged"] == 0}
    told = {"came": True, "switched": channels, "asked": money, "heard": True}
    found: dict[str, float] = {}
    for name, part in ((name, part) for name, part in who.items() if told[name]):
        mean, share = trusting(citizens["trust"][part] if part.sum() >= LEAST_PEOPLE else np.zeros(0))
        found |= {f"trust_{name}_mean": mean, f"trusting_{name}_share": share}
    return found


def lost_by_side(opinion: Opinion, lost: Sequence[int], judged: float) -> dict[str, float]:
    """Bad evidence of each of the SIDES, as a share of all evidence of the visits judged; `lost` is in per cent."""
    if opinion.trust.model == "surprise":
        return {}
    weights = (opinion.belief.reliable, opinion.belief.honest, opinion.belief.fair)
    shares = (w * part / (100.0 * judged) if judged else np.nan for w, part in zip(weights, lost, strict=True))
    return {f"lost_{side}_share": share for side, share in zip(SIDES, shares, strict=True)}
