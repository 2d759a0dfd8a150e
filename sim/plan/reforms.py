"""Reforms → numbers of the plan that change over time, courses, moves of people, surveys."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Self
from zlib import crc32

import numpy as np

from sim.office import Scenario
from sim.office.effects import ELEMENTS, Course, Effect, Novelty, Placement, Rotation, Survey
from sim.office.reform import Reform
from sim.plan import layout_reforms
from sim.plan.days import Days
from sim.plan.layout import ENDLESS, NONE, Arrays
from sim.plan.moving import placed, rotated
from sim.plan.plan import Names
from sim.plan.rows import Row, records, span
from sim.plan.targets import ARRAYS, Target, posts_of, targets
from sim.rules.effects import ADD, SCALE, SWITCH

Place = tuple[int, int, str]
"""A number of the plan: its array (in TUNED), row and field."""
HOW = {"scale": SCALE, "add": ADD, "switch": SWITCH}
FIRST_SURVEY = 20
"""Working days from the start of a survey, or the last one, to the day on which people are first asked."""


def in_force(scenario: Scenario, days: Days) -> list[Reform]:
    """The reforms that change anything in a run, in canonical order: with a strength, and begun before it ends."""
    found = [
        r for r in scenario.reforms if r.strength > 0.0 and first_day(r, days) < min(last_day(r, days), days.count)
    ]
    return sorted(found, key=lambda reform: (reform.name, reform.key))


def begun_late(scenario: Scenario, days: Days) -> list[Reform]:
    """The reforms that would begin after the last day of a run."""
    return [reform for reform in scenario.reforms if reform.strength > 0.0 and first_day(reform, days) >= days.count]


def reformed(scenario: Scenario, reforms: Sequence[Reform]) -> Scenario:
    """The office with what its reforms set up, closed until they start."""
    for reform in reforms:
        scenario = reform.adds(scenario)
    return scenario


def first_day(reform: Reform, days: Days) -> int:
    """The first working day on which a reform is in force."""
    return 0 if reform.start is None else days.first_from(reform.start)


def last_day(reform: Reform, days: Days) -> int:
    """The first working day on which a reform is no longer in force."""
    return ENDLESS if reform.until is None else days.first_after(reform.until)


@dataclass
class Changes:
    """The changes of a plan by the reforms in force: rows of the arrays that tell the engines.

    `usual` names the groups of officers that the office has without them.
    """

    scenario: Scenario
    arrays: Arrays
    names: Names
    days: Days
    found: dict[Place, list[tuple[Target, Row]]] = field(default_factory=dict)
    levels: list[Row] = field(default_factory=list)
    novelties: list[Row] = field(default_factory=list)
    news: list[dict[str, float]] = field(default_factory=list)
    courses: list[Row] = field(default_factory=list)
    attends: list[Row] = field(default_factory=list)
    swaps: list[Row] = field(default_factory=list)
    surveys: list[Row] = field(default_factory=list)
    fillable: set[int] = field(default_factory=set)
    usual: frozenset[str] = frozenset()

    def gather(self, reforms: Sequence[Reform]) -> Self:
        """All changes by these reforms, without the plan being touched."""
        for reform in reforms:
            self._reform(reform)
        return self

    def by(self, reform: Reform) -> "Changes":
        """The changes by one reform alone, in the office as all of them set it up."""
        return Changes(self.scenario, self.arrays, self.names, self.days, usual=self.usual).gather([reform])

    def base(self, place: Place) -> float:
        """A number as it is without reforms."""
        changes, stored = self.found.get(place), self._stored(place)
        return 1.0 - stored if changes and changes[0][0].turned else stored

    def lay(self) -> Arrays:
        """The plan with all changes."""
        self._judge_more()
        parameters, effects = self._parameters()
        rows: dict[str, list[Any]] = {
            "parameter": parameters,
            "effect": effects,
            "level": self.levels,
            "novelty": self.novelties,
            "news": self.news,
            "course": self.courses,
            "attends": self.attends,
            "swap": sorted(self.swaps, key=itemgetter("day")),
            "survey": self.surveys,
        }
        return self.arrays._replace(**{name: records(kind, rows[name]) for name, kind in layout_reforms.KINDS.items()})

    def _reform(self, reform: Reform) -> None:
        first, last = first_day(reform, self.days), last_day(reform, self.days)
        novelty = repairs = NONE
        for change in reform.effects(self.scenario):
            if isinstance(change, Survey):
                repairs = self._survey(change, reform, first, last)
            elif isinstance(change, Course):
                self._course(change, reform, first, last)
            elif isinstance(change, Rotation | Placement):
                self._moves(change, reform, first, last)
            else:
                if novelty == NONE and (isinstance(change, Novelty) or change.adopted):
                    novelty = self._novelty(first, last)
                if isinstance(change, Novelty):
                    self._learn(change, reform)
                    continue
                self._effect(change, reform, (first, last), self._level(change, reform, novelty, repairs))

    def _effect(self, effect: Effect, reform: Reform, span: tuple[int, int], level: int) -> None:
        first, last = span[0] + effect.after_days, span[1]
        half = 0.0 if effect.half_life_days is None else effect.half_life_days
        for target in targets(effect, self.arrays, self.names, self.scenario, reform.called):
            how = HOW[effect.how]
            place = (ARRAYS[target.array], target.row, target.field)
            when = {"first": first, "last": last, "ramp": effect.ramp_days, "half": half}
            row = {**when, "how": how, "level": level, "strength": reform.strength, "value": target.value}
            self.found.setdefault(place, []).append((target, row))
            if effect.parameter == "officers.filled" and effect.how == "add":
                self.fillable.add(target.row)

    def _judge_more(self) -> None:
        """Where mistakes or checks come to a step that has none, the steps of its service are judged."""
        steps = self.arrays.step
        for (number, row, name), changes in self.found.items():
            judged = layout_reforms.TUNED[number] == "step" and name in ("error", "checks", "finds")
            if judged and steps[name][row] == 0.0 and any(effect["how"] != SCALE for _, effect in changes):
                same = (steps["service"] == steps["service"][row]) & (steps["office"] == steps["office"][row])
                steps["special"][same] = 1
                self.arrays.office["follows"] = 1

    def _parameters(self) -> tuple[list[Row], list[Row]]:
        """Rows of PARAMETER and EFFECT."""
        rows: list[Row] = []
        effects: list[Row] = []
        for (number, row, name), changes in sorted(self.found.items()):
            array = getattr(self.arrays, layout_reforms.TUNED[number])
            kind = array.dtype
            column = (kind.names or ()).index(name)
            word = (
                layout_reforms.words_before(self.arrays, layout_reforms.TUNED[number])
                + (row * kind.itemsize + kind.fields[name][1]) // 8
            )
            target, place, (low, high) = changes[0][0], (number, row, name), changes[0][0].bounds
            where = {"array": number, "row": row, "field": column, "word": word}
            how = {"whole": target.whole, "turned": target.turned, "low": low, "high": high}
            value = {"base": self.base(place), "stored": self._stored(place)}
            rows.append({**where, **how, **value, **span((len(effects), len(changes)))})
            effects += [effect for _, effect in changes]
        return rows, effects

    def _stored(self, place: Place) -> float:
        number, row, name = place
        fillable = name == "filled" and row in self.fillable
        return 0.0 if fillable else float(getattr(self.arrays, layout_reforms.TUNED[number])[name][row])

    def _level(self, effect: Effect, reform: Reform, novelty: int, repairs: int) -> int:
        if effect.repairs is not None:
            return repairs + ELEMENTS.index(effect.repairs)
        if effect.lot:
            key = crc32(f"{reform.key}.{effect.lot}".encode())
            return self._added({"kind": layout_reforms.LOT, "key": key, "which": NONE, "chance": effect.chance})
        return novelty if effect.adopted else NONE

    def _added(self, level: Row) -> int:
        if level not in self.levels:
            self.levels.append(level)
        return self.levels.index(level)

    def _learn(self, novelty: Novelty, reform: Reform) -> None:
        """The last novelty makes its steps longer until they are learnt."""
        usual = float(self.arrays.behaviour["dip"][0])
        dip = reform.strength * novelty.of_cases * (usual if novelty.dip is None else novelty.dip)
        for news, step in zip(self.news[-len(self.names.steps) :], self.names.steps, strict=True):
            news["dip"] += dip if step in novelty.steps else 0.0

    def _novelty(self, first: int, last: int) -> int:
        """What officers have to adopt; the level of its adoption."""
        self.novelties.append({"first": first, "last": last})
        self.news += [{"dip": 0.0} for _ in self.names.steps]
        return self._added({"kind": layout_reforms.ADOPTED, "key": 0, "which": len(self.novelties) - 1, "chance": 1.0})

    def _course(self, course: Course, reform: Reform, first: int, last: int) -> None:
        half = course.half_life_days
        kept = 1.0 if half is None else 0.5 ** (1.0 / half)
        own = ("gain", "errors", "courtesy", "digital", "peers")
        self.courses.append({**{name: getattr(course, name) for name in own}, "kept": kept})
        for posts in self._by_office(course.groups):
            for place, post in enumerate(posts):
                begins = first + course.after_days + course.days * (place // max(1, course.cohort))
                if begins >= last:
                    break
                until, alone = min(last, self.days.count) if course.every_days else begins + 1, self._alone(post)
                for day in range(begins, max(until, begins + 1), max(1, course.every_days)):
                    when = {"first": day, "last": day + (0 if course.covered or alone else course.days)}
                    row = {"officer": post, "course": len(self.courses) - 1, "chance": reform.strength}
                    self.attends.append(row | when)

    def _alone(self, post: int) -> bool:
        """Whether a post does work that no other of its office can do; somebody stands in while its officer is away."""
        steps, home = len(self.names.steps), self.arrays.officer["office"]
        serves = self.arrays.competence["serves"].reshape(-1, steps) > 0
        others = serves[(home == home[post]) & (np.arange(len(home)) != post)]
        return bool((serves[post] & ~others.any(axis=0)).any())

    def _by_office(self, groups: Sequence[str]) -> Iterator[list[int]]:
        own = posts_of(self.arrays, self.scenario, groups)
        home = self.arrays.officer["office"]
        found: list[list[int]] = [[] for _ in self.names.offices]
        for post in own:
            found[home[post]].append(post)
        yield from found

    def _moves(self, change: Rotation | Placement, reform: Reform, first: int, last: int) -> None:
        """Who changes posts; those that reforms set up take no part."""
        last = min(last, self.days.count)
        groups = [posts for posts in self._by_office(tuple(self.usual)) if posts]
        if isinstance(change, Placement):
            found = placed(self.arrays, groups, first)
        else:
            groups = list(self._by_office([name for name in change.groups or self.usual if name in self.usual]))
            found = rotated(self.arrays, groups, range(first, last, max(1, change.every_days)))
        key = crc32(reform.key.encode())
        self.swaps += [
            {"day": day, "one": one, "other": other, "key": key + number, "chance": reform.strength}
            for number, (day, one, other) in enumerate(found)
        ]

    def _survey(self, survey: Survey, reform: Reform, first: int, last: int) -> int:
        begins = min(FIRST_SURVEY, survey.every_days - 1)
        key = crc32(reform.key.encode())
        levels = len(self.levels)
        which = range(len(self.surveys) * len(ELEMENTS), (len(self.surveys) + 1) * len(ELEMENTS))
        self.levels += [
            {"kind": layout_reforms.REPAIRED, "key": key, "which": number, "chance": 1.0} for number in which
        ]
        when = {"first": first, "last": last, "every": survey.every_days, "begins": begins, "lag": survey.lag_days}
        asked = {name: getattr(survey, name) for name in ("answers", "repairs", "sample")}
        self.surveys.append({**when, **asked, "levels_first": levels, "key": key})
        return levels


def neutral(arrays: Arrays) -> Arrays:
    """The plan with nothing that changes."""
    return arrays._replace(**{name: records(kind, []) for name, kind in layout_reforms.KINDS.items()})
