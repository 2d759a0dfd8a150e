"""What goes wrong: systems that are down, forms that run out."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from sim.office.cases import WorkingDays
from sim.office.distributions import Distribution
from sim.office.names import Name
from sim.office.units import CLOSED, Clock, Said, Share, Text


@dataclass(frozen=True, kw_only=True)
class Outage:
    """Something that stations need is down for a while: on a day with probability `chance`, for `lasts`.

    It begins at `at`, else at any moment of the opening hours. Meanwhile no service begins at these stations,
    and those under way take as much longer. A station is hit by one outage at most.
    """

    __pydantic_config__ = CLOSED

    name: Name
    stations: Annotated[tuple[Text, ...], Field(min_length=1)]
    chance: Share
    lasts: Distribution
    title: Said | None = None
    at: Clock | None = None


@dataclass(frozen=True, kw_only=True)
class Shortage:
    """Forms run out: with probability `chance` on a morning when there are some, for `lasts_days` working days.

    Meanwhile who comes to one of `steps` ("service.step") leaves with nothing (outcome no_form).
    """

    __pydantic_config__ = CLOSED

    name: Name
    steps: Annotated[tuple[Text, ...], Field(min_length=1)]
    chance: Share
    lasts_days: WorkingDays
    title: Said | None = None
