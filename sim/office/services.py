"""What an office does: services, each a graph of steps."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field

from sim.office.distributions import Distribution
from sim.office.faults import wrong
from sim.office.names import Name
from sim.office.units import CLOSED, Factor, Minutes, Said, Share, Text

DONE = "done"


def _not_done(name: str) -> str:
    if name == DONE:
        raise wrong("name_done")
    return name


@dataclass(frozen=True, kw_only=True)
class Branch:
    """With probability `share` the visit goes on to step `to` (or is "done")."""

    __pydantic_config__ = CLOSED

    to: Text
    share: Share


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing done for the citizen; without a station it takes time but no officer.

    `next` lists branches, what is missing to 1 is done; without it the next step of the file follows.
    """

    __pydantic_config__ = CLOSED

    name: Annotated[Name, AfterValidator(_not_done)]
    time: Distribution
    station: Text | None = None
    title: Said | None = None
    patience: Distribution | None = None
    next: tuple[Branch, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Service:
    """A service with its route and its share of the citizens' needs (shares need not add up to 1)."""

    __pydantic_config__ = CLOSED

    name: Name
    steps: Annotated[tuple[Step, ...], Field(alias="step", min_length=1)]
    title: Said | None = None
    share: Factor = 1.0
    target_min: Minutes | None = None
