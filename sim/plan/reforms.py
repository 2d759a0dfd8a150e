"""Reforms → numbers of the plan that change over time, courses, moves of people, surveys."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Self
from zlib import crc32

import numpy as np

from sim.office import Scenario
from sim.office.effects import ELEMENTS, Course, Effect, Placement, Rotation, Survey
from sim.office.reform import Reform
from sim.plan import layout as of
from sim.plan.days import Days
from sim.plan.moving import placed, rotated
from sim.plan.plan import Names
from sim.plan.targets import ARRAYS, Target, posts_of, targets
from sim.rules.effects import ADD, SCALE, SWITCH

Row = tuple[float, ...]
"""A row of EFFECT."""
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
    return of.ENDLESS if reform.until is None else days.first_after(reform.until)


@dataclass
class Changes:
    """The changes of a plan by the reforms in force: rows of the arrays that tell the engines.

    `usual` names the groups of officers that the office has without them.
    """

    scenario: Scenario
    arrays: of.Arrays
    names: Names
    days: Days
    found: dict[Place, list[tuple[Target, Row]]] = field(default_factory=dict)
    levels: list[tuple[float, ...]] = field(default_factory=list)
    novelties: list[tuple[float, ...]] = field(default_factory=list)
    courses: list[tuple[float, ...]] = field(default_factory=list)
    attends: list[tuple[float, ...]] = field(default_factory=list)
    swaps: list[tuple[float, ...]] = field(default_factory=list)
    surveys: list[tuple[float, ...]] = field(default_factory=list)
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

    def lay(self) -> of.Arrays:
        """The plan with all changes."""
        self._judge_more()
        rows, effects = self._parameters()
        return self.arrays._replace(
            parameter=np.array(rows, of.PARAMETER),
            effect=np.array(effects, of.EFFECT),
            level=np.array(self.levels, of.LEVEL),
            novelty=np.array(self.novelties, of.NOVELTY),
            course=np.array(self.courses, of.COURSE),
            attends=np.array(self.attends, of.ATTENDS),
            swap=np.array(sorted(self.swaps, key=lambda swap: swap[0]), of.SWAP),
            survey=np.array(self.surveys, of.SURVEY),
        )

    def _reform(self, reform: Reform) -> None:
        first, last = first_day(reform, self.days), last_day(reform, self.days)
        novelty = repairs = of.NONE
        for change in reform.effects(self.scenario):
            if isinstance(change, Survey):
                repairs = self._survey(change, reform, first, last)
            elif isinstance(change, Course):
                self._course(change, reform, first, last)
            elif isinstance(change, Rotation | Placement):
                self._moves(change, reform, first, last)
            else:
                if change.adopted and novelty == of.NONE:
                    novelty = self._novelty(reform, first, last)
                self._effect(change, reform, (first, last), self._level(change, reform, novelty, repairs))

    def _effect(self, effect: Effect, reform: Reform, span: tuple[int, int], level: int) -> None:
        first, last = span[0] + effect.after_days, span[1]
        half = 0.0 if effect.half_life_days is None else effect.half_life_days
        for target in targets(effect, self.arrays, self.names, self.scenario):
            how = HOW[effect.how]
            place = (ARRAYS[target.array], target.row, target.field)
            row = (first, last, how, level, effect.ramp_days, half, reform.strength, target.value)
            self.found.setdefault(place, []).append((target, row))
            if effect.parameter == "officers.filled" and effect.how == "add":
                self.fillable.add(target.row)

    def _judge_more(self) -> None:
        """Where mistakes or checks come to a step that has none, the steps of its service are judged."""
        steps = self.arrays.step
        for (number, row, name), changes in self.found.items():
            judged = of.TUNED[number] == "step" and name in ("error", "checks", "finds")
            if judged and steps[name][row] == 0.0 and any(effect[2] != SCALE for _, effect in changes):
                same = (steps["service"] == steps["service"][row]) & (steps["office"] == steps["office"][row])
                steps["special"][same] = 1
                self.arrays.office["follows"] = 1

    def _parameters(self) -> tuple[list[tuple[float, ...]], list[tuple[float, ...]]]:
        """Rows of PARAMETER and EFFECT."""
        rows: list[tuple[float, ...]] = []
        effects: list[tuple[float, ...]] = []
        for (number, row, name), changes in sorted(self.found.items()):
            array = getattr(self.arrays, of.TUNED[number])
            kind = array.dtype
            column = (kind.names or ()).index(name)
            word = of.words_before(self.arrays, of.TUNED[number]) + (row * kind.itemsize + kind.fields[name][1]) // 8
            target, place = changes[0][0], (number, row, name)
            where = (number, row, column, word, target.whole, target.turned, len(effects), len(changes))
            rows.append((*where, self.base(place), self._stored(place), *target.bounds))
            effects += [effect for _, effect in changes]
        return rows, effects

    def _stored(self, place: Place) -> float:
        number, row, name = place
        fillable = name == "filled" and row in self.fillable
        return 0.0 if fillable else float(getattr(self.arrays, of.TUNED[number])[name][row])

    def _level(self, effect: Effect, reform: Reform, novelty: int, repairs: int) -> int:
        if effect.repairs is not None:
            return repairs + ELEMENTS.index(effect.repairs)
        if effect.lot:
            key = crc32(f"{reform.key}.{effect.lot}".encode())
            return self._added((of.LOT, key, of.NONE, effect.chance))
        return novelty if effect.adopted else of.NONE

    def _added(self, level: tuple[float, ...]) -> int:
        if level not in self.levels:
            self.levels.append(level)
        return self.levels.index(level)

    def _novelty(self, reform: Reform, first: int, last: int) -> int:
        """What officers have to adopt; the level of its adoption."""
        dip = float(self.arrays.behaviour["dip"][0])
        self.novelties.append((first, last, reform.strength * dip))
        return self._added((of.ADOPTED, 0, len(self.novelties) - 1, 1.0))

    def _course(self, course: Course, reform: Reform, first: int, last: int) -> None:
        half = course.half_life_days
        kept = 1.0 if half is None else 0.5 ** (1.0 / half)
        self.courses.append((course.gain, course.errors, course.courtesy, course.digital, course.peers, kept))
        for posts in self._by_office(course.groups):
            for place, post in enumerate(posts):
                begins = first + course.after_days + course.days * (place // max(1, course.cohort))
                if begins >= last:
                    break
                row = (post, len(self.courses) - 1, begins, begins + course.days, reform.strength)
                self.attends.append(row)

    def _by_office(self, groups: Sequence[str]) -> Iterator[list[int]]:
        own = posts_of(self.arrays, self.scenario, groups)
        for office in range(len(self.names.offices)):
            yield [post for post in own if self.arrays.officer["office"][post] == office]

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
            (day, one, other, key + number, reform.strength) for number, (day, one, other) in enumerate(found)
        ]

    def _survey(self, survey: Survey, reform: Reform, first: int, last: int) -> int:
        begins = min(FIRST_SURVEY, survey.every_days - 1)
        key = crc32(reform.key.encode())
        levels = len(self.levels)
        self.levels += [(of.REPAIRED, key, len(self.surveys) * len(ELEMENTS) + n, 1.0) for n in range(len(ELEMENTS))]
        row = (first, last, survey.every_days, begins, survey.lag_days, levels, key)
        self.surveys.append((*row, survey.answers, survey.repairs, survey.sample))
        return levels


def neutral(arrays: of.Arrays) -> of.Arrays:
    """The plan with nothing that changes."""
    return arrays._replace(
        parameter=np.zeros(0, of.PARAMETER),
        effect=np.zeros(0, of.EFFECT),
        level=np.zeros(0, of.LEVEL),
        novelty=np.zeros(0, of.NOVELTY),
        course=np.zeros(0, of.COURSE),
        attends=np.zeros(0, of.ATTENDS),
        swap=np.zeros(0, of.SWAP),
        survey=np.zeros(0, of.SURVEY),
    )


def without_reforms(scenario: Scenario) -> Scenario:
    """The scenario as it is without its reforms."""
    return replace(scenario, reforms=())
