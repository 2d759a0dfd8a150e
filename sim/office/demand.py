"""When people come: the profile of the day, its busyness, and arrivals from outside the population."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from sim.office.units import Factor, Profile, Seconds, Week


@dataclass(frozen=True, kw_only=True)
class Busyness:
    """A random factor of the day, mean 1."""

    dist: Literal["gamma", "lognormal"]
    cv: Annotated[float, Field(gt=0, le=5, allow_inf_nan=False)]


@dataclass(frozen=True, kw_only=True)
class Demand:
    """How the citizens' needs fall over the week and the day.

    `weekday` factors are scaled to mean 1 over the open weekdays; `profile` weights need not add up to 1.
    Without a profile needs fall evenly over the opening hours.
    """

    weekday: Week[Factor] | None = None
    profile: Week[Profile] | None = None
    busyness: Busyness | None = None


@dataclass(frozen=True, kw_only=True)
class TraceRow:
    """One recorded arrival; what is None is drawn as usual. `service_s` is the work of the first step."""

    time_s: Seconds
    day: int | None = None
    service: str | None = None
    class_name: str | None = None
    service_s: Seconds | None = None
    patience_s: Seconds | None = None


@dataclass(frozen=True, kw_only=True)
class Arrivals:
    """Arrivals from outside the population: Poisson at rates by stretch of the day, or a trace of times.

    `rates_per_hour` (stretch, per hour); busyness scales it. `trace` names a CSV file beside the scenario (time, and
    if wanted day, service, class, service_s, patience_s); `rows` holds what was read from it or from `times`.
    A trace without days comes again every day.
    """

    name: str
    service: str
    class_name: Annotated[str | None, Field(alias="class")] = None
    rates_per_hour: Profile | None = None
    trace: str | None = None
    times: tuple[Seconds, ...] | None = None
    rows: tuple[TraceRow, ...] | None = None
