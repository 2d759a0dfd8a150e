"""Which days are working days, and how long the office is open on each."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sim.office.calendar import Calendar, Holidays
from sim.office.scenario import Scenario
from sim.office.units import WEEKDAYS, Span, Spans, Week

ONE_DAY = timedelta(days=1)
MONDAY_TO_FRIDAY = range(5)
_ALL_DAY = (Span(0, 86_400),)
LOOK_BACK = 60
"""Days before the first one that are searched for a closure it may follow."""


class BeyondCalendar(ValueError):
    """A day lies in a year that the calendar has no days of: the year, and the calendar."""

    def __init__(self, year: int, table: Holidays) -> None:
        super().__init__(f"{table.label} has no days of {year}")
        self.year, self.table = year, table


@dataclass(frozen=True)
class WorkingDay:
    """A working day: its date, its hours, whether it is in Ramadan, and how many days were closed just before it.

    `closed_before` counts the days since the last working day that only a holiday, collective leave or the
    office itself has closed; weekends do not count.
    """

    date: date
    hours: Spans
    ramadan: bool
    closed_before: int


class Opening:
    """When an office opens on any date. Raises ValueError for a calendar that names a file nobody has read."""

    def __init__(self, hours: Week[Spans], calendar: Calendar | None) -> None:
        self._hours, self._calendar = hours, calendar or Calendar()
        if self._calendar.holidays is not None and self._calendar.table is None:
            raise ValueError(f"the calendar {self._calendar.holidays} has not been read: sim.scenario.load reads it")
        self._own = {half.date: half.hours for half in self._calendar.half_days}
        self._closures = closures(calendar)
        self._fasting = fasting(calendar)
        self._covered = years(self._calendar.table) if self._calendar.table is not None else None

    def hours(self, day: date) -> Spans:
        """The opening hours, none where the office is closed. Raises BeyondCalendar."""
        self._check(day)
        if day in self._own:
            return self._own[day]
        if day in self._closures:
            return ()
        shorter = self._calendar.ramadan_hours if self.ramadan(day) else None
        own = weekly(shorter, day.weekday()) if shorter is not None else None
        usual = self.usual(day)
        return own if own is not None and usual else usual

    def usual(self, day: date) -> Spans:
        """The hours of the weekday."""
        return weekly(self._hours, day.weekday()) or ()

    def ramadan(self, day: date) -> bool:
        """Whether a date is a day of fasting, as far as the calendar knows."""
        return day in self._fasting

    def lost(self, day: date) -> bool:
        """Whether the calendar has closed a day that would have been a working day. Raises BeyondCalendar."""
        self._check(day)
        return day in self._closures and day not in self._own and bool(self.usual(day))

    def _check(self, day: date) -> None:
        if self._covered is not None and day.year not in self._covered and self._calendar.table is not None:
            raise BeyondCalendar(day.year, self._calendar.table)


def working_days(scenario: Scenario) -> Iterator[WorkingDay]:
    """The days of the run. Raises BeyondCalendar where the run leaves the years of the calendar."""
    opening = Opening(scenario.hours, scenario.calendar)
    day, closed = scenario.start, _closed_before(opening, scenario.start)
    for _ in range(scenario.days):
        while not (hours := opening.hours(day)):
            closed += opening.lost(day)
            day += ONE_DAY
        yield WorkingDay(day, hours, opening.ramadan(day), closed)
        day, closed = day + ONE_DAY, 0


def working_days_after(
    day: date, n: int, calendar: Calendar | None, weekdays: Container[int] = MONDAY_TO_FRIDAY
) -> date:
    """The n-th working day after a date, which itself does not count: when a term of n working days ends.

    Holidays, collective leave and closed days of the calendar do not count, nor do weekdays (0 is Monday)
    that are not among `weekdays`; half days do. Raises BeyondCalendar, and ValueError where n is negative.
    """
    if n < 0:
        raise ValueError("a term has at least 0 working days")
    every = Week[Spans](**{name: _ALL_DAY for place, name in enumerate(WEEKDAYS) if place in weekdays})
    opening = Opening(every, calendar)
    while n > 0:
        day += ONE_DAY
        n -= bool(opening.hours(day))
    return day


def weekly(week: Week[Spans], weekday: int) -> Spans | None:
    """What a week says of a weekday (0 is Monday)."""
    own: Spans | None = getattr(week, WEEKDAYS[weekday])
    return week.every if own is None else own


def years(table: Holidays) -> frozenset[int]:
    """The years that a calendar covers: those that it has days of."""
    return frozenset(holiday.date.year for holiday in table.days)


def closures(calendar: Calendar | None) -> frozenset[date]:
    """The dates on which the calendar closes the office."""
    if calendar is None:
        return frozenset()
    listed = calendar.table.days if calendar.table is not None else ()
    return frozenset(h.date for h in listed if h.kind != "leave" or calendar.collective_leave) | set(calendar.closed)


def fasting(calendar: Calendar | None) -> frozenset[date]:
    """The days of fasting, as far as the calendar knows."""
    if calendar is None or calendar.table is None:
        return frozenset()
    spans = [(one.first, (one.last - one.first).days) for one in calendar.table.ramadans]
    return frozenset(first + n * ONE_DAY for first, days in spans for n in range(days + 1))


def idul_fitri(calendar: Calendar | None) -> tuple[date, ...]:
    """The first day of each Idul Fitri, the day after the fast."""
    if calendar is None or calendar.table is None:
        return ()
    return tuple(ramadan.last + ONE_DAY for ramadan in calendar.table.ramadans)


def leans_on_ramadan(scenario: Scenario) -> bool:
    """Whether hours or seasons of the scenario depend on when Ramadan is."""
    own = scenario.calendar is not None and scenario.calendar.ramadan_hours is not None
    officers = any(group.ramadan_hours is not None for group in scenario.officers)
    return own or officers or any(season.lebaran is not None for season in scenario.demand.seasons)


def estimated_days(scenario: Scenario) -> list[date]:
    """The days of its calendar that nobody has decreed yet, where the run passes over them. Raises BeyondCalendar."""
    calendar = scenario.calendar
    if calendar is None or calendar.table is None:
        return []
    days = [h.date for h in calendar.table.days if not h.decreed and (h.kind != "leave" or calendar.collective_leave)]
    if leans_on_ramadan(scenario):
        days += [day for r in calendar.table.ramadans if not r.decreed for day in (r.first, r.last)]
    if not any(day >= scenario.start for day in days):
        return []
    last = max(day.date for day in working_days(scenario))
    return sorted(day for day in days if scenario.start <= day <= last)


def _closed_before(opening: Opening, start: date) -> int:
    """The days lost just before a date; what the calendar does not cover counts as open."""
    closed, day = 0, start
    try:
        for _ in range(LOOK_BACK):
            day -= ONE_DAY
            if opening.hours(day):
                break
            closed += opening.lost(day)
    except BeyondCalendar:
        pass
    return closed
