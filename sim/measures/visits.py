"""Visits, folded: how they ended, how long they waited and stayed, by group."""

from collections.abc import Iterator
from typing import NamedTuple, Self

import numpy as np

from sim.measures.catalogue import Key
from sim.measures.columns import Columns
from sim.measures.cuts import Cut
from sim.measures.histogram import Floats, Histogram, Ints, regrouped
from sim.plan.tables import BALKED, GAVE_UP, OUTCOMES, REFUSED, SENT_HOME, SERVED

KINDS = len(OUTCOMES)
COUNTED = {"completed": SERVED, "gave_up": GAVE_UP, "balked": BALKED, "refused": REFUSED, "sent_home": SENT_HOME}


class Ended(NamedTuple):
    """Whole visits (rows with `last`), once more those that were served to the end, and the longest wait in target."""

    all: Columns
    served: Columns
    target_s: Floats

    def where(self, mask: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> Self:
        """The visits that a mask over all of them picks."""
        kept = self.all.where(mask)
        return self._replace(all=kept, served=kept.where(kept.outcome == SERVED))


def ended(visits: Columns, target_s: Floats) -> Ended:
    """Visits as the tallies take them; `target_s` is by service."""
    return Ended(visits, visits.where(visits.outcome == SERVED), target_s)


class VisitTally:
    """Running totals of visits, by the groups of one cut."""

    def __init__(self, cut: Cut) -> None:
        size = len(cut.names)
        self.cut = cut
        self.outcomes = np.zeros((size, KINDS), np.int64)
        self.within = np.zeros(size, np.int64)
        self.in_vain_s, self.stayed_s = np.zeros(size), np.zeros(size)
        self.wait = Histogram(size)

    def add(self, visits: Ended) -> None:
        """Add visits."""
        size, served = len(self.cut.names), visits.served
        group = self.cut.group(visits.all)
        self.outcomes += np.bincount(group * KINDS + visits.all.outcome, minlength=size * KINDS).reshape(size, KINDS)
        if served is not visits.all:
            lost = np.flatnonzero(visits.all.outcome != SERVED)
            kept = ~np.isin(visits.all.outcome[lost], (BALKED, REFUSED))
            self.in_vain_s += totals(visits.all.waited_s[lost] * kept, group[lost], size)
            group = self.cut.group(served)
        self.wait.add(served.waited_s, group)
        self.stayed_s += totals(served.finish_s - served.came_s, group, size)
        self.within += np.bincount(group[served.waited_s <= visits.target_s[served.service]], minlength=size)

    def regrouped(self, place: Ints, cut: Cut) -> "VisitTally":
        """The same visits by a coarser cut: group g goes to `place[g]`, or is left out where that is -1."""
        found = VisitTally(cut)
        size = len(cut.names)
        found.outcomes = np.stack([regrouped(kind, place, size) for kind in self.outcomes.T], axis=1).astype(np.int64)
        found.within = regrouped(self.within, place, size).astype(np.int64)
        found.in_vain_s = regrouped(self.in_vain_s, place, size)
        found.stayed_s = regrouped(self.stayed_s, place, size)
        found.wait = self.wait.regrouped(place, size)
        return found

    def take(self, other: "VisitTally") -> None:
        """Add the totals of another tally of the same cut."""
        self.outcomes += other.outcomes
        self.within += other.within
        self.in_vain_s += other.in_vain_s
        self.stayed_s += other.stayed_s
        self.wait.take(other.wait)

    def measures(self, days: Floats) -> dict[str, Floats]:
        """The measures of each group; NaN where there was nobody to measure. `days`: how many each group had."""
        arrivals, done = self.outcomes.sum(axis=1), self.outcomes[:, SERVED]
        stayed = arrivals - self.outcomes[:, BALKED] - self.outcomes[:, REFUSED]
        counts = {name: self.outcomes[:, kind].astype(float) for name, kind in COUNTED.items()}
        waited_s = self.wait.sums()
        return {
            "arrivals": arrivals.astype(float),
            "arrivals_per_day": ratio(arrivals, days),
            **counts,
            **{f"{name}_share": ratio(count, arrivals) for name, count in counts.items()},
            "wait_mean_min": ratio(waited_s, done) / 60.0,
            "wait_p50_min": self.wait.quantiles(0.5) / 60.0,
            "wait_p90_min": self.wait.quantiles(0.9) / 60.0,
            "wait_of_all_mean_min": ratio(waited_s + self.in_vain_s, stayed) / 60.0,
            "within_target": ratio(self.within, done),
            "served_within_target": ratio(self.within, arrivals),
            "sojourn_mean_min": ratio(self.stayed_s, done) / 60.0,
        }

    def values(self, by_weekday: Floats) -> Iterator[tuple[Key, float]]:
        """The measures by key, of so many days by weekday from Monday; of groups the shares only, not the counts."""
        for measure, by_group in self.measures(self.cut.days(by_weekday)).items():
            if self.cut.by and measure in COUNTED:
                continue
            for name, value in zip(self.cut.names, by_group, strict=True):
                yield Key(measure, self.cut.by, name), float(value)


def totals(values: np.ndarray, group: Ints, groups: int) -> Floats:
    """Sums by group; exact, because sums of whole seconds stay far below 2**53."""
    return np.bincount(group, weights=values, minlength=groups).astype(np.float64)


def ratio(above: np.ndarray, below: np.ndarray) -> Floats:
    """`above / below`; NaN where there is nothing below."""
    above, below = np.asarray(above, float), np.asarray(below, float)
    return np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0)
