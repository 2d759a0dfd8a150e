"""Reading a document that may be broken: what has the wrong type is passed over."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sim.document.literal import literal
from sim.document.nearest import help_with, nearest
from sim.office.faults import Hint, Path, Problem
from sim.office.units import WEEKDAYS, Profile, Spans, Week

Table = Mapping[str, Any]
HEADERS = {"step": "service.step", "route_step": "service.step", "age": "citizens.age"}
"""Where names of a kind are given, if not in [[kind]]."""


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


def pairs(table: Table, key: str) -> list[tuple[Any, Any]]:
    """The pairs of a list, of those that are pairs."""
    return [(one, other) for _, one, other in pairs_at(table, key)]


def pairs_at(table: Table, key: str) -> Iterator[tuple[int, Any, Any]]:
    """The same, each with its place in the list."""
    found = table.get(key)
    for place, pair in enumerate(found if isinstance(found, list) else []):
        if isinstance(pair, list) and len(pair) == 2:
            yield place, pair[0], pair[1]


def meant(name: object, names_known: list[str]) -> str | None:
    """The known name that somebody meant: a misspelt one counts as the nearest, its own fault is enough."""
    if not isinstance(name, str):
        return None
    return name if name in names_known else nearest(name, names_known)


def known(table: Table, key: str, names_known: Iterable[str], path: Path, kind: str) -> Iterator[Problem]:
    """The fault of a name under a key that is not among those known; the message is `unknown_<kind>`."""
    name = table.get(key)
    if isinstance(name, str):
        yield from known_name(name, names_known, (*path, key), kind)


def known_name(name: str, names_known: Iterable[str], path: Path, kind: str) -> Iterator[Problem]:
    """The fault of a name at a place, if it is not known."""
    there = list(names_known)
    if name not in there:
        hints = help_with(name, there) if there else (Hint("none_named", {"kind": HEADERS.get(kind, kind)}),)
        yield Problem(path, f"unknown_{kind}", {"found": literal(name)}, hints)


def above(table: Table, key: str) -> bool:
    """Whether a number that is 0 by default is given and above 0; what cannot be read counts."""
    value = number(table.get(key, 0.0))
    return value is None or value > 0


def number(value: object) -> float | None:
    """A finite number, else None."""
    good = isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e300
    return float(value) if good else None  # type: ignore[arg-type]


def day_of(value: object) -> date | None:
    """A date as written, None where it is none."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def subtable(table: Table, key: str) -> Table:
    """A table within a table; empty if there is none."""
    found = table.get(key)
    return found if isinstance(found, Mapping) else {}


@cache
def _adapter(kind: str) -> "TypeAdapter[Any]":
    kinds: dict[str, Any] = {"hours": Week[Spans], "profiles": Week[Profile], "profile": Profile, "span": Spans}
    return TypeAdapter(kinds[kind])


def read(kind: str, value: object) -> Any:
    """`hours` (Week[Spans]), `profiles` (Week[Profile]), `profile` or `span` as written; None where broken."""
    try:
        found = None if value is None else _adapter(kind).validate_python(value)
    except ValidationError:
        return None
    if kind == "span":
        return found[0] if found else None
    return found


def on(week: "Week[Any]", weekday: str) -> Any:
    """What a week says of a weekday."""
    own = getattr(week, weekday)
    return week.every if own is None else own


def opening(document: Table) -> dict[str, Spans] | None:
    """The opening hours of the open weekdays; None if they cannot be read."""
    week = read("hours", document.get("hours"))
    return None if week is None else {day: spans for day in WEEKDAYS if (spans := on(week, day))}
