"""The most who wait at once: how many chairs an office needs, and how long its worst line is."""

from collections.abc import Iterator

import numpy as np

from sim.measures.histogram import Floats, Ints
from sim.measures.measure import LOWER, Key, Measure
from sim.plan import Plan
from sim.plan.layout import NONE
from sim.plan.tables import Block

MEASURES = (
    Measure("waiting_most_mean", "people", LOWER, "all station"),
    Measure("waiting_most_p90", "people", LOWER, "all main"),
    Measure("waiting_most", "people", LOWER, "all run_only station"),
)
"""Of the most on each day: the mean, what nine days in ten do not exceed, the worst day of the run."""
BITS = 32
"""Of seconds since midnight, and whether somebody comes or goes; the rest of a number says which line on which day."""


class CrowdTally:
    """The most who waited at once on each day: at each station, and in all lines of the fullest office.

    Days are whole: who comes within `warm_up_min` takes a chair as well. Files of the back office take none.
    """

    def __init__(self, plan: Plan) -> None:
        steps = plan.arrays.step
        there = (steps["station"] != NONE) & ~steps["absent"].astype(bool)
        self._names = plan.names.stations
        self._station = np.where(there, steps["station"], NONE).astype(np.int64)
        self._steps, self._offices = len(plan.names.steps), len(plan.names.offices)
        self._warm = plan.scenario.warm_up_days
        self._shown = np.unique(self._station[there])
        self._days: list[Ints] = []

    def add(self, block: Block) -> None:
        """Take in the next days."""
        if not len(block.days):
            return
        first, days, rows = int(block.days["day"][0]), len(block.days), block.visits
        left = np.where(rows["start_s"] == NONE, rows["finish_s"], rows["start_s"])
        step = rows["office"].astype(np.int64) * self._steps + rows["step"]
        station, day = self._station[step], rows["day"].astype(np.int64) - first
        waited = (rows["visit"] != NONE) & (left > rows["arrive_s"]) & (station != NONE) & (day >= 0) & (day < days)
        joined, left, day = rows["arrive_s"][waited], left[waited], day[waited]
        by_station, by_office = (
            most_at_once(place[waited] * days + day, joined, left, places * days).reshape(places, days)
            for place, places in ((station, len(self._names)), (rows["office"].astype(np.int64), self._offices))
        )
        most = np.vstack((by_office.max(axis=0), by_station[self._shown]))
        self._days.append(most[:, max(self._warm - first, 0) :])

    def values(self) -> Iterator[tuple[Key, float]]:
        """The measures by key; NaN without days."""
        days = np.hstack(self._days) if self._days else np.zeros((1 + len(self._shown), 0), np.int64)
        for name, found in self._told(days).items():
            yield Key(name), float(found[0])
            for place, value in zip(self._shown, found[1:], strict=True):
                yield Key(name, "station", self._names[place]), float(value)

    @staticmethod
    def _told(days: Ints) -> dict[str, Floats]:
        if not days.shape[1]:
            return {measure.name: np.full(len(days), np.nan) for measure in MEASURES}
        ranked = np.quantile(days, 0.9, axis=1, method="higher")
        return dict(zip((m.name for m in MEASURES), (days.mean(axis=1), ranked, days.max(axis=1)), strict=True))


def most_at_once(line: Ints, joined_s: Ints, left_s: Ints, lines: int) -> Ints:
    """The most who are in each of so many lines at once: in from `joined_s`, out at `left_s`, which comes first."""
    line = line.astype(np.int64) << BITS
    moves = np.concatenate((line + (joined_s.astype(np.int64) << 1) + 1, line + (left_s.astype(np.int64) << 1)))
    moves.sort()
    found = np.zeros(lines, np.int64)
    if len(moves):
        owner = moves >> BITS
        first = np.flatnonzero(np.diff(owner, prepend=-1))
        found[owner[first]] = np.maximum.reduceat(np.cumsum(2 * (moves & 1) - 1), first)
    return found
