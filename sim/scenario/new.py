"""A commented scenario file to start from."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sim.language import language, text
from sim.scenario.bundled import bundled
from sim.scenario.calendars import ENDING, bundled_calendars
from sim.scenario.document import document_of
from sim.scenario.faults import Fault, ScenarioFaults
from sim.scenario.loading import load
from sim.scenario.references import find, inside, root_of
from sim.scenario.writing import save, written

EXAMPLE = [{"name": "training", "strength": 1}, {"name": "leadership", "strength": 0.5}]
"""Reforms that fit every office, for a base without any."""

_TEMPLATES = Path(__file__).parent / "templates"


def new_file(path: str | Path, base: str | Path | None = None, lang: str | None = None) -> Path:
    """Write a commented scenario file, or under a name that ends in .csv a calendar to edit; returns its path.

    Without a base: a small office with every section. With a base (bundled name or file): a file that extends
    it, with the most useful changes as comments. Raises ScenarioFaults if the file is there already, or the
    base is faulty or out of reach.
    """
    target = Path(path)
    if os.path.lexists(target):
        raise ScenarioFaults([Fault(str(path), None, "", "file_there")])
    if not target.parent.is_dir():
        raise ScenarioFaults([Fault(str(path), None, "", "folder_missing", {"found": str(target.parent)})])
    lang = language(lang)
    if target.suffix == ENDING:
        calendar = bundled_calendars()["indonesia"].read_text(encoding="utf-8")
        return save(calendar, target, replace=False)
    whole = (_TEMPLATES / f"{lang}.toml").read_text(encoding="utf-8")
    return save(whole if base is None else _derived(target, base, lang), target, replace=False)


def _derived(target: Path, base: str | Path, lang: str) -> str:
    scenario = load(base)
    document = document_of(scenario)
    title = text("new.title", lang, title=scenario.title.worded(lang))
    home = called(target, base)
    head = {"schema": 1, "title": title, "extends": home}
    return "\n".join([text("new.head", lang, base=home), "", written(head), *_suggested(document, lang)])


def called(target: Path, base: str | Path) -> str:
    """How a file calls its base: the bundled name, or the path from its folder."""
    path, _, _ = find(base)
    names = [name for name, known in bundled().items() if known == path.resolve()]
    if names:
        return names[0]
    home = target.parent.resolve()
    relative = os.path.relpath(path.resolve(), home).replace(os.sep, "/")
    if inside(home, root_of(home / target.name), relative) is None:
        raise ScenarioFaults([Fault(str(base), None, "", "base_outside", {"found": str(target)})])
    return relative


def _suggested(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    """The changes that people make most, as comments with the values of the base."""
    yield from _part("length", {key: document[key] for key in ("days", "runs", "seed")}, lang)
    closing = {"closing": document.get("closing", "serve_all")}
    yield from _commented(closing)
    if "citizens" in document:
        yield from _part("demand", {"citizens": _kept(document["citizens"], "count", "needs_per_year")}, lang)
    if "arrivals" in document:
        entries = [_kept(entry, "name", "rates_per_hour", "trace") for entry in document["arrivals"]]
        yield from _part("arrivals", {"arrivals": entries}, lang)
    officers = [
        _kept({"count": 1, **entry}, "name", "count", "capacity", "skills") for entry in document.get("officer", [])
    ]
    if officers:
        yield from _part("officers", {"officer": officers}, lang)
    yield from _part("services", {"service": [_service(entry) for entry in document["service"]]}, lang)
    if "station" in document:
        entries = [_kept(entry, "name", "room", "patience") for entry in document["station"]]
        yield from _part("stations", {"station": entries}, lang)
    if "channel" in document:
        entries = [_kept(entry, "name", "willing", "needs_skill", "slots") for entry in document["channel"]]
        yield from _part("channels", {"channel": entries}, lang)
    yield from _people(document, lang)
    yield from _part("reforms", {"reform": [_shown(entry) for entry in document.get("reform", [])] or EXAMPLE}, lang)
    if officers:
        yield from _part("remove", {"officer": [{"name": officers[-1]["name"], "remove": True}]}, lang)


def _service(entry: Mapping[str, Any]) -> dict[str, Any]:
    steps = [_kept(step, "name", "time") for step in entry["step"]]
    return {**_kept(entry, "name", "share"), "step": steps}


def _shown(reform: Mapping[str, Any]) -> dict[str, Any]:
    return {**_kept(reform, "id", "name"), "strength": reform.get("strength", 1), **_kept(reform, "start", "until")}


def _people(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    if "staff" in document:
        yield from _part("staff", {"staff": document["staff"]}, lang)
    if "opinion" in document:
        yield from _part("opinion", {"opinion": _without_network(document["opinion"])}, lang)


def _without_network(opinion: Mapping[str, Any]) -> dict[str, Any]:
    shown = dict(opinion)
    if "talk" in shown:
        shown["talk"] = {key: value for key, value in shown["talk"].items() if key != "member"}
    return shown


def _kept(table: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    kept = {key: table[key] for key in keys if key in table}
    return {key: value for key, value in kept.items() if not (key == "count" and "capacity" in kept)}


def _part(key: str, values: Mapping[str, Any], lang: str) -> Iterator[str]:
    yield ""
    yield f"# {text(f'new.{key}', lang)}"
    yield from _commented(values)


def _commented(values: Mapping[str, Any]) -> Iterator[str]:
    for line in written(values).strip().split("\n"):
        yield f"# {line}" if line else "#"
