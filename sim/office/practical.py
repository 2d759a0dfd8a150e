"""From which size on a difference matters."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from sim.office.units import CLOSED, Amount, Factor, Minutes, Share


@dataclass(frozen=True, kw_only=True)
class Practical:
    """Differences up to these may be certain, but are small: assumptions of ours, and for the reader to decide.

    `points` are those of 100 (trust, satisfaction, IKM), `share` is of shares, `relative` a part of the
    baseline's value, for all else: counts, hours, money.
    """

    __pydantic_config__ = CLOSED

    minutes: Minutes = 1.0
    days: Amount = 0.1
    points: Annotated[Factor, Field(le=100)] = 1.0
    share: Share = 0.01
    relative: Share = 0.01
