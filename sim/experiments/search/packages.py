"""Packages of reforms: what may be chosen, in which ways, by which rules, and what it costs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from functools import cached_property
from itertools import accumulate, islice
from typing import TYPE_CHECKING, NamedTuple

from sim.language import Phrase
from sim.language.catalogue import Amount
from sim.language.errors import BadRequest, Unknown
from sim.language.words import Words
from sim.office.reform import CATALOGUE, DECIDERS, DecidedBy, Reform
from sim.plan import Idle, plan_of
from sim.reforms.titles import title_of
from sim.runs.comparing.idle import same_numbers
from sim.runs.comparing.reform_costs import cost_in

if TYPE_CHECKING:
    from sim.office import Scenario

MILLION = 1e6
VARIED = ("strength", "start", "count")
"""Fields of a reform in which the ways of an option may differ."""
Package = tuple[int, ...]
"""Of each option which of its ways is taken, counted from 1; 0: it is left out."""


@dataclass(frozen=True)
class Option:
    """A reform that a package may hold, and the ways to carry it out: strengths, starts, numbers of officers.

    It is taken `only_with` all of these, and `not_with` any of those (keys of other options).
    """

    ways: tuple[Reform, ...]
    only_with: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What it is called: the key of its reform."""
        return self.ways[0].key

    @property
    def varied(self) -> tuple[str, ...]:
        """By what its ways differ, of VARIED."""
        return tuple(one for one in VARIED if len({getattr(way, one, None) for way in self.ways}) > 1)


@dataclass(frozen=True)
class Rules:
    """What packages there may be: their cost over the run, how many reforms at a time, and who may decide all of them.

    `who` may decide what is his to decide, and what is that of those below him (see DECIDERS).
    """

    budget_rupiah: float | None = None
    at_most: int | None = None
    who: DecidedBy | None = None

    def decides(self, reform: Reform) -> bool:
        """Whether a reform is within reach."""
        return self.who is None or DECIDERS.index(reform.decider) <= DECIDERS.index(self.who)


def titled(reform: Reform) -> Words:
    """What a reform is called, in every language."""
    return Words.each(lambda lang: title_of(reform, lang))


def options_of(office: Scenario, reforms: Iterable[Reform | Option | str] | None) -> list[Option]:
    """Options of what was given: reforms, or their names; of nothing the reforms of the office, else the catalogue.

    Raises Unknown for a name that the catalogue does not have, BadRequest for one that comes twice.
    """
    given = [*(reforms if reforms is not None else office.reforms or CATALOGUE)]
    found = [one if isinstance(one, Option) else Option((_reform(office, one),)) for one in given]
    keys = [one.key for one in found]
    for key in keys:
        if keys.count(key) > 1:
            raise BadRequest("search_twice", name=key)
    if not found:
        raise BadRequest("search_nothing")
    for one in found:
        for other in (*one.only_with, *one.not_with):
            if other not in keys:
                raise Unknown("search_reform", other, keys)
    return found


def _reform(office: Scenario, given: Reform | str) -> Reform:
    if isinstance(given, Reform):
        return given
    own = {one.key: one for one in office.reforms}
    if given not in own and given not in CATALOGUE:
        raise Unknown("search_reform", given, [*own, *CATALOGUE])
    return own.get(given) or CATALOGUE[given]()  # type: ignore[call-arg]


class Why(StrEnum):
    """Why an option is no candidate."""

    DECIDER = auto()
    IDLE = auto()
    NO_EFFECT = auto()
    COST = auto()


class LeftOut(NamedTuple):
    """An option that is no candidate, why, how it is said that it cannot act, and what it would cost."""

    reform: Reform
    why: Why
    idle: Idle | None = None
    cost: float = 0.0


@dataclass(frozen=True)
class Space:
    """All packages of some options in an office (without reforms) that follow the rules.

    `costs` are rupiah over the run, by option and way. What was left out beforehand is `left_out`.
    """

    office: Scenario
    options: tuple[Option, ...]
    rules: Rules
    costs: tuple[tuple[float, ...], ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def nothing(self) -> Package:
        """The package without any reform."""
        return (0,) * len(self.options)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where an option stands, by key."""
        return {one.key: place for place, one in enumerate(self.options)}

    def reforms(self, package: Package) -> tuple[Reform, ...]:
        """The reforms of a package."""
        return tuple(one.ways[way - 1] for one, way in zip(self.options, package, strict=True) if way)

    def varied(self, package: Package) -> tuple[tuple[str, ...], ...]:
        """Of each reform of a package by what it is told from its other ways."""
        return tuple(one.varied for one, way in zip(self.options, package, strict=True) if way)

    def scenario(self, package: Package) -> Scenario:
        """The office with a package."""
        return replace(self.office, reforms=self.reforms(package))

    def cost(self, package: Package) -> float:
        """What a package costs over the run, if all of it acts."""
        return sum(self.costs[place][way - 1] for place, way in enumerate(package) if way)

    def fits(self, package: Package) -> bool:
        """Whether a package costs no more than there is."""
        return self.rules.budget_rupiah is None or self.cost(package) <= self.rules.budget_rupiah

    def allowed(self, package: Package) -> bool:
        """Whether a package follows all rules but that of the budget."""
        taken = {one.key for one, way in zip(self.options, package, strict=True) if way}
        if self.rules.at_most is not None and len(taken) > self.rules.at_most:
            return False
        held = [one for one in self.options if one.key in taken]
        return all(taken.issuperset(one.only_with) and taken.isdisjoint(one.not_with) for one in held)

    def needs(self, option: Option) -> set[str]:
        """An option with all that it is taken with. Raises BadRequest where that can never be."""
        found: set[str] = set()
        left = [option.key]
        while left:
            key = left.pop()
            if key not in self.places:
                raise BadRequest("search_gone", name=option.key, needs=key)
            if key not in found:
                found.add(key)
                left += self.options[self.places[key]].only_with
        for key in sorted(found):
            for other in found.intersection(self.options[self.places[key]].not_with):
                said = {"needs": sorted(found - {option.key}), "one": key, "other": other}
                raise BadRequest("search_rules", name=option.key, **said)
        if self.rules.at_most is not None and len(found) > self.rules.at_most:
            raise BadRequest("search_most", name=option.key, needs=sorted(found), at_most=self.rules.at_most)
        return found

    def with_needs(self, option: Option, way: int) -> Package:
        """A way of an option with the cheapest of all that it is taken with."""
        needs = self.needs(option)
        cheapest = [1 + costs.index(min(costs)) for costs in self.costs]
        return tuple(
            way if one is option else cheapest[place] if one.key in needs else 0
            for place, one in enumerate(self.options)
        )

    def packages(self) -> Iterator[Package]:
        """All that fit and are allowed, those with few reforms before those with many."""
        most = len(self.options) if self.rules.at_most is None else min(self.rules.at_most, len(self.options))
        for size in range(most + 1):
            yield from filter(self.allowed, self._of(size, 0, 0.0))

    def _of(self, size: int, place: int, spent: float) -> Iterator[Package]:
        """What may follow from a place on with so many reforms, as far as the budget goes."""
        budget = self.rules.budget_rupiah
        least = self._least[place]
        if size >= len(least) or (budget is not None and spent + least[size] > budget):
            return
        if place == len(self.options):
            yield ()
            return
        for rest in self._of(size, place + 1, spent):
            yield (0, *rest)
        for way, cost in enumerate(self.costs[place], 1) if size else ():
            for rest in self._of(size - 1, place + 1, spent + cost):
                yield (way, *rest)

    @cached_property
    def _least(self) -> list[list[float]]:
        """From each place on, what 0, 1, 2 … options cost at least."""
        cheapest = [min(costs) for costs in self.costs]
        return [[0.0, *accumulate(sorted(cheapest[place:]))] for place in range(len(cheapest) + 1)]

    def count(self, most: int) -> int:
        """How many packages there are, counted no further than to `most`."""
        return sum(1 for _ in islice(self.packages(), most))


def space_of(office: Scenario, options: Sequence[Option], rules: Rules) -> Space:
    """What there is to choose from. Raises BadRequest where that is nothing: with the nearest that there would be."""
    bare = replace(office, reforms=())
    reach = [one for one in options if all(rules.decides(way) for way in one.ways)]
    left_out = [LeftOut(one.ways[0], Why.DECIDER) for one in options if one not in reach]
    if not reach:
        lowest = min((one.reform.decider for one in left_out), key=DECIDERS.index)
        who = {"who": rules.who, "lowest": lowest}
        raise BadRequest("search_who", **{key: Phrase(f"reforms.decider_short.{one}") for key, one in who.items()})
    able, idle = _able(bare, reach)
    plan = plan_of(bare)
    space = Space(bare, tuple(able), rules, tuple(tuple(cost_in(way, plan) for way in one.ways) for one in able))
    kept, dear = _payable(space)
    return replace(
        space,
        options=tuple(able[place] for place in kept),
        costs=tuple(space.costs[place] for place in kept),
        left_out=(*left_out, *idle, *dear),
    )


def _able(office: Scenario, options: Sequence[Option]) -> tuple[list[Option], list[LeftOut]]:
    """The options that can act, by themselves or beside all others, and those that cannot. Raises BadRequest: none."""
    able, left_out = [], []
    base = plan_of(office)
    beside = {one.reform.key: one for one in plan_of(_with(office, [one.ways[-1] for one in options])).idle}
    for one in options:
        alone = [plan_of(_with(office, [way])) for way in one.ways]
        waits = [bool(plan.idle) and one.key not in beside for plan in alone]
        ways = [way for way, plan, wait in zip(one.ways, alone, waits, strict=True)
                if wait or not (plan.idle or same_numbers(plan, base))]  # fmt: skip
        if ways:
            able.append(replace(one, ways=tuple(ways)))
        else:
            idle = beside.get(one.key)
            left_out.append(LeftOut(one.ways[0], Why.NO_EFFECT if idle is None else Why.IDLE, idle))
    if not able:
        raise BadRequest("search_idle")
    return able, left_out


def _with(office: Scenario, reforms: Sequence[Reform]) -> Scenario:
    return replace(office, reforms=tuple(reforms))


def _payable(space: Space) -> tuple[list[int], list[LeftOut]]:
    """The places of the options that fit into the budget with all that they need, and those that do not.

    Raises BadRequest where rules contradict each other, or nothing fits: with the cheapest.
    """
    needs = {one.key: space.needs(one) for one in space.options}
    costs = {key: sum(min(space.costs[space.places[one]]) for one in needs[key]) for key in needs}
    budget = math.inf if space.rules.budget_rupiah is None else space.rules.budget_rupiah
    cheapest = min(costs, key=lambda key: costs[key])
    if costs[cheapest] > budget:
        amounts = {"budget": budget, "cost": costs[cheapest], "over": costs[cheapest] - budget}
        said = {name: Amount(amount / MILLION) for name, amount in amounts.items()}
        titles = [titled(space.options[space.places[key]].ways[0]) for key in sorted(needs[cheapest])]
        raise BadRequest("search_budget", cheapest=titles, **said)
    kept = [place for place, one in enumerate(space.options) if costs[one.key] <= budget]
    dear = [LeftOut(one.ways[0], Why.COST, None, costs[one.key]) for one in space.options if costs[one.key] > budget]
    return kept, dear
