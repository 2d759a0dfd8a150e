"""The units a scenario is written in, each a type that says what it allows and which short forms it takes."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, model_validator
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from sim.language import LANGUAGES
from sim.language.words import Words
from sim.office.bounds import FIRST_YEAR, LAST_YEAR, year_known
from sim.office.clock import clock, clock_words, stretch
from sim.office.faults import wrong
from sim.office.thousands import code_of, thousands, unmarked

CLOSED = ConfigDict(extra="forbid")
"""No table of a scenario takes a key that it does not know."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WORKDAYS = WEEKDAYS[:5]


def one_or_more(value: object) -> object:
    """A list; a single string stands for a list of one."""
    return [value] if isinstance(value, str) else value


class _ByLanguage:
    """A table with a text for each language, or for some, none of them empty."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[Words], handler: GetCoreSchemaHandler) -> CoreSchema:
        """How a file's table becomes Words."""
        said = handler.generate_schema(Annotated[Text, AfterValidator(_said)])
        text = core_schema.typed_dict_field(said, required=False)
        table = core_schema.typed_dict_schema(dict.fromkeys(LANGUAGES, text), extra_behavior="forbid")
        return core_schema.no_info_after_validator_function(_any, table, ref="Words")


def _words(value: object) -> object:
    return Words.same(value) if isinstance(value, str) else value


def _any(texts: dict[str, str]) -> Words:
    _said("".join(texts.values()))
    return Words(**texts)


def _said(value: str) -> str:
    if not value.strip():
        raise wrong("blank")
    return value


def as_span(value: object) -> object:
    """A stretch as it is written, "08:00-12:00"."""
    return value if isinstance(value, Span) else Span(*stretch(value))


def pair(value: Any) -> Any:
    """A list of two; three whole numbers or more look like a decimal comma."""
    if isinstance(value, Weighted):
        return value
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        comma = isinstance(value, (list, tuple)) and len(value) == 3 and all(type(v) is int for v in value[1:])
        raise _comma(f"{value[1]}.{value[2]}") if comma else wrong("pair")
    return value


def _comma(write: str) -> PydanticCustomError:
    found = thousands(write)
    if found is None:
        return wrong("pair_comma", write=write)
    return wrong(code_of(found), found=write.replace(".", ","), **found)


def rising(table: tuple[tuple[int, float], ...]) -> tuple[tuple[int, float], ...]:
    """The same table, whose lengths must rise."""
    for (one, _), (other, _) in pairwise(table):
        if other <= one:
            raise wrong("lengths_rising", one=one, other=other)
    return table


def _weighted(value: Any) -> Any:
    value = pair(value)
    return {"span": value[0], "value": value[1]} if isinstance(value, (list, tuple)) else value


def _counted(value: Any) -> Any:
    value = pair(value)
    return _weighted((value[0], unmarked(value[1])) if isinstance(value, (list, tuple)) else value)


def _apart(spans: "tuple[Span, ...]") -> "tuple[Span, ...]":
    ordered = sorted(spans, key=lambda span: span.start_s)
    _no_overlap(ordered)
    return tuple(ordered)


def _stretches_apart(profile: "tuple[Weighted, ...]") -> "tuple[Weighted, ...]":
    ordered = sorted(profile, key=lambda part: part.span.start_s)
    _no_overlap([part.span for part in ordered])
    return tuple(ordered)


def _no_overlap(ordered: "list[Span]") -> None:
    for one, other in pairwise(ordered):
        if other.start_s < one.end_s:
            raise wrong("overlap", one=_shown(one), other=_shown(other))


def _shown(span: "Span") -> str:
    return f"{clock_words(span.start_s)}-{clock_words(span.end_s)}"


def _day(value: object) -> object:
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise wrong("date") from None
    if isinstance(value, datetime) or not isinstance(value, date):
        raise wrong("date")
    if not year_known(value):
        raise wrong("date_year", first=FIRST_YEAR, last=LAST_YEAR)
    return value


SPAN_FORM = r"^ *\d+:[0-5]\d(:[0-5]\d)? *[-–—] *\d+:[0-5]\d(:[0-5]\d)? *$"
CLOCK_FORM = r"^\d+:[0-5]\d(:[0-5]\d)?$"
SpanText = Annotated[str, Field(pattern=SPAN_FORM)]
ClockText = Annotated[str, Field(pattern=CLOCK_FORM)]

Minutes = Annotated[float, Field(strict=True, ge=0, le=1e7, allow_inf_nan=False)]
Share = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]
Factor = Annotated[float, Field(strict=True, ge=0, le=1e9, allow_inf_nan=False)]
UNMARKED = BeforeValidator(unmarked)
"""For amounts with bounds of their own, after them: bounds behind a reader do not replace those before it."""
Amount = Annotated[Factor, UNMARKED]
"""Rupiah, people, counts and hourly rates, which nobody writes with three decimals (see `sim.office.thousands`)."""
Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Day = Annotated[date, BeforeValidator(_day)]
Text = Annotated[str, Field(strict=True)]
Seconds = int
"""Whole seconds since midnight; may exceed 86,400 where a day is longer than a day (verification)."""
Clock = Annotated[Seconds, BeforeValidator(clock, json_schema_input_type=ClockText)]

T = TypeVar("T")


@dataclass(frozen=True)
class Span:
    """A stretch of the day, from (included) to (excluded), in seconds since midnight."""

    start_s: Seconds
    end_s: Seconds


@dataclass(frozen=True)
class Weighted:
    """A stretch of the day with a number: a rate, a weight or a head count."""

    span: Annotated[Span, BeforeValidator(as_span, json_schema_input_type=SpanText)]
    value: Factor


Texts = Annotated[Words, _ByLanguage]
Said = Annotated[Texts, BeforeValidator(_words, json_schema_input_type=str | Texts)]
Spans = Annotated[
    tuple[Annotated[Span, BeforeValidator(as_span)], ...],
    BeforeValidator(one_or_more, json_schema_input_type=SpanText | tuple[SpanText, ...]),
    AfterValidator(_apart),
]
Profile = Annotated[
    tuple[Annotated[Weighted, BeforeValidator(_weighted, json_schema_input_type=tuple[SpanText, Factor])], ...],
    AfterValidator(_stretches_apart),
]
Hourly = Annotated[
    tuple[Annotated[Weighted, BeforeValidator(_counted, json_schema_input_type=tuple[SpanText, Factor])], ...],
    AfterValidator(_stretches_apart),
    Field(min_length=1),
]
"""Rates or head counts by stretch of the day, which go by the rule for amounts; weights are factors."""
Table = tuple[Annotated[tuple[Count, Share], BeforeValidator(pair)], ...]
"""Pairs of a whole number and a share."""


@dataclass(frozen=True)
class Week(Generic[T]):
    """Something that may differ by weekday: `every` on all open days, unless the weekday says otherwise."""

    __pydantic_config__ = CLOSED

    every: T | None = None
    mon: T | None = None
    tue: T | None = None
    wed: T | None = None
    thu: T | None = None
    fri: T | None = None
    sat: T | None = None
    sun: T | None = None

    @model_validator(mode="before")
    @classmethod
    def short_forms(cls, value: Any) -> Any:
        """A plain value holds every day; `workdays` holds from Monday to Friday where a day has no entry of its own."""
        if not isinstance(value, dict):
            return value if isinstance(value, Week) else {"every": value}
        days = dict(value)
        if "workdays" in days:
            usual = days.pop("workdays")
            days = {**dict.fromkeys(WORKDAYS, usual), **days}
        return days
