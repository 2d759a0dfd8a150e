"""The schema of what both engines record: raw rows of whole numbers, in the order in which they happened.

Here NONE (-1) stands where nothing happened; `measures` turns it into NA for people.
"""

from typing import NamedTuple

import numpy as np

from sim.plan.layout import Records

SERVED, GAVE_UP, BALKED, REFUSED, SENT_HOME, INCOMPLETE, NO_TICKET, NO_SHOW, NO_FORM = range(9)
OUTCOMES = (
    "served",
    "gave_up",
    "balked",
    "refused",
    "sent_home",
    "incomplete",
    "no_ticket",
    "no_show",
    "no_form",
)
"""How a step ended; all but the first end the visit."""

ERROR = len(OUTCOMES)
"""Beside the outcomes a reason to come again: the citizen finds a mistake."""

FINISHED, GIVEN_UP, OPEN = range(3)
CASE_OUTCOMES = ("finished", "given_up", "open")
WALK_IN = 0
"""The channel of those who take none; the channels of the scenario follow."""

VISIT_ROW = np.dtype(
    [
        ("visit", "i8"),
        ("case", "i8"),
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
        ("channel", "i2"),
        ("office", "i2"),
        ("line", "i2"),
        ("outcome", "i1"),
        ("last", "i1"),
    ],
    align=True,
)
"""A citizen at one step of one visit, or a file at one step of the back office (then `visit` is NONE).

`day` is when the step's line was joined, and all seconds count from its midnight, so that `finish_s` may exceed 86,400.
`came_s` is when the visit began, `arrive_s` when this step's line was joined, `start_s` when the work first began,
`finish_s` when the row ended (service done, or the line left); `waited_s` is the wait of the visit so far, this step
included. A no-show has come at the second of the slot. `step` counts over the steps of all services, `office` over the
offices of a region. `line` is the officer before whose counter somebody stood last, the first of a group where each has
a line (NONE: one line for all). `last` marks the row with which the visit ends; never set where `visit` is NONE.
"""

CASE_ROW = np.dtype(
    [
        ("case", "i8"),
        ("citizen", "i4"),
        ("began_day", "i4"),
        ("began_s", "i4"),
        ("ended_day", "i4"),
        ("ended_s", "i4"),
        ("due_day", "i4"),
        ("visits", "i4"),
        ("trips", "i4"),
        ("waited_s", "i4"),
        ("spent_s", "i4"),
        ("travel_s", "i4"),
        ("paid_rupiah", "i4"),
        ("service", "i2"),
        ("class_", "i2"),
        ("channel", "i2"),
        ("office", "i2"),
        ("stream", "i2"),
        ("step", "i2"),
        ("outcome", "i1"),
        ("reason", "i1"),
    ],
    align=True,
)
"""A case from the need to its end: finished, given up, or open when the run ends (CASE_OUTCOMES).

Days are working days of the run; `due_day` is the one by which it was promised (NONE without a promise; it
may lie beyond the run). `spent_s` is the citizen's time at the office, waiting included, `travel_s` on the
way, over all visits and `trips`, `paid_rupiah` what was paid under the counter. `reason` is the outcome that
ended the last visit or check without success (ERROR: a mistake found later), NONE where there was none;
`step`, over the steps of all services, is where the case ended or stands. Recorded only where a case may be
more than one visit (`plan.office.follows`).
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
"""An officer's day; absent officers have 0 scheduled. `outside_s` is work beside the timetable (breaks, after
hours), `overtime_s` the time from the end of the timetable to the end of the last service."""

DAY_ROW = np.dtype(
    [("day", "i4"), ("visits", "i4"), ("complaints", "i4"), ("ended_s", "i8"), ("busyness", "f8"), ("trust", "f8")]
)
"""An office day: visits begun, complaints after them, when the last of closing and the last service was over.

`busyness` is the factor drawn, `trust` the mean over the citizens in the morning (0 where nobody keeps it).
"""

ELEMENTS = (
    "requirements", "procedure", "time", "cost", "product", "competence", "conduct", "complaints", "facilities",
)  # fmt: skip
"""The nine elements of the SKM (PermenPANRB 14/2017), by which a visit is judged from 1 to 4."""

SIDES = ("reliable", "honest", "fair")
"""The sides of an office of which a visit is evidence."""

OPINION_ROW = np.dtype(
    [("visit", "i8"), ("case", "i8"), ("day", "i4"), ("citizen", "i4"), ("waited_s", "i4"), ("paid_rupiah", "i4")]
    + [(name, "i2") for name in ("service", "office", "class_", "channel")]
    + [(name, "i1") for name in ("outcome", "asked", "favoured", "overtaken", "complained", *ELEMENTS, *SIDES)]
    + [(name, "f8") for name in ("performance", "expected", "satisfaction", "trust", "good", "bad")],
    align=True,
)
"""What a citizen made of a visit, or of a case that needed none (then `visit` is NONE), in the order of their ends.

The answer on an element that was not met with is 0. `performance` is the mean worth of the elements met with,
`expected` what the visit was held against, `trust` that after it, as the night makes it before answers and
talk. `good` and `bad` are the evidence of the visit, the SIDES what it showed of them in per cent (NONE:
nothing); `overtaken` tells whether somebody with a connection went first. Only of citizens of the population,
and only where they judge (`plan.office.opinion`).
"""

CITIZEN_ROW = np.dtype(
    [
        (name, "i8")
        for name in (
            "class_", "home", "visits", "completed", "waited_s", "spent_s", "trips", "travel_s", "finished",
            "age", "disabled", "connected", "judged", "asked", "paid", "paid_rupiah", "favoured", "complaints",
        )
    ]
    + [
        (name, "f8")
        for name in (
            "rate", "skill", "trust", "predisposition", "expectation", "satisfaction", "belief", "weight", "normal",
        )
    ]
)  # fmt: skip
"""A citizen at the end of the run.

`rate` is the mean number of needs a working day, `home` the office of the area, `skill` the digital skill (0 where
there is no access), `finished` the number of cases that came to their end. `judged` counts the visits judged, `asked`
those on which money was asked for, `paid` those on which it was paid, `favoured` those on which a connection helped,
`complaints` the complaints; `satisfaction` is the sum over the visits judged. `belief` is what the citizen believes of
the office, resting on `weight` visits at its last change, `normal` what counts as normal.
"""

STAFF_ROW = np.dtype(
    [(name, "i8") for name in ("officer", "hired_day", "takes", "resists", "served", "rated")]
    + [(name, "f8") for name in ("motivation", "courtesy", "digital", "strain", "adoption", "competence", "trained")]
    + [("defensive", "f8")]
)
"""An officer at the end of the run, or at its last day so far.

`competence` is the mean, over the steps that the officer can serve, of the time that a full-skilled colleague
takes as a share of the own (1 where nobody learns); `takes`: asks for money; `served` counts the services of
the whole run. `adoption` is the mean over the change of the office and the reforms that have to be adopted;
`rated` the last predicate (NONE without any), `trained` the output gained by courses; `defensive` is how far criticism
is taken as an attack.
"""


SURVEYED, REPAIRED, APPRAISED, FOUND_OUT, BREACHED, MOVED = range(6)
ACTS = ("surveyed", "repaired", "appraised", "found_out", "breached", "moved")
"""What reforms do beside changing numbers."""

ACT_ROW = np.dtype([("day", "i4"), ("what", "i4"), ("who", "i4"), ("value", "f8")])
"""Something that a reform did on a day, in the order in which it happened.

A survey found the element `who` weakest, with the mean `value`; it was repaired to the level `value`. The
officer `who` was appraised with the predicate `value`, was found out, or came to the post from the post
`value`. Data leaked of `who` citizens.
"""


class Block(NamedTuple):
    """What was recorded over a stretch of days."""

    visits: Records
    officers: Records
    days: Records
    cases: Records
    opinions: Records
    acts: Records
