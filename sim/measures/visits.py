"""Visits, folded: how they ended, how long they waited and stayed, by group."""

from collections.abc import Iterator
from typing import NamedTuple, Self

import numpy as np

from sim.measures.columns import Columns
from sim.measures.cuts import Cut
from sim.measures.histogram import Floats, Histogram, Ints, regrouped
from sim.measures.measure import HIGHER, LOWER, NEITHER, Key, Measure
from sim.measures.outcomes import ATTENDED, COUNTED, IN_VAIN, KINDS, NEVER_JOINED, Possible
from sim.plan.tables import NO_SHOW

BY = "service hour class visits_office"
"""Tables of groups."""


def _ending(name: str, also: str = "", dimension: str = "") -> tuple[Measure, Measure]:
    share = Measure(f"{name}_share", "share", LOWER, f"all graded if_any {also}", dimension)
    return Measure(name, "visits", LOWER), share


MEASURES = (
    Measure("arrivals", "visits", NEITHER),
    Measure("arrivals_per_day", "visits/day", NEITHER, f"all graded around visits_channel year_visits {BY}"),
    Measure("completed", "visits", HIGHER),
    Measure("completed_share", "share", HIGHER, f"all graded around explored visits_channel year_visits {BY}"),
    *_ending("gave_up", "station"),
    *_ending("balked"),
    *_ending("refused"),
    *_ending("sent_home"),
    *_ending("incomplete", "back_office", "accountability"),
    *_ending("no_ticket"),
    *_ending("no_form"),
    *_ending("no_show", "visits_channel"),
    Measure(
        "wait_mean_min",
        "min",
        LOWER,
        f"all graded around explored interval visits_channel year_visits {BY}",
        "responsiveness",
    ),
    Measure("wait_p50_min", "min", LOWER, "all graded"),
    Measure("wait_p90_min", "min", LOWER, f"all graded year_visits {BY}"),
    Measure("within_target", "share", HIGHER, f"all graded around explored year_visits {BY}"),
    Measure("served_within_target", "share", HIGHER, "all graded", "responsiveness"),
    Measure("wait_of_all_mean_min", "min", LOWER, "all graded"),
    Measure("sojourn_mean_min", "min", LOWER, "all graded"),
    Measure("sojourn_p90_min", "min", LOWER),
)


class Ended(NamedTuple):
    """Whole visits (rows with `last`), once more those that were ATTENDED, and the longest wait in target."""

    all: Columns
    attended: Columns
    target_s: Floats

    def where(self, mask: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> Self:
        """The visits that a mask over all of them picks."""
        kept = self.all.where(mask)
        return self._replace(all=kept, attended=kept.where(ATTENDED[kept.outcome]))


def ended(visits: Columns, target_s: Floats) -> Ended:
    """Visits as the tallies take them; `target_s` is by service."""
    return Ended(visits, visits.where(ATTENDED[visits.outcome]), target_s)


class VisitTally:
    """Running totals of visits, by the groups of one cut."""

    def __init__(self, cut: Cut, may: Possible) -> None:
        size = len(cut.names)
        self.cut, self._may = cut, may
        self.outcomes = np.zeros((size, KINDS), np.int64)
        self.within, self.booked = np.zeros(size, np.int64), np.zeros(size, np.int64)
        self.in_vain_s, self.stayed_s = np.zeros(size), np.zeros(size)
        self.wait = Histogram(size)

    def add(self, visits: Ended) -> None:
        """Add visits."""
        size, attended = len(self.cut.names), visits.attended
        group = self.cut.group(visits.all)
        self.outcomes += np.bincount(group * KINDS + visits.all.outcome, minlength=size * KINDS).reshape(size, KINDS)
        if self._may.booked is not None:
            self.booked += np.bincount(group[self._may.booked[visits.all.channel]], minlength=size)
        if attended is not visits.all:
            lost = np.flatnonzero(~ATTENDED[visits.all.outcome])
            in_vain = IN_VAIN[visits.all.outcome[lost]]
            self.in_vain_s += totals(visits.all.waited_s[lost] * in_vain, group[lost], size)
            group = self.cut.group(attended)
        self.wait.add(attended.waited_s, group)
        self.stayed_s += totals(attended.finish_s - attended.came_s, group, size)
        self.within += np.bincount(group[attended.waited_s <= visits.target_s[attended.service]], minlength=size)

    def regrouped(self, place: Ints, cut: Cut) -> "VisitTally":
        """The same visits by a coarser cut: group g goes to `place[g]`, or is left out where that is -1."""
        found = VisitTally(cut, self._may)
        size = len(cut.names)
        found.outcomes = np.stack([regrouped(kind, place, size) for kind in self.outcomes.T], axis=1).astype(np.int64)
        found.within, found.booked = (regrouped(n, place, size).astype(np.int64) for n in (self.within, self.booked))
        found.in_vain_s = regrouped(self.in_vain_s, place, size)
        found.stayed_s = regrouped(self.stayed_s, place, size)
        found.wait = self.wait.regrouped(place, size)
        return found

    def take(self, other: "VisitTally") -> None:
        """Add the totals of another tally of the same cut."""
        self.outcomes += other.outcomes
        self.within += other.within
        self.booked += other.booked
        self.in_vain_s += other.in_vain_s
        self.stayed_s += other.stayed_s
        self.wait.take(other.wait)

    @property
    def arrivals(self) -> Ints:
        """Visits begun, by group: all but those who stayed away."""
        found: Ints = self.outcomes.sum(axis=1) - self.outcomes[:, NO_SHOW]
        return found

    def _of(self, name: str, arrivals: Ints) -> Ints:
        """What an outcome is a share of: staying away of the visits with an appointment, the others of those begun."""
        return self.booked if COUNTED[name] == NO_SHOW else arrivals

    def measures(self, days: Floats) -> dict[str, Floats]:
        """The measures of each group; NaN where there was nobody to measure. `days`: how many each group had."""
        arrivals, done = self.arrivals, self.outcomes[:, ATTENDED].sum(axis=1)
        stayed = arrivals - self.outcomes[:, NEVER_JOINED].sum(axis=1)
        counts = {name: self.outcomes[:, kind].astype(float) for name, kind in self._may.outcomes.items()}
        waited_s = self.wait.sums()
        return {
            "arrivals": arrivals.astype(float),
            "arrivals_per_day": ratio(arrivals, days),
            **counts,
            **{f"{name}_share": ratio(n, self._of(name, arrivals)) for name, n in counts.items()},
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
