"""Traces of arrivals: CSV files beside a scenario → rows."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from sim.document.literal import literal, shortened
from sim.document.nearest import help_with, nearest
from sim.language.characters import steering
from sim.language.synonyms import meant
from sim.office import TraceRow
from sim.office.clock import clock, clock_words
from sim.office.faults import Hint, Problem
from sim.office.thousands import code_of, thousands
from sim.scenario.faults import Fault, ScenarioFaults
from sim.scenario.nodes import Node, tables
from sim.scenario.placed import placed
from sim.scenario.reading import Cells, read_text
from sim.scenario.references import inside

MOST_BYTES = 200_000_000
MOST_FAULTS = 20
COLUMNS = {
    "time": "time_s",
    "day": "day",
    "service": "service",
    "class": "class_name",
    "service_s": "service_s",
    "patience_s": "patience_s",
}
"""Columns of a trace and the fields of a row; only `time` must be there, others that are not known are passed over."""

OFFICE = ("office", "kantor")
"""Columns that in a region would be passed over by mistake."""

Rows = tuple[TraceRow, ...]
Names = Mapping[str, str]


def read_traces(document: Node) -> tuple[dict[str, Rows], list[Fault]]:
    """The rows of each arrivals that names a trace, by its name, and all that is wrong with the files."""
    rows: dict[str, Rows] = {}
    faults: list[Fault] = []
    arrivals = document.get("arrivals")
    for place, entry in enumerate(tables(arrivals) if arrivals is not None else ()):
        trace = entry.get("trace")
        if trace is None or not isinstance(trace.value, str) or entry.name is None or steering(trace.value):
            continue
        path = inside(trace.source.folder, trace.source.folder, trace.value)
        if path is None:
            problem = Problem(("arrivals", place, "trace"), "trace_outside", {"found": literal(trace.value)})
            faults.append(placed(document, problem))
            continue
        if not path.exists() and not path.is_symlink():
            problem = Problem(("arrivals", place, "trace"), "trace_missing", {"found": literal(trace.value)})
            faults.append(placed(document, problem))
            continue
        try:
            label = str(Path(trace.source.label).parent / trace.value)
            known, offices = (_called(document, "service"), _called(document, "class")), document.get("office")
            region = offices is not None and len(list(tables(offices))) > 1
            rows[entry.name], odd = read_trace(path, label, *known, region=region)
            faults += odd
        except ScenarioFaults as error:
            faults += error.faults
    return rows, faults


def _called(document: Node, key: str) -> Names:
    """What a cell may say → the name meant: a name as it stands, else a name or title that only one entry has."""
    found = document.get(key)
    there = [entry for entry in tables(found) if entry.name is not None] if found is not None else []
    said: dict[str, set[str]] = defaultdict(set)
    for entry in there:
        for words in (entry.name, *_titles(entry)):
            said[_plain(str(words))].add(str(entry.name))
    alone = {words: next(iter(names)) for words, names in said.items() if len(names) == 1}
    return {**alone, **{str(entry.name): str(entry.name) for entry in there}}


def _titles(entry: Node) -> Iterable[str]:
    title = entry.get("title")
    found = title.plain if title is not None else {}
    return found.values() if isinstance(found, dict) else [found]


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def read_trace(
    path: Path, label: str, services: Names, classes: Names, *, region: bool = False
) -> tuple[Rows, list[Fault]]:
    """The rows of a trace in order of time, and what is odd. Raises ScenarioFaults with the first faults, by line."""
    lines = read_text(path, label, MOST_BYTES).splitlines(keepends=True)
    reader = _Reader(label, lines, services, classes, region)
    rows = sorted(reader.rows(), key=lambda row: (row.day or 0, row.time_s))
    if any(not fault.warning for fault in reader.faults):
        raise ScenarioFaults(reader.faults)
    if not rows:
        raise ScenarioFaults([Fault(label, None, "", "trace_empty")])
    return tuple(rows), reader.faults


@dataclass
class _Reader:
    label: str
    lines: list[str]
    services: Names
    classes: Names
    region: bool
    faults: list[Fault] = field(default_factory=list)

    def rows(self) -> Iterator[TraceRow]:
        declared = declared_separator(self.lines)
        header = self.lines[bool(declared)] if len(self.lines) > bool(declared) else ""
        cells = Cells(self.lines, self.label, declared or separator(header))
        if declared:
            next(cells)
        names = [name.strip().casefold() for name in next(cells, [])]
        line, first = cells.line_num, next((row for row in cells if any(row)), [])
        if not names or not self._columns(names, first, line):
            return
        read = self._readers()
        known = [(place, name, COLUMNS[name], read[name]) for place, name in enumerate(names) if name in COLUMNS]
        for row in chain([first], cells):
            if len(self.faults) >= MOST_FAULTS:
                return
            if any(row):
                found = self._row(row, names, known, cells.line_num)
                if found is not None:
                    yield found

    def _columns(self, names: list[str], first: list[str], line: int) -> bool:
        """Whether the columns can be read, as their names and the first row say: one fault says all that is to do."""
        likely = {name: self._likely(name, names) for name in names}
        hints = [Hint("trace_call", {"shown": literal(name), "write": to}) for name, to in likely.items() if to]
        hints += [Hint("trace_office", {"shown": literal(n)}) for n in names if self.region and n in OFFICE]
        if "time" not in {*names, *likely.values()}:
            hints.append(Hint("trace_no_time", {"shown": shortened(", ".join(names))}))
        twice = sorted({name for name in names if names.count(name) > 1 and name in COLUMNS})
        hints += [Hint("trace_twice", {"shown": literal(name)}) for name in twice]
        hints += _forms({likely[name] or name: cell.strip() for name, cell in zip(names, first, strict=False)})
        unread = [name for name in names if name not in COLUMNS]
        if hints:
            self._fault(line, "", "trace_form", shortened(", ".join(names)), tuple(hints))
        elif unread:
            values = {"found": shortened(", ".join(unread)), "known": list(COLUMNS)}
            self.faults.append(Fault(self.label, line, "", "trace_unread", values, warning=True))
        return not hints

    @staticmethod
    def _likely(name: str, names: list[str]) -> str | None:
        """The column that is meant by a name that is none, where it is not there."""
        to = None if name in COLUMNS else meant("trace", name) or nearest(name, set(COLUMNS) - set(names))
        return None if to in names else to

    def _row(
        self, row: list[str], names: list[str], known: "list[tuple[int, str, str, Callable[[str], object]]]", line: int
    ) -> TraceRow | None:
        if len(row) != len(names):
            self._fault(line, "", "trace_cells", str(len(row)), expected=len(names))
            return None
        values: dict[str, object] = {}
        for place, name, key, read in known:
            cell = row[place].strip()
            try:
                values[key] = read(cell) if cell or name == "time" else None
            except _Bad as bad:
                self._fault(line, name, bad.code, literal(cell), bad.hints, **bad.values)
                return None
        return TraceRow(line=line, **values)  # type: ignore[arg-type]

    def _readers(self) -> "dict[str, Callable[[str], object]]":
        return {
            "time": _time,
            "day": _day,
            "service": lambda cell: _one_of(cell, self.services, "unknown_service"),
            "class": lambda cell: _one_of(cell, self.classes, "unknown_class"),
            "service_s": _seconds,
            "patience_s": _seconds,
        }

    def _fault(
        self, line: int, column: str, code: str, found: str, hints: tuple[Hint, ...] = (), **values: object
    ) -> None:
        self.faults.append(Fault(self.label, line, column, code, {"found": found, **values}, hints))


class _Bad(Exception):
    def __init__(self, code: str, hints: tuple[Hint, ...] = (), values: Mapping[str, object] | None = None) -> None:
        self.code, self.hints, self.values = code, hints, values or {}


def declared_separator(lines: Sequence[str]) -> str:
    """The separator of a first line such as `sep=;`, which Excel writes and reads; nothing without one."""
    found = re.fullmatch(r'"?sep=([;,\t|])"?\s*', lines[0], re.IGNORECASE) if lines else None
    return found[1] if found else ""


def separator(header: str) -> str:
    """Semicolon, tab or comma, whichever the header holds most often (spreadsheets in Indonesia write semicolons)."""
    return max(";\t,", key=header.count) if any(mark in header for mark in ";\t,") else ","


def _time(cell: str) -> int:
    try:
        return clock(cell)
    except ValueError:
        meant, dated = _meant(cell)
        hints = (Hint("write", {"write": meant}),) if meant else ()
        raise _Bad("trace_time", (*hints, Hint("trace_dated")) if dated else hints) from None


_HOURS = re.compile(
    r"(?P<date>\S+[ T])??(?P<clock>\d{1,2}[:.,]\d\d(?:[:.,]\d\d)?)(?:[.,]0+)?(?: ?(?P<half>[AP])M)?", re.IGNORECASE
)
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T].*)?")
_OF_A_DAY = re.compile(r"0[.,]\d{3,}")


def _meant(cell: str) -> tuple[str | None, bool]:
    """The clock time that stands in a cell as other programs write it, and whether a date stands before it."""
    if _OF_A_DAY.fullmatch(cell):
        return clock_words(round(float(cell.replace(",", ".")) * 86_400)), False
    found = _HOURS.fullmatch(cell)
    try:
        seconds = clock(re.sub("[.,]", ":", found["clock"])) if found else None
    except ValueError:
        seconds = None
    if found is None or seconds is None:
        return None, False
    if found["half"]:
        seconds = seconds % 43_200 + (43_200 if found["half"] in "Pp" else 0)
    return clock_words(seconds), found["date"] is not None


def _forms(cells: Mapping[str, str]) -> Iterator[Hint]:
    """What to write for the time and the day of a row, where they are as other programs write them."""
    time, dated = (None, False) if _is_clock(cells.get("time", "")) else _meant(cells.get("time", ""))
    if time is not None:
        yield Hint("trace_clock", {"shown": literal(cells["time"]), "write": time})
    if dated or _DATE.fullmatch(cells.get("day", "")):
        yield Hint("trace_dated")


def _is_clock(cell: str) -> bool:
    try:
        clock(cell)
    except ValueError:
        return False
    return True


def _day(cell: str) -> int:
    if not cell.isascii() or not cell.isdigit() or int(cell[:9]) < 1:
        raise _Bad("trace_day")
    return int(cell[:9])


def _seconds(cell: str) -> int:
    marked = thousands(cell)
    if marked:
        raise _Bad(code_of(marked), values=marked)
    try:
        value = float(cell.replace(",", "."))
    except ValueError:
        raise _Bad("trace_seconds") from None
    if not 0 <= value <= 1e9:
        raise _Bad("trace_seconds")
    return round(value)


def _one_of(cell: str, known: Names, code: str) -> str:
    name = known.get(cell) or known.get(_plain(cell))
    if name is None:
        raise _Bad(code, help_with(cell, known.values()))
    return name
