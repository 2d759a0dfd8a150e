"""How visits are divided into groups: by day, weekday, service, class, hour of arrival, channel, office."""

from dataclasses import dataclass

import numpy as np

from sim.measures.histogram import Floats
from sim.office.units import WEEKDAYS
from sim.plan import Plan

HOUR = 3600
MOST_HOURS = 24


@dataclass(frozen=True)
class Cut:
    """Groups of visits: what they are by, their names, and the number of the first among those of all cuts."""

    by: str
    names: tuple[str, ...]
    first: int = 0

    def days(self, by_weekday: Floats) -> Floats:
        """The days that each group had, of a count of days by weekday from Monday."""
        if self.by == "weekday":
            return by_weekday
        return np.full(len(self.names), by_weekday.sum())


def by_day(first: int, days: int, offices: int = 1) -> Cut:
    """Each of the days from `first` on is a group; of several offices each day of each, at day * offices + office."""
    return Cut("day", tuple(str(first + group // offices) for group in range(days * offices)))


def cuts_of(plan: Plan) -> dict[str, Cut]:
    """The cuts of a plan by which its visits are counted, all together first; one that divides nothing is left out."""
    names = {
        "": ("",),
        "service": plan.names.services,
        "class": plan.names.classes,
        "hour": _hours(plan),
        "channel": plan.names.channels,
        "office": plan.names.offices,
        "weekday": WEEKDAYS,
    }
    found: dict[str, Cut] = {}
    first = 0
    for by, groups in names.items():
        if len(groups) > 1 or not by:
            found[by] = Cut(by, groups, first)
            first += len(groups)
    return found


def _hours(plan: Plan) -> tuple[str, ...]:
    first, last = hours_of(plan)
    return tuple(f"{hour:02}:00" for hour in range(first, last + 1)) if last - first < MOST_HOURS else ()


def hours_of(plan: Plan) -> tuple[int, int]:
    """The first and the last hour of the day in which anybody may come; who comes after closing counts in the last."""
    arrays = plan.arrays
    segments = [(int(d["profile_first"]), int(d["profile_first"] + d["profile_count"])) for d in arrays.day]
    segments += [(int(s["first"]), int(s["last"])) for s in arrays.stream if not s["traced"]]
    starts = [int(arrays.segment["start"][a:b].min()) for a, b in set(segments) if b > a]
    starts += [int(arrays.trace["time"].min())] if len(arrays.trace) else []
    first = min([*starts, int(arrays.day["open"].min())])
    return first // HOUR, (int(arrays.day["close"].max()) - 1) // HOUR
