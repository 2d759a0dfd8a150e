"""The days of a run against the calendar that was read for it."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from sim.office.bounds import FIRST_YEAR, LAST_YEAR, year_known
from sim.office.calendar import Calendar, Holidays
from sim.office.checks.tools import on
from sim.office.clock import clock_words
from sim.office.faults import Problem
from sim.office.scenario import Scenario
from sim.office.units import WEEKDAYS
from sim.office.working_days import BeyondCalendar, working_days, years


def check_run_days(scenario: Scenario) -> Iterator[Problem]:
    """The run stays within the years of the calendar, Ramadan is in it where it is needed; estimates are a warning.

    So is something new that is introduced after the last day.
    """
    if not year_known(scenario.start):
        yield Problem(("start",), "date_year", {"found": scenario.start, "first": FIRST_YEAR, "last": LAST_YEAR})
        return
    yield from _change(scenario)
    yield from _reforms(scenario)
    yield from _recorded(scenario)
    calendar = scenario.calendar
    if calendar is None or calendar.table is None:
        return
    try:
        last = max(day.date for day in working_days(scenario))
    except BeyondCalendar as beyond:
        yield _beyond(scenario, beyond)
        return
    yield from _no_ramadan(scenario, calendar.table, last)
    yield from _estimates(scenario, calendar, calendar.table, last)


def _change(scenario: Scenario) -> Iterator[Problem]:
    """A change of the way of working begins before the run ends."""
    change = scenario.staff.change if scenario.staff is not None else None
    if change is None or change.start is None:
        return
    last = max(_until_beyond(scenario), default=scenario.start)
    if change.start > last:
        values = {"found": change.start.isoformat(), "last": last.isoformat()}
        yield Problem(("staff", "change", "start"), "change_late", values, warning=True)


def _reforms(scenario: Scenario) -> Iterator[Problem]:
    """A reform begins before the run ends."""
    late = [(place, reform.start) for place, reform in enumerate(scenario.reforms) if reform.start is not None]
    last = max(_until_beyond(scenario), default=scenario.start) if late else scenario.start
    for place, start in late:
        if start > last:
            values = {"found": start.isoformat(), "last": last.isoformat()}
            yield Problem(("reform", place, "start"), "reform_late", values, warning=True)


def _recorded(scenario: Scenario) -> Iterator[Problem]:
    """Recorded arrivals come on a day of the run, and while the office is open."""
    opening = [span for day in WEEKDAYS for span in on(scenario.hours, day) or ()]
    opens, closes = min(span.start_s for span in opening), max(span.end_s for span in opening)
    for place, arrivals in enumerate(scenario.arrivals):
        rows = arrivals.rows if arrivals.trace is not None else None
        kinds = {
            "rows_beyond": [row for row in rows or () if row.day is not None and row.day > scenario.days],
            "rows_early": [row for row in rows or () if row.time_s < opens],
            "rows_late": [row for row in rows or () if row.time_s >= closes],
        }
        for code, found in kinds.items():
            if found:
                first = {"found": clock_words(found[0].time_s), "day": found[0].day or 1, "last": scenario.days}
                yield Problem(("arrivals", place, "trace"), code, {"count": len(found), **first}, warning=True)


def days_within(scenario: Scenario) -> int:
    """How many working days fit between the start and the end of the calendar."""
    return sum(1 for _ in _until_beyond(scenario))


def _until_beyond(scenario: Scenario) -> Iterator[date]:
    try:
        for day in working_days(scenario):
            yield day.date
    except BeyondCalendar:
        return


def _beyond(scenario: Scenario, beyond: BeyondCalendar) -> Problem:
    covered = sorted(years(beyond.table))
    values = {"found": str(beyond.year), "file": beyond.table.label, "first": covered[0], "last": covered[-1]}
    fit = days_within(scenario)
    if fit == 0:
        return Problem(("start",), "calendar_start", values)
    return Problem(("days",), "calendar_beyond", {**values, "fit": fit})


def _no_ramadan(scenario: Scenario, table: Holidays, last: date) -> Iterator[Problem]:
    if not leans_on_ramadan(scenario):
        return
    known = {ramadan.first.year for ramadan in table.ramadans}
    missing = [year for year in range(scenario.start.year, last.year + 1) if year not in known]
    for year in islice(missing, 1):
        yield Problem(("calendar", "holidays"), "calendar_no_ramadan", {"found": str(year), "file": table.label})


def leans_on_ramadan(scenario: Scenario) -> bool:
    """Whether hours or seasons of the scenario depend on when Ramadan is."""
    own = scenario.calendar is not None and scenario.calendar.ramadan_hours is not None
    officers = any(group.ramadan_hours is not None for group in scenario.officers)
    return own or officers or any(season.lebaran is not None for season in scenario.demand.seasons)


def _estimates(scenario: Scenario, calendar: Calendar, table: Holidays, last: date) -> Iterator[Problem]:
    """Days that are not decreed yet, where the run passes over them."""
    days = [h.date for h in table.days if not h.decreed and (h.kind != "leave" or calendar.collective_leave)]
    if leans_on_ramadan(scenario):
        days += [day for r in table.ramadans if not r.decreed for day in (r.first, r.last)]
    within = sorted(day for day in days if scenario.start <= day <= last)
    if within:
        values = {"count": len(within), "found": within[0].isoformat(), "file": table.label}
        yield Problem(("calendar", "holidays"), "calendar_estimates", values, warning=True)
