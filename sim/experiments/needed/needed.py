"""The fewest officers, hours of a counter or places for appointments with which enough are served in time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from sim.experiments.needed.instead import Other, front, others
from sim.experiments.needed.levers import (
    HOUR_S,
    Hours,
    Lever,
    Officers,
    Places,
    channel_of,
    group_of,
    in_turns,
    officers,
)
from sim.language import text
from sim.language.arguments import checked
from sim.language.errors import BadRequest, Unknown
from sim.language.viewed import Viewed
from sim.measures import Estimate, estimate
from sim.office import Scenario
from sim.office.channels import Channel
from sim.office.officers import OfficerGroup
from sim.runs.making.progress import Progress, Silent
from sim.runs.making.replicate import replicated
from sim.runs.making.request import Request
from sim.runs.making.result import Result

if TYPE_CHECKING:
    import pandas as pd

MEASURE = "served_within_target"
"""Of all who came: it does not get better because people give up."""
DEMANDS = (0.9, 1.0, 1.1)
"""How much comes, as a factor of what the scenario says: nobody knows next year's demand to a tenth."""
TIMES, MORE = 3, 10
"""So many times the number of today, and so many more, are tried before it is called out of reach."""
MOST_HOURS = 12
"""Hours a day that are added at most, one at a time."""
LITTLE = 0.001
"""An hour that adds less to the share is not worth another."""
What = Literal["officers", "hours", "places"]
WHATS: tuple[What, ...] = ("officers", "hours", "places")


@dataclass(frozen=True)
class Try:
    """What so many (officers, hours more, places a slot) come to under a demand."""

    number: int
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

    def late_by_hour(self) -> dict[str, float]:
        """By hour of arrival, how many visits of a run were not served in time."""
        hours = [key.group for key in self.result.keys if (key.measure, key.by) == (MEASURE, "hour")]
        return {
            hour: self.result.estimate("arrivals", "hour", hour).mean
            * (1.0 - self.result.estimate(MEASURE, "hour", hour).mean)
            for hour in hours
        }


@dataclass(frozen=True)
class Needed(Viewed):
    """The fewest that meet a target, and what fewer and more come to.

    `what` is varied of `of`: a group of officers, or a channel for appointments. `target` is a share of all visits
    begun, within the target of the scenario (`scenario.target_min`); `tries` hold what was run, `most` the largest
    number that was tried, `hours` those that were added, in their order, where hours are varied. `others` are what
    could be done instead of one officer more, beside the officers of today. Where no number is enough, `instead` holds
    what one more in each other group at the front comes to beside the most, and `turns` how many it takes with lunch in
    turns, if that does. `falls` are numbers with which for certain fewer are served in time than with one less.
    """

    scenario: Scenario
    what: What
    of: OfficerGroup | Channel
    target: float
    most: int
    tries: tuple[Try, ...]
    instead: Mapping[str, Result]
    now: int = 0
    hours: tuple[int, ...] = ()
    others: tuple[Other, ...] = ()
    turns: Try | None = None
    falls: tuple[int, ...] = ()

    def __repr__(self) -> str:
        found = self.fewest()
        told = {
            "group": self.of.name,
            "target": round(100.0 * self.target, 1),
            "fewest": "–" if found is None else found,
        }
        return text(f"objects.needed.{self.what}", None, **told, within=self.scenario.target_min)

    @property
    def demands(self) -> list[float]:
        """The factors of demand under which it was asked, rising."""
        return sorted({one.demand for one in self.tries})

    def curve(self, demand: float = 1.0) -> list[Try]:
        """What was tried under a demand, by number."""
        return sorted((one for one in self.tries if one.demand == demand), key=lambda one: one.number)

    def fewest(self, demand: float = 1.0, *, certain: bool = False) -> int | None:
        """The fewest that meet the target on average, or with their whole interval; None if none of those tried do."""
        found = [one for one in self.curve(demand) if (one.share.low if certain else one.share.mean) >= self.target]
        return found[0].number if found else None

    def gains(self) -> dict[str, Estimate]:
        """By how much one more in each other group raises the share, paired by run, where this one is not enough."""
        last = self.curve()[-1]
        return {name: estimate(one.of(MEASURE) - last.result.of(MEASURE)) for name, one in self.instead.items()}

    def frame(self) -> pd.DataFrame:
        """A row for each try: number, demand, share within the target, its interval, mean wait, whether it meets."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def rows(self) -> list[dict[str, Any]]:
        """The same as records, then what could be done instead: with the number of today (`instead` says what)."""
        own = [self._row(one) for demand in self.demands for one in self.curve(demand)]
        return own + [self._row(Try(self.now, 1.0, one.result)) | {"instead": one.name} for one in self.others]

    def _row(self, one: Try) -> dict[str, Any]:
        return {
            self.what: one.number,
            "demand": one.demand,
            "share": one.share.mean,
            "low": one.share.low,
            "high": one.share.high,
            "runs": one.share.runs,
            "wait_mean_min": one.result.estimate("wait_mean_min").mean,
            "meets": bool(one.share.mean >= self.target),
            "certain": bool(one.share.low >= self.target),
        }


@checked
def needed(  # noqa: PLR0913  (each is a choice of its own, by keyword)
    scenario: Scenario,
    target: float = 0.9,
    within_min: float | None = None,
    *,
    what: str = "officers",
    vary: str | None = None,
    most: int | None = None,
    runs: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    demands: Sequence[float] = DEMANDS,
    instead: bool = True,
    progress: Progress | None = None,
) -> Needed:
    """The fewest with which a share of all visits begun is served within so many minutes.

    `what` is varied: "officers" of a group, "hours" of a counter more (of one officer each, added where most are late),
    or "places" in each slot for appointments. `target` is a share (0.9: nine in ten); `within_min` replaces the targets
    of the scenario and its services. `vary` is the group (default: that at the front with the highest offered load), or
    the channel; `most` how many are tried at most. `demands` are the factors of demand under which it is asked again.
    `instead` also tries what could be done instead of one officer more. Raises BadRequest, Unknown.
    """
    _check(target, demands, what)
    office = _promising(scenario, within_min)
    of = channel_of(office, vary) if what == "places" else group_of(office, vary)
    lever: Lever = Places(of) if isinstance(of, Channel) else Officers(of) if what == "officers" else Hours(of)
    last = _last(lever) if most is None else most
    if last < 1:
        raise BadRequest("range", name="most", found=last, least=1, most=10_000)
    search = _Search(office, lever, target, last, (runs, days, seed, workers), progress or Silent())
    falls, begun = search.all_demands(demands)
    enough = search.tried[begun, 1.0].share.mean >= target
    tried, hours = tuple(search.tried.values()), search.lever.hours if isinstance(search.lever, Hours) else ()
    found = Needed(office, lever_name(lever), of, target, last, tried, {}, lever.now, hours, falls=falls)
    if not enough:
        found = replace(found, instead=search.one_more_elsewhere(of.name))
    if isinstance(of, Channel) or what == "hours":
        return found
    if not enough:
        found = replace(found, turns=search.with_turns())
    return replace(found, others=others(office, of, search.run, search.at_today())) if instead else found


def _check(target: float, demands: Sequence[float], what: str) -> None:
    if not 0.0 < target < 1.0:
        raise BadRequest("target_share", found=target)
    for demand in demands:
        if not 0.0 < demand < math.inf:
            raise BadRequest("demands", found=demand)
    if what not in WHATS:
        raise Unknown("needed_what", what, WHATS)


def lever_name(lever: Lever) -> What:
    """What a lever varies."""
    return "places" if isinstance(lever, Places) else "hours" if isinstance(lever, Hours) else "officers"


def _last(lever: Lever) -> int:
    return MOST_HOURS if isinstance(lever, Hours) else TIMES * max(lever.now, 1) + MORE


def _promising(scenario: Scenario, within_min: float | None) -> Scenario:
    """The scenario with one target for all, where one is asked for."""
    if within_min is None:
        return scenario
    if within_min < 0.0:
        raise BadRequest("within", found=within_min)
    services = tuple(replace(service, target_min=None) for service in scenario.services)
    return replace(scenario, target_min=float(within_min), services=services)


@dataclass
class _Search:
    """Looks for the fewest that meet the target.

    More are taken to serve no fewer in time, until the numbers tried say otherwise: then all are tried.
    """

    office: Scenario
    lever: Lever
    target: float
    most: int
    numbers: tuple[int | None, int | None, int | None, int | None]
    progress: Progress

    def __post_init__(self) -> None:
        self.tried: dict[tuple[int, float], Try] = {}

    def all_demands(self, demands: Sequence[float]) -> tuple[tuple[int, ...], int]:
        """Try what it takes under the demand of the scenario, and if that is met under the others.

        The numbers that serve fewer than one less, and the number that was found.
        """
        begun = self.under(1.0, min(max(self.lever.now, 1), self.most))
        falls = self._falls()
        if falls and not isinstance(self.lever, Hours):
            for number in range(1, max(begun, *falls) + 1):
                self._meets(number, 1.0)
            begun = next((n for n in range(1, begun) if self._meets(n, 1.0)), begun)
            falls = self._falls()
        enough = self.tried[begun, 1.0].share.mean >= self.target
        for demand in demands if enough else ():
            self.under(demand, begun)
        return falls, begun

    def under(self, demand: float, begun: int) -> int:
        """Try what it takes under a demand, from a number on; what was found, or the most."""
        if isinstance(self.lever, Hours):
            return self._hour_by_hour(self.lever, demand)
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

    def _hour_by_hour(self, lever: Hours, demand: float) -> int:
        """Add an hour where it helps most, one after the other; they are chosen under the demand of the scenario."""
        number = 0
        while not self._meets(number, demand) and number < self.most:
            if number == len(lever.hours):
                longer = _longer(lever, self.tried[number, demand])
                lever = self.lever = max(longer, key=lambda one: self._gain(one, demand))
                if self.tried[number + 1, demand].share.mean < self.tried[number, demand].share.mean + LITTLE:
                    return number
            number += 1
        return number

    def _gain(self, lever: Hours, demand: float) -> float:
        number = len(lever.hours)
        found = Try(number, demand, self.run(lever.at(self.office, number), demand))
        best = self.tried.get((number, demand))
        if best is None or found.share.mean > best.share.mean:
            self.tried[number, demand] = found
        return found.share.mean

    def _falls(self) -> tuple[int, ...]:
        """Numbers tried with which for certain fewer are served in time than with the one tried before."""
        curve = sorted((one for one in self.tried.values() if one.demand == 1.0), key=lambda one: one.number)
        gaps = {more.number: more.result.of(MEASURE) - less.result.of(MEASURE) for less, more in pairwise(curve)}
        return tuple(number for number, gap in gaps.items() if estimate(gap).high < 0.0)

    def one_more_elsewhere(self, name: str) -> dict[str, Result]:
        """What one more in each other group at the front comes to, beside the most that was tried."""
        full = self.lever.at(self.office, max(number for number, _ in self.tried))
        others = [one for one in front(self.office) if one.name != name]
        return {one.name: self.run(Officers(one).at(full, officers(one) + 1)) for one in others}

    def with_turns(self) -> Try | None:
        """The fewest with which lunch in turns meets the target; None where that does not do either."""
        for number in range(max(2, self.lever.now), self.most + 1):
            office = in_turns(self.lever.at(self.office, number), front(self.lever.at(self.office, number)))
            if office is None:
                return None
            found = Try(number, 1.0, self.run(office))
            if found.share.mean >= self.target:
                return found
            if number > self.lever.now + 3 and found.share.high < self.target:
                return None
        return None

    def at_today(self) -> Result:
        """What the officers of today come to."""
        self._meets(self.lever.now, 1.0)
        return self.tried[self.lever.now, 1.0].result

    def _meets(self, number: int, demand: float) -> bool:
        if (number, demand) not in self.tried:
            self.tried[number, demand] = Try(number, demand, self.run(self.lever.at(self.office, number), demand))
        return self.tried[number, demand].share.mean >= self.target

    def run(self, office: Scenario, demand: float = 1.0) -> Result:
        """An office under a demand."""
        asked = replace(office.demand, factor=office.demand.factor * demand)
        runs, days, seed, workers = self.numbers
        request = Request(replace(office, demand=asked), runs, days, seed, "compiled", workers, instead_of=self.office)
        (found,) = replicated([request], progress=self.progress)
        return found


def _longer(lever: Hours, at: Try) -> Iterator[Hours]:
    """An hour more where most are late, and in the hour before: a line is made before it is felt."""
    late = at.late_by_hour()
    worst = sorted(late, key=lambda hour: late[hour], reverse=True)[:2]
    starts = {int(hour.split(":")[0]) + back for hour in worst for back in (0, -1)}
    for start in sorted(starts & set(range(24))):
        yield replace(lever, hours=(*lever.hours, HOUR_S * start))
