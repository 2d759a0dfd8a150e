"""Steps and stations, folded: who came to each, how long they queued there, how long it took."""

from collections.abc import Collection, Iterator

import numpy as np

from sim.measures.counting import IN_VAIN_S, STAYED_S, WAITED_S
from sim.measures.histogram import Floats, Ints
from sim.measures.measure import LOWER, Key, Measure, keyed
from sim.measures.outcomes import ATTENDED, KINDS, NEVER_JOINED, Possible
from sim.measures.visits import ratio
from sim.plan.tables import NO_SHOW, SERVED

MEASURES = (
    Measure("step_wait_mean_min", "min", LOWER, "station interval"),
    Measure("step_wait_p90_min", "min", LOWER, "station"),
    Measure("step_wait_of_all_mean_min", "min", LOWER),
    Measure("step_service_mean_min", "min", LOWER),
)


class StepTally:
    """Citizens' rows by step or station: sums (shape groups, SUMS), 90th percentile of waits.

    Who stays away has not come to a step.
    """

    def __init__(self, may: Possible, sums: Floats, p90: Floats) -> None:
        self._may, self._sums, self._p90 = may, sums, p90

    def measures(self, open_s: float) -> dict[str, Floats]:
        """The measures of each group; NaN where there was nobody to measure.

        `open_s` is the time over which numbers waiting are averaged.
        """
        sums, outcomes = self._sums, self._sums[:, :KINDS]
        arrivals, served = came(outcomes), outcomes[:, ATTENDED].sum(axis=1)
        stayed = arrivals - outcomes[:, NEVER_JOINED].sum(axis=1)
        queued_s = sums[:, WAITED_S] + sums[:, IN_VAIN_S]
        return {
            **counts(outcomes, self._may),
            "step_wait_mean_min": ratio(sums[:, WAITED_S], served) / 60.0,
            "step_wait_p90_min": self._p90 / 60.0,
            "step_wait_of_all_mean_min": ratio(queued_s, stayed) / 60.0,
            "step_service_mean_min": ratio(sums[:, STAYED_S], served) / 60.0,
            "waiting_mean": ratio(queued_s, np.full(len(sums), open_s)),
        }


def came(outcomes: Floats) -> Floats:
    """Who came to each group, of outcomes by group: all but those who stayed away."""
    found: Floats = outcomes.sum(axis=1) - outcomes[:, NO_SHOW]
    return found


def counts(outcomes: Floats, may: Possible, never: Collection[int] = (SERVED, NO_SHOW)) -> dict[str, Floats]:
    """Who came to each group and was served there, and the shares of those who left otherwise, but for `never`."""
    arrivals = came(outcomes)
    left = {name: kind for name, kind in may.outcomes.items() if kind not in never}
    return {
        "arrivals": arrivals.astype(float),
        "served": outcomes[:, ATTENDED].sum(axis=1).astype(float),
        **{f"{name}_share": ratio(outcomes[:, kind], arrivals) for name, kind in left.items()},
    }


def of_some(measures: dict[str, Floats], by: str, names: tuple[str, ...], groups: Ints) -> Iterator[tuple[Key, float]]:
    """Measures by key, of some of the groups."""
    some = tuple(names[group] for group in groups)
    for measure, by_group in measures.items():
        yield from keyed(measure, by, some, by_group[groups])
