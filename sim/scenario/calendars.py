"""Calendar files: a CSV with one row for each holiday, day of collective leave, and end of Ramadan."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from sim.document.literal import literal, shortened
from sim.document.nearest import help_with, nearest
from sim.language.characters import steering
from sim.language.synonyms import meant
from sim.language.words import Words
from sim.office import Calendar, Holiday, Holidays, Ramadan
from sim.office.bounds import FIRST_YEAR, LAST_YEAR, year_known
from sim.office.faults import Hint, Problem
from sim.scenario.bundled import bundled_root
from sim.scenario.faults import Fault, ScenarioFaults
from sim.scenario.nodes import Node
from sim.scenario.placed import placed
from sim.scenario.reading import Cells, read_text
from sim.scenario.references import inside, shown
from sim.scenario.traces import separator

MOST_FAULTS = 50
ENDING = ".csv"
Closing = Literal["national", "regional", "leave"]
CLOSING: dict[str, Closing] = {"libur nasional": "national", "libur daerah": "regional", "cuti bersama": "leave"}
BEGINS, ENDS = "awal ramadan", "akhir ramadan"
KINDS = (*CLOSING, BEGINS, ENDS)
STATUSES = {"decreed": True, "ditetapkan": True, "estimate": False, "perkiraan": False}
NEEDED = ("date", "kind", "name_id")
COLUMNS = (*NEEDED, "name_en", "status", "source")
LONGEST_FAST, SHORTEST_FAST = 30, 29

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


def bundled_calendars() -> dict[str, Path]:
    """The bundled calendars by name."""
    return {path.stem: path for path in sorted((bundled_root() / "calendars").glob(f"*{ENDING}"))}


def read_holidays(document: Node) -> tuple[Holidays | None, list[Fault]]:
    """The calendar that a scenario names, if it names one, and all that is wrong with it."""
    calendar = document.get("calendar")
    named = calendar.get("holidays") if calendar is not None else None
    if named is None or not isinstance(named.value, str) or steering(named.value):
        return None, []
    try:
        path, label = _found(document, named, named.value)
        return read_calendar(path, label), []
    except ScenarioFaults as error:
        return None, list(error.faults)


def with_holidays(calendar: Calendar | None, table: Holidays | None) -> Calendar | None:
    """The calendar with what was read for it."""
    return replace(calendar, table=table) if calendar is not None and table is not None else calendar


def _found(document: Node, named: Node, name: str) -> tuple[Path, str]:
    if not name.casefold().endswith(ENDING):
        known = bundled_calendars()
        if name not in known:
            raise _refused(document, "calendar_unknown", name, (*help_with(name, known), Hint("calendar_file")))
        return known[name], shown(known[name])
    path = inside(named.source.folder, named.source.folder, name)
    if path is None:
        raise _refused(document, "calendar_outside", name)
    if not path.exists() and not path.is_symlink():
        raise _refused(document, "calendar_missing", name, (Hint("new_calendar"),))
    return path, str(Path(named.source.label).parent / name)


def _refused(document: Node, code: str, name: str, hints: tuple[Hint, ...] = ()) -> ScenarioFaults:
    problem = Problem(("calendar", "holidays"), code, {"found": literal(name)}, hints)
    return ScenarioFaults([placed(document, problem)])


def read_calendar(path: Path, label: str) -> Holidays:
    """The days of a calendar file, in order. Raises ScenarioFaults with its faults by line."""
    return _table(read_text(path, label), label)


@lru_cache(maxsize=16)
def _table(text: str, label: str) -> Holidays:
    """The days that stand in a text: nearly every office names the same calendar."""
    reader = _Reader(label, text.splitlines(keepends=True))
    table = reader.table()
    if not reader.faults and not table.days:
        reader.fault(None, "", "calendar_empty")
    if reader.faults:
        raise ScenarioFaults(sorted(reader.faults, key=lambda fault: fault.line or 0))
    return table


@dataclass
class _Reader:
    label: str
    lines: list[str]
    faults: list[Fault] = field(default_factory=list)
    days: list[Holiday] = field(default_factory=list)
    ends: list[tuple[date, str, bool, int]] = field(default_factory=list)
    told: dict[tuple[date, str], int] = field(default_factory=dict)

    def table(self) -> Holidays:
        """All rows; without a good first line there are none."""
        header = next((line for line in self.lines if not line.startswith("#")), "")
        cells = Cells(self.lines, self.label, separator(header))
        names: list[str] = []
        for row in cells:
            if not any(cell.strip() for cell in row) or row[0].startswith("#"):
                continue
            if not names:
                names = [name.strip().casefold() for name in row]
                if not self._columns(names, cells.line_num):
                    break
            elif len(self.faults) < MOST_FAULTS:
                self._row(row, names, cells.line_num)
        if not names:
            self.fault(None, "", "calendar_empty")
        ramadans = tuple(self._ramadans())
        return Holidays(label=self.label, days=tuple(sorted(self.days, key=lambda day: day.date)), ramadans=ramadans)

    def _columns(self, names: list[str], line: int) -> bool:
        for name in names:
            likely = None if name in COLUMNS else meant("holidays", name) or nearest(name, set(COLUMNS) - set(names))
            if likely is not None and likely not in names:
                self.fault(line, name, "trace_column", literal(name), (Hint("did_you_mean", {"suggestion": likely}),))
        missing = [name for name in NEEDED if name not in names]
        if missing and not self.faults:
            self.fault(line, "", "calendar_columns", shortened(", ".join(names)), missing=missing)
        for name in sorted({name for name in names if names.count(name) > 1 and name in COLUMNS}):
            self.fault(line, name, "trace_column_twice", literal(name))
        return not self.faults

    def _row(self, row: list[str], names: list[str], line: int) -> None:
        if len(row) != len(names):
            self.fault(line, "", "calendar_cells", str(len(row)), expected=len(names))
            return
        cells = dict(zip(names, (cell.strip() for cell in row), strict=True))
        day, kind = self._day(cells["date"], line), self._kind(cells["kind"], line)
        decreed, name = self._status(cells.get("status", ""), line), self._name(cells, line)
        if day is None or kind is None or decreed is None or name is None or self._twice(day, kind, line):
            return
        if kind in CLOSING:
            source = cells.get("source", "")
            self.days.append(Holiday(date=day, kind=CLOSING[kind], name=name, decreed=decreed, source=source))
        else:
            self.ends.append((day, kind, decreed, line))

    def _day(self, cell: str, line: int) -> date | None:
        try:
            if _DATE.fullmatch(cell):
                found = date.fromisoformat(cell)
                if year_known(found):
                    return found
                self.fault(line, "date", "date_year", literal(cell), first=FIRST_YEAR, last=LAST_YEAR)
                return None
        except ValueError:  # 2026-02-30
            pass
        other = _DAY_FIRST.fullmatch(cell)
        hints = (Hint("write", {"write": f"{other[3]}-{other[2]:0>2}-{other[1]:0>2}"}),) if other else ()
        self.fault(line, "date", "date", literal(cell), hints)
        return None

    def _kind(self, cell: str, line: int) -> str | None:
        kind = " ".join(cell.casefold().replace("_", " ").split())
        if kind in KINDS:
            return kind
        near = nearest(kind, KINDS)
        hints = (Hint("did_you_mean", {"suggestion": near}),) if near else ()
        self.fault(line, "kind", "choice", literal(cell), hints, known=list(KINDS))
        return None

    def _status(self, cell: str, line: int) -> bool | None:
        status = cell.casefold() or "decreed"
        if status in STATUSES:
            return STATUSES[status]
        self.fault(line, "status", "choice", literal(cell), known=list(STATUSES))
        return None

    def _name(self, cells: dict[str, str], line: int) -> Words | None:
        if cells["name_id"]:
            return Words.each(lambda lang: cells.get(f"name_{lang}") or cells["name_id"])
        self.fault(line, "name_id", "blank", literal(""))
        return None

    def _twice(self, day: date, kind: str, line: int) -> bool:
        """Whether a day is told before: once as a closing day, and once as each end of Ramadan."""
        key = (day, "closed" if kind in CLOSING else kind)
        before = self.told.setdefault(key, line)
        if before != line:
            self.fault(line, "date", "calendar_twice", literal(day), before=before)
        return before != line

    def _ramadans(self) -> Iterator[Ramadan]:
        """The ends in pairs: a first day, and the last one 28 or 29 days after it."""
        ends = sorted(self.ends)
        while ends:
            first, kind, decreed, line = ends.pop(0)
            follows = ends[0] if ends and kind == BEGINS and ends[0][1] == ENDS else None
            if follows is None:
                self.fault(
                    line, "kind", "calendar_ramadan_pair", literal(kind), other=ENDS if kind == BEGINS else BEGINS
                )
                continue
            last, _, decreed_too, line = ends.pop(0)
            length = (last - first).days + 1
            if not SHORTEST_FAST <= length <= LONGEST_FAST:
                self.fault(
                    line, "date", "calendar_ramadan_length", literal(last), length=length, first=first.isoformat()
                )
            yield Ramadan(first=first, last=last, decreed=decreed and decreed_too)

    def fault(
        self, line: int | None, column: str, code: str, found: str = "", hints: tuple[Hint, ...] = (), **values: object
    ) -> None:
        """Note a fault."""
        self.faults.append(Fault(self.label, line, column, code, {"found": found, **values}, hints))
