"""How many cases come to an office, of which service, where, and with which of their papers."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sim.office.day_factors import day_factors
from sim.office.demand import Arrivals
from sim.office.scenario import Scenario
from sim.office.services import Service
from sim.office.working_days import WorkingDay
from sim.office.workload.journeys import lacking
from sim.office.workload.takers import Taker, takers
from sim.rules.channels import no_show_share


class Coming(NamedTuple):
    """Cases of a service that begin alike: a working day on average, in an office (its place among them).

    They begin at a step, and lack 0, 1, 2, ... papers with these probabilities; the share `shows` comes at
    all. Of a trace, `known_min` is the work of the first step that is recorded for `known` cases a day.
    """

    service: Service
    office: int
    cases: float
    entry: str
    missing: Sequence[float]
    shows: float = 1.0
    known: float = 0.0
    known_min: float = 0.0


def needs_a_year(office: Scenario, service: Service) -> float:
    """The cases of a service in a year that the citizens need by themselves, of all offices of a region together.

    Without the factor of all demand: what is planned for the usual year is not more for one that is busier.
    """
    whole = sum(other.share for other in office.services)
    if office.citizens is None or whole <= 0:
        return 0.0
    return office.citizens.count * office.citizens.needs_per_year * service.share / whole


def needs_a_day(office: Scenario, service: Service) -> float:
    """The same on an ordinary working day."""
    days = office.citizens.working_days_per_year if office.citizens is not None else 1
    return needs_a_year(office, service) / days


def coming(office: Scenario, days: Sequence[WorkingDay]) -> Iterator[Coming]:
    """All cases that are expected on these days; complaints, which follow from visits, are not foreseen."""
    factor = sum(day_factors(office, days)) / len(days) if days else 0.0
    whole = sum(place.share for place in office.offices) or 1.0
    homes = [place.share / whole for place in office.offices] or [1.0]
    for service in office.services:
        cases = factor * needs_a_day(office, service)
        for taker in takers(office, service) if cases > 0.0 else ():
            for home, share in enumerate(homes):
                if taker.share * share > 0.0:
                    yield _taking(office, service, taker, home, cases * share)
    for arrivals in office.arrivals:
        yield from _from_outside(office, arrivals, len(days))


def _taking(office: Scenario, service: Service, taker: Taker, home: int, cases: float) -> Coming:
    channel = taker.channel
    entry, knows, shows = service.steps[0].name, _knows(office, taker), 1.0
    if channel is not None:
        entry = dict(channel.enters).get(service.name, entry)
    if channel is not None and channel.kind == "appointment":
        missed = no_show_share(channel.no_show, channel.no_show_per_day, channel.lead_days)
        again = office.returns.no_show.share if office.returns.no_show is not None else 0.0
        shows = (1.0 - missed) / (1.0 - missed * again) if missed < 1.0 else 0.0
    return Coming(service, home, cases * taker.share, entry, lacking(service.documents, knows), shows)


def _knows(office: Scenario, taker: Taker) -> float:
    """The probability that a paper asked for is brought: as the channel says, else the class, else of all citizens."""
    told = [taker.channel, taker.of_class, office.citizens]
    return next((one.knows_document for one in told if one is not None and one.knows_document is not None), 1.0)


def _from_outside(office: Scenario, arrivals: Arrivals, days: int) -> Iterator[Coming]:
    """Arrivals at rates, or those of a trace; dated ones over the days of the run."""
    home = [place.name for place in office.offices].index(arrivals.office) if arrivals.office is not None else 0
    services = {service.name: service for service in office.services}
    for name in dict.fromkeys([arrivals.service, *(row.service for row in arrivals.rows or () if row.service)]):
        service = services[name]
        whole = _a_day(arrivals, name, days, office.demand.factor)
        for taker in _classes(office, arrivals):
            cases, known, minutes = (part * taker.share for part in whole)
            missing = lacking(service.documents, _knows(office, taker))
            yield Coming(service, home, cases, service.steps[0].name, missing, 1.0, known, minutes)


def _classes(office: Scenario, arrivals: Arrivals) -> list[Taker]:
    """Who they are: of the class that is named, else of all."""
    if arrivals.class_name is not None or not office.classes:
        own = next((one for one in office.classes if one.name == arrivals.class_name), None)
        return [Taker(None, own, 1.0)]
    return [Taker(None, one, one.share) for one in office.classes]


def _a_day(arrivals: Arrivals, service: str, days: int, factor: float) -> tuple[float, float, float]:
    """Cases a day, how many of them have a recorded work, and its minutes; what is recorded has no factor."""
    if arrivals.rates_per_hour is not None:
        spans = [(part.span.end_s - part.span.start_s, part.value) for part in arrivals.rates_per_hour]
        return factor * sum(seconds * rate / 3600.0 for seconds, rate in spans), 0.0, 0.0
    rows = [row for row in arrivals.rows or () if (row.service or arrivals.service) == service]
    dated = any(row.day is not None for row in arrivals.rows or ())
    rows = [row for row in rows if row.day is None or row.day <= days]
    over = max(days, 1) if dated else 1
    known = [row.service_s / 60.0 for row in rows if row.service_s is not None]
    return len(rows) / over, len(known) / over, sum(known) / over
