"""Opening hours and timetables → days and stretches of work."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sim.office import OfficerGroup, Scenario
from sim.office.units import WEEKDAYS, Span, Spans, Week

Stretch = tuple[int, int]


def on(week: Week[Spans], weekday: int) -> Spans | None:
    """What a week says of a weekday (0 is Monday)."""
    own: Spans | None = getattr(week, WEEKDAYS[weekday])
    return week.every if own is None else own


def working_days(scenario: Scenario) -> Iterator[tuple[date, Spans]]:
    """The days of the run with their opening hours; weekdays without hours are skipped."""
    day = scenario.start
    for _ in range(scenario.days):
        while not (hours := on(scenario.hours, day.weekday())):
            day += timedelta(days=1)
        yield day, hours
        day += timedelta(days=1)


def stretches(scenario: Scenario, group: OfficerGroup, place: int, weekday: int) -> list[Stretch]:
    """When the officer at `place` in a group works on a weekday; empty where the office is closed."""
    opening = on(scenario.hours, weekday)
    if not opening:
        return []
    own = on(group.hours, weekday) if group.hours is not None else opening
    work = _joined([(s.start_s, s.end_s) for s in own or ()])
    if group.capacity is not None:
        work = _meet(work, _joined([(w.span.start_s, w.span.end_s) for w in group.capacity if place < w.value]))
    for gap in (on(group.breaks, weekday) or ()) if group.breaks is not None else ():
        work = _without(work, gap)
    return work


def head_count(group: OfficerGroup) -> int:
    """How many officers a group can have at most."""
    if group.capacity is not None:
        return int(max((w.value for w in group.capacity), default=0))
    return group.count


def _joined(parts: Sequence[Stretch]) -> list[Stretch]:
    whole: list[Stretch] = []
    for start, end in sorted(parts):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        elif end > start:
            whole.append((start, end))
    return whole


def _meet(left: Sequence[Stretch], right: Sequence[Stretch]) -> list[Stretch]:
    parts = [(max(a, c), min(b, d)) for a, b in left for c, d in right]
    return _joined([(a, b) for a, b in parts if b > a])


def _without(work: Sequence[Stretch], gap: Span) -> list[Stretch]:
    parts = []
    for start, end in work:
        parts += [(start, min(end, gap.start_s)), (max(start, gap.end_s), end)]
    return [(a, b) for a, b in parts if b > a]
