"""Where in an office a reform acts: its counters, its complaints, the busiest hours."""

from collections.abc import Iterator

from sim.office import Scenario, Service
from sim.office.units import WEEKDAYS, Span, Weighted


def complaint_service(office: Scenario) -> Service | None:
    """The service by which people complain; None where nobody can."""
    if office.opinion is None or office.opinion.complaints is None:
        return None
    name = office.opinion.complaints.service
    return next(service for service in office.services if service.name == name)


def complaint_steps(office: Scenario) -> tuple[str, ...]:
    """The steps ("service.step") of that service."""
    service = complaint_service(office)
    return () if service is None else tuple(f"{service.name}.{step.name}" for step in service.steps)


def counter_steps(office: Scenario) -> tuple[str, ...]:
    """The steps ("service.step") at which an officer serves a citizen, but those of complaints."""
    back = {station.name for station in office.stations if station.back_office}
    return tuple(
        f"{service.name}.{step.name}"
        for service in office.services
        for step in service.steps
        if step.station is not None and step.station not in back and service is not complaint_service(office)
    )


def peak(office: Scenario, hours: float) -> Span:
    """The stretch of so many hours in which most people come, taken over all days of the week.

    Where nothing says when people come it is the first hours after opening.
    """
    parts, width = list(_coming(office)), round(3600.0 * hours)
    opens = min(span.start_s for spans in _weekly(office.hours) for span in spans)
    starts = sorted({opens, *(part.span.start_s for part in parts)})
    start = max(starts, key=lambda begin: (_share(parts, begin, begin + width), -begin))
    return Span(start, start + width)


def named(what: str, identity: str | None) -> str:
    """The name of what a reform sets up, told apart by the reform's id where it has one."""
    return f"{what} ({identity or 'reformasi'})"


def _weekly(week: object) -> Iterator[tuple[Span, ...]]:
    return (days for day in ("every", *WEEKDAYS) if (days := getattr(week, day)))


def _coming(office: Scenario) -> Iterator[Weighted]:
    """Stretches with weights: profiles of the needs, and rates of arrivals from outside times their hours."""
    for profile in _weekly(office.demand.profile) if office.demand.profile is not None else ():
        yield from profile  # type: ignore[misc]
    for stream in office.arrivals:
        for part in stream.rates_per_hour or ():
            yield Weighted(part.span, part.value * (part.span.end_s - part.span.start_s))


def _share(parts: list[Weighted], start: int, end: int) -> float:
    """The weight of those who come in a stretch."""
    found = 0.0
    for part in parts:
        inside = min(part.span.end_s, end) - max(part.span.start_s, start)
        found += part.value * max(0, inside) / (part.span.end_s - part.span.start_s)
    return found
