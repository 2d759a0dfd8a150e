"""What is wrong with a study as it is written, before it is made: each problem with its place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sim.document.checks.doubt import check_possible, check_together
from sim.document.checks.texts import check_texts
from sim.document.literal import literal
from sim.document.nearest import help_with, suggestion
from sim.experiments.study.draws import DRAWINGS, ENDS, SOURCES, Setting
from sim.experiments.study.sampling import FRACTIONS, MOST_COLUMNS, RESOLUTIONS, SAMPLES
from sim.experiments.study.study import DESIGNS, WHERE
from sim.language import Phrase
from sim.language.errors import BadRequest
from sim.measures import MEASURES
from sim.office.bounds import BOUNDS
from sim.office.comparing import KEYS as OF_DOUBT
from sim.office.faults import Path as Place
from sim.office.faults import Problem
from sim.runs.making.until import until_of
from sim.scenario.nodes import Node

NUMBERS = ("replications", "days", "seed")
KEYS = (
    "title", "scenarios", "design", "size", "resolution", *NUMBERS, "until", "measures", "lever", "point", "doubt",
    "draws",
)  # fmt: skip
MOST = 100_000
"""Points, trajectories or blocks of a sample, at the most."""


def problems(document: Node) -> Iterator[Problem]:
    """All that is wrong with what a study says, but for what its scenarios make of it."""
    said = document.plain
    for key in said:
        if key == "search":
            yield Problem((key,), "study_search")
        elif key not in KEYS:
            yield Problem((key,), "unknown_key", {"key": key}, help_with(key, KEYS))
    yield from check_texts(said)
    yield from _texts(said)
    yield from _until(said)
    for name in NUMBERS:
        yield from check_number(said, name)
    yield from _design(said)
    for path, values in table(said, "lever").items():
        yield from _lever(path, values)
    yield from _doubts(said)
    yield from _draws(table(said, "draws"), document)
    for key in ("lever", "doubt", "draws"):
        if key in said and not isinstance(said[key], Mapping):
            yield wrong_kind((key,), "table", said[key])
    yield from _points(said)


def _texts(said: Setting) -> Iterator[Problem]:
    if "scenarios" not in said:
        yield Problem((), "missing", {"key": "scenarios", "what": ""})
    if not isinstance(said.get("title", ""), str):
        yield wrong_kind(("title",), "text", said["title"])
    for key in ("scenarios", "measures", "until"):
        if key in said:
            yield from _names((key,), said[key])
    measures = said.get("measures", [])
    for place, name in enumerate(measures if isinstance(measures, list) else ()):
        if isinstance(name, str) and name.partition("[")[0] not in MEASURES:
            yield Problem(("measures", place), "study_measure", {"found": literal(name)}, help_with(name, MEASURES))


def _names(place: Place, value: Any) -> Iterator[Problem]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        yield wrong_kind(place, "list", value)
    elif not value:
        yield Problem(place, "empty")
    elif len(set(value)) < len(value):
        yield Problem(place, "study_twice", {"found": literal(next(one for one in value if value.count(one) > 1))})


def _until(said: Setting) -> Iterator[Problem]:
    written = said.get("until", [])
    for place, one in enumerate(written if isinstance(written, list) else ()):
        try:
            until_of([one] if isinstance(one, str) else None)
        except BadRequest as error:
            yield Problem(("until", place), "study_until", {"message": Phrase(error.key, error.values)})


def check_number(said: Setting, name: str) -> Iterator[Problem]:
    """One of NUMBERS that is no whole number within its bounds."""
    if name not in said:
        return
    value, (least, most) = said[name], BOUNDS["runs" if name == "replications" else name]
    if not isinstance(value, int) or isinstance(value, bool):
        yield wrong_kind((name,), "whole", value)
    elif not least <= value <= most:
        expected = Phrase("faults.study_range", {"least": least, "most": most})
        yield Problem((name,), "limit", {"expected": expected, "found": literal(value)})


def _design(said: Setting) -> Iterator[Problem]:
    design = said.get("design", "list" if "point" in said else "factorial")
    if design not in (*DESIGNS,):  # which may be a table
        yield _choice(("design",), design, DESIGNS)
        return
    other, own = ("lever", "point") if design == "list" else ("point", "lever")
    if other in said:
        yield Problem((other,), "study_design", {"design": design, "key": other, "write": own})
    if own not in said and (design == "list" or design in SAMPLES or design in FRACTIONS):
        yield Problem((), "missing", {"key": own, "what": ""})
    yield from _size(said, design, ("size",))
    yield from _resolution(said, design)
    yield from _of_levers(said, design)


def _resolution(said: Setting, design: str) -> Iterator[Problem]:
    yield from _only(said, design, "resolution", ("fractional",))
    if said.get("resolution", RESOLUTIONS[0]) not in RESOLUTIONS:
        yield _choice(("resolution",), said["resolution"], map(str, RESOLUTIONS))


def _of_levers(said: Setting, design: str) -> Iterator[Problem]:
    """What some designs ask of the values of levers."""
    levers = table(said, "lever")
    if design in FRACTIONS and len(levers) > MOST_COLUMNS:
        yield Problem(("lever",), "study_many", {"design": design, "most": MOST_COLUMNS, "found": len(levers)})
    for path, values in levers.items():
        if design in SAMPLES:
            yield from _ends(("lever", path), values)
        elif design in FRACTIONS and isinstance(values, list) and len(values) != 2:
            yield Problem(("lever", path), "study_two", {"design": design, "found": literal(values)})


def _choice(place: Place, found: Any, known: Iterable[str]) -> Problem:
    names = list(known)
    said = {"found": literal(found), "known": ", ".join(names)}
    return Problem(place, "choice", said, suggestion(found, names))


def _only(said: Setting, design: str, key: str, designs: Iterable[str]) -> Iterator[Problem]:
    """What has a meaning with some designs only."""
    if key in said and design not in designs:
        yield Problem((key,), "study_only", {"key": key, "design": design, "known": ", ".join(designs)})


def _size(said: Setting, design: str, place: Place) -> Iterator[Problem]:
    for problem in _only(said, design, "size", SAMPLES):
        yield replace(problem, path=place)
    if "size" not in said or design not in SAMPLES:
        return
    size = said["size"]
    if not isinstance(size, int) or isinstance(size, bool):
        yield wrong_kind(place, "whole", size)
    elif not 2 <= size <= MOST:
        expected = Phrase("faults.study_range", {"least": 2, "most": MOST})
        yield Problem(place, "limit", {"expected": expected, "found": literal(size)})
    elif SAMPLES[design].doubling and size & (size - 1):
        below = 1 << (size.bit_length() - 1)
        yield Problem(place, "study_doubling", {"design": design, "found": size, "low": below, "high": 2 * below})


def _draws(said: Setting, document: Node) -> Iterator[Problem]:
    """The table [draws], beside what there is to be drawn."""
    for key in said:
        if key not in ("design", "size", "of"):
            known = ("design", "size", "of")
            yield Problem(("draws", key), "unknown_key", {"key": key}, help_with(key, known))
    design = said.get("design", ENDS)
    if design not in DRAWINGS:
        yield _choice(("draws", "design"), design, DRAWINGS)
        return
    yield from _size(said, design, ("draws", "size"))
    of = said.get("of", [])
    if "of" in said:
        yield from _names(("draws", "of"), of)
    for place, source in enumerate(of if isinstance(of, list) else ()):
        if source not in SOURCES:
            yield _choice(("draws", "of", place), source, SOURCES)
    if said and not of and not document.plain.get("doubt"):
        yield Problem(("draws",), "study_nothing_drawn")


def _doubts(said: Setting) -> Iterator[Problem]:
    for path, one in table(said, "doubt").items():
        yield from _doubted(said, path, one)
        if path in table(said, "lever"):
            yield Problem(("doubt", path), "study_both", {"found": literal(path)})
    yield from check_possible(table(said, "doubt"))


def _doubted(said: Setting, path: str, one: Any) -> Iterator[Problem]:
    """A doubt: its ends, and what it goes together with."""
    if not isinstance(one, Mapping) or "ends" not in one:
        yield from _ends(("doubt", path), one)
        return
    rates = one.get("correlation", {})
    numbers = isinstance(rates, Mapping) and all(is_number(rate) and abs(rate) <= 1 for rate in rates.values())
    if not set(one) <= OF_DOUBT:
        yield Problem(("doubt", path), "doubt_quotes", {"found": literal(one)})
    elif not numbers:
        yield Problem(("doubt", path, "correlation"), "doubt_correlation", {"found": literal(rates)})
    else:
        yield from _ends(("doubt", path, "ends"), one["ends"])
        yield from check_together(path, rates, dict(table(said, "doubt")))


def table(said: Setting, key: str) -> Setting:
    """What stands in a table; nothing where there is none."""
    value = said.get(key)
    return value if isinstance(value, Mapping) else {}


def _lever(path: str, values: Any) -> Iterator[Problem]:
    place = ("lever", path)
    if isinstance(values, Mapping):  # officer.Loket.count without quotes
        yield Problem(place, "doubt_quotes", {"found": literal(values)})
    elif not isinstance(values, list):
        yield wrong_kind(place, "list", values)
    elif not values:
        yield Problem(place, "empty")
    elif len({literal(value) for value in values}) < len(values):
        known = [literal(value) for value in values]
        yield Problem(place, "study_twice", {"found": next(one for one in known if known.count(one) > 1)})


def _ends(place: Place, ends: Any) -> Iterator[Problem]:
    if isinstance(ends, Mapping):
        yield Problem(place, "doubt_quotes", {"found": literal(ends)})
    elif not isinstance(ends, list) or len(ends) != 2 or not all(is_number(end) for end in ends):
        yield Problem(place, "doubt_pair", {"found": literal(ends)})
    elif ends[0] >= ends[1]:
        yield Problem(place, "doubt_order", {"found": literal(ends), "low": ends[0], "high": ends[1]})


def _points(said: Setting) -> Iterator[Problem]:
    points = said.get("point", [])
    if not isinstance(points, list) or not all(isinstance(point, Mapping) for point in points):
        yield Problem(("point",), "one_bracket", {"key": "point"})
        return
    if "point" in said and not points:
        yield Problem(("point",), "empty")
    seen: list[Any] = []
    for place, point in enumerate(points):
        if point in seen:
            yield Problem(("point", place), "study_twice", {"found": literal(dict(point))})
        seen.append(point)
        written = said.get("scenarios")
        scenarios = [one for one in written if isinstance(one, str)] if isinstance(written, list) else []
        names = [name.removesuffix(".toml") for name in scenarios]
        where = point.get(WHERE)
        if where is not None and where not in (*names, *scenarios):
            yield Problem(("point", place, WHERE), "choice", {"found": literal(where), "known": ", ".join(names)})
        for path, value in point.items():
            if isinstance(value, Mapping) and path != WHERE:
                yield Problem(("point", place, path), "doubt_quotes", {"found": literal(value)})


def is_number(value: Any) -> bool:
    """Whether it is one, and not a truth value."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def wrong_kind(place: Place, expected: str, found: Any) -> Problem:
    """A value of another kind than expected."""
    return Problem(place, "kind", {"expected": Phrase(f"faults.expected.{expected}"), "found": literal(found)})
