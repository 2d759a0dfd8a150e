"""Steps and stations, folded: who came to each, how long they queued there, how long it took."""

from collections.abc import Iterator

import numpy as np

from sim.measures.catalogue import Key
from sim.measures.columns import Columns
from sim.measures.histogram import Floats, Histogram, Ints, regrouped
from sim.measures.visits import COUNTED, KINDS, ratio, totals
from sim.plan.tables import BALKED, REFUSED, SERVED

LEFT = {name: kind for name, kind in COUNTED.items() if kind != SERVED}


class StepTally:
    """Running totals of rows, by step; regrouped, by station."""

    def __init__(self, by: str, names: tuple[str, ...]) -> None:
        size = len(names)
        self._by, self._names = by, names
        self.outcomes = np.zeros((size, KINDS), np.int64)
        self.in_vain_s, self.served_s = np.zeros(size), np.zeros(size)
        self.wait = Histogram(size)

    def add(self, rows: Columns) -> None:
        """Add rows."""
        size = len(self._names)
        self.outcomes += np.bincount(rows.step * KINDS + rows.outcome, minlength=size * KINDS).reshape(size, KINDS)
        step, waited_s, worked_s = rows.step, rows.start_s - rows.arrive_s, rows.finish_s - rows.start_s
        lost = np.flatnonzero(rows.outcome != SERVED)
        if len(lost):
            self.in_vain_s += totals((rows.finish_s - rows.arrive_s)[lost], step[lost], size)
            done = np.flatnonzero(rows.outcome == SERVED)
            step, waited_s, worked_s = step[done], waited_s[done], worked_s[done]
        self.wait.add(waited_s, step)
        self.served_s += totals(worked_s, step, size)

    def regrouped(self, by: str, names: tuple[str, ...], place: Ints) -> "StepTally":
        """The same rows by coarser groups: step s goes to `place[s]`, or is left out where that is -1."""
        found, size = StepTally(by, names), len(names)
        found.outcomes = np.stack([regrouped(kind, place, size) for kind in self.outcomes.T], axis=1).astype(np.int64)
        found.in_vain_s = regrouped(self.in_vain_s, place, size)
        found.served_s = regrouped(self.served_s, place, size)
        found.wait = self.wait.regrouped(place, size)
        return found

    def queued_s(self) -> Floats:
        """The seconds that people spent in each line, served or not."""
        return self.wait.sums() + self.in_vain_s

    def values(self, open_s: float) -> Iterator[tuple[Key, float]]:
        """The measures by key; `open_s` is the time over which numbers waiting are averaged."""
        for measure, by_group in self.measures(open_s).items():
            for name, value in zip(self._names, by_group, strict=True):
                yield Key(measure, self._by, name), float(value)

    def measures(self, open_s: float) -> dict[str, Floats]:
        """The measures of each group; NaN where there was nobody to measure."""
        arrivals, served = self.outcomes.sum(axis=1), self.outcomes[:, SERVED]
        stayed = arrivals - self.outcomes[:, BALKED] - self.outcomes[:, REFUSED]
        return {
            "arrivals": arrivals.astype(float),
            "served": served.astype(float),
            **{f"{name}_share": ratio(self.outcomes[:, kind], arrivals) for name, kind in LEFT.items()},
            "step_wait_mean_min": ratio(self.wait.sums(), served) / 60.0,
            "step_wait_p90_min": self.wait.quantiles(0.9) / 60.0,
            "step_wait_of_all_mean_min": ratio(self.queued_s(), stayed) / 60.0,
            "step_service_mean_min": ratio(self.served_s, served) / 60.0,
            "waiting_mean": ratio(self.queued_s(), np.full(len(self._names), open_s)),
        }
