"""What an office does: services, each a graph of steps."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from sim.office.distributions import Distribution
from sim.office.units import Minutes, Share, Words

DONE = "done"


@dataclass(frozen=True, kw_only=True)
class Branch:
    """With probability `share` the visit goes on to step `to` (or is "done")."""

    to: str
    share: Share


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing done for the citizen; without a station it takes time but no officer.

    `next` lists branches, what is missing to 1 is done; without it the next step of the file follows.
    """

    name: str
    time: Distribution
    station: str | None = None
    title: Words | None = None
    patience: Distribution | None = None
    next: tuple[Branch, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Service:
    """A service with its route and its share of the citizens' needs (shares need not add up to 1)."""

    name: str
    steps: Annotated[tuple[Step, ...], Field(alias="step")]
    title: Words | None = None
    share: float = 1.0
    target_min: Minutes | None = None
