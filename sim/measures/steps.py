"""Steps and stations, folded: who came to each, how long they queued there, how long it took."""

from collections.abc import Collection, Iterator

import numpy as np

from sim.measures.columns import Columns
from sim.measures.histogram import Floats, Histogram, Ints, regrouped
from sim.measures.measure import LOWER, Key, Measure
from sim.measures.outcomes import ATTENDED, IN_VAIN, KINDS, NEVER_JOINED, Possible
from sim.measures.visits import ratio, totals
from sim.plan.tables import NO_SHOW, SERVED

MEASURES = (
    Measure("step_wait_mean_min", "min", LOWER, "station interval"),
    Measure("step_wait_p90_min", "min", LOWER, "station"),
    Measure("step_wait_of_all_mean_min", "min", LOWER),
    Measure("step_service_mean_min", "min", LOWER),
)


class StepTally:
    """Running totals of citizens' rows, by step; regrouped, by station. Who stays away has not come to a step."""

    def __init__(self, size: int, may: Possible) -> None:
        self._size, self._may = size, may
        self.outcomes = np.zeros((size, KINDS), np.int64)
        self.in_vain_s, self.served_s = np.zeros(size), np.zeros(size)
        self.wait = Histogram(size)

    def add(self, rows: Columns, step: Ints) -> None:
        """Add rows, each at its step."""
        size = self._size
        self.outcomes += np.bincount(step * KINDS + rows.outcome, minlength=size * KINDS).reshape(size, KINDS)
        waited_s, worked_s = rows.start_s - rows.arrive_s, rows.finish_s - rows.start_s
        attended = ATTENDED[rows.outcome]
        if not attended.all():
            lost = np.flatnonzero(~attended)
            in_vain_s = (rows.finish_s - rows.arrive_s)[lost] * IN_VAIN[rows.outcome[lost]]
            self.in_vain_s += totals(in_vain_s, step[lost], size)
            done = np.flatnonzero(attended)
            step, waited_s, worked_s = step[done], waited_s[done], worked_s[done]
        self.wait.add(waited_s, step)
        self.served_s += totals(worked_s, step, size)

    def regrouped(self, place: Ints, size: int) -> "StepTally":
        """The same rows by coarser groups: step s goes to `place[s]`, or is left out where that is -1."""
        found = StepTally(size, self._may)
        found.outcomes = np.stack([regrouped(kind, place, size) for kind in self.outcomes.T], axis=1).astype(np.int64)
        found.in_vain_s = regrouped(self.in_vain_s, place, size)
        found.served_s = regrouped(self.served_s, place, size)
        found.wait = self.wait.regrouped(place, size)
        return found

    def queued_s(self) -> Floats:
        """The seconds that people spent in each line, served or not."""
        return self.wait.sums() + self.in_vain_s

    def measures(self, open_s: float) -> dict[str, Floats]:
        """The measures of each group; NaN where there was nobody to measure.

        `open_s` is the time over which numbers waiting are averaged.
        """
        arrivals, served = came(self.outcomes), self.outcomes[:, ATTENDED].sum(axis=1)
        stayed = arrivals - self.outcomes[:, NEVER_JOINED].sum(axis=1)
        return {
            **counts(self.outcomes, self._may),
            "step_wait_mean_min": ratio(self.wait.sums(), served) / 60.0,
            "step_wait_p90_min": self.wait.quantiles(0.9) / 60.0,
            "step_wait_of_all_mean_min": ratio(self.queued_s(), stayed) / 60.0,
            "step_service_mean_min": ratio(self.served_s, served) / 60.0,
            "waiting_mean": ratio(self.queued_s(), np.full(self._size, open_s)),
        }


def came(outcomes: Ints) -> Ints:
    """Who came to each group, of outcomes by group: all but those who stayed away."""
    found: Ints = outcomes.sum(axis=1) - outcomes[:, NO_SHOW]
    return found


def counts(outcomes: Ints, may: Possible, never: Collection[int] = (SERVED, NO_SHOW)) -> dict[str, Floats]:
    """Who came to each group and was served there, and the shares of those who left otherwise, but for `never`."""
    arrivals = came(outcomes)
    left = {name: kind for name, kind in may.outcomes.items() if kind not in never}
    return {
        "arrivals": arrivals.astype(float),
        "served": outcomes[:, ATTENDED].sum(axis=1).astype(float),
        **{f"{name}_share": ratio(outcomes[:, kind], arrivals) for name, kind in left.items()},
    }


def keyed(measures: dict[str, Floats], by: str, names: tuple[str, ...], groups: Ints) -> Iterator[tuple[Key, float]]:
    """Measures by key, of some of the groups."""
    for measure, by_group in measures.items():
        for group in groups:
            yield Key(measure, by, names[group]), float(by_group[group])
