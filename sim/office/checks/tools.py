"""Reading a document that may be broken: what has the wrong type is passed over."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sim.office.faults import Path
from sim.office.units import WEEKDAYS, Profile, Spans, Week

Table = Mapping[str, Any]


def entries(table: Table, key: str, path: Path = ()) -> Iterator[tuple[Path, Table]]:
    """The tables of an array of tables, each with its path."""
    found = table.get(key)
    for place, entry in enumerate(found if isinstance(found, list) else []):
        if isinstance(entry, Mapping):
            yield (*path, key, place), entry


def names(table: Table, key: str) -> list[str]:
    """The names in an array of tables."""
    return [entry["name"] for _, entry in entries(table, key) if isinstance(entry.get("name"), str)]


def strings(table: Table, key: str, path: Path) -> Iterator[tuple[Path, str]]:
    """The strings of a list, or the one string in its place, each with its path."""
    found = table.get(key)
    if isinstance(found, str):
        yield (*path, key), found
    for place, value in enumerate(found if isinstance(found, list) else []):
        if isinstance(value, str):
            yield (*path, key, place), value


def number(value: object) -> float | None:
    """A finite number, else None."""
    good = isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e300
    return float(value) if good else None  # type: ignore[arg-type]


def subtable(table: Table, key: str) -> Table:
    """A table within a table; empty if there is none."""
    found = table.get(key)
    return found if isinstance(found, Mapping) else {}


@cache
def _adapter(kind: str) -> "TypeAdapter[Any]":
    return TypeAdapter(Week[Spans] if kind == "hours" else Week[Profile] if kind == "profiles" else Profile)


def read(kind: str, value: object) -> Any:
    """`hours` (Week[Spans]), `profiles` (Week[Profile]) or `profile` (Profile) as written; None where broken."""
    try:
        return None if value is None else _adapter(kind).validate_python(value)
    except ValidationError:
        return None


def on(week: "Week[Any]", weekday: str) -> Any:
    """What a week says of a weekday."""
    own = getattr(week, weekday)
    return week.every if own is None else own


def opening(document: Table) -> dict[str, Spans] | None:
    """The opening hours of the open weekdays; None if they cannot be read."""
    week = read("hours", document.get("hours"))
    return None if week is None else {day: spans for day in WEEKDAYS if (spans := on(week, day))}
