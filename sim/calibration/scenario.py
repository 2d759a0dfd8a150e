"""Estimates → a commented scenario file: each number with what it rests on, its uncertainty as [doubt]."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import tomlkit
from pydantic import TypeAdapter, ValidationError
from tomlkit.items import Item

from sim.calibration.figures import Estimates, Figure
from sim.calibration.log.records import Note
from sim.document.doubts import correlation
from sim.document.paths import number_places
from sim.language import number, text
from sim.language.words import Words
from sim.office.comparing import Doubt
from sim.scenario.document import ORDER
from sim.scenario.visits_per_day import NEEDS_PER_YEAR
from sim.scenario.writing import written

LEAST = 0.2
"""A smaller correlation of two estimates is not written: it makes no difference that anybody would see."""
DIGITS = 4
"""Figures of a number that are written; an estimate has no more."""
USUAL = {"start": date(2026, 1, 5), "days": 245, "runs": 20, "seed": 2026, "target_min": 15, "closing": "serve_all"}
"""What no log says, and a planner decides."""


def document_of_estimates(estimates: Estimates, title: str, calendar: str | None, counters: int = 1) -> dict[str, Any]:
    """The whole document of a scenario, its numbers Figures where they were estimated or assumed.

    `counters` are at work where the log does not show how many are open when.
    """
    found = estimates.document
    start = found.get("calibrated", {}).get("first", USUAL["start"])
    whole = {"schema": 1, "title": title, **USUAL, "start": start, **found}
    if "calibrated" not in found and isinstance(found.get("hours"), Mapping):  # without dates no weekday is known
        whole["hours"] = {"workdays": next(iter(found["hours"].values()))}
    if "visits_per_day" in found.get("demand", {}) and "citizens" not in found:
        whole["citizens"] = {"needs_per_year": Figure.of(NEEDS_PER_YEAR, origin="assumption")}
    if not found.get("officer"):
        count = Figure.of(counters, origin="assumption", note=Note("counters_unknown"))
        whole["officer"] = [{"name": "Loket", "count": count, "skills": "*"}]
    if calendar is not None and "calendar" not in found:
        whole["calendar"] = {"holidays": calendar}
    whole["doubt"] = _doubts(whole, estimates.draws)
    return {key: whole[key] for key in ORDER if whole.get(key) not in ({}, None)}


def scenario_text(document: Mapping[str, Any], estimates: Estimates, lang: str, log: str) -> str:
    """The scenario as the text of a file, in a language. `log` is what the log is called."""
    file = tomlkit.parse(written(_plain(document)))
    for path, item in _items(file, ()):
        said = _said(path, _at(document, path), lang)
        if said and not (path == ("start",) and "calibrated" in document):
            item.comment(said)
    notes = [note.worded(lang) for note in estimates.notes]
    head = [*text("calibrate.scenario_head", lang, log=log).split("\n"), *(f"- {note}" for note in notes)]
    return "\n".join([*(f"# {line}".rstrip() for line in head), "", tomlkit.dumps(file)])


def figures_in(document: Mapping[str, Any]) -> dict[str, Figure]:
    """All Figures of a document by place ("service.kk.step.proses.time.mean_min")."""
    return dict(_figures(document, ""))


# ------------------------------------------------------------------------------------------------------------ values


def _plain(value: Any) -> Any:
    """What is written: numbers with the figures that they are worth, texts once where all languages have the same."""
    if isinstance(value, Words):
        said = dict(value)
        return said if len(set(said.values())) > 1 else next(iter(said.values()), "")
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return _rounded(value) if isinstance(value, float) else value


def _rounded(value: float) -> float | int:
    found = float(f"{value:.{DIGITS}g}")
    if 1.0 <= abs(found) < 10.0:  # 9.493 would read as thousands
        found = round(found, 2)
    return int(found) if found.is_integer() else found


def _figures(value: Any, path: str) -> Iterator[tuple[str, Figure]]:
    if isinstance(value, Figure):
        yield path, value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _figures(part, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list | tuple):
        for place, part in enumerate(value):
            name = part.get("name", place) if isinstance(part, Mapping) else place
            yield from _figures(part, f"{path}.{name}")


def _doubts(document: Mapping[str, Any], draws: pd.DataFrame | None) -> dict[str, Any]:
    """The ends between which numbers lie, where [doubt] can name them; an end that a key cannot have is drawn in.

    Numbers of which joint draws show that they go together have their correlation beside the ends.
    """
    places = number_places(_plain(document))
    found = {path: one for path, one in figures_in(document).items() if path in places and one.doubt is not None}
    ends = {path: [_end(end, one, places[path].hint) for end in one.doubt or ()] for path, one in found.items()}
    kept = {path: [low, high] for path, (low, high) in ends.items() if low < high}
    drawn = [path for path in draws if path in kept] if draws is not None else []
    beside = {} if draws is None else _together(drawn, draws)
    ordered = dict.fromkeys([*drawn, *kept])
    return {
        path: {"ends": kept[path], "correlation": beside[path]} if path in beside else kept[path] for path in ordered
    }


def _together(paths: Sequence[str], draws: pd.DataFrame) -> dict[str, dict[str, float]]:
    """With which of those before it each number goes together, by joint draws (their logarithms).

    As few pairs as say the others: see `sim.document.doubts.correlation`.
    """
    if len(paths) < 2:
        return {}
    values = (draws[path].to_numpy(float) for path in paths)
    seen = np.corrcoef([np.log(own) if (own > 0.0).all() else own for own in values])
    told: list[Doubt] = []
    for at, path in enumerate(paths):
        pairs: dict[str, float] = {}
        while at:
            implied = correlation([*told, Doubt(path, 0.0, 0.0, tuple(pairs.items()))])[at, :at]
            off = np.abs(seen[at, :at] - implied)
            worst = int(off.argmax())
            if off[worst] < LEAST or paths[worst] in pairs:
                break
            pairs[paths[worst]] = round(float(seen[at, worst]), 2)
        told.append(Doubt(path, 0.0, 0.0, tuple(pairs.items())))
    return {one.path: dict(one.correlation) for one in told if one.correlation}


def _end(end: float | None, one: Figure, kind: Any) -> float:
    """An end with the figures that it is worth, or a little nearer to the number where the key cannot have it."""
    for found in (one if end is None else end, float(one) + 0.95 * ((end or 0.0) - float(one))):
        rounded = float(_rounded(found))
        with suppress(ValidationError):
            TypeAdapter(kind).validate_python(rounded)
            return rounded
    return float(one)


# ---------------------------------------------------------------------------------------------------------- comments


def _items(table: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Item]]:
    """The keys of all tables that have lines of their own, with their places."""
    for key, part in table.items():
        if isinstance(part, tomlkit.items.AoT):
            for place, entry in enumerate(part):
                yield from _items(entry, (*path, key, place))
        elif isinstance(part, tomlkit.items.Table):
            yield from _items(part, (*path, key))
        elif isinstance(part, Item):
            yield (*path, key), part


def _at(document: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        document = document[key]
    return document


def _said(path: tuple[Any, ...], value: Any, lang: str) -> str:
    """What a line rests on: the log, with the ends of its numbers and rows; an assumption; a choice of the planner."""
    found = list(_figures(value, ""))
    if not found:
        key = "planner" if len(path) == 1 and path[0] in USUAL else "assumption" if path[0] == "calendar" else None
        return text(f"calibrate.from_{key}", lang) if key is not None else ""
    rests = [_rests(origin, found, lang) for origin in dict.fromkeys(one.origin for _, one in found)]
    rows = sum(one.rows for _, one in found) if isinstance(value, list) else max(one.rows for _, one in found)
    counted = [text("calibrate.rows", lang, rows=number(rows, lang, 0))] if rows else []
    notes = dict.fromkeys(one.note.worded(lang) for _, one in found if one.note is not None)
    return "; ".join([*rests, *counted, *notes])


def _rests(origin: str, found: list[tuple[str, Figure]], lang: str) -> str:
    """Where some numbers of a line come from, with their names and ends: "log: mean_min 14.4–16.9, cv 0.56–0.67"."""
    own = [(name, one) for name, one in found if one.origin == origin and not name.rpartition(".")[2].isdigit()]
    mixed = any(one.origin != origin for _, one in found)
    told = [_ends(name, one, lang) for name, one in own if one.low is not None or mixed]
    said = text(f"calibrate.from_{origin}", lang)
    return f"{said}: {'; '.join(told)}" if any(told) else said


def _ends(name: str, one: Figure, lang: str) -> str:
    between = " … " if (one.low or 0.0) < 0.0 else "–"
    ends = [between.join(_figure(end, lang) for end in one.doubt)] if one.doubt is not None else []
    return " ".join([*filter(None, [name]), *ends])


def _figure(value: float | None, lang: str) -> str:
    """With three figures."""
    size = abs(value or 0.0)
    return number(value or 0.0, lang, 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3)
