"""Steps and stations of all offices: lines of citizens, and the files of the back office."""

from collections.abc import Collection, Iterator

import numpy as np

from sim.measures.counting import IN_VAIN_S, WAITED_S
from sim.measures.files import FileTally
from sim.measures.histogram import Floats, Ints, regrouped
from sim.measures.measure import LOWER, Key, Measure
from sim.measures.outcomes import Possible
from sim.measures.steps import StepTally, of_some
from sim.plan import Plan
from sim.plan.layout import NONE

MEASURES = (
    Measure("present_mean", "visits", LOWER),
    Measure("waiting_mean", "visits", LOWER, "all graded station"),
)


class StationMeasures:
    """What was counted by step and office, by station and by step: of citizens who are there, and of files without."""

    def __init__(self, plan: Plan, may: Possible, sums: Ints) -> None:
        steps = plan.arrays.step
        self._may, self._sums = may, sums
        self._absent = steps["absent"].astype(bool)
        self._places = {
            "station": (plan.names.stations, steps["station"]),
            "step": (plan.names.steps, steps["number"]),
        }

    def left(self, kinds: Collection[int]) -> Ints:
        """How many citizens left each step by some outcomes."""
        found: Ints = self._sums[:, list(kinds)].sum(axis=1)
        return np.where(self._absent, 0, found)

    def queued_s(self) -> float:
        """The seconds that people spent in all lines, served or not."""
        return float(self._sums[~self._absent][:, [WAITED_S, IN_VAIN_S]].sum())

    def values(self, open_s: float, p90: Floats, p90_of_files: Floats) -> Iterator[tuple[Key, float]]:
        """The measures by key; `open_s` is the time over which numbers waiting are averaged.

        Of waits the 90th percentiles, of stations and then of steps, in seconds, of files in minutes.
        """
        for by, first in (("station", 0), ("step", len(self._places["station"][0]))):
            names, place = self._places[by]
            part, size = slice(first, first + len(names)), len(names)
            absent = np.zeros(size, bool)
            absent[place[self._absent & (place >= 0)]] = True
            there, away = (
                regrouped(self._sums, np.where(own, place, NONE), size) for own in (~self._absent, self._absent)
            )
            yield from of_some(
                StepTally(self._may, there, p90[part]).measures(open_s), by, names, np.flatnonzero(~absent)
            )
            if self._absent.any():
                files = FileTally(self._may, away, p90_of_files[part])
                yield from of_some(files.measures(), by, names, np.flatnonzero(absent))
