"""The numbers of a document by their places: "citizens.count", "service.kk.step.input.time.mean_min"."""

from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from sim.document.keys import table_of, types_of
from sim.office.scenario import Scenario


def number_places(document: Mapping[str, Any]) -> dict[str, Any]:
    """The type of each number that the tables of a document take, by its place as a file or an override calls it.

    Entries of arrays of tables go by their name, reforms by their id if they have one. Tables that the
    document does not name have no places.
    """
    return dict(_numbers(Scenario, document, ""))


def _numbers(table: type, document: Mapping[str, Any], before: str) -> Iterator[tuple[str, Any]]:
    for key, hint in types_of(table).items():
        if is_number(hint):
            yield before + key, hint
        for name, inside in _inside(document.get(key)):
            inner = table_of(hint, inside)
            if inner is not None:
                yield from _numbers(inner, inside, f"{before}{key}.{name}")


def _inside(value: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The table under a key, or the tables of an array with their names; entries without one have no place."""
    if isinstance(value, Mapping):
        yield "", value
    for entry in value if isinstance(value, list) else []:
        called = (entry.get("id") or entry.get("name")) if isinstance(entry, Mapping) else None
        if isinstance(called, str):
            yield f"{called}.", entry


def is_number(hint: Any) -> bool:
    """Whether a type is that of a single number, or of one that may be missing."""
    if get_origin(hint) is Annotated:
        return is_number(get_args(hint)[0])
    if get_origin(hint) in (Union, UnionType):
        return all(part is type(None) or is_number(part) for part in get_args(hint))
    return hint in (int, float)
