"""Visits, folded: how they ended, how long they waited and stayed, by group."""

from collections.abc import Iterator

import numpy as np

from sim.measures.counting import BOOKED, IN_VAIN_S, STAYED_S, WAITED_S, WITHIN
from sim.measures.cuts import Cut
from sim.measures.histogram import Floats, Ints
from sim.measures.measure import HIGHER, LOWER, NEITHER, Key, Measure, keyed
from sim.measures.outcomes import ATTENDED, COUNTED, KINDS, NEVER_JOINED, Possible
from sim.plan.tables import NO_SHOW

BY = "service hour weekday class visits_office"
"""Tables of groups."""


SPREAD_MIN = (5, 10, 15, 30, 60)
SPREAD = tuple(f"waited_{minutes}_min_share" for minutes in SPREAD_MIN)
"""Who waited so many minutes at most, of those attended to."""


def _ending(name: str, also: str = "", dimension: str = "") -> tuple[Measure, Measure]:
    share = Measure(f"{name}_share", "share", LOWER, f"all graded if_any {also}", dimension)
    return Measure(name, "visits", LOWER), share


MEASURES = (
    Measure("arrivals", "visits", NEITHER),
    Measure("arrivals_per_day", "visits/day", NEITHER, f"all main graded around visits_channel year_visits {BY}"),
    Measure("completed", "visits", HIGHER),
    Measure("completed_share", "share", HIGHER, f"all main graded around visits_channel year_visits {BY}"),
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
        f"all main graded around interval visits_channel year_visits {BY}",
        "responsiveness",
    ),
    Measure("wait_p50_min", "min", LOWER, "all graded"),
    Measure("wait_p90_min", "min", LOWER, f"all main graded year_visits {BY}"),
    Measure("within_target", "share", HIGHER, f"all main graded around year_visits {BY}"),
    Measure("served_within_target", "share", HIGHER, "all graded", "responsiveness"),
    Measure("wait_of_all_mean_min", "min", LOWER, "all graded"),
    *(Measure(name, "share", HIGHER, "all") for name in SPREAD),
    Measure("sojourn_mean_min", "min", LOWER, "all graded"),
    Measure("sojourn_p90_min", "min", LOWER),
)


class VisitTally:
    """Visits by the groups of one cut: their sums (shape groups, SUMS), and the median and 90th percentile of waits."""

    def __init__(self, cut: Cut, may: Possible, sums: Ints, p50: Floats, p90: Floats) -> None:
        self.cut, self._may, self._sums, self._p50, self._p90 = cut, may, sums, p50, p90
        self.outcomes = sums[:, :KINDS]

    @property
    def arrivals(self) -> Ints:
        """Visits begun, by group: all but those who stayed away."""
        found: Ints = self.outcomes.sum(axis=1) - self.outcomes[:, NO_SHOW]
        return found

    def _of(self, name: str, arrivals: Ints) -> Ints:
        """What an outcome is a share of: staying away of the visits with an appointment, the others of those begun."""
        return self._sums[:, BOOKED] if COUNTED[name] == NO_SHOW else arrivals

    def measures(self, days: Floats) -> dict[str, Floats]:
        """The measures of each group; NaN where there was nobody to measure. `days`: how many each group had."""
        arrivals, done = self.arrivals, self.outcomes[:, ATTENDED].sum(axis=1)
        stayed = arrivals - self.outcomes[:, NEVER_JOINED].sum(axis=1)
        counts = {name: self.outcomes[:, kind].astype(float) for name, kind in self._may.outcomes.items()}
        sums = self._sums
        return {
            "arrivals": arrivals.astype(float),
            "arrivals_per_day": ratio(arrivals, days),
            **counts,
            **{f"{name}_share": ratio(n, self._of(name, arrivals)) for name, n in counts.items()},
            "wait_mean_min": ratio(sums[:, WAITED_S], done) / 60.0,
            "wait_p50_min": self._p50 / 60.0,
            "wait_p90_min": self._p90 / 60.0,
            "wait_of_all_mean_min": ratio(sums[:, WAITED_S] + sums[:, IN_VAIN_S], stayed) / 60.0,
            "within_target": ratio(sums[:, WITHIN], done),
            "served_within_target": ratio(sums[:, WITHIN], arrivals),
            "sojourn_mean_min": ratio(sums[:, STAYED_S], done) / 60.0,
        }

    def values(self, by_weekday: Floats) -> Iterator[tuple[Key, float]]:
        """The measures by key, of so many days by weekday from Monday; of groups the shares only, not the counts."""
        for measure, by_group in self.measures(self.cut.days(by_weekday)).items():
            if self.cut.by and measure in COUNTED:
                continue
            yield from keyed(measure, self.cut.by, self.cut.names, by_group)


def ratio(above: np.ndarray, below: np.ndarray) -> Floats:
    """`above / below`; NaN where there is nothing below."""
    above, below = np.asarray(above, float), np.asarray(below, float)
    return np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0)
