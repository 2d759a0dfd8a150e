"""The most who wait at once: how many chairs an office needs, and how long its worst line is."""

from collections.abc import Iterator

import numpy as np

from sim.measures.counting import BITS, bits_of, code_of
from sim.measures.histogram import Floats, Ints
from sim.measures.measure import LOWER, Key, Measure
from sim.plan import Plan
from sim.plan.layout import NONE

MEASURES = (
    Measure("waiting_most_mean", "people", LOWER, "all station"),
    Measure("waiting_most_p90", "people", LOWER, "all main"),
    Measure("waiting_most", "people", LOWER, "all run_only station"),
)
"""Of the most on each day: the mean, what nine days in ten do not exceed, the worst day of the run."""


def most_at_once(moves: Ints, bits: int, office: Ints, station: Ints, there: Ints, most: Ints) -> None:
    """The most who were at each place at once, by day (shape places, days), of moves in their order.

    `office` and `station` are the places of each step, `there` counts who is at each; nobody stays overnight.
    """
    for one in moves:
        step, day = one & ((1 << bits) - 1), one >> (bits + BITS)
        change = 2 * ((one >> bits) & 1) - 1
        for place in (office[step], station[step]):
            there[place] += change
            most[place, day] = max(most[place, day], there[place])


class CrowdTally:
    """The most who waited at once on each day: at each station, and in all lines of the fullest office.

    Days are whole: who comes within `warm_up_min` takes a chair as well. Files of the back office take none.
    """

    def __init__(self, plan: Plan) -> None:
        steps = plan.arrays.step
        there = (steps["station"] != NONE) & ~steps["absent"].astype(bool)
        self._names, offices = plan.names.stations, len(plan.names.offices)
        self._places = offices + len(self._names)
        self._office, self._station = steps["office"].copy(), offices + steps["station"]
        self._offices, self._warm = offices, plan.scenario.warm_up_days
        self._shown = np.unique(steps["station"][there])
        self._days: list[Ints] = []

    def add(self, moves: Ints, first: int, days: int) -> None:
        """Take in the next days by the moves of those who came then, in their order."""
        most = np.zeros((self._places, days), np.int64)
        sweep = code_of(most_at_once, moves)
        sweep(moves, bits_of(len(self._office)), self._office, self._station, np.zeros(self._places, np.int64), most)
        shown = np.vstack((most[: self._offices].max(axis=0), most[self._offices + self._shown]))
        self._days.append(shown[:, max(self._warm - first, 0) :])

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
