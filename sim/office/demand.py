"""When people come: the profile of the day, its busyness, and arrivals from outside the population."""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from sim.office.names import Name
from sim.office.seasons import AfterHoliday, Season
from sim.office.units import CLOSED, Amount, Clock, Factor, Hourly, Profile, Seconds, Text, Week

SOURCES = ("rates_per_hour", "trace", "times")
"""Where arrivals come from; exactly one of them is given."""


@dataclass(frozen=True, kw_only=True)
class Busyness:
    """A random factor of the day, mean 1."""

    __pydantic_config__ = CLOSED

    dist: Literal["gamma", "lognormal"]
    cv: Annotated[float, Field(strict=True, gt=0, le=5, allow_inf_nan=False)]


@dataclass(frozen=True, kw_only=True)
class Demand:
    """How the citizens' needs fall over the week and the day.

    `weekday` factors are scaled to mean 1 over the open weekdays; `profile` weights need not add up to 1.
    `visits_per_day` is how many come on an ordinary working day, in place of the number of citizens or of their needs.
    Without a profile needs fall evenly over the opening hours. `after_holiday` is the factor of the first
    working day after a closure of one or more days, by their number; `seasons` are factors of stretches of
    dates. All factors of a day multiply; only those of the weekdays are scaled. `factor` is how many times as
    much comes as the rest of the scenario says: needs and arrivals at rates, not those that were recorded.
    """

    __pydantic_config__ = CLOSED

    factor: Factor = 1.0
    visits_per_day: Annotated[Amount, Field(gt=0)] | None = None
    weekday: Week[Factor] | None = None
    profile: Week[Profile] | None = None
    busyness: Busyness | None = None
    after_holiday: AfterHoliday | None = None
    seasons: tuple[Season, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TraceRow:
    """One recorded arrival; what is None is drawn as usual. `service_s` is the work of the first step.

    `line` is where a trace says so.
    """

    time_s: Seconds
    day: int | None = None
    service: str | None = None
    class_name: str | None = None
    service_s: Seconds | None = None
    patience_s: Seconds | None = None
    line: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class Arrivals:
    """Arrivals from outside the population: Poisson at rates by stretch of the day, or a trace of times.

    `rates_per_hour` (stretch, per hour); busyness scales it. `trace` names a CSV file beside the scenario (time, and
    if wanted day, service, class, service_s, patience_s); `rows` holds what was read from it or from `times`, and is
    not written in a file. A trace without days comes again every day. They come to `office` (default: the first).
    """

    __pydantic_config__ = CLOSED

    name: Name
    service: Text
    class_name: Annotated[Text | None, Field(alias="class")] = None
    rates_per_hour: Hourly | None = None
    office: Text | None = None
    trace: Text | None = None
    times: Annotated[tuple[Clock, ...], Field(min_length=1)] | None = None
    rows: tuple[TraceRow, ...] | None = None
