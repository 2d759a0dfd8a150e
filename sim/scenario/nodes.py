"""A document whose every part remembers the file and line it comes from; merging such documents."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.document.literal import shortened
from sim.office.demand import SOURCES
from sim.office.units import WEEKDAYS

Keys = tuple[str | int, ...]
REMOVE = "remove"


@dataclass(frozen=True)
class Source:
    """A file as messages call it, the folder it stands in, and the folder that it may not reach out of."""

    label: str
    folder: Path
    root: Path
    text: str = field(default="", repr=False)


@dataclass(frozen=True)
class Node:
    """A value with its place; in tables and lists the parts are nodes again."""

    value: Any
    source: Source
    line: int | None

    @property
    def plain(self) -> Any:
        """The value without places."""
        if isinstance(self.value, dict):
            return {key: node.plain for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain for node in self.value]
        return self.value

    def at(self, path: Keys) -> "Node":
        """The part at a path, or the innermost part around it that exists."""
        node = self
        for part in path:
            inside = node.value
            there = (
                part in range(len(inside)) if isinstance(inside, list) else isinstance(inside, dict) and part in inside
            )
            if not there:
                break
            node = inside[part]
        return node

    def get(self, key: str) -> "Node | None":
        """A part of a table, None if there is none."""
        found: Node | None = self.value.get(key) if isinstance(self.value, dict) else None
        return found

    @property
    def name(self) -> str | None:
        """The name of a table that has one."""
        return self._text("name")

    @property
    def id(self) -> str | None:
        """The id of a table that has one: reforms, of which several may have the same name."""
        return self._text("id")

    @property
    def called(self) -> str | None:
        """What tells an entry of a list apart: its id, else its name."""
        return self.id or self.name

    def _text(self, key: str) -> str | None:
        found = self.get(key)
        return found.value if found is not None and isinstance(found.value, str) else None


def nodes(value: Any, source: Source, lines: Mapping[Keys, int], path: Keys = (), line: int | None = 1) -> Node:
    """A plain document with its places; without lines (overrides) pass line None."""
    line = lines.get(path, line)
    if isinstance(value, Mapping):
        return Node({key: nodes(part, source, lines, (*path, key), line) for key, part in value.items()}, source, line)
    if isinstance(value, (list, tuple)):
        return Node([nodes(part, source, lines, (*path, i), line) for i, part in enumerate(value)], source, line)
    return Node(value, source, line)


def named_path(document: Node, path: Keys) -> str:
    """A path by names: ("officer", 0, "count") is "officer.Loket KK.count"; places in plain lists are left out."""
    shown: list[str] = []
    node = document
    for part in path:
        node = node.at((part,))
        if isinstance(part, str):
            shown.append(shortened(part))
        elif isinstance(node.value, dict):
            shown.append(shortened(node.called or f"[{part + 1}]"))
    return ".".join(shown).replace(".[", "[")


def tables(node: Node) -> Iterator[Node]:
    """The tables of a list, if it is a list of tables only."""
    if isinstance(node.value, list) and all(isinstance(part.value, dict) for part in node.value):
        yield from node.value


_EITHER = (SOURCES, ("count", "capacity"))
WEEKS = ("hours", "breaks", "ramadan_hours", "profile", "weekday")
_DAYS = {*WEEKDAYS, "every", "workdays"}
_TEXTS = ("title", "question")
"""Said in some languages, or in all: the text of the base would stand in the others beside what is meant now."""


def merge(base: Node, over: Node, key: str = "") -> Node:
    """`over` laid over `base`: tables key by key, lists of named tables by id or name, everything else replaced."""
    if key in _TEXTS:
        return over
    if isinstance(over.value, dict) and key in WEEKS and not isinstance(base.value, dict) and set(over.value) <= _DAYS:
        base = Node({"every": base}, base.source, base.line)
    if isinstance(base.value, dict) and isinstance(over.value, dict):
        return _merge_tables(base, over)
    if _named(base) and _named(over):
        return _merge_lists(base, over)
    return over


def _merge_tables(base: Node, over: Node) -> Node:
    if _another_kind(base, over):
        return over
    own = dict(over.value)
    dropped = set[str | None](key for group in _EITHER if set(group) & set(own) for key in group) - set(own)
    if _removed_keys(over) <= set(base.value):
        dropped |= _removed_keys(over)
        own.pop(REMOVE, None)
    merged = {key: node for key, node in base.value.items() if key not in dropped}
    for key, node in own.items():
        merged[key] = merge(merged[key], node, key) if key in merged else node
    return Node(merged, over.source, over.line)


def _removed_keys(table: Node) -> set[str | None]:
    """The inherited keys that a table takes away; what is written otherwise stays in place and is a fault later."""
    found = table.get(REMOVE)
    wanted = found.plain if found is not None else []
    good = isinstance(wanted, list) and all(isinstance(key, str) for key in wanted)
    return set(wanted) if good else {None}


def _another_kind(base: Node, over: Node) -> bool:
    """A distribution or reform of another kind replaces the whole: its parameters mean nothing to the other."""
    if None not in (base.name, over.name) and base.name != over.name:
        return True
    one, other = base.get("dist"), over.get("dist")
    return one is not None and other is not None and one.value != other.value


def _named(node: Node) -> bool:
    return any(part.called is not None for part in tables(node))


def _merge_lists(base: Node, over: Node) -> Node:
    merged = {_key(part, f"base {place}"): part for place, part in enumerate(base.value)}
    for place, part in enumerate(over.value):
        key = _key(part, f"over {place}")
        if key in merged and part.plain in ({"name": part.name, REMOVE: True}, {"id": part.id, REMOVE: True}):
            del merged[key]
        else:
            merged[key] = merge(merged[key], part) if key in merged else part
    return Node(list(merged.values()), over.source, over.line)


def _key(part: Node, otherwise: str) -> tuple[str | None, str]:
    """What an entry is merged by; entries without a name, a fault by itself, stay apart."""
    return (part.called, "") if part.called is not None else (None, otherwise)


def _parts(node: Node) -> Iterable[tuple[str | int, Node]]:
    if isinstance(node.value, dict):
        return list(node.value.items())
    return list(enumerate(node.value)) if isinstance(node.value, list) else ()


def removals(node: Node, path: Keys = ()) -> Iterator[tuple[Keys, Node]]:
    """Every `remove` that took nothing away, with its path."""
    for key, part in _parts(node):
        if key == REMOVE:
            yield (*path, key), part
        else:
            yield from removals(part, (*path, key))
