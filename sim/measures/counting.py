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
BITS = 32
"""Of a time in seconds, in a number that says of which day it is."""
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
    office: whether the citizen is absent, and the groups of its step and station among the waits. `bits` tell
    the steps of the offices apart.
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
    bits: int


class Counts(NamedTuple):
    """Sums (shape groups, SUMS) of visits, of steps by office, and of the days from `first_day` on, by office."""

    visits: Ints
    steps: Ints
    days: Ints
    first_day: int


class Waits(NamedTuple):
    """Waits of groups of visits, stations and steps; of files in minutes, by the first groups."""

    groups: Any
    files: Any


class Noted(NamedTuple):
    """What is put in order when a block has been counted, and how much of it is `used`.

    `moves` are those into a line and out of it (`move`), `waits` those of visits, with the day and office above BITS.
    """

    moves: Ints
    waits: Ints
    used: Ints


class Visit(NamedTuple):
    """What is added to the sums of each group of a visit, found once."""

    kind: int
    attended: int
    booked: int
    within: int
    in_vain_s: int
    waited_s: int
    stayed_s: int
    present_s: int


def visit_of(rows: Rows, i: int, groups: Groups) -> Visit:
    """The visit that ends with a row."""
    kind, waited_s, present_s = int(rows.outcome[i]), int(rows.waited_s[i]), int(rows.finish_s[i] - rows.came_s[i])
    attended, booked = int(groups.attended[kind]), int(groups.booked[rows.channel[i]])
    within = attended * int(waited_s <= groups.target_s[rows.service[i]])
    in_vain_s = int(groups.in_vain[kind]) * waited_s
    return Visit(kind, attended, booked, within, in_vain_s, attended * waited_s, attended * present_s, present_s)


def add_up(visit: Visit, sums: Ints, group: int) -> None:
    """Add a visit to the sums of a group."""
    sums[group, visit.kind] += 1
    sums[group, BOOKED] += visit.booked
    sums[group, WITHIN] += visit.within
    sums[group, IN_VAIN_S] += visit.in_vain_s
    sums[group, WAITED_S] += visit.waited_s
    sums[group, STAYED_S] += visit.stayed_s
    sums[group, PRESENT_S] += visit.present_s


def count_visit(visit: Visit, sums: Ints, waits: Pages, group: int) -> None:
    """Count a visit in one group."""
    add_up(visit, sums, group)
    if visit.attended:
        note(waits, group, visit.waited_s)


def count_in_cuts(rows: Rows, i: int, groups: Groups, visit: Visit, sums: Ints, waits: Pages) -> None:
    """Count a visit that ended among all, and in its group of each cut."""
    count_visit(visit, sums, waits, 0)
    count_visit(visit, sums, waits, groups.by_weekday + groups.weekday[rows.day[i]])
    if groups.by_service >= 0:
        count_visit(visit, sums, waits, groups.by_service + rows.service[i])
    if groups.by_class >= 0:
        count_visit(visit, sums, waits, groups.by_class + rows.class_[i])
    if groups.by_hour >= 0:
        hour = min(max(rows.came_s[i] // 3600, groups.first_hour), groups.last_hour) - groups.first_hour
        count_visit(visit, sums, waits, groups.by_hour + hour)
    if groups.by_channel >= 0:
        count_visit(visit, sums, waits, groups.by_channel + rows.channel[i])
    if groups.by_office >= 0:
        count_visit(visit, sums, waits, groups.by_office + rows.office[i])
    if visit.attended:
        note(waits, groups.stay, visit.stayed_s)


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


def count_there(rows: Rows, i: int, groups: Groups, counts: Counts, waits: Waits, noted: Noted, at: int) -> None:
    """Count the row of a citizen at a step, and of a visit that it ends."""
    day, office = rows.day[i], rows.office[i]
    if day >= groups.warm:
        count_step(rows, i, groups, counts.steps, waits.groups, at)
    if rows.last[i]:
        visit = visit_of(rows, i, groups)
        today = (day - counts.first_day) * groups.offices + office
        if 0 <= today < counts.days.shape[0]:
            add_up(visit, counts.days, today)
            if visit.attended:
                noted.waits[noted.used[1]] = (today << BITS) + visit.waited_s
                noted.used[1] += 1
        if day >= groups.warm:
            count_in_cuts(rows, i, groups, visit, counts.visits, waits.groups)


def move(day: int, second: int, comes: int, step: int, bits: int) -> int:
    """Somebody `comes` to the line of a step or leaves it, in numbers that go by time; who leaves, first.

    The last `bits` tell the step.
    """
    return (((day << BITS) + (second << 1) + comes) << bits) + step


def note_line(rows: Rows, i: int, groups: Groups, counts: Counts, noted: Noted, at: int) -> None:
    """Note when a citizen came to the line of a step and left it, on one of the days."""
    day, joined_s, left_s = rows.day[i] - counts.first_day, rows.arrive_s[i], rows.start_s[i]
    if left_s < 0:
        left_s = rows.finish_s[i]
    if left_s > joined_s and 0 <= day * groups.offices < counts.days.shape[0]:
        place = noted.used[0]
        noted.moves[place] = move(day, joined_s, 1, at, groups.bits)
        noted.moves[place + 1] = move(day, left_s, 0, at, groups.bits)
        noted.used[0] = place + 2


def count_rows(rows: Rows, groups: Groups, counts: Counts, waits: Waits, noted: Noted, start: int) -> int:
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
            if not fits(waits.groups, longest_s, MOST):
                return i
            if groups.station[at] >= 0:
                note_line(rows, i, groups, counts, noted, at)
            if rows.came_s[i] >= groups.from_s[rows.day[i]]:
                count_there(rows, i, groups, counts, waits, noted, at)
    return len(rows.day)


PARTS = (
    fits, note, move, visit_of, add_up, count_visit, count_in_cuts, count_step, count_file, count_there, note_line
)  # fmt: skip
_one_thread = Lock()


def code_of(function: Callable[..., Any], rows: Records | Ints, *parts: Callable[..., Any]) -> Callable[..., Any]:
    """The same in machine code, which is kept with that of the engine, where rows are counted so; it calls `parts`."""
    if not on_machine(rows):
        return function
    with _one_thread:
        return _made(function, parts)


@cache
def _made(function: Callable[..., Any], parts: tuple[Callable[..., Any], ...]) -> Callable[..., Any]:
    from sim.engines.compiled.compiler import entry, part

    for one in parts:
        part(one)
    found: Callable[..., Any] = entry(function)
    return found


def on_machine(visits: Records | Ints) -> bool:
    """Whether rows are counted in machine code; a single one is no column to the compiler."""
    return len(visits) > 1 and "sim.engines.compiled.compiler" in sys.modules


def count(visits: Records, groups: Groups, counts: Counts, waits: Waits) -> tuple[Ints, Ints]:
    """Count all rows (VISIT_ROW), their waits in histograms; moves and waits in order (see Noted)."""
    counting = code_of(count_rows, visits, *PARTS)
    machine = counting is not count_rows
    rows = Rows(*(visits[name] if machine else visits[name].tolist() for name in Rows._fields))
    noted = Noted(np.empty(2 * len(visits), np.int64), np.empty(len(visits), np.int64), np.zeros(2, np.int64))
    done = 0
    while (done := counting(rows, groups, counts, Waits(*(one.pages for one in waits)), noted, done)) < len(visits):
        for one in waits:
            one.make_room()
    moves, seen = noted.moves[: noted.used[0]], noted.waits[: noted.used[1]]
    moves.sort()
    seen.sort()
    return moves, seen


def bits_of(steps: int) -> int:
    """How many bits tell so many steps apart."""
    return max(1, steps - 1).bit_length()


def nothing(groups: int) -> Ints:
    """Sums of so many groups before anything is counted."""
    return np.zeros((groups, SUMS), np.int64)
