"""Who comes: the citizens of the area and the classes they queue in."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from sim.office.names import Name
from sim.office.units import CLOSED, Factor, Said, Share


@dataclass(frozen=True, kw_only=True)
class PriorityClass:
    """A class of citizens; the lowest `priority` is called first. `share` is of the citizens."""

    __pydantic_config__ = CLOSED

    name: Name
    title: Said | None = None
    share: Share = 1.0
    priority: Annotated[int, Field(strict=True, ge=0, le=99)] = 0


@dataclass(frozen=True, kw_only=True)
class Citizens:
    """The citizens and how often each needs the office: a year's mean, its spread between citizens (gamma)."""

    __pydantic_config__ = CLOSED

    count: Annotated[int, Field(strict=True, ge=0, le=5_000_000)]
    needs_per_year: Factor
    needs_cv: Annotated[float, Field(strict=True, ge=0, le=10, allow_inf_nan=False)] = 0.0
    working_days_per_year: Annotated[int, Field(strict=True, ge=1, le=366)] = 250
