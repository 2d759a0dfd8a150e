"""How well a scenario reproduces a log: as text, as records, and for notebooks."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from sim.calibration.validation import Told, Validation
from sim.language import date_words, language, month_words, number, percent, text
from sim.office.clock import clock_words
from sim.office.units import WEEKDAYS
from sim.views.render.html import html
from sim.views.render.text import printed
from sim.views.table import Block, Column, Kind, Prose, Role, Table

SHARES = ("left_share", "within_target")
PARTS = {
    "visits": ("wait_mean", "wait_p90", "left_share"),
    "snapshots": ("queue_mean", "wait_little"),
    "totals": ("visits", "visits_month", "wait_mean"),
}
"""What is told of services, lines, hours and weekdays, by the kind of log."""


def validate_text(found: Validation, lang: str | None = None) -> str:
    """What `loket validate` prints: of hours and weekdays the page tells."""
    lang = language(lang)
    shown = [block for told in found.told.values() for block in blocks(told, lang, parts=("service", "line"))]
    return printed([*_first(found, lang), *shown], lang)


def validate_records(found: Validation) -> list[dict[str, Any]]:
    """A record for each mode and measure, then one for each mode, day and measure."""
    days = found.days.assign(day=found.days["day"].astype(str))
    return [*_records(found.summary().assign(table="summary")), *_records(days.assign(table="days"))]


def validate_html(found: Validation, lang: str | None = None) -> str:
    """What a notebook shows."""
    lang = language(lang)
    return html([*_first(found, lang), *(block for told in found.told.values() for block in blocks(told, lang))], lang)


def _first(found: Validation, lang: str) -> list[Block]:
    return [Prose([found.memo(lang)]), *notes(found, lang)]


def notes(found: Validation, lang: str) -> list[Prose]:
    """What was left out, and whether days are among those compared that the office was fitted on."""
    said = [note.worded(lang) for note in found.notes]
    if found.used:
        said.insert(0, text("calibrate.days_used_too", lang))
    return [Prose(said)] if said else []


def blocks(told: Told, lang: str, parts: Sequence[str] = ("service", "line", "hour", "weekday")) -> list[Block]:
    """The tables of a mode: the measures, the worst days, and waits by service, hour and weekday."""
    title = Prose([mode_title(told, lang)], gap=1, role=Role.TITLE)
    worst = Prose([_word("worst" if told.lead == "wait_mean" else f"worst_{told.lead}", lang)], gap=1)
    return [title, _measures(told, lang), worst, _worst(told, lang), *_parts(told, lang, parts)]


def mode_title(told: Told, lang: str) -> str:
    """What is known of a day in the mode."""
    honest = (told.kind, told.mode) == ("snapshots", "replay")
    return _word("mode_replay_snapshots" if honest else f"mode_{told.mode}", lang)


def _measures(told: Told, lang: str) -> Table:
    names = ("seen", "told", "absolute", "crps", "inside50", "inside90")
    columns = [Column(_word("measure", lang)), *(Column(_word(name, lang), Kind.MEAN) for name in names)]
    given = {"visits", *(("served",) if told.kind == "snapshots" else ())} if told.mode != "forecast" else set()
    rows = [
        (_word(f"measure_{row['measure']}", lang), *(_said(row, name, lang) for name in names))
        for _, row in told.summary().iterrows()
        if row["measure"] not in given
    ]
    return Table("", columns, rows, notes=[_word("measures_note", lang)], gap=0)


def _said(row: "pd.Series[Any]", name: str, lang: str) -> str:
    share = name.startswith("inside") or row["measure"] in SHARES
    return _figure(float(row[name]), lang, share=share)


def _figure(value: float, lang: str, *, share: bool = False) -> str:
    if pd.isna(value):
        return "–"
    return percent(value, lang) if share else number(value, lang, 0 if abs(value) >= 100 else 1)


def _worst(told: Told, lang: str) -> Table:
    """The days foretold worst, by name."""
    names = ("day", "seen", "told", "band")
    heads = ["month" if name == "day" and told.lead == "visits_month" else name for name in names]
    columns = [Column(_word(head, lang), Kind.WORDS if head in ("day", "month") else Kind.MEAN) for head in heads]
    rows = [
        (
            _named(row, lang), _figure(row["seen"], lang), _figure(row["told"], lang),
            f"{_figure(row['low90'], lang)}–{_figure(row['high90'], lang)}",
        )
        for _, row in told.worst().iterrows()
    ]  # fmt: skip
    return Table("", columns, rows, gap=0)


def _named(row: "pd.Series[Any]", lang: str) -> str:
    """The day by weekday and date, and the line where each has days of its own; of visits a month the month."""
    day = row["day"]
    if row["measure"] == "visits_month":
        return month_words(day, lang)
    said = f"{text(f'keys.Week.{WEEKDAYS[day.weekday()]}', lang)} {date_words(day, lang)}"
    return f"{said} · {row['line']}" if row.get("line") else said


def _parts(told: Told, lang: str, parts: Sequence[str]) -> Iterator[Table]:
    people = told.kind == "snapshots"
    for by, whole in told.parts[told.parts["by"].isin(parts)].groupby("by", sort=False):
        own = whole.dropna(axis="columns", how="all")
        names = [name for name in PARTS[told.kind] if f"{name}_seen" in own]
        apart = ["apart_people" if people else "apart"] if "apart" in own else []
        heads = [
            Column(f"{_word(f'part_{name}', lang)}, {_word(side, lang)}", Kind.MEAN)
            for name in names
            for side in ("seen", "told")
        ]
        columns = [Column(_word(f"by_{by}", lang)), *heads, *(Column(_word(one, lang), Kind.MEAN) for one in apart)]
        rows = [
            (
                _group(str(by), row["group"], lang),
                *(_figure(row[f"{n}_{side}"], lang, share=n in SHARES) for n in names for side in ("seen", "told")),
                *(_figure(row["apart"], lang) for _ in apart),
            )
            for _, row in own.iterrows()
        ]  # fmt: skip
        yield Table(_word(f"by_{by}", lang), columns, rows, detail=True)


def _group(by: str, group: str, lang: str) -> str:
    if by == "hour":
        return clock_words(int(float(group)) * 3600)
    return text(f"keys.Week.{group}", lang) if by == "weekday" else group


def _word(name: str, lang: str) -> str:
    return text(f"calibrate.{name}", lang)


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(key): value for key, value in row.items()} for row in rows]
