"""A scenario file with all that it extends → one document."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sim.document.checks.names import check_names
from sim.document.checks.texts import check_texts
from sim.document.literal import literal
from sim.document.nearest import help_with
from sim.office.faults import Hint, Problem
from sim.office.scenario import SCHEMA
from sim.scenario.bundled import bundled, bundled_path
from sim.scenario.faults import Fault, ScenarioFaults
from sim.scenario.nodes import Keys, Node, Source, merge, nodes, removals
from sim.scenario.placed import placed
from sim.scenario.positions import lines_of
from sim.scenario.reading import read_text
from sim.scenario.references import inside, root_of, shown
from sim.scenario.toml_syntax import parse

DEEPEST = 10
"""How many files may extend one another."""


@dataclass(frozen=True)
class Whole:
    """The document that a file and its bases make, and what is wrong with them one by one."""

    document: Node
    faults: tuple[Fault, ...]


def read_whole(path: Path, label: str) -> Whole:
    """Read a scenario file and what it extends. Raises ScenarioFaults where a file cannot be read at all."""
    layers = _layers(path, label)
    faults = [fault for layer in layers if len(layers) > 1 for fault in _own_faults(layer)]
    document = layers[-1]
    for layer in reversed(layers[:-1]):
        document = merge(document, layer)
    for keys, node in list(removals(document)):
        faults.append(placed(document, Problem(keys, "remove_nothing", {"found": literal(node.plain)})))
    return Whole(_without_removals(document), tuple(faults))


def read_one(path: Path, label: str) -> Node:
    """One file as a document, without what it extends. Raises ScenarioFaults."""
    text = read_text(path, label)
    home = Path(os.path.realpath(path))
    source = Source(label, home.parent, root_of(home), text)
    plain, lines = _parsed(text, label)
    document = nodes(plain, source, lines)
    if not document.value:
        raise ScenarioFaults([Fault(label, 1, "", "file_empty", {}, (Hint("new_file"),))])
    version = document.get("schema")
    if version is not None and type(version.value) is int and version.value > SCHEMA:
        raise ScenarioFaults([placed(document, _newer(version))])
    return document


@lru_cache(maxsize=16)
def _parsed(text: str, label: str) -> tuple[dict[str, Any], Mapping[Keys, int]]:
    """What stands in a text and on which lines; a base that many points of a study extend is looked through once."""
    return parse(text, label), lines_of(text)


def _newer(version: Node) -> Problem:
    return Problem(("schema",), "schema_newer", {"found": literal(version.value), "known": SCHEMA})


def _own_faults(layer: Node) -> list[Fault]:
    return [placed(layer, problem) for problem in check_names(layer.plain)]


def _layers(path: Path, label: str) -> list[Node]:
    """The file, its base, the base of that, and so on."""
    layers: list[Node] = []
    seen: list[str] = []
    while True:
        document = read_one(path, label)
        layers.append(document)
        seen.append(os.path.realpath(path))
        extends = document.get("extends")
        if extends is None:
            return layers
        path, label = _base(document, extends)
        if os.path.realpath(path) in seen:
            raise _refused(document, "extends_circle", extends)
        if len(layers) >= DEEPEST:
            raise _refused(document, "extends_deep", extends, most=DEEPEST)
        if not os.path.lexists(path):
            raise _refused(document, "extends_missing", extends)


def _base(document: Node, extends: Node) -> tuple[Path, str]:
    """The file that `extends` names, and how messages call it."""
    name, source = extends.value, document.source
    if not isinstance(name, str):
        raise _refused(document, "extends_text", extends)
    for problem in check_texts({"extends": name}):
        raise ScenarioFaults([placed(document, problem)])
    if not name.endswith(".toml"):
        path = bundled_path(name)
        if path is None:
            raise _refused(document, "extends_unknown", extends, hints=help_with(name, bundled()))
        return path, shown(path)
    path = inside(source.folder, source.root, name)
    if path is None:
        raise _refused(document, "extends_outside", extends, root=source.root.name)
    return path, os.path.normpath(Path(source.label).parent / name.replace("\\", "/"))


def _refused(
    document: Node, code: str, extends: Node, hints: tuple[Hint, ...] = (), **values: object
) -> ScenarioFaults:
    problem = Problem(("extends",), code, {"found": literal(extends.plain), **values}, hints)
    return ScenarioFaults([placed(document, problem)])


def _without_removals(node: Node) -> Node:
    if isinstance(node.value, dict):
        kept = {key: _without_removals(part) for key, part in node.value.items() if key != "remove"}
        return Node(kept, node.source, node.line)
    if isinstance(node.value, list):
        return Node([_without_removals(part) for part in node.value], node.source, node.line)
    return node
