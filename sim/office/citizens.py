"""Who comes: the citizens of the area and the classes they queue in."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, Field

from sim.office.distributions import Distribution
from sim.office.names import Name
from sim.office.units import CLOSED, Amount, Factor, Said, Share, Text, pair


@dataclass(frozen=True, kw_only=True)
class AgeBand:
    """An age band with its share of the citizens (shares need not add up to 1).

    `digital_access` and `digital_skill` replace those of class and citizens.
    """

    __pydantic_config__ = CLOSED

    name: Name
    share: Factor = 1.0
    title: Said | None = None
    digital_access: Share | None = None
    digital_skill: Share | None = None


@dataclass(frozen=True, kw_only=True)
class PriorityClass:
    """A class of citizens; the lowest `priority` is called first. `share` is of the citizens.

    `digital_access`, `digital_skill` and `knows_document` replace those of all citizens; `ages` pairs age
    bands with weights, and `disability` is the share with one, where they differ from those of all citizens.
    Treated unequally, it is asked for money `asked` times as often as others, and with courtesy less by `slighted`.
    """

    __pydantic_config__ = CLOSED

    name: Name
    title: Said | None = None
    share: Share = 1.0
    priority: Annotated[int, Field(strict=True, ge=0, le=99)] = 0
    digital_access: Share | None = None
    digital_skill: Share | None = None
    knows_document: Share | None = None
    ages: tuple[Annotated[tuple[Text, Factor], BeforeValidator(pair)], ...] = ()
    disability: Share | None = None
    asked: Factor = 1.0
    slighted: Share = 0.0


@dataclass(frozen=True, kw_only=True)
class Citizens:
    """The citizens and how often each needs the office: a year's mean, its spread between citizens (gamma).

    `digital_access` is the share who can get online at all, `digital_skill` the mean skill (0 to 1) of those;
    the others have none. A citizen brings each paper asked for with probability `knows_document`, and each
    that was missing with probability `brings_when_told` the next time. `travel` is the way there and back,
    `trip_rupiah` what it costs; they live in so many `villages`. `disability` is the share with one,
    `connected` the share who know somebody in the office.
    """

    __pydantic_config__ = CLOSED

    count: Annotated[int, Field(strict=True, ge=0, le=5_000_000)]
    needs_per_year: Factor
    needs_cv: Annotated[float, Field(strict=True, ge=0, le=10, allow_inf_nan=False)] = 0.0
    working_days_per_year: Annotated[int, Field(strict=True, ge=1, le=366)] = 250
    digital_access: Share = 1.0
    digital_skill: Share = 1.0
    knows_document: Share = 1.0
    brings_when_told: Share = 1.0
    travel: Distribution | None = None
    trip_rupiah: Amount = 0.0
    villages: Annotated[int, Field(strict=True, ge=1, le=10_000)] = 1
    ages: Annotated[tuple[AgeBand, ...], Field(alias="age")] = ()
    disability: Share = 0.0
    connected: Share = 0.0
