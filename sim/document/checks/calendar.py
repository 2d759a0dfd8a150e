"""The calendar agrees with itself, and with what leans on it."""

from collections.abc import Iterator
from datetime import date

from sim.document.checks.tools import Table, day_of, entries, on, opening, read, subtable
from sim.document.literal import literal
from sim.office.faults import Path, Problem
from sim.office.units import WEEKDAYS


def check_calendar(document: Table) -> Iterator[Problem]:
    """No date is told twice, Ramadan is known where hours or seasons need it, and seasons have names of their own."""
    yield from _dates(document)
    yield from _ramadan(document)
    yield from _closed_in_ramadan(document)
    yield from _seasons(document)


def _dates(document: Table) -> Iterator[Problem]:
    told: dict[date, str] = {}
    for key in ("half_days", "closed"):
        listed = subtable(document, "calendar").get(key)
        for place, value in enumerate(listed if isinstance(listed, list) else []):
            day = day_of(value[0] if key == "half_days" and isinstance(value, list) and value else value)
            if day is not None and day in told:
                values = {"found": literal(day), "one": told[day], "other": key}
                yield Problem(("calendar", key, place), "date_twice", values)
            elif day is not None:
                told[day] = key


def _ramadan(document: Table) -> Iterator[Problem]:
    """Only a calendar knows when Ramadan and Idul Fitri are."""
    if "holidays" in subtable(document, "calendar"):
        return
    if "ramadan_hours" in subtable(document, "calendar"):
        yield Problem(("calendar", "ramadan_hours"), "ramadan_unknown", {"key": "ramadan_hours"})
    for path, officer in entries(document, "officer"):
        if "ramadan_hours" in officer:
            yield Problem((*path, "ramadan_hours"), "ramadan_unknown", {"key": "ramadan_hours"})
    for path, season in entries(subtable(document, "demand"), "seasons", ("demand",)):
        if "lebaran" in season:
            yield Problem((*path, "lebaran"), "ramadan_unknown", {"key": "lebaran"})
    if "after_holiday" in subtable(document, "demand") and "closed" not in subtable(document, "calendar"):
        yield Problem(("demand", "after_holiday"), "after_holiday_nothing", warning=True)


def _closed_in_ramadan(document: Table) -> Iterator[Problem]:
    """Ramadan hours open no weekday that is closed otherwise."""
    week, open_days = read("hours", subtable(document, "calendar").get("ramadan_hours")), opening(document)
    if week is None or not open_days:
        return
    for day in WEEKDAYS:
        if getattr(week, day) and day not in open_days and on(week, day):
            path: Path = ("calendar", "ramadan_hours", day)
            yield Problem(path, "ramadan_closed_day", {"found": literal(day)}, warning=True)


def _seasons(document: Table) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, season in entries(subtable(document, "demand"), "seasons", ("demand",)):
        name = season.get("name")
        if isinstance(name, str) and name in seen:
            yield Problem((*path, "name"), "twice", {"found": literal(name), "key": "seasons"})
        if isinstance(name, str):
            seen.add(name)
