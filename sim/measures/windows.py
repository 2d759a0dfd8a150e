"""Parts of a run: its years, and the sixty days around a date, as a plan of change (aksi perubahan) looks at them."""

from datetime import date
from typing import NamedTuple

import numpy as np

from sim.plan import Plan
from sim.plan.layout import Records
from sim.plan.tables import Block

WINDOW_DAYS = 60
"""Calendar days on either side, those on which the office is closed included."""
HALF_A_YEAR = 183
TRANSITION, LEAST_AFTER = 126, 40
"""Working days: the first six months of a reform, and how many after them are enough to tell what stays."""


class Window(NamedTuple):
    """Working days of a run by number, from `first` up to but not including `end`."""

    first: int
    end: int


class TooShort(ValueError):
    """The days measured do not reach so far: from `first` to `last` they lie, so many on either side of the date."""

    def __init__(self, first: date, last: date, before: int, after: int) -> None:
        super().__init__(f"from {first} to {last} there are {before} days before and {after} after")
        self.first, self.last, self.before, self.after = first, last, before, after


def windows_around(plan: Plan, start: date) -> tuple[Window, Window]:
    """The working days of the sixty calendar days before a date, and of the sixty from it on.

    Raises TooShort where the run, without its warm-up, does not cover both.
    """
    dates, warm = plan.arrays.day["date"], plan.scenario.warm_up_days
    first = int(dates[warm]) if warm else min(int(dates[0]), plan.scenario.start.toordinal())
    last, middle = int(dates[-1]), start.toordinal()
    before, after = max(0, middle - first), max(0, last - middle + 1)
    if min(before, after) < WINDOW_DAYS:
        raise TooShort(date.fromordinal(first), date.fromordinal(last), before, after)
    edges = np.searchsorted(dates, (middle - WINDOW_DAYS, middle, middle + WINDOW_DAYS))
    return Window(int(edges[0]), int(edges[1])), Window(int(edges[1]), int(edges[2]))


def phases_from(plan: Plan, start: date) -> tuple[Window, ...]:
    """The first six months from a date on, and the time after; nothing where that is short, or begins before."""
    dates = plan.arrays.day["date"]
    first = max(int(np.searchsorted(dates, start.toordinal())), plan.scenario.warm_up_days)
    after = first + TRANSITION
    return (Window(first, after), Window(after, len(dates))) if len(dates) - after >= LEAST_AFTER else ()


def years_of(plan: Plan) -> dict[str, Window]:
    """The calendar years of a run after its warm-up, by name; none where there is only one.

    What is less than half a year at the beginning or at the end belongs to the year beside it.
    """
    warm = plan.scenario.warm_up_days
    dates = [date.fromordinal(day) for day in plan.arrays.day["date"][warm:].tolist()]
    firsts = {day.year: place for place, day in reversed([*enumerate(dates, warm)])}
    years = sorted(firsts)
    if len(years) > 1 and (dates[0] - date(dates[0].year, 1, 1)).days > HALF_A_YEAR:
        first, *years = years
        firsts[years[0]] = firsts[first]
    if len(years) > 1 and (dates[-1] - date(dates[-1].year, 1, 1)).days < HALF_A_YEAR:
        years.pop()
    ends = [*(firsts[year] for year in years[1:]), warm + len(dates)]
    found = {str(year): Window(firsts[year], end) for year, end in zip(years, ends, strict=True)}
    return found if len(found) > 1 else {}


def clipped(block: Block, window: Window) -> Block:
    """The rows of a window's days: cases by the day on which the need arose, files by that of the step's line."""
    day = {"cases": "began_day"}
    parts = {name: _within(rows, day.get(name, "day"), window) for name, rows in block._asdict().items()}
    return Block(**parts)


def _within(rows: Records, column: str, window: Window) -> Records:
    kept = (rows[column] >= window.first) & (rows[column] < window.end)
    return rows if kept.all() else rows[kept]
