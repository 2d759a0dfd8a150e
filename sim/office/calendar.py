"""The working calendar of an office: holidays, collective leave, Ramadan hours and days with hours of their own."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from sim.office.faults import wrong
from sim.office.units import CLOSED, Day, Spans, SpanText, Text, Texts, Week


def _dated_hours(value: Any) -> Any:
    if isinstance(value, HalfDay):
        return value
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        raise wrong("dated_hours")
    return {"date": value[0], "hours": value[1]}


@dataclass(frozen=True, kw_only=True)
class Holiday:
    """A day on which offices close: a national or regional holiday, or collective leave (cuti bersama).

    `decreed` is False for an estimate; `source` names the decree or what the estimate stands on.
    """

    date: dt.date
    kind: Literal["national", "regional", "leave"]
    name: Texts
    decreed: bool = True
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Ramadan:
    """The first and the last day of fasting of a year."""

    first: dt.date
    last: dt.date
    decreed: bool = True


@dataclass(frozen=True, kw_only=True)
class Holidays:
    """What a calendar file says; `label` is the file as messages call it. It covers the years that it has days of."""

    label: str
    days: tuple[Holiday, ...]
    ramadans: tuple[Ramadan, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HalfDay:
    """A date with hours of its own."""

    __pydantic_config__ = CLOSED

    date: Day
    hours: Spans


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """When the office departs from its weekly hours.

    `holidays` names a bundled calendar or a CSV file beside the scenario; `collective_leave` says whether collective
    leave closes this office too. `ramadan_hours` take the place of the opening hours in Ramadan; a weekday without an
    entry keeps its own. `half_days` are dates with hours of their own, which go before everything else; `closed` are
    further dates on which this office is closed. `table` is what was read from the file, and is not written in one.
    """

    __pydantic_config__ = CLOSED

    holidays: Text | None = None
    collective_leave: Annotated[bool, Field(strict=True)] = True
    ramadan_hours: Week[Spans] | None = None
    half_days: tuple[
        Annotated[
            HalfDay,
            BeforeValidator(_dated_hours, json_schema_input_type=tuple[dt.date, SpanText | tuple[SpanText, ...]]),
        ],
        ...,
    ] = ()
    closed: tuple[Day, ...] = ()
    table: Holidays | None = None
