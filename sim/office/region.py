"""Several offices with one population, and officers who are moved between them."""

from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.office.channels import Weekday
from sim.office.faults import wrong
from sim.office.names import Name
from sim.office.units import CLOSED, Day, Factor, Said, Text


@dataclass(frozen=True, kw_only=True)
class Office:
    """An office of the region; `share` of the citizens live in its area (shares need not add up to 1)."""

    __pydantic_config__ = CLOSED

    name: Name
    title: Said | None = None
    share: Factor = 1.0


@dataclass(frozen=True, kw_only=True)
class Move:
    """A group of officers works in another office: on `weekdays` (all if none), between two dates, both included."""

    __pydantic_config__ = CLOSED

    office: Text
    weekdays: tuple[Weekday, ...] = ()
    first: Annotated[Day | None, Field(alias="from")] = None
    last: Annotated[Day | None, Field(alias="to")] = None

    @model_validator(mode="after")
    def forwards(self) -> Self:
        """It does not end before it begins."""
        if self.first is not None and self.last is not None and self.last < self.first:
            raise wrong("move_backwards")
        return self
