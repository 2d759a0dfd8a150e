"""A study file (TOML), a document or a frame → Study, or all that is wrong with it, by file and line."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sim.document.checks.texts import check_texts
from sim.document.literal import literal
from sim.document.nearest import help_with
from sim.experiments.study import DESIGNS, WHERE, Ref, Setting, Study
from sim.language import Phrase
from sim.language.errors import BadRequest
from sim.measures import MEASURES
from sim.office.bounds import BOUNDS
from sim.office.faults import Path as Place
from sim.office.faults import Problem
from sim.runs.until import until_of
from sim.scenario import Fault, ScenarioFaults
from sim.scenario.bundled import bundled_root
from sim.scenario.loading import read
from sim.scenario.nodes import Node, Source, nodes
from sim.scenario.placed import placed
from sim.scenario.positions import lines_of
from sim.scenario.reading import noted, read_text
from sim.scenario.references import find, inside, root_of, shown
from sim.scenario.toml_syntax import parse

if TYPE_CHECKING:
    import pandas as pd

NUMBERS = ("replications", "days", "seed")
KEYS = ("title", "scenarios", "design", *NUMBERS, "until", "measures", "lever", "point", "doubt")
STUDIES, BUNDLED = bundled_root() / "_studies", ("national",)
"""Where studies stand that come with the program, beside scenarios that are too large to be listed with the others."""
GIVEN = "study"
"""How messages call a study that is no file."""
FEW = 6
"""So many values of a lever are each tried in a scenario before anything is run; of more numbers the two ends."""


def read_study(ref: str | Path) -> Study:
    """The study of a file, or a bundled one by its name ("national").

    Raises ScenarioFaults with all that is wrong with it, or with its scenarios.
    """
    path = STUDIES / f"{ref}.toml" if str(ref) in BUNDLED else Path(ref)
    label = shown(path)
    with noted():
        text = read_text(path, label)
    home = path.resolve()
    source = Source(label, home.parent, root_of(home), text)
    return replace(_study(nodes(parse(text, label), source, lines_of(text)), text), path=path)


def study_of(document: Mapping[str, Any]) -> Study:
    """The study of a document with the keys of a file, whose scenarios are looked for from here."""
    source = Source(GIVEN, Path(), Path())
    return _study(nodes(document, source, {}, line=None), None)


def study_of_frame(frame: "pd.DataFrame", **numbers: Any) -> Study:
    """The study of a frame: a row a point, `scenario` and a column for each path; what is missing is as it is."""
    if WHERE not in frame:
        raise BadRequest("frame_scenario", columns=", ".join(map(str, frame.columns)) or "–")
    rows = [{str(key): _own(value) for key, value in row.items()} for row in frame.to_dict("records")]
    points = [{path: value for path, value in row.items() if value is not None} for row in rows]
    scenarios = list(dict.fromkeys(str(point.get(WHERE)) for point in points))
    known = {name: value for name, value in numbers.items() if value is not None}
    return study_of({"scenarios": scenarios, "design": "list", "point": points, **known})


def _own(value: Any) -> Any:
    """A value of a frame as a file has it; None for one that is missing."""
    value = value.item() if hasattr(value, "item") else value
    return None if value is None or value != value else value  # noqa: PLR0124  (NaN)


def _study(document: Node, text: str | None) -> Study:
    problems = list(_problems(document))
    if problems:
        raise ScenarioFaults(placed(document, one) for one in problems)
    said = document.plain
    refs = tuple(_ref(document, place) for place in range(len(said["scenarios"])))
    study = Study(
        refs,
        said.get("design", "list" if "point" in said else "factorial"),
        {path: tuple(values) for path, values in said.get("lever", {}).items()},
        tuple(said.get("point", ())),
        {path: (ends[0], ends[1]) for path, ends in said.get("doubt", {}).items()},
        until=tuple(said.get("until", ())),
        measures=tuple(said.get("measures", ())),
        title=str(said.get("title", "")),
        document=said,
        text=text,
        **{name: said.get(name) for name in NUMBERS},
    )
    faults = [fault for ref in refs for fault in ref.read.faults if not fault.warning]
    study.check_size(None)
    faults = faults or [fault for ref in refs for fault in _unfit(document, ref)]
    if faults:
        raise ScenarioFaults(faults)
    return study


def _ref(document: Node, place: int) -> Ref:
    """The scenario that a study names, from the folder of the study. Raises ScenarioFaults."""
    node = document.at(("scenarios", place))
    name, source = str(node.value), node.source
    if not name.endswith(".toml") or source.label == GIVEN:
        find(name)
        return Ref(name.removesuffix(".toml"), name)
    path = inside(source.folder, source.root, name)
    if path is None:
        values = {"found": literal(name), "root": source.root.name}
        raise ScenarioFaults([placed(document, Problem(("scenarios", place), "study_outside", values))])
    find(path)
    return Ref(name.removesuffix(".toml"), path)


def _problems(document: Node) -> Iterator[Problem]:
    said = document.plain
    for key in said:
        if key not in KEYS:
            yield Problem((key,), "unknown_key", {"key": key}, help_with(key, KEYS))
    yield from check_texts(said)
    yield from _texts(said)
    yield from _until(said)
    for name in NUMBERS:
        yield from _number(said, name)
    yield from _design(said)
    for path, values in _table(said, "lever").items():
        yield from _lever(path, values)
    for path, ends in _table(said, "doubt").items():
        yield from _ends(("doubt", path), ends)
    for key in ("lever", "doubt"):
        if key in said and not isinstance(said[key], Mapping):
            yield _kind((key,), "table", said[key])
    yield from _points(said)


def _texts(said: Setting) -> Iterator[Problem]:
    if "scenarios" not in said:
        yield Problem((), "missing", {"key": "scenarios", "what": ""})
    if not isinstance(said.get("title", ""), str):
        yield _kind(("title",), "text", said["title"])
    for key in ("scenarios", "measures", "until"):
        if key in said:
            yield from _names((key,), said[key])
    measures = said.get("measures", [])
    for place, name in enumerate(measures if isinstance(measures, list) else ()):
        if isinstance(name, str) and name.partition("[")[0] not in MEASURES:
            yield Problem(("measures", place), "study_measure", {"found": literal(name)}, help_with(name, MEASURES))


def _names(place: Place, value: Any) -> Iterator[Problem]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        yield _kind(place, "list", value)
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


def _number(said: Setting, name: str) -> Iterator[Problem]:
    if name not in said:
        return
    value, (least, most) = said[name], BOUNDS["runs" if name == "replications" else name]
    if not isinstance(value, int) or isinstance(value, bool):
        yield _kind((name,), "whole", value)
    elif not least <= value <= most:
        expected = Phrase("faults.study_range", {"least": least, "most": most})
        yield Problem((name,), "limit", {"expected": expected, "found": literal(value)})


def _design(said: Setting) -> Iterator[Problem]:
    design = said.get("design", "list" if "point" in said else "factorial")
    if design not in DESIGNS:
        known = ", ".join(DESIGNS)
        yield Problem(
            ("design",), "choice", {"found": literal(design), "known": known}, help_with(str(design), DESIGNS)
        )
        return
    other, own = ("lever", "point") if design == "list" else ("point", "lever")
    if other in said:
        yield Problem((other,), "study_design", {"design": design, "key": other, "write": own})
    if design == "list" and "point" not in said:
        yield Problem((), "missing", {"key": "point", "what": ""})


def _table(said: Setting, key: str) -> Setting:
    value = said.get(key)
    return value if isinstance(value, Mapping) else {}


def _lever(path: str, values: Any) -> Iterator[Problem]:
    place = ("lever", path)
    if isinstance(values, Mapping):  # officer.Loket.count without quotes
        yield Problem(place, "doubt_quotes", {"found": literal(values)})
    elif not isinstance(values, list):
        yield _kind(place, "list", values)
    elif not values:
        yield Problem(place, "empty")
    elif len({literal(value) for value in values}) < len(values):
        known = [literal(value) for value in values]
        yield Problem(place, "study_twice", {"found": next(one for one in known if known.count(one) > 1)})


def _ends(place: Place, ends: Any) -> Iterator[Problem]:
    if isinstance(ends, Mapping):
        yield Problem(place, "doubt_quotes", {"found": literal(ends)})
    elif not isinstance(ends, list) or len(ends) != 2 or not all(_is_number(end) for end in ends):
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
        scenarios = [one for one in said.get("scenarios", []) if isinstance(one, str)]
        names = [name.removesuffix(".toml") for name in scenarios]
        where = point.get(WHERE)
        if where is not None and where not in (*names, *scenarios):
            yield Problem(("point", place, WHERE), "choice", {"found": literal(where), "known": ", ".join(names)})
        for path, value in point.items():
            if isinstance(value, Mapping) and path != WHERE:
                yield Problem(("point", place, path), "doubt_quotes", {"found": literal(value)})


def _unfit(document: Node, ref: Ref) -> Iterator[Fault]:
    """What a scenario makes of the values of levers, doubts and points, each by itself."""
    said = document.plain
    for key in ("lever", "doubt"):
        for path, values in _table(said, key).items():
            for place in _tried(values):
                yield from _answer(document, ref, (key, path, place), {path: values[place]})
    for place, point in enumerate(said.get("point", [])):
        if point.get(WHERE, ref.name) in (ref.name, f"{ref.name}.toml") and place < FEW:
            values = {path: value for path, value in point.items() if path != WHERE}
            yield from _answer(document, ref, ("point", place), values)


def _tried(values: list[Any]) -> list[int]:
    """The places of the values that are tried."""
    if len(values) <= FEW or not all(_is_number(value) for value in values):
        return [*range(len(values))]
    return sorted({values.index(min(values)), values.index(max(values)), 0})


def _answer(document: Node, ref: Ref, place: Place, values: Setting) -> Iterator[Fault]:
    for fault in read(ref.file, overrides=values).faults:
        if not fault.warning:
            around = (*place, fault.path) if place[0] == "point" else place
            node = document.at(around)
            yield Fault(
                node.source.label, node.line, f"{ref.name}: {fault.path}", fault.code, fault.values, fault.hints
            )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _kind(place: Place, expected: str, found: Any) -> Problem:
    return Problem(place, "kind", {"expected": Phrase(f"faults.expected.{expected}"), "found": literal(found)})


def given_study(study: Any, **numbers: Any) -> Study:
    """A study of whatever was given: a file, a document, a frame, or a study."""
    if isinstance(study, Study):
        return study.afresh()
    if isinstance(study, str | Path):
        return read_study(study)
    if isinstance(study, Mapping):
        return study_of(cast("Mapping[str, Any]", study))
    return study_of_frame(study, **numbers)
