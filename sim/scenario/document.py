"""Scenario → plain document, as a scenario file would hold it."""

from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any

from sim.document.keys import written_keys
from sim.language import LANGUAGES
from sim.language.words import Words
from sim.office import HalfDay, Scenario, Slots, YearDay
from sim.office.clock import clock_words
from sim.office.comparing import Doubt
from sim.office.reform import Reform
from sim.office.scenario import SCHEMA
from sim.office.units import WORKDAYS, Span, Week, Weighted

ORDER = (
    "schema", "title", "question", "start", "days", "runs", "seed", "target_min", "closing", "warm_up_days",
    "warm_up_min", "hours", "calendar", "office", "class", "station", "service", "officer", "citizens", "demand",
    "arrivals", "channel", "returns", "tickets", "outage", "shortage", "staff", "opinion",
    "reform", "compare", "doubt", "calibrated",
)  # fmt: skip
"""The tables of a file in the order in which people read them."""

ALWAYS = ("schema", "start", "days", "runs", "seed")
"""Written even where they are as usual, so that a file can be read by itself.

So are the `dist` of distributions and the `name` of reforms.
"""

CLOCKS, WORKING_DAYS = ("times", "at"), ("after_days", "lasts_days")


def document_of(scenario: Scenario) -> dict[str, Any]:
    """The document that reads back as this scenario; what is as usual is left out, and so are rows of traces."""
    document = {"schema": SCHEMA, **_table(scenario)}
    return {key: document[key] for key in sorted(document, key=_place)}


def _place(key: str) -> int:
    return ORDER.index(key)


def _table(value: Any) -> dict[str, Any]:
    kind: type = type(value)
    written = written_keys(kind)
    found = {}
    for field in fields(value):
        key, part = written.get(field.name), getattr(value, field.name)
        always = key == "dist" or (kind is Scenario and key in ALWAYS) or (key == "name" and isinstance(value, Reform))
        usual = field.default is not MISSING and part == field.default and not always
        if key is not None and part is not None and not usual:
            found[key] = _plain(part, key)
    return found


def _plain(value: Any, key: str) -> Any:
    if isinstance(value, Words):
        texts = {lang: value.worded(lang) for lang in LANGUAGES}
        return texts if len(set(texts.values())) > 1 else texts[LANGUAGES[0]]
    if isinstance(value, Week):
        return _week(value, key)
    if isinstance(value, (Span, YearDay)):
        return _short(value)
    if isinstance(value, (HalfDay, Weighted, Slots)):
        return [_plain(getattr(value, field.name), field.name) for field in fields(value)]
    if is_dataclass(value) and not isinstance(value, type):
        return _table(value)
    if isinstance(value, tuple):
        return _listed(value, key)
    if key in CLOCKS:
        return clock_words(value)
    return value if isinstance(value, (str, bool, date)) else _number(value)


def _listed(value: tuple[Any, ...], key: str) -> Any:
    """A list; what stands alone is written without its brackets where a file may say so."""
    if key == "doubt":
        return {doubt.path: _doubt(doubt) for doubt in value}
    if len(value) == 1 and isinstance(value[0], Span):
        return _plain(value[0], key)
    if key in WORKING_DAYS and len(value) == 1 and value[0][1] == 1:
        return value[0][0]
    return [_plain(part, "" if key in WORKING_DAYS else key) for part in value]


def _doubt(doubt: Doubt) -> Any:
    ends = [_number(doubt.low), _number(doubt.high)]
    together = {path: _number(value) for path, value in doubt.correlation}
    return {"ends": ends, "correlation": together} if together else ends


def _short(value: Span | YearDay) -> str:
    if isinstance(value, YearDay):
        return f"{value.month:02}-{value.day:02}"
    return f"{clock_words(value.start_s)}-{clock_words(value.end_s)}"


def _week(week: "Week[Any]", key: str) -> Any:
    days = {field.name: _plain(part, key) for field in fields(week) if (part := getattr(week, field.name)) is not None}
    if list(days) == ["every"]:
        return days["every"]
    workdays = [days.get(day) for day in WORKDAYS]
    if None in workdays:
        return days
    usual = max(workdays, key=workdays.count)
    return {"workdays": usual, **{day: part for day, part in days.items() if part != usual or day not in WORKDAYS}}


def _number(value: float) -> float | int:
    """A plain number: what knows where it comes from forgets it here."""
    if not isinstance(value, float):
        return value
    return int(value) if value.is_integer() and abs(value) < 1e15 else float(value)
