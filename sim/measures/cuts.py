"""The ways in which visits are divided into groups: by day, weekday, service, class, hour of arrival."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.measures.columns import Columns
from sim.measures.histogram import Floats, Ints
from sim.office.units import WEEKDAYS
from sim.plan import Plan

HOUR = 3600
MOST_HOURS = 24


def _together(visits: Columns) -> Ints:
    return np.zeros(len(visits.day), np.int64)


@dataclass(frozen=True)
class Cut:
    """Groups of visits: what they are by, their names, and the group of each visit."""

    by: str
    names: tuple[str, ...]
    group: Callable[[Columns], Ints] = _together

    def days(self, by_weekday: Floats) -> Floats:
        """The days that each group had, of a count of days by weekday from Monday."""
        if self.by == "weekday":
            return by_weekday
        return np.full(len(self.names), by_weekday.sum())


EVERYBODY = Cut("", ("",))
BY_WEEKDAY = Cut("weekday", WEEKDAYS)


def by_day(first: int, days: int) -> Cut:
    """Each of the days from `first` on is a group."""
    return Cut("day", tuple(str(first + day) for day in range(days)), lambda visits: visits.day - first)


def cuts_of(plan: Plan) -> list[Cut]:
    """The cuts of a plan by which its visits are counted; one that divides nothing is left out."""
    found = [
        Cut("service", plan.names.services, lambda visits: visits.service),
        Cut("class", plan.names.classes, lambda visits: visits.class_),
        _by_hour(plan),
    ]
    return [cut for cut in found if len(cut.names) > 1]


def _by_hour(plan: Plan) -> Cut:
    first, last = hours_of(plan)
    names = tuple(f"{hour:02}:00" for hour in range(first, last + 1)) if last - first < MOST_HOURS else ()
    return Cut("hour", names, lambda visits: np.clip(visits.came_s // HOUR, first, last) - first)


def hours_of(plan: Plan) -> tuple[int, int]:
    """The first and the last hour of the day in which anybody may come; who comes after closing counts in the last."""
    arrays = plan.arrays
    pieces = [(int(d["profile_first"]), int(d["profile_first"] + d["profile_count"])) for d in arrays.day]
    pieces += [(int(s["first"]), int(s["last"])) for s in arrays.stream if not s["traced"]]
    starts = [int(arrays.piece["start"][a:b].min()) for a, b in set(pieces) if b > a]
    starts += [int(arrays.trace["time"].min())] if len(arrays.trace) else []
    first = min([*starts, int(arrays.day["open"].min())])
    return first // HOUR, (int(arrays.day["close"].max()) - 1) // HOUR
