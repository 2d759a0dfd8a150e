"""Offices as queueing theory knows them: one station, a day of ten million seconds, arrivals at random."""

from math import ceil, sqrt

from sim.language.words import Words
from sim.office import Arrivals, OfficerGroup, Scenario, Service, Station, Step
from sim.office.distributions import Distribution, Exponential
from sim.office.units import Span, Spans, Week, Weighted

LONGEST_DAY_S = 10_000_000
CUSTOMERS = 80_000
"""About so many customers make a replication."""
HALF_SECOND = 4e-4
"""The largest relative error of a probability that whole seconds may cause (see docs/background/verification.md)."""


def scale(rate_at_the_edge: float, least_s: float = 300.0) -> float:
    """How many seconds a unit of time must have, so that whole seconds do not show.

    Who comes within half a second before a server becomes free is served at once here but waits in theory. That changes
    P(wait) and P(block) by half a second times the rate (per unit of time) at which waiting customers see it happen.
    """
    return max(least_s, ceil(0.5 * rate_at_the_edge / HALF_SECOND / 60.0) * 60.0)


def settled(mu: float, servers: int, rho: float, unit_s: float) -> float:
    """Seconds after which an M/M/c forgets that it began empty: twenty relaxation times, at least ten services."""
    if rho >= 1.0:
        return 10.0 * unit_s / mu
    relaxation = unit_s / (servers * mu * (1.0 - sqrt(rho)) ** 2)
    return max(20.0 * relaxation, 10.0 * unit_s / mu)


def words(text: str) -> Words:
    """A title that is the same in both languages."""
    return Words.same(text)


def every(start_s: int, end_s: int) -> Week[Spans]:
    """The same hours on every day of the week."""
    return Week(every=(Span(start_s, end_s),))


def exponential(rate: float, unit_s: float) -> Exponential:
    """Exponential with a rate per unit of time."""
    return Exponential(mean_min=unit_s / rate / 60.0)


def one_station(
    title: str,
    lam: float,
    time: Distribution,
    servers: int,
    *,
    unit_s: float,
    warm_up_s: float,
    station: Station | None = None,
) -> Scenario:
    """Poisson arrivals at rate `lam` per unit of time, one station, `servers` officers alike."""
    station = station or Station(name="a")
    per_hour = lam * 3600.0 / unit_s
    warm_up_s = 60 * ceil(warm_up_s / 60)
    length = min(LONGEST_DAY_S, ceil(CUSTOMERS * 3600.0 / per_hour) + warm_up_s)
    days = ceil(CUSTOMERS * 3600.0 / per_hour / (length - warm_up_s))
    stream = Arrivals(name=title, service="s", rates_per_hour=(Weighted(Span(0, length), per_hour),))
    return Scenario(
        name=title,
        title=words(title),
        hours=every(0, length),
        days=days,
        warm_up_min=warm_up_s / 60.0,
        stations=(station,),
        services=(Service(name="s", steps=(Step(name="t", station=station.name, time=time),)),),
        officers=(OfficerGroup(name="o", skills=("*",), count=servers),),
        arrivals=(stream,),
    )
