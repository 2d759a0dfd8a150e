"""Steps and stations of all offices: lines of citizens, and the files of the back office."""

from collections.abc import Collection, Iterator

import numpy as np

from sim.measures.columns import Columns
from sim.measures.files import FileTally
from sim.measures.histogram import Ints
from sim.measures.measure import LOWER, Key, Measure
from sim.measures.outcomes import Possible
from sim.measures.steps import StepTally, keyed
from sim.plan import Plan

MEASURES = (
    Measure("present_mean", "visits", LOWER),
    Measure("waiting_mean", "visits", LOWER, "all graded station"),
)


class StationMeasures:
    """Running totals by step and office; the citizen is at a step, or it is done without."""

    def __init__(self, plan: Plan, may: Possible) -> None:
        self._names, steps = plan.names, plan.arrays.step
        self._step, self._station = steps["number"], steps["station"]
        self._absent = steps["absent"].astype(bool)
        self._steps = StepTally(len(steps), may)
        self._files = FileTally(len(steps), may) if self._absent.any() else None

    def parted(self, rows: Columns) -> tuple[Columns, Columns]:
        """The rows of citizens, and those of files without them."""
        if self._files is None:
            return rows, rows.where(np.zeros(len(rows.step), bool))
        absent = self._absent[rows.step]
        return rows.where(~absent), rows.where(absent)

    def add(self, rows: Columns, files: Columns) -> None:
        """Add rows of citizens and of files."""
        self._steps.add(rows, self._at(rows))
        if self._files is not None:
            self._files.add(files, self._at(files))

    def _at(self, rows: Columns) -> Ints:
        """Where each row happened: office * steps + step."""
        return rows.office * len(self._names.steps) + rows.step if len(self._names.offices) > 1 else rows.step

    def left(self, kinds: Collection[int]) -> Ints:
        """How many citizens left each step by some outcomes."""
        found: Ints = self._steps.outcomes[:, list(kinds)].sum(axis=1)
        return found

    def queued_s(self) -> float:
        """The seconds that people spent in all lines, served or not."""
        return float(self._steps.queued_s().sum())

    def values(self, open_s: float) -> Iterator[tuple[Key, float]]:
        """The measures by key; `open_s` is the time over which numbers waiting are averaged."""
        yield from self._by("station", self._names.stations, self._station, open_s)
        yield from self._by("step", self._names.steps, self._step, open_s)

    def _by(self, by: str, names: tuple[str, ...], place: Ints, open_s: float) -> Iterator[tuple[Key, float]]:
        size = len(names)
        absent = np.zeros(size, bool)
        absent[place[self._absent & (place >= 0)]] = True
        yield from keyed(self._steps.regrouped(place, size).measures(open_s), by, names, np.flatnonzero(~absent))
        if self._files is not None:
            yield from keyed(self._files.regrouped(place, size).measures(), by, names, np.flatnonzero(absent))
