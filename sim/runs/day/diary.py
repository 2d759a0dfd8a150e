"""A day of an office person by person: who came, and the case of each from the need to its end, from the rows alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import cast

import numpy as np
import numpy.typing as npt

from sim.language import Phrase, text
from sim.language.arguments import checked
from sim.language.errors import BadRequest
from sim.language.viewed import Viewed
from sim.office import Scenario
from sim.plan import Plan
from sim.plan.layout import NONE, Records
from sim.runs.making.engines import EngineName, engine_named
from sim.runs.making.progress import Progress, Silent
from sim.runs.making.replicate import replicated
from sim.runs.making.request import Request
from sim.runs.making.result import Result
from sim.runs.making.size import much


@dataclass(frozen=True)
class Person:
    """Somebody who came on the day, or sent something in: the `number` counts them in the order of coming, from 1.

    `visit` and `citizen` are NONE where there was no visit, and where people come from outside the population.
    """

    number: int
    case: int
    visit: int
    citizen: int
    came_s: int
    rows: Records
    """The rows of this visit (VISIT_ROW), or of what was sent in that day."""

    def __repr__(self) -> str:
        return text("objects.person", number=self.number, case=self.case)


@dataclass(frozen=True)
class Story:
    """A case from the need to its end: its rows, what was made of its visits, and how it ended (None: not recorded).

    `before` is the trust of the citizen in the morning of the day of the diary, NaN where nobody judges.
    """

    person: Person
    rows: Records
    opinions: Records
    case: np.void | None
    before: float

    def __repr__(self) -> str:
        return text("objects.story", number=self.person.number, visits=len(set(self.rows["visit"].tolist()) - {NONE}))


@dataclass(frozen=True)
class Diary(Viewed):
    """A day of the first replication of a scenario. `number` is the place of the day in the run, from 0.

    `person` is whose story is told, None for all who came.
    """

    result: Result
    number: int
    day: date
    person: int | None = None

    def __repr__(self) -> str:
        return text("objects.diary", name=self.result.name, day=self.day, people=len(self.people))

    @property
    def plan(self) -> Plan:
        return self.result.plan

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Who came that day, or sent something in without coming, in the order of coming."""
        rows = self._rows
        there = rows[(rows["visit"] != NONE) & (rows["day"] == self.number)]
        first = there[np.unique(there["visit"], return_index=True)[1]]
        begun = first[~np.isin(first["visit"], rows["visit"][rows["day"] < self.number])]
        sent = self._sent
        found = np.concatenate([begun, sent])
        order = np.lexsort((found["visit"], found["came_s"]))
        return tuple(self._person(number, found[place]) for number, place in enumerate(order, 1))

    @checked
    def story(self, person: int) -> Story:
        """The case of the person of that number. Raises BadRequest where so many did not come."""
        if not 1 <= person <= len(self.people):
            raise BadRequest("person", found=person, people=len(self.people))
        who = self.people[person - 1]
        rows = _of_case(self._rows, who.case)
        rows = rows[np.lexsort((rows["finish_s"], rows["arrive_s"], rows["day"]))]
        run = self.result.replications[0]
        cases = _of_case(cast("Records", run.cases), who.case)
        opinions = _of_case(cast("Records", run.opinions), who.case)
        before = float(self._trust[who.citizen]) if who.citizen != NONE and len(self._trust) else np.nan
        return Story(who, rows, opinions, cases[0] if len(cases) else None, before)

    @property
    def _rows(self) -> Records:
        return cast("Records", self.result.replications[0].visits)

    @cached_property
    def _sent(self) -> Records:
        """The first row of cases that began that day without anybody coming."""
        rows, cases = self._rows, cast("Records", self.result.replications[0].cases)
        begun = cases["case"][cases["began_day"] == self.number]
        firsts = rows[np.unique(rows["case"], return_index=True)[1]]
        alone = (firsts["visit"] == NONE) & (firsts["day"] == self.number)
        sent = firsts[alone & np.isin(firsts["case"], begun)].copy()
        sent["came_s"] = sent["arrive_s"]
        return sent

    @cached_property
    def _trust(self) -> npt.NDArray[np.float64]:
        """The trust of all citizens in the morning; nothing where nobody judges."""
        if self.result.scenario.opinion is None:
            return np.zeros(0)
        engine = engine_named(self.result.engine)(self.plan, 0)
        engine.advance(self.number)
        found: npt.NDArray[np.float64] = engine.citizens("trust")["trust"]
        return found

    def _person(self, number: int, row: np.void) -> Person:
        of_case = _of_case(self._rows, int(row["case"]))
        rows = of_case[of_case["visit"] == row["visit"]]
        if row["visit"] == NONE:
            rows = rows[rows["day"] == self.number]
        case, visit, citizen, came = (int(row[name]) for name in ("case", "visit", "citizen", "came_s"))
        return Person(number, case, visit, citizen, came, rows)


def _of_case(rows: Records, case: int) -> Records:
    return rows[rows["case"] == case]


@checked
def diary(
    scenario: Scenario,
    day: date | str | None = None,
    person: int | None = None,
    *,
    engine: EngineName = "compiled",
    seed: int | None = None,
    progress: Progress | None = None,
) -> Diary:
    """A working day of the first replication of a scenario, as a diary; with `person` the story of that one.

    Without a day the first of the run; as text it is written 2026-03-02.
    Raises BadRequest where the office is closed on the day, or the run has no such day, or not so many people came.
    """
    request = Request(scenario, 1, seed=seed, engine=engine)
    progress, size = progress or Silent(), much(request.size(visits=True, people=True))
    if size is not None:
        progress.warn(Phrase("cli.much", size))
    (result,) = replicated([request], keep_visits=True, progress=progress)
    found = Diary(result, *_day_of(result.plan, day))
    if person is not None:
        found.story(person)
        found = replace(found, person=person)
    return found


def _day_of(plan: Plan, asked: date | str | None) -> tuple[int, date]:
    """The place of a day among those of the run, and its date. Raises BadRequest, naming the working days around it."""
    ordinals = plan.arrays.day["date"]
    if asked is None:
        return 0, date.fromordinal(int(ordinals[0]))
    try:
        day = date.fromisoformat(asked) if isinstance(asked, str) else asked
    except ValueError:
        raise BadRequest("date", found=asked) from None
    place = int(np.searchsorted(ordinals, day.toordinal()))
    if place < len(ordinals) and int(ordinals[place]) == day.toordinal():
        return place, day
    near = [date.fromordinal(int(ordinals[at])) for at in (place - 1, place) if 0 <= at < len(ordinals)]
    raise BadRequest("diary_day", found=day, near=[one.isoformat() for one in near])
