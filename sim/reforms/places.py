"""Where in an office a reform acts: its counters, its complaints, the busiest hours, who is pressed hardest there."""

from collections.abc import Iterator

from sim.office import OfficerGroup, Scenario, Service
from sim.office.distributions import Constant, Distribution, Triangular, Uniform
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


def hardest_pressed(office: Scenario) -> OfficerGroup | None:
    """The group of officers with the most minutes a head and need at counters; None where there is none.

    Routes are taken as if every step were passed once; of those alike the first.
    """
    pressed = {group.name: _minutes(office, group) / heads(group) for group in office.officers if heads(group) > 0}
    most = max(office.officers, key=lambda group: pressed.get(group.name, 0.0), default=None)
    return most if most is not None and pressed.get(most.name, 0.0) > 0.0 else None


def heads(group: OfficerGroup) -> int:
    """How many officers a group can have at most."""
    if group.capacity is not None:
        return int(max(part.value for part in group.capacity))
    return group.count


def peak(office: Scenario, hours: float) -> Span:
    """The stretch of so many hours in which most people come, taken over all days of the week.

    Where nothing says when people come it is the first hours after opening.
    """
    parts, width = list(_coming(office)), round(3600.0 * hours)
    opens = min(span.start_s for spans in _weekly(office.hours) for span in spans)
    starts = sorted({opens, *(part.span.start_s for part in parts)})
    start = max(starts, key=lambda begin: (_share(parts, begin, begin + width), -begin))
    return Span(start, start + width)


def mean_minutes(time: Distribution) -> float:
    """About the mean of a distribution; 1 minute where it has none of its own (a table of values)."""
    if isinstance(time, Constant):
        return time.value_min
    if isinstance(time, Uniform):
        return (time.low_min + time.high_min) / 2.0
    if isinstance(time, Triangular):
        return (time.low_min + time.mode_min + time.high_min) / 3.0
    return float(getattr(time, "mean_min", 1.0))


def named(what: str, identity: str | None) -> str:
    """The name of what a reform sets up, told apart by the reform's id where it has one."""
    return f"{what} ({identity or 'reformasi'})"


def _minutes(office: Scenario, group: OfficerGroup) -> float:
    skills, counters = set(group.skills), set(counter_steps(office))
    found = 0.0
    for service in office.services:
        for step in service.steps:
            name = f"{service.name}.{step.name}"
            if name in counters and skills & {"*", service.name, name}:
                found += service.share * mean_minutes(step.time)
    return found


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
