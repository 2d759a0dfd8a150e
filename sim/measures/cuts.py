"""How visits are divided into groups: by day, weekday, service, class, hour of arrival, channel, office."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.measures.columns import NOT_ALWAYS, Columns
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


def by_day(first: int, days: int, offices: int = 1) -> Cut:
    """Each of the days from `first` on is a group; of several offices each day of each, at day * offices + office."""
    names = tuple(str(first + group // offices) for group in range(days * offices))
    if offices == 1:
        return Cut("day", names, lambda visits: visits.day - first)
    return Cut("day", names, lambda visits: (visits.day - first) * offices + visits.office)


def cuts_of(plan: Plan) -> list[Cut]:
    """The cuts of a plan by which its visits are counted; one that divides nothing is left out."""
    found = [
        Cut("service", plan.names.services, lambda visits: visits.service),
        Cut("class", plan.names.classes, lambda visits: visits.class_),
        _by_hour(plan),
        Cut("channel", plan.names.channels, lambda visits: visits.channel),
        Cut("office", plan.names.offices, lambda visits: visits.office),
    ]
    return [cut for cut in found if len(cut.names) > 1]


def columns_needed(plan: Plan) -> tuple[str, ...]:
    """Which of the columns that are NOT_ALWAYS needed the measures of a plan read."""
    names = {"channel": plan.names.channels, "office": plan.names.offices}
    return tuple(column for column in NOT_ALWAYS if len(names[column]) > 1)


def _by_hour(plan: Plan) -> Cut:
    first, last = hours_of(plan)
    names = tuple(f"{hour:02}:00" for hour in range(first, last + 1)) if last - first < MOST_HOURS else ()
    return Cut("hour", names, lambda visits: np.clip(visits.came_s // HOUR, first, last) - first)


def hours_of(plan: Plan) -> tuple[int, int]:
    """The first and the last hour of the day in which anybody may come; who comes after closing counts in the last."""
    arrays = plan.arrays
    segments = [(int(d["profile_first"]), int(d["profile_first"] + d["profile_count"])) for d in arrays.day]
    segments += [(int(s["first"]), int(s["last"])) for s in arrays.stream if not s["traced"]]
    starts = [int(arrays.segment["start"][a:b].min()) for a, b in set(segments) if b > a]
    starts += [int(arrays.trace["time"].min())] if len(arrays.trace) else []
    first = min([*starts, int(arrays.day["open"].min())])
    return first // HOUR, (int(arrays.day["close"].max()) - 1) // HOUR
