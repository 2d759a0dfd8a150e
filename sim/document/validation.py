"""A plain document → Scenario, or all that is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sim.document.checks import check
from sim.document.explain import explain
from sim.document.keys import NOT_WRITTEN
from sim.document.unknown_keys import unknown_key
from sim.office.demand import Arrivals, TraceRow
from sim.office.faults import Path, Problem, once
from sim.office.reform import CATALOGUE
from sim.office.scenario import Scenario
from sim.office.units import WORKDAYS


def validate(document: Mapping[str, Any], name: str = "") -> tuple[Scenario | None, list[Problem]]:
    """The scenario that a document describes (None if it has faults), with all faults and warnings.

    The document has the keys of a scenario file, lists and tables as TOML gives them.
    """
    document = dict(document)
    problems = list(_not_written(document))
    scenario = None
    try:
        read = scenario_adapter().validate_python(document)
        scenario = replace(read, name=name, arrivals=tuple(map(_with_rows, read.arrivals)))
    except ValidationError as errors:
        problems += _explained(document, errors)
    misspelt = {place for problem in problems for place in _meant(problem)}
    problems = [
        problem for problem in problems if (problem.code, problem.path, problem.values.get("key")) not in misspelt
    ]
    told = {problem.path for problem in problems}
    problems += [problem for problem in check(document) if problem.path not in told or problem.code == "twice"]
    faults = any(not problem.warning for problem in problems)
    return (None if faults else scenario), once(problems)


def _meant(unknown: Problem) -> Iterator[tuple[str, Path, object]]:
    """What is missing because it is there under another name, which is a fault by itself."""
    if unknown.code == "unknown_key":
        for hint in unknown.hints:
            for key in (hint.values.get("suggestion"), *hint.values.get("supplies", ())):  # type: ignore[misc]
                yield "missing", unknown.path[:-1], key


def _with_rows(arrivals: Arrivals) -> Arrivals:
    """Times written in the scenario become rows, like those of a trace."""
    if arrivals.times is None:
        return arrivals
    return replace(arrivals, rows=tuple(TraceRow(time_s=time) for time in sorted(arrivals.times)))


def scenario_adapter() -> "TypeAdapter[Scenario]":
    """Checks documents against the dataclasses, with the reforms of the catalogue."""
    return _adapter(tuple(CATALOGUE))


@cache
def _adapter(reforms: tuple[str, ...]) -> "TypeAdapter[Scenario]":
    """Made once for a catalogue, it takes about 50 ms."""
    return TypeAdapter(Scenario)


def _not_written(document: dict[str, Any]) -> Iterator[Problem]:
    """Keys that the reader fills in are unknown in a file."""
    for key in NOT_WRITTEN[Scenario]:
        if key in document:
            yield unknown_key(document, (key,), document.pop(key))
    calendar = document.get("calendar")
    if isinstance(calendar, Mapping) and "table" in calendar:
        yield unknown_key(document, ("calendar", "table"), calendar["table"])
        document["calendar"] = {key: value for key, value in calendar.items() if key != "table"}
    for place, entry in enumerate(_tables(document.get("arrivals"))):
        if "rows" in entry:
            yield unknown_key(document, ("arrivals", place, "rows"), entry["rows"])


def _tables(value: object) -> list[Mapping[str, Any]]:
    return [entry if isinstance(entry, Mapping) else {} for entry in value] if isinstance(value, list) else []


def _explained(document: Mapping[str, Any], errors: ValidationError) -> Iterator[Problem]:
    found = errors.errors(include_url=False)
    places = [tuple(error["loc"]) for error in found]
    around = {place[:depth] for place in places for depth in range(len(place))}
    for error, loc in zip(found, places, strict=True):
        if error["type"] == "too_short" and loc in around:
            continue
        yield explain(document, locate(document, loc), error)


def locate(document: object, loc: Path) -> Path:
    """The place in the document that an error of the validator means; its own steps in between are left out."""
    path: list[str | int] = []
    for step in loc:
        usual = isinstance(document, Mapping) and step not in document and step in WORKDAYS and "workdays" in document
        part = "workdays" if usual else step
        inside = isinstance(document, Mapping) and part in document
        within = isinstance(document, list) and isinstance(part, int) and part < len(document)
        if inside or within:
            path.append(part)
            document = document[part]  # type: ignore[index]
    return tuple(path)
