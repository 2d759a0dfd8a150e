"""Factors of days that are busier or quieter than others: after a closure, and in a season."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from sim.office.faults import wrong
from sim.office.names import Name
from sim.office.units import CLOSED, Count, Day, Factor, pair, rising

_YEARLY = re.compile(r"(\d\d)-(\d\d)")
_LEAP_YEAR = 2028


@dataclass(frozen=True, order=True)
class YearDay:
    """A day of every year, "06-15"."""

    month: int
    day: int


def _season_day(value: Any) -> Any:
    found = _YEARLY.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return value
    try:
        date(_LEAP_YEAR, int(found[1]), int(found[2]))
    except ValueError:
        raise wrong("date") from None
    return YearDay(int(found[1]), int(found[2]))


def _by_length(value: Any) -> Any:
    """A plain factor holds after a closure of any length."""
    return value if isinstance(value, (list, tuple)) else [[1, value]]


SeasonDay = Annotated[YearDay | Day, BeforeValidator(_season_day, json_schema_input_type=date | str)]
Lengths = tuple[Annotated[tuple[Count, Factor], BeforeValidator(pair)], ...]
AfterHoliday = Annotated[
    Lengths,
    Field(min_length=1),
    AfterValidator(rising),
    BeforeValidator(_by_length, json_schema_input_type=Factor | Lengths),
]
"""Pairs (days that were closed, factor) in rising length: each factor holds from its length up to the next."""
FromLebaran = Annotated[int, Field(strict=True, ge=-180, le=180)]


@dataclass(frozen=True, kw_only=True)
class Season:
    """A stretch of dates with a factor.

    Both ends are included: `first` and `last` are dates, or days of every year (which may pass the New Year).
    `lebaran` counts days from Idul Fitri instead, negative ones before it.
    """

    __pydantic_config__ = CLOSED

    name: Name
    factor: Factor
    first: Annotated[SeasonDay | None, Field(alias="from")] = None
    last: Annotated[SeasonDay | None, Field(alias="to")] = None
    lebaran: tuple[FromLebaran, FromLebaran] | None = None

    @model_validator(mode="after")
    def placed(self) -> Self:
        """It says when it is, in one way, and does not end before it begins."""
        if (self.lebaran is None) == (self.first is None) or type(self.first) is not type(self.last):
            raise wrong("season_when")
        dated = isinstance(self.first, date) and isinstance(self.last, date) and self.last < self.first
        if dated or (self.lebaran is not None and self.lebaran[1] < self.lebaran[0]):
            raise wrong("season_backwards")
        return self
