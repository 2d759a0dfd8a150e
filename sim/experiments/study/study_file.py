"""A study file (TOML), a document or a frame → Study, or all that is wrong with it, by file and line."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sim.document.literal import literal
from sim.experiments.study.draws import ENDS, Drawing, Setting
from sim.experiments.study.sampling import RESOLUTIONS
from sim.experiments.study.study import WHERE, Ref, Study
from sim.experiments.study.study_checks import NUMBERS, is_number, problems, table
from sim.language.errors import BadRequest
from sim.office.comparing import Doubt
from sim.office.faults import Path as Place
from sim.office.faults import Problem
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
    source = source_of(path)
    found = _study(nodes(parse(source.text, source.label), source, lines_of(source.text)), source.text)
    return replace(found, path=path)


def source_of(path: Path) -> Source:
    """A file, read, and the folders in which it looks for others. Raises ScenarioFaults where it cannot be read."""
    label, home = shown(path), path.resolve()
    with noted():
        return Source(label, home.parent, root_of(home), read_text(path, label))


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
    wrong = list(problems(document))
    if wrong:
        raise ScenarioFaults(placed(document, one) for one in wrong)
    said = document.plain
    refs = tuple(scenario_named(document, place) for place in range(len(said["scenarios"])))
    study = Study(
        refs,
        said.get("design", "list" if "point" in said else "factorial"),
        {path: tuple(values) for path, values in said.get("lever", {}).items()},
        tuple(said.get("point", ())),
        said.get("size"),
        said.get("resolution", RESOLUTIONS[-1]),
        tuple(_doubt(path, one) for path, one in said.get("doubt", {}).items()),
        _drawing(said.get("draws", {})),
        until=tuple(said.get("until", ())),
        measures=tuple(said.get("measures", ())),
        title=str(said.get("title", "")),
        document=said,
        text=text,
        **{name: said.get(name) for name in NUMBERS},
    )
    faults = [fault for ref in refs for fault in ref.read.faults if not fault.warning]
    if not faults:
        study.check_size(None)
    faults = faults or [fault for ref in refs for fault in _unfit(document, ref)]
    if faults:
        raise ScenarioFaults(one for place, one in enumerate(faults) if one not in faults[:place])
    if study.drawing.together and not any(study.draws(ref).paths for ref in refs):
        raise ScenarioFaults([placed(document, Problem(("draws",), "study_nothing_drawn"))])
    return study


def _doubt(path: str, said: Any) -> Doubt:
    """A doubt as a study has it: ends alone, or with what it goes together with."""
    whole = said if isinstance(said, Mapping) else {"ends": said}
    low, high = whole["ends"]
    return Doubt(path, low, high, tuple(whole.get("correlation", {}).items()))


def _drawing(said: Setting) -> Drawing:
    return Drawing(said.get("design", ENDS), said.get("size"), tuple(said.get("of", ())))


def scenario_named(document: Node, place: int) -> Ref:
    """The scenario that a study names, from the folder of the study. Raises ScenarioFaults."""
    node = document.at(("scenarios", place))
    name, source = str(node.value), node.source
    if source.label == GIVEN or not (name.endswith(".toml") or {"/", "\\"} & set(name)):
        find(name)
        return Ref(name.removesuffix(".toml"), name)
    path = inside(source.folder, source.root, name)
    if path is None:
        values = {"found": literal(name), "root": source.root.name}
        raise ScenarioFaults([placed(document, Problem(("scenarios", place), "study_outside", values))])
    find(path)
    return Ref(name.removesuffix(".toml"), path)


def _unfit(document: Node, ref: Ref) -> Iterator[Fault]:
    """What a scenario makes of the values of levers, doubts and points, each by itself."""
    said = document.plain
    for key in ("lever", "doubt"):
        for path, one in table(said, key).items():
            inside = ("ends",) if isinstance(one, Mapping) else ()
            values = one["ends"] if isinstance(one, Mapping) else one
            for place in _tried(values):
                yield from _answer(document, ref, (key, path, *inside, place), {path: values[place]})
    for place, point in enumerate(said.get("point", [])):
        if point.get(WHERE, ref.name) in (ref.name, f"{ref.name}.toml") and place < FEW:
            values = {path: value for path, value in point.items() if path != WHERE}
            yield from _answer(document, ref, ("point", place), values)


def _tried(values: list[Any]) -> list[int]:
    """The places of the values that are tried."""
    if len(values) <= FEW or not all(is_number(value) for value in values):
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


def given_study(study: Any, **numbers: Any) -> Study:
    """A study of whatever was given: a file, a document, a frame, or a study."""
    if isinstance(study, Study):
        return study.afresh()
    if isinstance(study, str | Path):
        return read_study(study)
    if isinstance(study, Mapping):
        return study_of(cast("Mapping[str, Any]", study))
    return study_of_frame(study, **numbers)
