"""Files of an office → a log, and how it was understood."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd

from sim.calibration.log.columns import TIMES, Columns, columns_of, told_headings
from sim.calibration.log.files import MOST_ROWS, Sheet, place_of, sheet_of, sheets_of
from sim.calibration.log.mapping import Mapping
from sim.calibration.log.moments import moments_of
from sim.calibration.log.records import Kind, Log, Note, Totals, Visits
from sim.calibration.log.snapshots import snapshots_of
from sim.calibration.log.table import Raw, key_of, raw_of, unify
from sim.calibration.log.totals import services_as_rows, totals_of
from sim.calibration.log.visits import visits_of
from sim.document.literal import shortened
from sim.document.nearest import help_with
from sim.language import percent
from sim.language.words import Words
from sim.scenario.reading import refused

ALL = "*"
"""In place of an office: all that the log names are one."""
LEAST_STEP_S, OF_A_CLOCK = 60.0, 0.9
"""Rows that follow each other so regularly are looks at a line."""
FEWEST = 10
"""Rows below which there is nothing to calibrate an office by."""


@dataclass(frozen=True)
class LogRead:
    """A log, and the mapping by which it was read, to be written down and edited."""

    log: Log
    mapping: Mapping


Part = str | Path | pd.DataFrame
"""A file of a log, or a frame with the headings of its columns."""


def read_log(log: Part | Sequence[Part], mapping: Mapping | None = None) -> Log:
    """The log in files (or frames) that belong together.

    Raises ScenarioFaults where it cannot be used, with what to do.
    """
    return read(log, mapping).log


def read(log: Part | Sequence[Part], mapping: Mapping | None = None) -> LogRead:
    """As `read_log`, with the mapping that was found."""
    said = mapping or Mapping()
    parts = [log] if isinstance(log, str | Path | pd.DataFrame) else list(log)
    sheets = [sheet for part in parts for sheet in _sheets(part)]
    if sum(len(sheet.cells) for sheet in sheets) > MOST_ROWS:
        raise refused(sheets[0].label, "log_long", rows=f"> {MOST_ROWS:,}", most=f"{MOST_ROWS:,}")
    found = [columns for sheet in sheets if (columns := columns_of(sheet, said)) is not None]
    kinds = [kind for columns in found if (kind := kind_of(columns)) is not None]
    if not kinds:
        raise _no_headings(sheets, found)
    kind = said.kind or Counter(kinds).most_common(1)[0][0]
    fitting = [columns for columns in found if _fits(columns, kind)]
    if not fitting:
        raise refused(sheets[0].label, "log_not_kind", kind=kind)
    raw = raw_of([services_as_rows(columns) for columns in fitting] if kind == "totals" else fitting, said)
    _one_office(raw, said, kind, sheets[0].label)
    raw.notes[:0] = [*_understood(sheets, fitting, kind), *_without_effect(raw, said, kind)]
    clean, words = CLEAN[kind](raw, said)
    _judge(clean, said, sheets[0].label)
    first = fitting[0]
    headings = {name: first.headings[at] for name, at in first.fields.items() if first.headings[at]}
    order, outcomes = raw.order or said.date_order, {**words.outcomes, **said.outcomes}
    held = said.columns or headings
    return LogRead(clean, Mapping(kind, order, said.bad_share, said.office, held, outcomes, words.services))


def _sheets(part: Part) -> list[Sheet]:
    return [sheet_of(part)] if isinstance(part, pd.DataFrame) else sheets_of(place_of(part), str(part))


CLEAN: Table[Kind, Callable[[Raw, Mapping], tuple[Log, Mapping]]] = {
    "snapshots": snapshots_of,
    "visits": visits_of,
    "totals": totals_of,
}
"""How rows of each kind are cleaned, in the order in which a sheet is asked what it tells."""


def kind_of(columns: Columns) -> Kind | None:
    """What a sheet tells, by the fields that it has."""
    return next((kind for kind in CLEAN if _fits(columns, kind)), None)


def _fits(columns: Columns, kind: Kind) -> bool:
    fields = columns.fields.keys()
    timed = bool(fields & {"taken", "called", "finished", "at"}) or "date" in fields
    if kind == "snapshots":
        return "waiting" in fields and timed
    if kind == "visits":
        return "waiting" not in fields and (bool(fields & {"taken", "called", "at"}) or _dates_have_times(columns))
    dated = bool(fields & {"date", "month"})
    return dated and ("tickets" in fields or bool(columns.numbers)) and not fields & set(TIMES[:4])


def _dates_have_times(columns: Columns) -> bool:
    return "date" in columns.fields and bool(moments_of(columns.cells("date").head(200)).second.notna().mean() > 0.5)


def _understood(sheets: list[Sheet], found: list[Columns], kind: Kind) -> list[Note]:
    notes = [Note(f"kind_{kind}", sum(len(columns.data) for columns in found))]
    passed = [sheet.label for sheet in sheets if all(columns.sheet is not sheet for columns in found)]
    notes += [Note("sheet_passed", len(passed), passed[0])] if passed else []
    for sheet in sheets:
        notes += sheet.notes
    private = list(dict.fromkeys(name for columns in found for name in columns.private))
    unread = list(dict.fromkeys(name for columns in found for name in columns.unread))
    notes += [Note("private", len(private), values={"columns": private})] if private else []
    notes += [Note("unread", len(unread), values={"columns": unread})] if unread else []
    notes += [Note("by_order")] if any(columns.by_order for columns in found) else []
    return notes


def _one_office(raw: Raw, said: Mapping, kind: Kind, label: str) -> None:
    """Keep the rows of the office that the mapping names; a log of several says nothing of one of them."""
    if "office" not in raw.rows and said.office not in (None, ALL):
        raise refused(label, "log_office", found=said.office)
    if "office" not in raw.rows or said.office == ALL or (kind == "snapshots" and said.office is None):
        return
    unify(raw, "office", {})
    offices = sorted(raw.rows["office"].dropna().unique())
    if said.office is not None:
        if said.office not in offices:
            raise refused(label, "log_office", None, *help_with(said.office, offices), found=said.office)
        raw.rows = raw.rows[raw.rows["office"] == said.office]
        raw.read = len(raw.rows)
    elif len(offices) > 1:
        raise refused(label, "log_offices", found=shortened(", ".join(offices)), write=f'office = "{offices[0]}"')


def _without_effect(raw: Raw, said: Mapping, kind: Kind) -> Iterator[Note]:
    """The words of a mapping that stand nowhere in the log, so that they change nothing."""
    for table, column in (("outcomes", "outcome"), ("services", "service")):
        read = column in raw.rows and kind != "snapshots" and (kind, column) != ("totals", "outcome")
        there = {key_of(str(cell)) for cell in raw.rows[column].dropna().unique()} if read else set()
        unused = [word for word in getattr(said, table) if key_of(word) not in there]
        if unused:
            yield Note("mapping_unused", len(unused), values={"table": f"[{table}]", "words": ", ".join(unused)})


def _judge(log: Log, mapping: Mapping, label: str) -> None:
    """Refuse a log of which too much could not be used, or too little is left."""
    bad = [note for note in log.report.notes if note.bad]
    share = sum(note.count for note in bad) / max(log.report.read, 1)
    if share > mapping.bad_share:
        worst = max(bad, key=lambda note: note.count)
        told, most = (Words.each(partial(percent, one)) for one in (share, mapping.bad_share))
        raise refused(label, "log_bad", share=told, most=most, worst=worst)
    if len(log.rows) < (1 if isinstance(log, Totals) else FEWEST):
        raise refused(label, "log_short", rows=len(log.rows), fewest=FEWEST)
    if isinstance(log, Totals) and not log.rows["tickets"].sum() > 0:
        raise refused(label, "log_nobody")
    if isinstance(log, Visits) and log.rows[["taken_s", "called_s"]].nunique().max() < 2:
        raise refused(label, "log_one_time")
    if isinstance(log, Visits) and (step := _every(log)):
        raise refused(label, "log_looks", minutes=round(step / 60.0))


def _every(log: Visits) -> float:
    """The seconds between two rows where a clock wrote them and no citizen: nearly always the same; else 0."""
    if log.rows["called_s"].notna().any():
        return 0.0
    steps = log.rows.groupby("day")["taken_s"].diff().dropna()
    usual = float(steps.mode().iloc[0]) if len(steps) else 0.0
    return usual if usual >= LEAST_STEP_S and (steps == usual).mean() > OF_A_CLOCK else 0.0


def _no_headings(sheets: list[Sheet], found: list[Columns]) -> Exception:
    if found and all(columns.data.empty for columns in found):
        return refused(found[0].sheet.label, "log_short", rows=0, fewest=FEWEST)
    if found:
        known = ", ".join(
            f"{columns.headings[at]} = {name}" for columns in found[:1] for name, at in columns.fields.items()
        )
        return refused(
            found[0].sheet.label, "log_no_kind", headings=", ".join(filter(None, found[0].headings)), known=known
        )
    told = next(told_headings(sheets), "")
    return refused(sheets[0].label, "log_no_headings", found=told)
