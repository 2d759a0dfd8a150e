"""Names occur once, and mean one thing."""

from collections.abc import Iterator

from sim.document.checks.tools import Table, entries, subtable
from sim.document.literal import literal
from sim.office.faults import Path, Problem

NAMED = ("class", "station", "service", "officer", "arrivals", "channel", "outage", "shortage", "office")


def check_names(document: Table) -> Iterator[Problem]:
    """No two tables of a kind share a name."""
    for key in NAMED:
        yield from _once(document, key, ())
    yield from _once(subtable(document, "citizens"), "age", ("citizens",))
    for path, service in entries(document, "service"):
        yield from _once(service, "step", path)
    yield from _reforms(document)


def _reforms(document: Table) -> Iterator[Problem]:
    """Several reforms of one kind have an id each, and no id is that of another or its name."""
    seen: set[str] = set()
    for place, entry in entries(document, "reform"):
        tag = "id" if isinstance(entry.get("id"), str) else "name"
        key = entry.get(tag)
        if isinstance(key, str) and key in seen:
            yield Problem((*place, tag), "reform_twice", {"found": literal(key)})
        if isinstance(key, str):
            seen.add(key)


def _once(table: Table, key: str, path: Path) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, entry in entries(table, key, path):
        name = entry.get("name")
        if isinstance(name, str) and name in seen:
            yield Problem((*place, "name"), "twice", {"found": literal(name), "key": key})
        if isinstance(name, str):
            seen.add(name)
