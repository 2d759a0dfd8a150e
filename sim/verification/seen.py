"""A run as the checks look at it: its measures, as users see them, and its rows where no measure says it."""

from functools import cached_property
from typing import Any

import numpy as np

from sim.measures import Fold, Key
from sim.plan import Plan
from sim.plan.layout import NONE
from sim.plan.tables import BALKED, REFUSED, SERVED, Block


class Seen:
    """A run of equal days; rows are looked at within a window of each, from warm-up (`start`) to closing (`end`)."""

    def __init__(self, plan: Plan, block: Block) -> None:
        hours = plan.arrays.day[0]
        self.plan, self.block, self.rows, self.days = plan, block, block.visits, len(block.days)
        self.start = int(hours["open"]) + round(60 * plan.scenario.warm_up_min)
        self.end = int(hours["close"])

    @cached_property
    def measured(self) -> dict[Key, float]:
        """The measures of the run, as `loket run` gives them."""
        fold = Fold(self.plan)
        fold.add(self.block)
        return fold.measured().values

    @cached_property
    def inside(self) -> Any:
        """Who came to a line within the window."""
        arrive = self.rows["arrive_s"]
        return (arrive >= self.start) & (arrive < self.end)

    @cached_property
    def joined(self) -> Any:
        """Who was served, or waited for it."""
        outcome = self.rows["outcome"]
        return self.inside & (outcome != REFUSED) & (outcome != BALKED)

    @cached_property
    def served(self) -> Any:
        """Who was served."""
        return self.rows["outcome"] == SERVED

    @cached_property
    def waited_s(self) -> Any:
        """Seconds in the line."""
        until = np.where(self.rows["start_s"] == NONE, self.rows["finish_s"], self.rows["start_s"])
        return until - self.rows["arrive_s"]

    @cached_property
    def not_at_once(self) -> Any:
        """Who was not served in the second of coming."""
        return ~self.served | (self.waited_s > 0)

    @property
    def window_s(self) -> int:
        """The length of all windows together."""
        return (self.end - self.start) * self.days

    def here_at(self, second: int) -> Any:
        """Who is present, waiting or in service, at a second of the day."""
        return (self.rows["arrive_s"] <= second) & (self.rows["finish_s"] > second)

    def present(self, since: Any, until: Any, mine: Any) -> float:
        """How many of these are there on average between two columns of moments."""
        stay = np.minimum(until, self.end) - np.maximum(since, self.start)
        return float(stay[mine & (stay > 0)].sum(dtype=np.float64)) / self.window_s

    def by_day(self, mine: Any, values: Any | None = None) -> Any:
        """How many of these each day has, or what their values add up to."""
        weights = None if values is None else values[mine]
        return np.bincount(self.rows["day"][mine], weights, minlength=self.days)

    def daily_mean(self, values: Any, among: Any) -> float:
        """The mean over days of the day's mean."""
        count = self.by_day(among)
        return float((self.by_day(among, values)[count > 0] / count[count > 0]).mean())
