"""What citizens made of their visits, folded: answers, satisfaction, waits, money, by cells of citizens."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sim.measures.histogram import Ints
from sim.measures.outcomes import ATTENDED
from sim.measures.windows import Window
from sim.plan.layout import NONE, Records
from sim.plan.tables import ELEMENTS, NO_FORM, NO_TICKET, REFUSED, SENT_HOME, SIDES

STRIDE = 8_192
"""So many rows stay in the processor's cache while their columns are copied."""
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


class OpinionTally:
    """Running totals of opinions (OPINION_ROW), by cell of the citizen; and by citizen what the last answers were.

    What happens to a citizen is counted once in each of the `years`, or once in all where there are none.
    """

    def __init__(self, cells: Ints, size: int, years: Sequence[Window] = ()) -> None:
        self._cells, self._size = cells, size
        self._ends = np.array([year.end for year in years[:-1]], np.int64)
        periods = len(self._ends) + 1
        self.sums = np.zeros(size, SUMS)
        self.answers = np.zeros((len(ELEMENTS), ANSWERS), np.int64)
        self.last = np.zeros((len(cells), len(ELEMENTS)), np.int8)
        self.users = np.zeros((periods, len(cells)), np.bool_)
        self.ever = {name: np.zeros((periods, len(cells)), np.bool_) for name in EVER}
        self.lost = np.zeros(len(SIDES), np.int64)
        """By side of the office what visits showed to be lacking of it, in per cent."""
        self.complaints = 0

    def add(self, rows: Records) -> None:
        """Add opinions, in the order of the visits' ends."""
        for start in range(0, len(rows), STRIDE):
            part = rows[start : start + STRIDE]
            citizen = part["citizen"].astype(np.int64)
            self._add_sums(part, self._cells[citizen])
            self._add_answers(part, citizen)
            self.lost += [int((100 - part[side][part[side] != NONE]).sum()) for side in SIDES]
            place = citizen
            if len(self._ends):
                place = citizen + len(self._cells) * np.searchsorted(self._ends, part["day"], "right")
            self.users.flat[place] = True
            for name, happened in self.ever.items():
                happened.flat[place[part[name] > 0]] = True

    def _add_sums(self, rows: Records, cell: Ints) -> None:
        outcome = rows["outcome"].astype(np.int64)
        attended = ATTENDED[outcome] & (rows["visit"] != NONE)
        terms: dict[str, npt.NDArray[np.generic] | None] = {
            "judged": None,
            "satisfaction": np.rint(GRAIN * rows["satisfaction"]),
            "attended": attended,
            "waited_s": rows["waited_s"] * attended,
            "turned_away": TURNED_AWAY[outcome],
            "paid_rupiah": rows["paid_rupiah"],
            "overtaken": rows["overtaken"],
        }
        for name, weights in terms.items():
            self.sums[name] += np.bincount(cell, weights, self._size)
        self.complaints += int(rows["complained"].sum())

    def _add_answers(self, rows: Records, citizen: Ints) -> None:
        answers = np.empty((len(rows), len(ELEMENTS)), np.int8)
        for number, element in enumerate(ELEMENTS):
            answers[:, number] = rows[element]
            self.answers[number] += np.bincount(rows[element], minlength=ANSWERS + 1)[1:]
        self.last[citizen] = answers  # of several visits the last

    def people(self) -> Ints:
        """The citizens of each cell who judged a visit."""
        return np.bincount(self._cells[self.users.any(axis=0)], minlength=self._size)

    def users_by_year(self) -> Ints:
        """The same, counted once in each year."""
        cells = np.broadcast_to(self._cells, self.users.shape)
        return np.bincount(cells[self.users], minlength=self._size)
