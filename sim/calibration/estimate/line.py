"""Visits on one clock: who waits at a moment, who is served, and when the number of somebody came up."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sim.calibration.log.records import Visits

Floats = npt.NDArray[Any]
Whole = npt.NDArray[np.int64]
DAY_S = 200_000.0
"""From the midnight of one day to that of the next on the common clock: no day of work reaches so far."""


@dataclass(frozen=True)
class Line:
    """The visits of some days; times are on a common clock, on which `day` times DAY_S is the midnight of a day."""

    rows: pd.DataFrame
    rounded_s: int

    @classmethod
    def of(cls, log: Visits, days: pd.DatetimeIndex | None = None) -> "Line":
        """The visits of a log, or of some of its days, in the order in which they came."""
        rows = log.rows if days is None else log.rows[log.rows["day"].isin(days)]
        came = rows["taken_s"].fillna(rows["called_s"])
        return cls(rows.assign(came_s=came).sort_values(["day", "came_s"], kind="stable"), log.rounded_s)

    @cached_property
    def days(self) -> pd.DatetimeIndex:
        """The days, in order."""
        return pd.DatetimeIndex(np.sort(self.rows["day"].unique()))

    @cached_property
    def day(self) -> Whole:
        """The number of the day of each visit."""
        return np.asarray(self.days.get_indexer(pd.DatetimeIndex(self.rows["day"])), dtype=np.int64)

    def clock(self, column: str) -> Floats:
        """A column of times on the common clock; NaN where nothing was recorded."""
        return self.day * DAY_S + self.rows[column].to_numpy(float)

    @cached_property
    def served(self) -> npt.NDArray[np.bool_]:
        """Who was called and served."""
        known = self.rows["called_s"].notna() & ~self.rows["outcome"].isin(["not_there", "left", "refused"])
        return known.to_numpy(bool)

    @cached_property
    def worked_s(self) -> Floats:
        """From being called to the end, of those served; NaN where one of them was not recorded."""
        span = (self.rows["finished_s"] - self.rows["called_s"]).to_numpy(float)
        return np.where(self.served & (span >= 0.0), span, np.nan)

    def waiting(self, clock: Floats, *, gone: bool = False) -> Whole:
        """How many of those who were served in the end wait at each moment.

        With `gone` also those who left: until half of the time that their number took to come up.
        """
        came, until = self.clock("taken_s"), self.clock("called_s")
        there = self.served & ~np.isnan(came)
        if gone:
            left = ~self.served & ~np.isnan(self.came_up)
            until = np.where(left, 0.5 * (came + self.came_up), until)
            there |= left & ~np.isnan(came)
        waiting = np.searchsorted(np.sort(came[there]), clock, "right")
        return np.asarray(waiting - np.searchsorted(np.sort(until[there]), clock, "right"), dtype=np.int64)

    def at_work(self, clock: Floats) -> Whole:
        """How many are being served at each moment."""
        there = ~np.isnan(self.worked_s)
        begun, ended = np.sort(self.clock("called_s")[there]), np.sort(self.clock("finished_s")[there])
        return np.asarray(np.searchsorted(begun, clock, "right") - np.searchsorted(ended, clock, "right"), np.int64)

    @cached_property
    def came_up(self) -> Floats:
        """When the number of each ticket came up, on the common clock: when it was called, else by its neighbours.

        Of a ticket that was never called, the middle of the calls of the last one before it and the next two after
        it: one of those may have gone first, or late.
        """
        called, place = self.clock("called_s"), np.flatnonzero(self.served)
        after = np.searchsorted(place, np.arange(len(called)))
        near = np.array([self._call(called, place, after + k) for k in (-1, 0, 1)])
        with np.errstate(all="ignore"):
            middle = np.sort(near, axis=0)[1]  # NaN sorts last: at the end of a day of the two that there are
        came = self.clock("came_s")
        return np.where(np.isnan(called), np.where(middle >= came, middle, np.nan), called)

    def _call(self, called: Floats, place: Whole, which: Whole) -> Floats:
        """The call of the `which`-th ticket served, for each ticket; NaN where that is on another day."""
        if not len(place):
            return np.full(len(called), np.nan)
        index = place[np.clip(which, 0, len(place) - 1)]
        same = (which >= 0) & (which < len(place)) & (self.day[index] == self.day)
        return np.where(same, called[index], np.nan)
