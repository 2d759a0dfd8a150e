"""The units a scenario is written in, each a type that says what it allows."""

from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from pydantic import Field

Minutes = Annotated[float, Field(ge=0, le=1e7, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Factor = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0)]
Seconds = int
"""Whole seconds since midnight; may exceed 86,400 where a day is longer than a day (verification)."""

T = TypeVar("T")

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Words:
    """A text in both languages."""

    id: str
    en: str


@dataclass(frozen=True)
class Span:
    """A stretch of the day, from (included) to (excluded), in seconds since midnight."""

    start_s: Seconds
    end_s: Seconds


@dataclass(frozen=True)
class Weighted:
    """A stretch of the day with a number: a rate, a weight or a head count."""

    span: Span
    value: float


Spans = tuple[Span, ...]
Profile = tuple[Weighted, ...]


@dataclass(frozen=True)
class Week(Generic[T]):
    """Something that may differ by weekday: `every` on all open days, unless the weekday says otherwise."""

    every: T | None = None
    mon: T | None = None
    tue: T | None = None
    wed: T | None = None
    thu: T | None = None
    fri: T | None = None
    sat: T | None = None
    sun: T | None = None
