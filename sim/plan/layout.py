"""The plan as both engines read it: record arrays, with every name turned into an index.

Times are whole seconds since midnight, shares cumulative, "none" is -1 (here only: tables say NA).
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Records = npt.NDArray[Any]

NONE = -1
DONE = -1
EVERY_DAY = -1

OFFICE = np.dtype(
    [
        ("seed", "i8"),
        ("days", "i8"),
        ("citizens", "i8"),
        ("ranks", "i8"),
        ("kinds", "i8"),
        ("passes", "i8"),
        ("send_home", "i8"),
        ("rate_law", "i8"),
        ("busy_law", "i8"),
    ]
)
"""One record: what holds for the whole run.

`ranks` is the number of priority classes that differ, `kinds` that of the kinds of days whose timetables differ: the
seven weekdays, then those with special hours; `passes` is the number of
steps of the longest service, or 0 where no route comes to a step twice.
"""

DAY = np.dtype(
    [
        ("date", "i8"),
        ("weekday", "i8"),
        ("kind", "i8"),
        ("open", "i8"),
        ("close", "i8"),
        ("profile_first", "i8"),
        ("profile_count", "i8"),
        ("factor", "f8"),
    ]
)
"""A working day: proleptic ordinal of its date, weekday, kind (for timetables), hours, profile and factor of needs."""

SERVICE = np.dtype([("first_step", "i8"), ("value", "f8")])
"""A service; `value` is the cumulative share of the citizens' needs."""

STEP = np.dtype(
    [
        ("service", "i8"),
        ("index", "i8"),
        ("station", "i8"),
        ("line", "i8"),
        ("work_law", "i8"),
        ("patience_law", "i8"),
        ("branch_first", "i8"),
        ("branch_count", "i8"),
    ]
)
"""A step; `index` counts within its service; station, line and patience_law may be NONE."""

STATION = np.dtype(
    [
        ("room", "i8"),
        ("by_arrival", "i8"),
        ("counts_present", "i8"),
        ("balk_first", "i8"),
        ("balk_count", "i8"),
        ("at_once", "f8"),
    ]
)
"""A station; room may be NONE; `at_once` is the share who leave unless served at once."""

LINE = np.dtype([("station", "i8"), ("first", "i8"), ("count", "i8")])
"""Those at a station whom the same officers can serve; first and count say which links name the officers."""

LINK = np.dtype([("to", "i8"), ("preference", "i8")])
"""From a line to an able officer, or from an officer to a line."""

OFFICER = np.dtype(
    [
        ("group", "i8"),
        ("place", "i8"),
        ("first", "i8"),
        ("count", "i8"),
        ("on_break", "i8"),
    ]
)
"""An officer: group and place in it; first and count say which links name the lines served."""

GROUP = np.dtype([("key", "i8"), ("first", "i8"), ("count", "i8")])
"""A group of officers; first and count say which pieces tell how many come (count 0: all)."""

TIMETABLE = np.dtype([("first", "i8"), ("count", "i8"), ("end", "i8"), ("scheduled", "i8"), ("stays", "i8")])
"""An officer's stretches on a kind of day, at index kinds * officer + kind; `stays` for overtime after the end."""

CLASS = np.dtype([("rank", "i8"), ("value", "f8")])
"""A priority class; `value` is the cumulative share of the citizens."""

PIECE = np.dtype([("start", "i8"), ("end", "i8"), ("value", "f8"), ("before", "f8"), ("to", "i8")])
"""A stretch or a case with its number.

A stretch of work: start, end. A stretch of a profile: start, end, cumulative weight. A stretch of a rate: start, end,
value per second, hazard before it. A branch: cumulative share, to (step). A case of presence: cumulative probability,
to (how many). An entry of a balking table: start (length), value (share).
"""

LAW = np.dtype([("kind", "i8"), ("first", "i8"), ("nodes", "i8"), ("a", "f8"), ("b", "f8"), ("c", "f8")])
"""A distribution; first and nodes say which part of the table is its own."""

STREAM = np.dtype(
    [
        ("key", "i8"),
        ("service", "i8"),
        ("class_", "i8"),
        ("traced", "i8"),
        ("dated", "i8"),
        ("first", "i8"),
        ("last", "i8"),
    ]
)
"""Arrivals from outside: pieces (rates) or traces from first up to last; class_ may be NONE (drawn)."""

TRACE = np.dtype(
    [("day", "i8"), ("time", "i8"), ("service", "i8"), ("class_", "i8"), ("work", "i8"), ("patience", "i8")]
)
"""A recorded arrival; class_, work and patience may be NONE (drawn as usual)."""


class Arrays(NamedTuple):
    """All of the plan that an engine reads while it runs."""

    office: Records
    day: Records
    service: Records
    step: Records
    station: Records
    line: Records
    link: Records
    officer: Records
    group: Records
    timetable: Records
    class_: Records
    piece: Records
    law: Records
    stream: Records
    trace: Records
    table: npt.NDArray[np.float64]
