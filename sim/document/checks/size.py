"""How many come on a day: what is more than anybody means, and more than can be simulated."""

from collections import Counter
from collections.abc import Iterator
from math import prod
from typing import NamedTuple

from sim.office.demand import SOURCES, Arrivals
from sim.office.faults import Path, Problem
from sim.office.scenario import Scenario

MANY, MOST = 100_000, 10_000_000
"""Cases a day from which on a scenario is asked whether it means that, and which it may not exceed."""


class Source(NamedTuple):
    """Where cases come from: the place in the document, how many on an average day, and on the busiest."""

    path: Path
    a_day: float
    busiest: float


def sources(office: Scenario) -> Iterator[Source]:
    """The citizens, and each arrivals from outside; of seasons and days after holidays the busiest is at least one."""
    if office.citizens is not None:
        citizens = office.citizens
        needs = office.demand.factor * citizens.count * citizens.needs_per_year / citizens.working_days_per_year
        seasons = prod(max(1.0, season.factor) for season in office.demand.seasons)
        after = max((factor for _, factor in office.demand.after_holiday or ()), default=1.0)
        yield Source(("citizens", "needs_per_year"), needs, needs * seasons * max(1.0, after))
    for place, arrivals in enumerate(office.arrivals):
        key = next((key for key in SOURCES if getattr(arrivals, key) is not None), "trace")
        yield Source(("arrivals", place, key), *_from_outside(arrivals, office.days, office.demand.factor))


def _from_outside(arrivals: Arrivals, days: int, factor: float) -> tuple[float, float]:
    if arrivals.rates_per_hour is not None:
        rates = factor * sum((p.span.end_s - p.span.start_s) / 3600.0 * p.value for p in arrivals.rates_per_hour)
        return rates, rates
    by_day = Counter(row.day for row in arrivals.rows or ())
    if set(by_day) == {None}:
        return float(by_day[None]), float(by_day[None])
    return sum(by_day.values()) / days, float(max(by_day.values(), default=0))


def check_size(scenario: Scenario) -> Iterator[Problem]:
    """No more come on a day than can be simulated; very many are a warning."""
    for source in sources(scenario):
        if source.busiest > MANY:
            values = {"found": in_figures(source.busiest), "most": in_figures(MOST)}
            most = source.busiest > MOST
            yield Problem(source.path, "too_many" if most else "very_many", values, warning=not most)


def in_figures(number: float) -> str:
    """A large number, with the gaps between thousands that no language takes for a decimal sign."""
    return f"{number:,.0f}".replace(",", "\N{NO-BREAK SPACE}")
