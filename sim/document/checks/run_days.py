"""The days of a run against the calendar that was read for it."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from sim.office.bounds import FIRST_YEAR, LAST_YEAR, year_known
from sim.office.calendar import Calendar, Holidays
from sim.office.clock import clock_words
from sim.office.day_factors import in_season
from sim.office.demand import TraceRow
from sim.office.faults import Hint, Problem
from sim.office.scenario import Scenario
from sim.office.units import WEEKDAYS
from sim.office.working_days import (
    BeyondCalendar,
    WorkingDay,
    estimated_days,
    fasting,
    idul_fitri,
    leans_on_ramadan,
    weekly,
    working_days,
    years,
)
from sim.rules.belief import YEAR


def check_run_days(scenario: Scenario) -> Iterator[Problem]:
    """The run stays within the years of the calendar, Ramadan is in it where it is needed; estimates are a warning.

    So is something new that is introduced after the last day, and what a year has to be over for.
    """
    if not year_known(scenario.start):
        yield Problem(("start",), "date_year", {"found": scenario.start, "first": FIRST_YEAR, "last": LAST_YEAR})
        return
    yield from _change(scenario)
    yield from _reforms(scenario)
    yield from _published(scenario)
    yield from _recorded(scenario)
    yield from _never(scenario)
    calendar = scenario.calendar
    if calendar is None or calendar.table is None:
        return
    try:
        last = max(day.date for day in working_days(scenario))
    except BeyondCalendar as beyond:
        yield _beyond(scenario, beyond)
        return
    yield from _no_ramadan(scenario, calendar.table, last)
    yield from _estimates(scenario, calendar.table)


def _change(scenario: Scenario) -> Iterator[Problem]:
    """A change of the way of working begins before the run ends."""
    change = scenario.staff.change if scenario.staff is not None else None
    if change is None or change.start is None:
        return
    last = max(_until_beyond(scenario), default=date.max)
    if change.start > last:
        values = {"found": change.start.isoformat(), "last": last.isoformat()}
        yield Problem(("staff", "change", "start"), "change_late", values, warning=True)


def _reforms(scenario: Scenario) -> Iterator[Problem]:
    """A reform begins before the run ends."""
    late = [(place, reform.start) for place, reform in enumerate(scenario.reforms) if reform.start is not None]
    last = max(_until_beyond(scenario), default=date.max) if late else scenario.start
    for place, start in late:
        if start > last:
            values = {"found": start.isoformat(), "last": last.isoformat()}
            yield Problem(("reform", place, "start"), "reform_late", values, warning=True)


def _published(scenario: Scenario) -> Iterator[Problem]:
    """Results of a year that count for something are published while the reform lasts, and where trust has a level."""
    told = [(n, reform) for n, reform in enumerate(scenario.reforms) if getattr(reform, "results", 0.0) > 0.0]
    days = list(_until_beyond(scenario))[YEAR - 1 :: YEAR] if told else []
    for place, reform in told:
        path = ("reform", place, "results")
        if scenario.opinion is None or scenario.opinion.trust.model == "surprise":
            yield Problem(path, "results_unread", warning=True)
        elif not any((reform.start or date.min) <= day <= (reform.until or date.max) for day in days):
            yield Problem(path, "results_never", {"days": scenario.days, "year": YEAR}, warning=True)


def _recorded(scenario: Scenario) -> Iterator[Problem]:
    """Recorded arrivals come on a day of the run, and while the office is open."""
    traces = [(place, one.rows) for place, one in enumerate(scenario.arrivals) if one.trace is not None and one.rows]
    hours = [(day.hours[0].start_s, day.hours[-1].end_s) for day in _days(scenario)] if traces else []
    for place, rows in traces if hours else ():
        kinds: dict[str, list[TraceRow]] = {}
        for row in rows:
            kinds.setdefault(_missed(row, scenario.days, hours), []).append(row)
        for code, found in kinds.items():
            if code:
                first = {"found": clock_words(found[0].time_s), "day": found[0].day or 1, "last": scenario.days}
                at = (Hint("row_at", {"line": found[0].line}),) if found[0].line is not None else ()
                yield Problem(("arrivals", place, "trace"), code, {"count": len(found), **first}, at, warning=True)


def _missed(row: TraceRow, days: int, hours: list[tuple[int, int]]) -> str:
    """Why somebody recorded does not come while the office is open; without a day, on no day of the run."""
    if row.day is not None and row.day > days:
        return "rows_beyond"
    on_day = hours if row.day is None else hours[row.day - 1 : row.day] or hours
    if row.time_s < min(opens for opens, _ in on_day):
        return "rows_early"
    return "rows_late" if row.time_s >= max(closes for _, closes in on_day) else ""


def _never(scenario: Scenario) -> Iterator[Problem]:
    """What the scenario says of days comes up on a day of the run: weekdays, seasons, dates of the calendar."""
    week, calendar = scenario.demand.weekday, scenario.calendar
    days = list(_until_beyond(scenario)) if week or scenario.demand.seasons or calendar else []
    if not days:
        return
    for place, name in enumerate(WEEKDAYS):
        if week and getattr(week, name) is not None and not _opens(scenario, place, days):
            yield Problem(("demand", "weekday", name), "weekday_closed", warning=True)
    values, lebaran = {"first": days[0].isoformat(), "last": days[-1].isoformat()}, idul_fitri(calendar)
    for place, season in enumerate(scenario.demand.seasons):
        known = season.lebaran is None or lebaran
        if known and not any(in_season(season, day, lebaran) for day in days):
            yield Problem(("demand", "seasons", place), "season_never", values, warning=True)
    yield from _dates(calendar, days, values) if calendar is not None else ()


def _dates(calendar: Calendar, days: list[date], values: dict[str, str]) -> Iterator[Problem]:
    known = bool(idul_fitri(calendar))
    if known and calendar.ramadan_hours is not None and fasting(calendar).isdisjoint(days):
        yield Problem(("calendar", "ramadan_hours"), "ramadan_never", values, warning=True)
    for key, dates in (("half_days", [half.date for half in calendar.half_days]), ("closed", calendar.closed)):
        if out := [day for day in dates if not days[0] <= day <= days[-1]]:
            told = {**values, "count": len(out), "found": out[0].isoformat()}
            yield Problem(("calendar", key), "dates_never", told, warning=True)


def _opens(scenario: Scenario, weekday: int, days: list[date]) -> bool:
    return bool(weekly(scenario.hours, weekday)) or any(day.weekday() == weekday for day in days)


def days_within(scenario: Scenario) -> int:
    """How many working days fit between the start and the end of the calendar."""
    return sum(1 for _ in _until_beyond(scenario))


def _until_beyond(scenario: Scenario) -> Iterator[date]:
    yield from (day.date for day in _days(scenario))


def _days(scenario: Scenario) -> Iterator[WorkingDay]:
    """The days of the run within the calendar; none where it could not be read, which is a fault of its own."""
    if scenario.calendar is not None and scenario.calendar.holidays is not None and scenario.calendar.table is None:
        return
    try:
        yield from working_days(scenario)
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


def _estimates(scenario: Scenario, table: Holidays) -> Iterator[Problem]:
    """Days that are not decreed yet, where the run passes over them."""
    if within := estimated_days(scenario):
        values = {"count": len(within), "found": within[0].isoformat(), "file": table.label}
        yield Problem(("calendar", "holidays"), "calendar_estimates", values, warning=True)
