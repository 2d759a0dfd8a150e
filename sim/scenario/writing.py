"""Scenario files as text: writing whole files, and changing a value without touching the rest."""

from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array, InlineTable, Item

from sim.document.literal import literal
from sim.document.nearest import help_with
from sim.office.reform import CATALOGUE
from sim.scenario.faults import Fault, ScenarioFaults
from sim.scenario.nodes import WEEKS
from sim.scenario.overrides import DOUBT, LISTS, overlay
from sim.scenario.toml_syntax import parse
from sim.whole_files import Written, write_whole

IN_LINE = ("title", "question")
"""Tables that stand on one line at the top of a file; within another table all of them do."""

PEOPLE = ("staff", "opinion")
"""Tables whose own tables have headers of their own."""


def save(document: str | Mapping[str, Any], path: str | Path, *, replace: bool = True) -> Path:
    """Write a scenario (text, or a document as `document_of` gives it) as a whole file; returns its path.

    The file is whole or not there at all. Raises ScenarioFaults where a file must not be replaced, OSError
    where the disk refuses.
    """
    text = document if isinstance(document, str) else written(document)
    try:
        write_whole(path, text, replace=replace)
    except FileExistsError:
        raise ScenarioFaults([Fault(str(path), None, "", "file_there")]) from None
    return Written(path)


def written(document: Mapping[str, Any]) -> str:
    """A document as TOML text: arrays of tables with their headers, small tables on one line."""
    whole = tomlkit.document()
    for key, value in document.items():
        if not isinstance(value, (Mapping, list)) or key in IN_LINE:
            whole.add(key, _item(key, value))
    for key, value in document.items():
        if key not in whole:
            whole.add(key, _item(key, value, top=True))
    return tomlkit.dumps(whole)


def _item(key: str, value: Any, *, top: bool = False) -> Item:
    if key in LISTS and isinstance(value, list):
        entries = tomlkit.aot()
        for entry in value:
            entries.append(_table(entry))
        return entries
    if isinstance(value, Mapping):
        return _table(value, deep=key in PEOPLE) if top else _inline(value)
    if isinstance(value, list):
        return _list(value)
    plain: Item = tomlkit.item(value)
    return plain


def _table(entry: Mapping[str, Any], *, deep: bool = False) -> Item:
    """A table under a header; `deep`: so are the tables in it, which stand after its own keys."""
    table = tomlkit.table()
    last = [key for key, value in entry.items() if deep and isinstance(value, Mapping)]
    for key in [*(key for key in entry if key not in last), *last]:
        table.add(key, _table(entry[key], deep=True) if key in last else _item(key, entry[key]))
    return table


def _inline(value: Mapping[str, Any]) -> InlineTable:
    table = tomlkit.inline_table()
    for key, part in value.items():
        table.append(key, _item(key, part))
    return table


def _list(value: list[Any]) -> Array:
    array = tomlkit.array()
    for part in value:
        array.append(_item("", part))
    return array


def set_value(text: str, path: str, value: Any, label: str = "") -> str:
    """The text of a scenario file with one value changed or added; comments, order and layout stay.

    `path` goes by names: "days", "officer.Loket KK.count", "service.kk.step.verifikasi.time.mean_min". In a
    file that extends another, an entry that is only inherited is added by its name. Raises ScenarioFaults for
    a file that is not TOML, and for a name that is not there.
    """
    parse(text, label)
    document = tomlkit.parse(text)
    try:
        _set(document, path.split("."), value, document)
    except _Unknown as unknown:
        raise ScenarioFaults([Fault(label, None, path, "override_unknown", unknown.values, unknown.hints)]) from None
    return tomlkit.dumps(document)


class _Unknown(Exception):
    def __init__(self, key: str, name: str, known: list[str]) -> None:
        self.values, self.hints = {"found": literal(name), "key": key}, help_with(name, known)


def _set(table: MutableMapping[str, Any], parts: list[str], value: Any, whole: tomlkit.TOMLDocument) -> None:
    key, rest, top = parts[0], parts[1:], table is whole
    inside = table.get(key)
    if not rest:
        table[key] = _item(key, value, top=top)
    elif key == DOUBT:
        _set(table.setdefault(key, tomlkit.table()), [".".join(rest)], value, whole)
    elif key in LISTS:
        _set_entry(table, parts, value, whole)
    elif isinstance(inside, MutableMapping):
        _set(inside, rest, value, whole)
    else:
        days = {"every": inside} if key in WEEKS and inside is not None else {}
        table[key] = _item(key, {**days, **overlay(rest, value)}, top=top)


def _set_entry(table: MutableMapping[str, Any], parts: list[str], value: Any, whole: tomlkit.TOMLDocument) -> None:
    key, name, rest = parts[0], parts[1], parts[2:]
    entries = table.get(key, [])
    found = next((entry for entry in entries if _called(entry) == name), None)
    if found is not None and rest:
        _set(found, rest, value, whole)
    elif "extends" not in whole or not rest:
        raise _Unknown(key, name, [str(_called(entry)) for entry in entries])
    else:
        _add(table, entries, parts, value)


def _add(table: MutableMapping[str, Any], entries: Any, parts: list[str], value: Any) -> None:
    """An entry that is only inherited; a reform that is not called by its kind is called by its id."""
    key, name = parts[0], parts[1]
    new = overlay(parts, value, tag="id" if key == "reform" and name not in CATALOGUE else "name")[key]
    if isinstance(entries, AoT):
        entries.append(_table(new[0]))
    else:
        table[key] = _item(key, new)


def _called(entry: Mapping[str, Any]) -> Any:
    return entry.get("id", entry.get("name"))
