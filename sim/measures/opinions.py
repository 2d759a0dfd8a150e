"""What citizens made of their visits, folded: answers, satisfaction, waits, money, by cells of citizens."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.measures.counting import code_of
from sim.measures.histogram import Floats, Ints
from sim.measures.outcomes import ATTENDED, Mask
from sim.measures.windows import Window
from sim.plan.layout import NONE, Records
from sim.plan.tables import ELEMENTS, NO_FORM, NO_TICKET, OPINION_ROW, REFUSED, SENT_HOME, SIDES

ANSWERS = 4
TURNED_AWAY = np.isin(np.arange(len(ATTENDED)), (REFUSED, SENT_HOME, NO_TICKET, NO_FORM))
"""The office did not serve them; who turns round or loses patience decides that alone."""
GRAIN = float(1 << 30)
"""Worths from 0 to 1 are added up in whole numbers of this part: exactly, so that blocks of days do not matter."""
SUMS = np.dtype(
    [
        (name, "f8")
        for name in ("judged", "satisfaction", "attended", "waited_s", "turned_away", "paid_rupiah", "overtaken")
    ]
)
"""Sums of a cell: visits judged (cases without a visit included), those attended to and what these waited …

Satisfaction is in parts of GRAIN.
"""
EVER = ("asked", "paid_rupiah", "favoured", "complained")
"""What may have happened to a citizen at least once: in the run, or in a year where it is told by year."""
MARKS = ("outcome", "asked", "favoured", "overtaken", "complained", *ELEMENTS, *SIDES)
"""The columns of one byte, which follow each other in OPINION_ROW."""


class Opinions(NamedTuple):
    """Columns of OPINION_ROW that are counted; `marks` (shape rows, MARKS) are those of one byte."""

    visit: Any
    day: Any
    citizen: Any
    waited_s: Any
    paid_rupiah: Any
    satisfaction: Any
    marks: Any


class Totals(NamedTuple):
    """What opinions add up to: SUMS by cell, answers by element; by citizen the last answers, and what ever was.

    `users` (shape years, citizens) judged a visit, to them what is in `ever` (shape EVER, years, citizens) happened;
    `lost` says by side what visits showed to be lacking, in per cent.
    """

    sums: Floats
    answers: Ints
    last: npt.NDArray[np.int8]
    users: Mask
    ever: Mask
    lost: Ints


def count_sums(rows: Opinions, i: int, served: int, turned_away: int, sums: Floats) -> None:
    """Add an opinion to the sums of a cell."""
    sums[0] += 1.0
    sums[1] += np.rint(GRAIN * rows.satisfaction[i])
    sums[2] += served
    sums[3] += served * rows.waited_s[i]
    sums[4] += turned_away
    sums[5] += rows.paid_rupiah[i]
    sums[6] += rows.marks[i][3]


def count_answers(marks: Any, citizen: int, totals: Totals) -> None:
    """Count the answers, and what the visit showed of each side; of several visits of a citizen the last is kept."""
    for element in range(len(ELEMENTS)):
        answer = marks[5 + element]
        totals.last[citizen, element] = answer
        if answer > 0:
            totals.answers[element, answer - 1] += 1
    for side in range(len(SIDES)):
        shown = marks[5 + len(ELEMENTS) + side]
        if shown != NONE:
            totals.lost[side] += 100 - shown


def note_ever(rows: Opinions, i: int, year: int, totals: Totals) -> None:
    """Note what happened to a citizen in a year."""
    citizen, marks = rows.citizen[i], rows.marks[i]
    totals.users[year, citizen] = True
    totals.ever[0, year, citizen] |= marks[1] > 0
    totals.ever[1, year, citizen] |= rows.paid_rupiah[i] > 0
    totals.ever[2, year, citizen] |= marks[2] > 0
    totals.ever[3, year, citizen] |= marks[4] > 0


def count_opinions(rows: Opinions, cells: Ints, attended: Ints, turned_away: Ints, ends: Ints, totals: Totals) -> None:
    """Count opinions in the order of the visits' ends; `ends` are those of the years but the last."""
    for i in range(len(rows.day)):
        citizen, outcome = rows.citizen[i], rows.marks[i][0]
        served = attended[outcome] * (rows.visit[i] != NONE)
        count_sums(rows, i, served, turned_away[outcome], totals.sums[cells[citizen]])
        count_answers(rows.marks[i], citizen, totals)
        year = 0
        while year < len(ends) and rows.day[i] >= ends[year]:
            year += 1
        note_ever(rows, i, year, totals)


class OpinionTally:
    """Running totals of opinions (OPINION_ROW), by cell of the citizen; and by citizen what the last answers were.

    What happens to a citizen is counted once in each of the `years`, or once in all where there are none.
    """

    def __init__(self, cells: Ints, size: int, years: Sequence[Window] = ()) -> None:
        self._cells, self._size = cells, size
        self._ends = np.array([year.end for year in years[:-1]], np.int64)
        people = len(self._ends) + 1, len(cells)
        self.sums = np.zeros(size, SUMS)
        self.answers = np.zeros((len(ELEMENTS), ANSWERS), np.int64)
        self.last = np.zeros((len(cells), len(ELEMENTS)), np.int8)
        self.users = np.zeros(people, np.bool_)
        self._ever = np.zeros((len(EVER), *people), np.bool_)
        self.lost = np.zeros(len(SIDES), np.int64)
        self.complaints = 0

    @property
    def ever(self) -> dict[str, Mask]:
        """By what may happen to a citizen to whom it did (shape years, citizens)."""
        return dict(zip(EVER, self._ever, strict=True))

    def add(self, rows: Records) -> None:
        """Add opinions, in the order of the visits' ends."""
        counting = code_of(count_opinions, rows, count_sums, count_answers, note_ever)
        first = OPINION_ROW.fields["outcome"][1] if OPINION_ROW.fields is not None else 0
        marks = rows.view(np.int8).reshape(len(rows), rows.itemsize)[:, first : first + len(MARKS)]
        columns = [rows[name] for name in Opinions._fields[:-1]] + [marks]
        if counting is count_opinions:
            columns = [column.tolist() for column in columns]
        totals = Totals(self._flat, self.answers, self.last, self.users, self._ever, self.lost)
        turned_away, attended = TURNED_AWAY.astype(np.int64), ATTENDED.astype(np.int64)
        counting(Opinions(*columns), self._cells, attended, turned_away, self._ends, totals)
        self.complaints += int(rows["complained"].sum())

    @property
    def _flat(self) -> Floats:
        return self.sums.view(np.float64).reshape(self._size, -1)

    def people(self) -> Ints:
        """The citizens of each cell who judged a visit."""
        return np.bincount(self._cells[self.users.any(axis=0)], minlength=self._size)

    def users_by_year(self) -> Ints:
        """The same, counted once in each year."""
        cells = np.broadcast_to(self._cells, self.users.shape)
        return np.bincount(cells[self.users], minlength=self._size)
