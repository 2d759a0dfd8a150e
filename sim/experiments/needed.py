"""How many officers it takes until enough visits are served within the time that was promised."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sim.language import text
from sim.language.arguments import checked
from sim.language.errors import BadRequest, Unknown
from sim.language.viewed import Viewed
from sim.measures import Estimate, estimate
from sim.office import Scenario
from sim.office.officers import OfficerGroup
from sim.office.workload import workload
from sim.runs.progress import Progress, Silent
from sim.runs.replicate import replicated
from sim.runs.request import Request
from sim.runs.result import Result

if TYPE_CHECKING:
    import pandas as pd

MEASURE = "served_within_target"
"""Of all who came: it does not get better because people give up."""
DEMANDS = (0.9, 1.0, 1.1)
"""How much comes, as a factor of what the scenario says: nobody knows next year's demand to a tenth."""
TIMES, MORE = 3, 10
"""So many times the officers of today, and so many more, are tried before it is called out of reach."""


@dataclass(frozen=True)
class Try:
    """What so many officers come to under a demand."""

    officers: int
    demand: float
    result: Result

    @property
    def share(self) -> Estimate:
        """The share of all visits begun that were served within the target."""
        return self.result.estimate(MEASURE)

    def by_hour(self) -> dict[str, Estimate]:
        """By hour of arrival, the share of those attended to that waited no longer than the target."""
        hours = [key.group for key in self.result.keys if (key.measure, key.by) == ("within_target", "hour")]
        return {hour: self.result.estimate("within_target", "hour", hour) for hour in hours}


@dataclass(frozen=True)
class Needed(Viewed):
    """The fewest officers of a group that meet a target, and what fewer and more of them come to.

    `target` is a share of all visits begun, within the target of the scenario (`scenario.target_min`); `tries` hold
    what was run, `most` the largest number that was tried. Where that is not enough, `instead` holds what one more in
    each other group at the front comes to beside it.
    """

    scenario: Scenario
    group: OfficerGroup
    target: float
    most: int
    tries: tuple[Try, ...]
    instead: Mapping[str, Result]

    def __repr__(self) -> str:
        found = self.fewest()
        told = {
            "group": self.group.name,
            "target": round(100.0 * self.target, 1),
            "fewest": "–" if found is None else found,
        }
        return text("objects.needed", None, **told, within=self.scenario.target_min)

    @property
    def demands(self) -> list[float]:
        """The factors of demand under which it was asked, rising."""
        return sorted({one.demand for one in self.tries})

    def curve(self, demand: float = 1.0) -> list[Try]:
        """What was tried under a demand, by number of officers."""
        return sorted((one for one in self.tries if one.demand == demand), key=lambda one: one.officers)

    def fewest(self, demand: float = 1.0, *, certain: bool = False) -> int | None:
        """The fewest that meet the target on average, or with their whole interval; None if none of those tried do."""
        found = [one for one in self.curve(demand) if (one.share.low if certain else one.share.mean) >= self.target]
        return found[0].officers if found else None

    def gains(self) -> dict[str, Estimate]:
        """By how much one more in each other group raises the share, paired by run, where this one is not enough."""
        (last,) = (one for one in self.tries if (one.officers, one.demand) == (self.most, 1.0))
        return {name: estimate(one.of(MEASURE) - last.result.of(MEASURE)) for name, one in self.instead.items()}

    def frame(self) -> pd.DataFrame:
        """A row for each try: officers, demand, share within the target, its interval, mean wait, whether it meets."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def rows(self) -> list[dict[str, Any]]:
        """The same as records."""
        return [
            {
                "officers": one.officers,
                "demand": one.demand,
                "share": one.share.mean,
                "low": one.share.low,
                "high": one.share.high,
                "runs": one.share.runs,
                "wait_mean_min": one.result.estimate("wait_mean_min").mean,
                "meets": bool(one.share.mean >= self.target),
                "certain": bool(one.share.low >= self.target),
            }
            for demand in self.demands
            for one in self.curve(demand)
        ]


@checked
def needed(  # noqa: PLR0913  (each is a choice of its own, by keyword)
    scenario: Scenario,
    target: float = 0.9,
    within_min: float | None = None,
    *,
    vary: str | None = None,
    most: int | None = None,
    runs: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    demands: Sequence[float] = DEMANDS,
    progress: Progress | None = None,
) -> Needed:
    """The fewest officers of a group with which a share of all visits begun is served within so many minutes.

    `target` is a share (0.9: nine in ten); `within_min` replaces the targets of the scenario and its services.
    `vary` is the group (default: that at the front with the highest offered load), `most` how many are tried at
    most. `demands` are the factors of demand under which it is asked again. Raises BadRequest, Unknown.
    """
    if not 0.0 < target < 1.0:
        raise BadRequest("target_share", found=target)
    for demand in demands:
        if not 0.0 < demand < math.inf:
            raise BadRequest("demands", found=demand)
    office = _promising(scenario, within_min)
    group = _group(office, vary)
    today = officers(group)
    last = TIMES * max(today, 1) + MORE if most is None else most
    if last < 1:
        raise BadRequest("range", name="most", found=last, least=1, most=10_000)
    search = _Search(office, group.name, target, last, (runs, days, seed, workers), progress or Silent())
    begun = search.under(1.0, min(max(today, 1), last))
    enough = search.tried[begun, 1.0].share.mean >= target
    for demand in demands if enough else ():
        search.under(demand, begun)
    others = {one.group.name for one in workload(office).groups if one.front} - {group.name} if not enough else set()
    instead = {name: search.one_more(name) for name in sorted(others)}
    return Needed(office, group, target, last, tuple(search.tried.values()), instead)


def _promising(scenario: Scenario, within_min: float | None) -> Scenario:
    """The scenario with one target for all, where one is asked for."""
    if within_min is None:
        return scenario
    if within_min < 0.0:
        raise BadRequest("within", found=within_min)
    services = tuple(replace(service, target_min=None) for service in scenario.services)
    return replace(scenario, target_min=float(within_min), services=services)


def _group(office: Scenario, named: str | None) -> OfficerGroup:
    groups = {group.name: group for group in office.officers}
    titles = {title.casefold(): group for group in office.officers if group.title for title in group.title.values()}
    if named is not None:
        found = groups.get(named) or titles.get(named.casefold())
        if found is None:
            raise Unknown("group_of_officers", named, groups)
    else:
        front = [one for one in workload(office).groups if one.front]
        if not front:
            raise BadRequest("nobody_at_front")
        found = max(front, key=lambda one: one.load).group
        found = groups[found.name]
    return found


def officers(group: OfficerGroup) -> int:
    """How many of a group there are; where that changes by hour or by chance, the most."""
    if group.capacity is not None:
        return int(max(part.value for part in group.capacity))
    return max(heads for heads, _ in group.present) if group.present else group.count


def with_officers(group: OfficerGroup, most: int) -> OfficerGroup:
    """The group with so many; where that changes by hour or by chance, at most, and as many more or less otherwise."""
    more = most - officers(group)
    if group.capacity is not None:
        parts = (replace(part, value=float(max(part.value + more, 0))) for part in group.capacity)
        return replace(group, capacity=tuple(parts))
    if not group.present:
        return replace(group, count=most)
    chances: dict[int, float] = {}
    for heads, chance in group.present:
        chances[max(heads + more, 0)] = chances.get(max(heads + more, 0), 0.0) + chance
    return replace(group, count=max(group.count + more, *chances), present=tuple(sorted(chances.items())))


@dataclass
class _Search:
    """Looks for the fewest that meet the target; more officers are taken never to serve fewer within it."""

    office: Scenario
    group: str
    target: float
    most: int
    numbers: tuple[int | None, int | None, int | None, int | None]
    progress: Progress

    def __post_init__(self) -> None:
        self.tried: dict[tuple[int, float], Try] = {}

    def under(self, demand: float, begun: int) -> int:
        """Try what it takes under a demand, from a number on; what was found, or the most."""
        low, high = 0, self.most + 1
        at, step = begun, 1
        while low + 1 < high:
            if self._meets(at, demand):
                high = at
            else:
                low = at
            at = self._next(low, high, step)
            step *= 2
        for beside in (high - 1, high, high + 1) if high <= self.most else ():
            if 1 <= beside <= self.most:
                self._meets(beside, demand)
        return min(high, self.most)

    def _next(self, low: int, high: int, step: int) -> int:
        """In steps that grow until the answer lies between two tries, then halfway."""
        if high > self.most:
            return min(low + step, self.most)
        return max(high - step, 1) if low == 0 else (low + high) // 2

    def one_more(self, name: str) -> Result:
        """What one more in another group comes to beside the most of this one."""
        other = next(group for group in self.office.officers if group.name == name)
        return self._run({self.group: self.most, name: officers(other) + 1}, 1.0)

    def _meets(self, count: int, demand: float) -> bool:
        if (count, demand) not in self.tried:
            self.tried[count, demand] = Try(count, demand, self._run({self.group: count}, demand))
        return self.tried[count, demand].share.mean >= self.target

    def _run(self, counts: Mapping[str, int], demand: float) -> Result:
        groups = (with_officers(one, counts.get(one.name, officers(one))) for one in self.office.officers)
        asked = replace(self.office.demand, factor=self.office.demand.factor * demand)
        runs, days, seed, workers = self.numbers
        office = replace(self.office, officers=tuple(groups), demand=asked)
        (found,) = replicated([Request(office, runs, days, seed, "compiled", workers)], progress=self.progress)
        return found
