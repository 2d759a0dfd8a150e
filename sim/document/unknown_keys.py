"""Keys that are not known, and what was probably meant."""

from collections.abc import Mapping
from typing import Any

from sim.document.conversions import converted
from sim.document.keys import keys_of, table_at, tables_with
from sim.document.literal import literal
from sim.document.nearest import help_with
from sim.language.synonyms import keys_meant, meant
from sim.office.faults import Hint, Path, Problem
from sim.office.reform import Reform

UNITS = {"second": 1 / 60, "minute": 1.0, "hour": 60.0}
"""Units that durations come in, in minutes."""


def in_minutes(unit: str) -> float | None:
    """The size of a unit in minutes, by the ending of a key or a value; None if it is none."""
    return UNITS.get(meant("units", unit) or "")


def unknown_key(document: Mapping[str, Any], path: Path, value: object) -> Problem:
    """The fault of a key that its table does not take, with what was probably meant."""
    key, table = str(path[-1]), table_at(document, path[:-1])
    hint = converted(_raw(document, path[:-1]), key) or _rates(document, path, value)
    if hint is not None:
        return Problem(path, "unknown_key", {"key": key}, (hint,))
    known = keys_of(table) if table else ()
    if table is None or not issubclass(table, Reform):
        return Problem(path, "unknown_key", {"key": key}, _hints(key, value, known))
    own_first = tuple(sorted(known, key=keys_of(Reform).__contains__))
    return Problem(path, "unknown_key", {"key": key}, _hints(key, value, own_first, reform=True))


def _raw(document: Any, path: Path) -> Mapping[str, Any]:
    """The table at a place of the document, as it is written."""
    for part in path:
        document = document[part]
    return document if isinstance(document, Mapping) else {}


def _rates(document: Mapping[str, Any], path: Path, value: object) -> Hint | None:
    """One rate for the whole day: it is written by the hour, with the hours for which it holds."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not number or path[0] != "arrivals" or meant("keys", str(path[-1])) != "rates_per_hour":
        return None
    write = f'rates_per_hour = [["08:00-15:00", {literal(value)}]]'
    return Hint("rate_by_hour", {"write": write, "suggestion": "rates_per_hour"})


def _hints(key: str, value: object, known: tuple[str, ...], *, reform: bool = False) -> tuple[Hint, ...]:
    plain = key.casefold().replace("-", "_")
    if plain in known and plain != key:
        return (Hint("did_you_mean", {"suggestion": plain}),)
    unit = _minutes(plain, value, known)
    if unit:
        return (unit,)
    words = (*(keys_meant(plain) if reform else ()), meant("keys", plain))
    likely = next((word for word in words if word in known), None)
    if likely is not None:
        return (Hint("did_you_mean", {"suggestion": likely}),)
    elsewhere = tables_with(key)
    if elsewhere:
        return (_belongs(key, elsewhere),)
    return help_with(plain, known)


def _belongs(key: str, tables: tuple[str, ...]) -> Hint:
    if tables[0] == "":
        return Hint("belongs_top", {"key": key})
    return Hint("belongs", {"key": key, "tables": list(tables)})


def _minutes(key: str, value: object, known: tuple[str, ...]) -> Hint | None:
    """A duration under another unit: `mean_s = 90` is `mean_min = 1.5`."""
    for base, factor in _readings(key):
        ours = f"{meant('keys', base) or base}_min"
        if ours in known:
            number = isinstance(value, (int, float)) and not isinstance(value, bool)
            write = f"{ours} = {literal(_tidy(value * factor))}" if number else ours  # type: ignore[operator]
            return Hint("in_minutes", {"write": write, "suggestion": ours})
    return None


def _readings(key: str) -> list[tuple[str, float]]:
    base, _, ending = key.rpartition("_")
    factor = in_minutes(ending)
    return ([(base, factor)] if base and factor else []) + [(key, 1.0)]


def _tidy(value: float) -> float | int:
    rounded = round(value, 6)
    return int(rounded) if float(rounded).is_integer() else rounded
