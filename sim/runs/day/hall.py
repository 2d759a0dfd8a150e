"""A day of an office as it would be seen in the hall: where everybody is at each second, from the rows alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from sim.plan.layout import NONE, Records
from sim.plan.tables import NO_SHOW, OUTCOMES, SERVED, VISIT_ROW
from sim.runs.day.diary import Diary

OUTSIDE, LINE, DESK, ALONE, GONE = range(5)
"""Where somebody is: before the door, in a line, at an officer's desk, at a step without an officer, away."""
DAY_S = 86_400


class Spell(NamedTuple):
    """From `at_s` on somebody is at `where`: at a station and with an officer (NONE: at none, with none).

    In a line that people choose, the officer before whom it stands: rows tell the one in which somebody stood last.
    """

    at_s: int
    where: int
    station: int
    officer: int


@dataclass(frozen=True)
class Track:
    """A visit, or a file (`number` 0), through a day; the last spell is GONE, with the outcome by name."""

    number: int
    service: int
    channel: int
    outcome: str
    spells: tuple[Spell, ...]

    def at(self, second: int) -> Spell | None:
        """Where it is at a second; None before it comes."""
        return next((spell for spell in reversed(self.spells) if spell.at_s <= second), None)


class Counts(NamedTuple):
    """How many are where at a second: people who wait (outside too), are served, are away (done, in vain), files."""

    waiting: int
    served: int
    done: int
    in_vain: int
    files: int


@dataclass(frozen=True)
class Hall:
    """The tracks of a day in one office of the diary's scenario (its number, 0 where there is one)."""

    diary: Diary
    office: int = 0

    @cached_property
    def people(self) -> tuple[Track, ...]:
        """Those who come to this office, in the order of coming; also who miss an appointment (GONE at once)."""
        came = [one for one in self.diary.people if one.visit != NONE and one.rows[0]["office"] == self.office]
        return tuple(_visit(one.number, one.rows, self._station) for one in came)

    @cached_property
    def files(self) -> tuple[Track, ...]:
        """The files that lie in a line of this office, or are worked on, at some second of the day."""
        run = self.diary.result.replications[0]
        rows = np.zeros(0, VISIT_ROW) if run.visits is None else run.visits
        rows = rows[(rows["visit"] == NONE) & (rows["office"] == self.office) & (rows["officer"] != NONE)]
        begins = (rows["day"].astype("i8") - self.diary.number) * DAY_S
        today = (begins + rows["arrive_s"] < DAY_S) & (begins + rows["finish_s"] > 0)
        pairs = zip(rows[today], begins[today].tolist(), strict=True)
        return tuple(_file(row, begin, self._station) for row, begin in pairs)

    @property
    def span(self) -> tuple[int, int]:
        """From the second before which nobody has come to that after which nobody is here."""
        seen = [spell.at_s for track in self.people for spell in track.spells]
        return (min(seen), max(seen)) if seen else (0, 0)

    def counts(self, second: int) -> Counts:
        """How many are where at a second."""
        here = [(track, spell) for track in self.people if (spell := track.at(second)) is not None]
        where = [spell.where for _, spell in here]
        gone = [track.outcome for track, spell in here if spell.where == GONE and track.outcome != OUTCOMES[NO_SHOW]]
        files = sum(spell is not None and spell.where == LINE for spell in (file.at(second) for file in self.files))
        done = gone.count(OUTCOMES[SERVED])
        waiting, served = where.count(OUTSIDE) + where.count(LINE), where.count(DESK) + where.count(ALONE)
        return Counts(waiting, served, done, len(gone) - done, files)

    @cached_property
    def lines(self) -> dict[int, tuple[int, ...]]:
        """Before which officers a line stands, at the stations where people choose."""
        arrays, found = self.diary.plan.arrays, dict[int, tuple[int, ...]]()
        for step in arrays.step[(arrays.step["office"] == self.office) & (arrays.step["station"] != NONE)]:
            at = arrays.station[step["station"]]
            lines = arrays.link["to"][at["lines_first"] : at["lines_first"] + at["lines_count"]]
            if len(lines):
                found[self._station[int(step["number"])]] = tuple(arrays.line["before"][lines].tolist())
        return found

    @cached_property
    def _station(self) -> dict[int, int]:
        """The station of each step (NONE: none), by the number of the step."""
        scenario, names = self.diary.result.scenario, self.diary.plan.names
        places = {station.name: place for place, station in enumerate(scenario.stations)}
        steps = {f"{s.name}.{step.name}": step.station for s in scenario.services for step in s.steps}
        return {at: places.get(steps[name] or "", NONE) for at, name in enumerate(names.steps)}


def _visit(number: int, rows: Records, station: dict[int, int]) -> Track:
    spells = [spell for row in rows for spell in _spells(row, 0, station)]
    first, last = rows[0], rows[-1]
    if last["outcome"] == NO_SHOW:
        spells = []
    elif first["came_s"] < first["arrive_s"]:
        spells.insert(0, Spell(int(first["came_s"]), OUTSIDE, NONE, NONE))
    spells.append(Spell(int(last["finish_s"]), GONE, NONE, NONE))
    return Track(number, int(first["service"]), int(first["channel"]), OUTCOMES[last["outcome"]], tuple(spells))


def _file(row: np.void, begin: int, station: dict[int, int]) -> Track:
    spells = (*_spells(row, begin, station), Spell(begin + int(row["finish_s"]), GONE, NONE, NONE))
    return Track(0, int(row["service"]), int(row["channel"]), OUTCOMES[row["outcome"]], spells)


def _spells(row: np.void, begin: int, station: dict[int, int]) -> Iterator[Spell]:
    """Those of a step; none of no length."""
    at, arrive, start = station[int(row["step"])], int(row["arrive_s"]), int(row["start_s"])
    if start != NONE and start // DAY_S != int(row["finish_s"]) // DAY_S:
        start = NONE  # begun, put aside at closing and taken up again another day: rows do not tell when
    leaves = start if start != NONE else int(row["finish_s"])
    if at != NONE and arrive < leaves:
        yield Spell(begin + arrive, LINE, at, int(row["line"]))
    if start != NONE:
        officer = int(row["officer"])
        yield Spell(begin + start, ALONE if officer == NONE else DESK, at, officer)
