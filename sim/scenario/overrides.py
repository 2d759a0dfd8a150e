"""Values laid over a scenario from outside its file: options of a command, ranges of a study."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from unicodedata import normalize

from sim.document.literal import literal
from sim.document.nearest import help_with
from sim.language.errors import BadRequest
from sim.office.faults import Problem
from sim.office.thousands import as_written
from sim.scenario.faults import Fault
from sim.scenario.nodes import Node, Source, merge, nodes, tables
from sim.scenario.toml_syntax import DEEPEST

LISTS = (
    "class", "station", "service", "step", "officer", "arrivals", "seasons", "channel", "outage", "shortage", "office",
    "age", "member", "reform",
)  # fmt: skip
"""The arrays of tables, whose entries a path calls by name, or by id."""

TOO_DEEP = object()
DOUBT = "doubt"
"""The table whose keys are themselves paths."""


def settings_of(written: Sequence[str]) -> dict[str, Any]:
    """The values of options "PATH=VALUE", written as in a file; what is no value of a file is taken for a text.

    Raises BadRequest for one without a path, or for a path that is set twice.
    """
    found: dict[str, Any] = {}
    for one in written:
        path, sign, value = (part.strip() for part in one.partition("="))
        if not path or not sign:
            raise BadRequest("set", found=one)
        if path in found:
            raise BadRequest("set_twice", path=path)
        found[path] = _written(value)
    return found


def _written(value: str) -> Any:
    try:
        return tomllib.loads(f"value = {value}", parse_float=as_written)["value"]
    except (tomllib.TOMLDecodeError, RecursionError):
        return value


def leads(document: Node, path: str) -> bool:
    """Whether all entries that a path names are there."""
    first, *others = path.split(".")
    if others and first in LISTS and document.get(first) is None:
        return False
    return _missing(document, [first, *others]) is None


def override(document: Node, values: Mapping[str, Any]) -> tuple[Node, list[Fault]]:
    """The document with values laid over it, and a fault for each path that leads nowhere."""
    source = Source(Fault.OVERRIDES, Path(), Path())
    faults = []
    for given, raw in values.items():
        path, value = normalize("NFC", given), _plain(raw)
        parts = path.split(".")
        if value is TOO_DEEP or len(parts) > DEEPEST:
            faults.append(Fault(Fault.OVERRIDES, None, path[:60], "toml_deep"))
            continue
        missing = _missing(document, parts)
        if missing is not None:
            faults.append(Fault(Fault.OVERRIDES, None, path, missing.code, missing.values, missing.hints))
        else:
            tables = overlay(parts, value, tag=_tag(document, parts))
            document = merge(document, nodes(tables, source, {}, line=None))
    return document, faults


def _plain(value: Any, depth: int = 0) -> Any:
    """A value of a caller as a file would give it, accented letters one character each; TOO_DEEP if it never ends."""
    if depth > DEEPEST:
        return TOO_DEEP
    if isinstance(value, str):
        return normalize("NFC", value)
    if isinstance(value, Mapping):
        parts = {normalize("NFC", str(key)): _plain(part, depth + 1) for key, part in value.items()}
        return TOO_DEEP if any(part is TOO_DEEP for part in parts.values()) else parts
    if isinstance(value, (list, tuple)):
        listed = [_plain(part, depth + 1) for part in value]
        return TOO_DEEP if any(part is TOO_DEEP for part in listed) else listed
    return value


def overlay(parts: list[str], value: Any, tag: str = "name") -> dict[str, Any]:
    """The tables around a value at a path of names, as they would stand in a file that extends another.

    `tag` says by what the first entry of a list is called: its name, or its id.
    """
    key, rest = parts[0], parts[1:]
    if not rest:
        return {key: value}
    if key == DOUBT:
        return {key: {".".join(rest): value}}
    if key in LISTS:
        return {key: [{tag: rest[0], **(overlay(rest[1:], value) if rest[1:] else {})}]}
    return {key: overlay(rest, value)}


def _tag(document: Node, parts: list[str]) -> str:
    """By what a path calls a reform."""
    reforms = document.get("reform") if parts[0] == "reform" and len(parts) > 1 else None
    ids = [entry.id for entry in tables(reforms)] if reforms is not None else []
    return "id" if parts[1:] and parts[1] in ids else "name"


def _missing(document: Node, parts: list[str]) -> Problem | None:
    """The problem of a path that names an entry that is not there, or stops at one."""
    node: Node | None = document
    for place, part in enumerate(parts):
        inside = node.get(part) if node is not None else None
        if part in LISTS and place + 1 < len(parts) and inside is not None:
            known = {entry.called: entry for entry in tables(inside) if entry.called is not None}
            name = parts[place + 1]
            if name not in known:
                return Problem((), "override_unknown", {"found": literal(name), "key": part}, help_with(name, known))
            return _missing(known[name], parts[place + 2 :])
        node = inside
    return None
