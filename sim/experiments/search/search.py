"""The best package of reforms for a budget: all of them where there are few, else those that an optimiser brings."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from sim.experiments.search.bench import BATCH, Bench
from sim.experiments.search.found import Found, Tried, front_of
from sim.experiments.search.goals import USUAL, goals_asked
from sim.experiments.search.optimiser import GLANCE, explored, installed
from sim.experiments.search.packages import Option, Package, Rules, Space, options_of, space_of
from sim.experiments.search.ranges import check_ranges
from sim.experiments.search.search_file import is_search, read_search
from sim.experiments.store.store import Store
from sim.experiments.store.whole_runs import kept_in
from sim.language.arguments import checked
from sim.language.errors import BadRequest
from sim.language.words import Words
from sim.measures import LEVEL, Estimate, Verdict, paired, verdict
from sim.measures.selection import Zone, stage
from sim.reforms.titles import title_of
from sim.runs.comparing.compare import compare
from sim.runs.comparing.idle import load
from sim.runs.doubting.doubt import Doubted, doubt
from sim.runs.doubting.doubt_draws import check_doubted, draws_asked
from sim.runs.making.progress import Progress, Silent
from sim.runs.making.replication import keys_of
from sim.runs.making.request import Request
from sim.runs.making.size import much

if TYPE_CHECKING:
    from sim.office import Scenario
    from sim.office.reform import DecidedBy
    from sim.runs import Comparison

FEW = 100
"""So many packages at most are all run; of more an optimiser looks at some."""
TRIALS, FINALISTS = 150, 20
"""So many packages it looks at, and so many of those are then run as if there were no others."""
COUNTED = 100_000
"""So far packages are counted."""
MOST_RUNS = 100
"""So many runs of a package at most; what is not decided then cannot be told apart."""
FRESH = 1_000_003
"""By so much the seed of the fresh runs is another."""


@checked
def search(
    given: Scenario | str | Path | Mapping[str, Any], budget_rupiah: float | None = None, **options: Any
) -> Found:
    """The package of reforms that does best for no more than a budget, over the run; options as of `searching`.

    Of a scenario, or of what a search file (or a document with its keys) asks, over which options go.
    """
    return searching_of(given, budget_rupiah=budget_rupiah, **options).run()


def searching_of(given: Scenario | str | Path | Mapping[str, Any], **options: Any) -> Search:
    """A search of a scenario, or of a file that may be either. Raises as `searching`, and ScenarioFaults."""
    known = {name: value for name, value in options.items() if value is not None}
    if isinstance(given, Mapping) or (isinstance(given, str | Path) and is_search(given)):
        asked = read_search(given)
        try:
            return searching(asked.scenario, **{**asked.options, **known})
        except BadRequest as error:
            raise (error if "reforms" in known else asked.placed(error)) from None
    return searching(load(given) if isinstance(given, str | Path) else given, **known)


@checked
def searching(  # noqa: PLR0913  (each is a choice of its own, by keyword)
    scenario: Scenario,
    budget_rupiah: float | None = None,
    *,
    goals: str | Sequence[str] = USUAL,
    reforms: Sequence[Any] | None = None,
    strengths: Sequence[float] = (),
    at_most: int | None = None,
    who: str | None = None,
    indifference: float | None = None,
    confidence: float = LEVEL,
    store: str | Path | None = None,
    runs: int | None = None,
    most_runs: int = MOST_RUNS,
    days: int | None = None,
    seed: int | None = None,
    doubt_draws: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Search:
    """A search looked through before anything is run; `run()` does it.

    The first of `goals`, measures, decides; the others, and what packages cost, make up the front. `reforms` are what
    may be chosen (reforms, their names, or `Option`s with several ways); of none given those of the scenario, else the
    catalogue. Of each also at `strengths`, where given; `at_most` so many at a time; only what `who` may decide
    ("supervisor", "agency", "regency", "ministry"). A difference up to `indifference` of the first goal, on the scale
    that people read, does not matter (default: what the scenario calls small). A package has at most `most_runs`. The
    winner is run again with fresh seeds, `runs` times, and under `doubt_draws` draws of what is not known (0: not).
    What `store` holds is not run again, and what is run is kept.

    Raises BadRequest where no package fits, with the nearest, or rules contradict each other.
    """
    zone = {"indifference": indifference, "confidence": confidence, "most_runs": most_runs}
    check_ranges(budget_rupiah=budget_rupiah, at_most=at_most, who=who, strengths=strengths, **zone)
    asked = Request(scenario, runs, days, seed, workers=workers).asked()
    much(Request(asked, workers=workers).size())
    rules = Rules(budget_rupiah, at_most, cast("DecidedBy | None", who))
    options = [_at(one, strengths) for one in options_of(asked, reforms)]
    space = space_of(asked, options, rules)
    draws = draws_asked(asked.runs, doubt_draws) if doubt_draws != 0 and _doubted(space) else 0
    place = None if store is None else Store(store)
    labels = (goals,) if isinstance(goals, str) else goals
    bench = Bench(space, goals_asked(labels), place, workers, progress or Silent())
    keys = keys_of(bench.plan(space.nothing))
    for goal in bench.goals:
        goal.places(keys)
    return Search(space, bench, indifference, confidence, most_runs, draws)


def _at(option: Option, strengths: Sequence[float]) -> Option:
    """An option at each of these strengths."""
    ways = tuple(replace(way, strength=float(one)) for way in option.ways for one in strengths)
    return replace(option, ways=ways) if ways else option


def _doubted(space: Space) -> bool:
    try:
        check_doubted([space.scenario((1,) * len(space.options))])
    except BadRequest:
        return False
    return True


@dataclass
class Search:
    """A search that is about to be run."""

    space: Space
    bench: Bench
    indifference: float | None
    confidence: float
    most_runs: int
    draws: int
    glanced: int = field(default=0, init=False)

    @cached_property
    def packages(self) -> int:
        """How many packages there are, counted to COUNTED."""
        return self.space.count(COUNTED)

    @property
    def all_counted(self) -> bool:
        """Whether there are no more than were counted."""
        return self.packages < COUNTED

    @property
    def few(self) -> bool:
        """Whether all of them are run."""
        return self.packages <= FEW

    @property
    def least_runs(self) -> int:
        """About how many runs it takes at least, fresh ones and those under draws included."""
        fresh = 3 * (self.space.office.runs + self.draws)
        if self.few:
            return self.packages * Zone.first + fresh
        return TRIALS * GLANCE + FINALISTS * (Zone.first - GLANCE) + fresh

    def seconds(self) -> float:
        """About how much computing that is, measured on the first runs of the office as it is."""
        self.prepare()
        return self.least_runs * self.bench.seconds(self.space.nothing)

    def prepare(self) -> None:
        """Raises BadRequest, before anything is run, where it cannot be."""
        if not self.few:
            installed()
        if self.bench.store is not None:
            self.bench.store.make()

    def run(self) -> Found:
        """Do it. Raises BlockFailed where a run fails."""
        self.prepare()
        zone = self._zone()
        candidates = self._candidates()
        alive, decided = self._race(candidates, zone)
        values = {one: self.bench.of(one) for one in candidates}
        winner = min(alive, key=lambda one: (-values[one][0].mean(), self.space.cost(one), sum(map(bool, one))))
        self.bench.run([self.space.nothing], max(map(self.bench.runs, candidates)))
        values[self.space.nothing] = self.bench.of(self.space.nothing)
        tried = self._told(winner, values, zone)
        second, thrifty = self._others(tried)
        shown = [one for one in (tried[0], second, thrifty) if one is not None and one.reforms]
        with nullcontext() if self.bench.store is None else kept_in(self.bench.store):
            fresh = self._fresh(shown)
            doubted = self._doubt(fresh)
        return Found(
            self.space.office, self.space.rules, self.bench.goals, zone, self.packages, COUNTED, self.glanced, tried,
            decided, len(alive), self.most_runs, self.bench.made, self.space.left_out, second, thrifty, fresh,
            doubted, values,
        )  # fmt: skip

    def _zone(self) -> Zone:
        """What does not matter of the first goal. Raises BadRequest where it cannot be measured here, or is nought."""
        self.bench.run([self.space.nothing], BATCH)
        found = self.bench.of(self.space.nothing)
        for goal, own in zip(self.bench.goals, found, strict=True):
            if not np.isfinite(own).all():
                raise BadRequest("search_goal_nobody", goal=goal.label)
        first = self.bench.goals[0].measure
        small = first.small(self.space.office.practical, float(found[0].mean()))
        zone = small if self.indifference is None else self.indifference / first.times
        if not zone > 0.0:
            raise BadRequest("search_zone", found=f"{zone:g}")
        return Zone(zone, self.confidence)

    def _candidates(self) -> list[Package]:
        """The packages that are run as often as it takes; what cannot be measured is none."""
        if self.few:
            found = list(dict.fromkeys(map(self.bench.acting, self.space.packages())))
        else:
            seen = explored(self.bench, TRIALS, self.space.office.seed)
            self.glanced = len(seen)
            found = _best([one for one in seen if np.isfinite(self.bench.of(one)).all()], self.space, self.bench)
        self.bench.run(found, Zone.first)
        return [one for one in found if np.isfinite(self.bench.of(one)).all()]

    def _race(self, candidates: Sequence[Package], zone: Zone) -> tuple[list[Package], bool]:
        """What is left of candidates, and whether that is all that can be told."""
        alive, runs = list(candidates), Zone.first
        while True:
            values = np.array([self.bench.of(one, runs)[0] for one in alive])
            found = stage(values, zone, len(candidates))
            alive = [one for one, kept in zip(alive, found.kept, strict=True) if kept]
            if found.over or runs >= self.most_runs:
                return alive, found.over
            runs = min(self.most_runs, runs + BATCH)
            self.bench.run(alive, runs)

    def _told(self, winner: Package, values: Mapping[Package, Any], zone: Zone) -> tuple[Tried, ...]:
        """All that was tried, the winner first, then by what it gains."""
        costs = {one: self.space.cost(one) for one in values}
        base = values[self.space.nothing]
        gains = {one: (own - base[:, : own.shape[1]]).mean(axis=1) for one, own in values.items()}
        front = dict(zip(values, front_of([*costs.values()], np.array([*gains.values()])), strict=True))
        level = 1.0 - (1.0 - zone.confidence) / max(1, len(values) - 1)
        goals = self.bench.goals

        def told(one: Package) -> Tried:
            own, best = values[one], values[winner]
            shared = min(own.shape[1], best.shape[1])
            apart = paired(own[0, :shared], best[0, :shared], level)
            pairs = zip(goals, own, base, strict=True)
            found = [paired(g.measure.better * a, g.measure.better * b[: len(a)], LEVEL) for g, a, b in pairs]
            said = self.space.reforms(one), self.space.varied(one)
            return Tried(one, *said, costs[one], tuple(found), _judged(apart, zone), on_front=front[one])

        ranked = sorted(values, key=lambda one: (one != winner, -gains[one][0], costs[one]))
        return tuple(map(told, ranked))

    @staticmethod
    def _others(tried: Sequence[Tried]) -> tuple[Tried | None, Tried | None]:
        """The second best, and the cheapest that cannot be told apart from the winner, if it is cheaper than both."""
        winner, *rest = tried
        second = rest[0] if rest else None
        dear = min(winner.cost, math.inf if second is None or not second.equal else second.cost)
        thrifty = min((one for one in rest if one.equal and one.cost < dear), key=lambda one: one.cost, default=None)
        return second, thrifty

    def _fresh(self, shown: Sequence[Tried]) -> Comparison:
        office = self.space.office
        packages = [
            replace(office, name=one.names, title=_title(one), question=None, reforms=one.reforms) for one in shown
        ]
        seed = (office.seed + FRESH) % 2**62
        return compare([office, *packages], seed=seed, workers=self.bench.workers, progress=self.bench.progress)

    def _doubt(self, fresh: Comparison) -> Doubted | None:
        if not self.draws:
            return None
        return doubt(fresh, self.draws, workers=self.bench.workers, progress=self.bench.progress)


def _best(seen: Sequence[Package], space: Space, bench: Bench) -> list[Package]:
    """Nothing, those that did best at a glance, and of those that nothing beats as many again at most."""
    gains = np.array([bench.of(one, GLANCE).mean(axis=1) for one in seen])
    front = front_of([space.cost(one) for one in seen], gains)
    ranked = [seen[place] for place in np.argsort(-gains[:, 0], kind="stable")]
    unbeaten = {one for one, own in zip(seen, front, strict=True) if own}
    best = ranked[: FINALISTS // 2]
    further = [one for one in ranked if one in unbeaten and one not in best] + ranked[FINALISTS // 2 :]
    return list(dict.fromkeys([space.nothing, *best, *further]))[:FINALISTS]


def _title(one: Tried) -> Words:
    return Words.each(lambda lang: "; ".join(title_of(reform, lang) for reform in one.reforms))


def _judged(apart: Estimate, zone: Zone) -> Verdict:
    """What a difference from the winner says, more being better."""
    from sim.measures import MEASURES

    return verdict(apart, MEASURES[USUAL[0]], zone.zone)
