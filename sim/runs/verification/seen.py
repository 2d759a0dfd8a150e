"""A recorded day as the checks look at it: rows of visits within a window of time."""

from functools import cached_property
from typing import Any

import numpy as np

from sim.plan.layout import NONE
from sim.plan.tables import BALKED, GAVE_UP, REFUSED, SERVED

Pick = Any
"""Which rows: a truth value for each, or None for all."""


class Seen:
    """One day's rows; counts are of those who came to a line from `start` up to `end` (seconds of the day)."""

    def __init__(self, rows: Any, start: int, end: int) -> None:
        self.rows, self.start, self.end = rows, start, end

    @cached_property
    def inside(self) -> Any:
        """Who came within the window."""
        arrive = self.rows["arrive_s"]
        return (arrive >= self.start) & (arrive < self.end)

    @cached_property
    def joined(self) -> Any:
        """Who was served or waited for it."""
        outcome = self.rows["outcome"]
        return self.inside & (outcome != REFUSED) & (outcome != BALKED)

    @cached_property
    def waited_s(self) -> Any:
        """Seconds in the line."""
        until = np.where(self.rows["start_s"] == NONE, self.rows["finish_s"], self.rows["start_s"])
        return until - self.rows["arrive_s"]

    @cached_property
    def not_at_once(self) -> Any:
        """Who was not served in the second of coming."""
        return (self.rows["outcome"] != SERVED) | (self.waited_s > 0)

    def of(self, step: int | None = None, class_: int | None = None) -> Any:
        """The rows of a step (of the whole plan) and a class."""
        mine = np.ones(len(self.rows), bool)
        if step is not None:
            mine &= self.rows["step"] == step
        if class_ is not None:
            mine &= self.rows["class_"] == class_
        return mine

    def share(self, hits: Any, among: Any) -> tuple[float, float]:
        """How many of those are hits."""
        return float((hits & among).sum()), float(among.sum())

    def mean(self, values: Any, among: Any) -> tuple[float, float]:
        """The sum of values over those."""
        return float(values[among].sum(dtype=np.float64)), float(among.sum())

    def present(self, since: Any, until: Any, mine: Any) -> tuple[float, float]:
        """Person-seconds between two columns, within the window, over its length: the mean number present."""
        stay = np.minimum(until, self.end) - np.maximum(since, self.start)
        return float(stay[mine & (stay > 0)].sum(dtype=np.float64)), float(self.end - self.start)

    @cached_property
    def gave_up(self) -> Any:
        """Who left the line."""
        return self.rows["outcome"] == GAVE_UP

    @cached_property
    def refused(self) -> Any:
        """Who found no room."""
        return self.rows["outcome"] == REFUSED

    @cached_property
    def served(self) -> Any:
        """Who was served."""
        return self.rows["outcome"] == SERVED
