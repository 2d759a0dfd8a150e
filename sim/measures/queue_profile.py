"""How many wait at each moment of the day."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.measures.intervals import Estimate, estimate
from sim.plan import Plan
from sim.plan.layout import NONE, Records

QUARTER_S = 900
DAYS_WITHIN = 0.8

Whole = npt.NDArray[np.int64]


class QueueProfile(NamedTuple):
    """People waiting at each moment: the mean with its interval over runs, and between what most days lie.

    `moments_s` are seconds since midnight. A share DAYS_WITHIN of all days lies between `day_low` and `day_high`.
    """

    moments_s: Whole
    mean: tuple[Estimate, ...]
    day_low: npt.NDArray[np.float64]
    day_high: npt.NDArray[np.float64]

    @property
    def peak(self) -> int:
        """The index of the moment with the longest queue on average."""
        return int(np.argmax([e.mean for e in self.mean]))


def queue_profile(plan: Plan, runs: Sequence[Records], stations: Sequence[str] | None = None) -> QueueProfile:
    """The profile of all lines or of those of some stations together, warm-up days left out; `runs` are VISIT_ROWs.

    People wait, files of the back office do not. Raises ValueError for a station that the plan does not have.
    """
    known = plan.names.stations
    places = [known.index(name) for name in (known if stations is None else stations)]
    waits = [_waits(plan, rows, places) for rows in runs]
    moments = clock_grid(
        min((int(joined.min()) for joined, _, _ in waits if len(joined)), default=0),
        max((int(left.max()) for _, left, _ in waits if len(left)), default=0),
    )
    first, days = plan.scenario.warm_up_days, len(plan.arrays.day)
    by_day = [queue_at(joined, left, day, days, moments)[first:] for joined, left, day in waits]
    means = np.array([counts.mean(axis=0) for counts in by_day])
    low, high = np.quantile(np.concatenate(by_day), [0.5 - DAYS_WITHIN / 2, 0.5 + DAYS_WITHIN / 2], axis=0)
    return QueueProfile(moments, tuple(estimate(column) for column in means.T), low, high)


def clock_grid(first_s: int, last_s: int, every_s: int = QUARTER_S) -> Whole:
    """The moments, in seconds since midnight, from the one at or before `first_s` to the one at or after `last_s`."""
    return np.arange(first_s // every_s, -(-last_s // every_s) + 1, dtype=np.int64) * every_s


def queue_at(
    joined_s: npt.ArrayLike, left_s: npt.ArrayLike, cell: npt.ArrayLike, cells: int, moments_s: npt.ArrayLike
) -> Whole:
    """How many wait at each of the rising `moments_s`, in each of `cells` days; counts of shape (cells, moments).

    A wait lasts from `joined_s` (included) to `left_s` (excluded), the second in which the citizen is called
    or leaves; `cell` numbers its day from 0.
    """
    moments = np.asarray(moments_s, dtype=np.int64)
    row = np.asarray(cell, dtype=np.int64)
    steps = np.zeros((cells, len(moments) + 1), dtype=np.int64)
    np.add.at(steps, (row, np.searchsorted(moments, np.asarray(joined_s, dtype=np.int64))), 1)
    np.add.at(steps, (row, np.searchsorted(moments, np.asarray(left_s, dtype=np.int64))), -1)
    return np.cumsum(steps, axis=1)[:, :-1]


def _waits(plan: Plan, rows: Records, stations: list[int]) -> tuple[Whole, Whole, Whole]:
    """When the waits at some stations began and ended, and on which day."""
    rows = rows[rows["visit"] != NONE]
    step = rows["office"].astype(np.int64) * len(plan.names.steps) + rows["step"]
    found = rows[np.isin(plan.arrays.step["station"][step], stations)]
    left = np.where(found["start_s"] == NONE, found["finish_s"], found["start_s"])
    waited = left > found["arrive_s"]
    return found["arrive_s"][waited].astype(np.int64), left[waited].astype(np.int64), found["day"][waited]
