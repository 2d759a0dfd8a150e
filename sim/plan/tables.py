"""The schema of what both engines record: raw rows of whole numbers, in the order in which they happened.

Here NONE (-1) stands where nothing happened; `measures` turns it into NA for people.
"""

from typing import NamedTuple

import numpy as np

from sim.plan.layout import Records

SERVED, GAVE_UP, BALKED, REFUSED, SENT_HOME = range(5)
OUTCOMES = ("served", "gave_up", "balked", "refused", "sent_home")

VISIT_ROW = np.dtype(
    [
        ("visit", "i8"),
        ("day", "i4"),
        ("citizen", "i4"),
        ("officer", "i4"),
        ("came_s", "i4"),
        ("arrive_s", "i4"),
        ("start_s", "i4"),
        ("finish_s", "i4"),
        ("waited_s", "i4"),
        ("stream", "i2"),
        ("service", "i2"),
        ("step", "i2"),
        ("class_", "i2"),
        ("outcome", "i1"),
        ("last", "i1"),
    ],
    align=True,
)
"""A citizen at one step of one visit.

`came_s` is when the visit began, `arrive_s` when this step's line was joined, `finish_s` when the row ended (service
done, or the line left); `waited_s` is the wait of the visit so far, this step included. `step` counts over the whole
plan. `last` marks the row with which the visit ends.
"""

OFFICER_ROW = np.dtype(
    [
        ("day", "i4"),
        ("officer", "i4"),
        ("scheduled_s", "i4"),
        ("busy_s", "i4"),
        ("outside_s", "i4"),
        ("overtime_s", "i4"),
        ("served", "i4"),
    ]
)
"""An officer's day; absent officers have 0 scheduled. `outside_s` is work beside the timetable (breaks, after hours),
`overtime_s` the time from the end of the timetable to the end of the last service."""

DAY_ROW = np.dtype([("day", "i4"), ("visits", "i4"), ("ended_s", "i8"), ("busyness", "f8")])
"""An office day: visits begun, when the last of closing and the last service was over, the factor drawn."""

CITIZEN_ROW = np.dtype(
    [("class_", "i8"), ("visits", "i8"), ("completed", "i8"), ("waited_s", "i8"), ("spent_s", "i8"), ("rate", "f8")]
)
"""A citizen at the end of the run; `rate` is the mean number of needs a working day."""


class Block(NamedTuple):
    """What was recorded over a stretch of days."""

    visits: Records
    officers: Records
    days: Records
