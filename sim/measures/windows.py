"""Before and after: the sixty days on either side of a date, as a plan of change (aksi perubahan) looks at them."""

from datetime import date
from typing import NamedTuple

import numpy as np

from sim.plan import Plan
from sim.plan.layout import Records
from sim.plan.tables import Block

WINDOW_DAYS = 60
"""Calendar days on either side, those on which the office is closed included."""


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


def clipped(block: Block, window: Window) -> Block:
    """The rows of a window's days: cases by the day on which the need arose, files by that of the step's line."""
    day = {"cases": "began_day"}
    parts = {name: _within(rows, day.get(name, "day"), window) for name, rows in block._asdict().items()}
    return Block(**parts)


def _within(rows: Records, column: str, window: Window) -> Records:
    kept = (rows[column] >= window.first) & (rows[column] < window.end)
    return rows if kept.all() else rows[kept]
