"""Rows of visits → sums and histograms of all groups at once, in one pass over the rows.

Written for the compiler and right for Python as well: it is compiled where the compiled engine is loaded
anyway, and small runs of the reference engine do without. All is counted in whole numbers, so that neither
the cut of blocks nor the order of rows matters.
"""

import sys
from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import Any, NamedTuple

import numpy as np

from sim.measures.histogram import Ints, Pages, fits, note
from sim.measures.outcomes import KINDS
from sim.plan.layout import Records

BOOKED, WITHIN, IN_VAIN_S, WAITED_S, STAYED_S, PRESENT_S = range(KINDS, KINDS + 6)
SUMS = KINDS + 6
"""Columns of sums: outcomes; with an appointment; served within the target; seconds waited in vain and before service;
seconds of visits (of a step: served; of a file: from line to end); seconds in the office of all who came."""
MOST = 10
"""A row is noted by at most so many groups of one histogram."""


class Rows(NamedTuple):
    """Columns of VISIT_ROW that the measures read."""

    day: Any
    service: Any
    step: Any
    class_: Any
    came_s: Any
    arrive_s: Any
    start_s: Any
    finish_s: Any
    waited_s: Any
    outcome: Any
    last: Any
    channel: Any
    office: Any


class Groups(NamedTuple):
    """Where rows are counted. Of each cut the number of its first group, -1 for one that divides nothing.

    `from_s` is the second of a day before which nothing counts, `warm` the first day that does; by step and
    office: whether the citizen is absent, and the groups of its step and station among the waits.
    """

    from_s: Ints
    weekday: Ints
    target_s: Any
    booked: Ints
    attended: Ints
    in_vain: Ints
    absent: Ints
    station: Ints
    step: Ints
    warm: int
    offices: int
    steps: int
    first_hour: int
    last_hour: int
    by_weekday: int
    by_service: int
    by_class: int
    by_hour: int
    by_channel: int
    by_office: int
    stay: int


class Counts(NamedTuple):
    """Sums (shape groups, SUMS) of visits, of steps by office, and of the days from `first_day` on, by office."""

    visits: Ints
    steps: Ints
    days: Ints
    first_day: int


class Waits(NamedTuple):
    """Waits of groups of visits, stations and steps; of days by office; of files in minutes, by the first groups."""

    groups: Any
    days: Any
    files: Any


def count_visit(rows: Rows, i: int, groups: Groups, sums: Ints, waits: Pages, group: int) -> None:
    """Count a visit that ended in one group."""
    kind, waited_s = rows.outcome[i], rows.waited_s[i]
    sums[group, kind] += 1
    sums[group, BOOKED] += groups.booked[rows.channel[i]]
    sums[group, PRESENT_S] += rows.finish_s[i] - rows.came_s[i]
    if groups.attended[kind]:
        sums[group, WAITED_S] += waited_s
        sums[group, STAYED_S] += rows.finish_s[i] - rows.came_s[i]
        sums[group, WITHIN] += waited_s <= groups.target_s[rows.service[i]]
        note(waits, group, waited_s)
    elif groups.in_vain[kind]:
        sums[group, IN_VAIN_S] += waited_s


def count_in_cuts(rows: Rows, i: int, groups: Groups, sums: Ints, waits: Pages) -> None:
    """Count a visit that ended among all, and in its group of each cut."""
    count_visit(rows, i, groups, sums, waits, 0)
    count_visit(rows, i, groups, sums, waits, groups.by_weekday + groups.weekday[rows.day[i]])
    if groups.by_service >= 0:
        count_visit(rows, i, groups, sums, waits, groups.by_service + rows.service[i])
    if groups.by_class >= 0:
        count_visit(rows, i, groups, sums, waits, groups.by_class + rows.class_[i])
    if groups.by_hour >= 0:
        hour = min(max(rows.came_s[i] // 3600, groups.first_hour), groups.last_hour) - groups.first_hour
        count_visit(rows, i, groups, sums, waits, groups.by_hour + hour)
    if groups.by_channel >= 0:
        count_visit(rows, i, groups, sums, waits, groups.by_channel + rows.channel[i])
    if groups.by_office >= 0:
        count_visit(rows, i, groups, sums, waits, groups.by_office + rows.office[i])
    if groups.attended[rows.outcome[i]]:
        note(waits, groups.stay, rows.finish_s[i] - rows.came_s[i])


def count_step(rows: Rows, i: int, groups: Groups, sums: Ints, waits: Pages, at: int) -> None:
    """Count the row of a citizen at a step, where no station is -1."""
    kind, waited_s = rows.outcome[i], rows.start_s[i] - rows.arrive_s[i]
    sums[at, kind] += 1
    if groups.attended[kind]:
        sums[at, WAITED_S] += waited_s
        sums[at, STAYED_S] += rows.finish_s[i] - rows.start_s[i]
        note(waits, groups.step[at], waited_s)
        if groups.station[at] >= 0:
            note(waits, groups.station[at], waited_s)
    elif groups.in_vain[kind]:
        sums[at, IN_VAIN_S] += rows.finish_s[i] - rows.arrive_s[i]


def count_file(rows: Rows, i: int, groups: Groups, sums: Ints, waits: Pages, at: int) -> None:
    """Count the row of a file at a step of the back office."""
    kind, waited_s = rows.outcome[i], rows.start_s[i] - rows.arrive_s[i]
    sums[at, kind] += 1
    if groups.attended[kind]:
        sums[at, WAITED_S] += waited_s
        sums[at, STAYED_S] += rows.finish_s[i] - rows.arrive_s[i]
        note(waits, groups.step[at], waited_s // 60)
        if groups.station[at] >= 0:
            note(waits, groups.station[at], waited_s // 60)


def count_there(rows: Rows, i: int, groups: Groups, counts: Counts, waits: Waits, at: int) -> None:
    """Count the row of a citizen at a step, and of a visit that it ends."""
    day, office = rows.day[i], rows.office[i]
    if day >= groups.warm:
        count_step(rows, i, groups, counts.steps, waits.groups, at)
    if rows.last[i]:
        today = (day - counts.first_day) * groups.offices + office
        if 0 <= today < counts.days.shape[0]:
            count_visit(rows, i, groups, counts.days, waits.days, today)
        if day >= groups.warm:
            count_in_cuts(rows, i, groups, counts.visits, waits.groups)


def count_rows(rows: Rows, groups: Groups, counts: Counts, waits: Waits, start: int) -> int:
    """Count rows from `start` on; the number of the first for which a histogram has no room, or of all."""
    for i in range(start, len(rows.day)):
        at = rows.office[i] * groups.steps + rows.step[i]
        longest_s = rows.finish_s[i] - min(rows.came_s[i], rows.arrive_s[i])
        if groups.absent[at]:
            if not fits(waits.files, longest_s // 60, MOST):
                return i
            if rows.day[i] >= groups.warm:
                count_file(rows, i, groups, counts.steps, waits.files, at)
        else:
            if not fits(waits.groups, longest_s, MOST) or not fits(waits.days, longest_s, MOST):
                return i
            if rows.came_s[i] >= groups.from_s[rows.day[i]]:
                count_there(rows, i, groups, counts, waits, at)
    return len(rows.day)


_one_thread = Lock()


def _compiled() -> Callable[..., int]:
    """The same in machine code, which is kept with that of the engine; made once, whoever asks first."""
    with _one_thread:
        return _made()


@cache
def _made() -> Callable[..., int]:
    from sim.engines.compiled.compiler import entry, part

    for function in (fits, note, count_visit, count_in_cuts, count_step, count_file, count_there):
        part(function)
    found: Callable[..., int] = entry(count_rows)
    return found


def on_machine(visits: Records) -> bool:
    """Whether rows are counted in machine code; a single one is no column to the compiler."""
    return len(visits) > 1 and "sim.engines.compiled.compiler" in sys.modules


def count(visits: Records, groups: Groups, counts: Counts, waits: Waits) -> None:
    """Count all rows (VISIT_ROW), their waits in histograms."""
    machine = on_machine(visits)
    counting = _compiled() if machine else count_rows
    rows = Rows(*(visits[name] if machine else visits[name].tolist() for name in Rows._fields))
    done = 0
    while (done := counting(rows, groups, counts, Waits(*(one.pages for one in waits)), done)) < len(visits):
        for one in waits:
            one.make_room()


def nothing(groups: int) -> Ints:
    """Sums of so many groups before anything is counted."""
    return np.zeros((groups, SUMS), np.int64)
