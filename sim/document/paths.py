"""The numbers of a document by their places: "citizens.count", "service.kk.step.input.time.mean_min"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from pydantic.fields import FieldInfo

from sim.document.keys import table_of, types_of, written_keys
from sim.document.meanings import meaning
from sim.document.parameters import number_at
from sim.language import LANGUAGES
from sim.language.synonyms import meant
from sim.office.scenario import Scenario


class Bounds(NamedTuple):
    """What a number may be: from the least to the most (None: no end); an `open` end is not itself allowed."""

    least: float | None
    most: float | None
    open_below: bool = False
    open_above: bool = False


UNITS = {"_per_year": "a_year", "_min": "min", "minutes": "min", "_days": "days", "_weeks": "weeks", "_years": "years",
         "rupiah": "rupiah", "rupiah_a_post": "rupiah"}  # fmt: skip
"""How names of keys end that are in a unit."""


@dataclass(frozen=True)
class Place:
    """A number of a scenario: its place, the table and the type of its key, and what the file itself says (or None)."""

    path: str
    table: type
    hint: Any
    written: Any

    @property
    def key(self) -> str:
        """The last part of its path."""
        return self.path.rpartition(".")[2]

    @property
    def bounds(self) -> Bounds:
        """What it may be."""
        found = {kind: number for note in _notes(self.hint) for kind, number in _limits(note)}
        least, most = found.get("ge", found.get("gt")), found.get("le", found.get("lt"))
        return Bounds(least, most, "gt" in found, "lt" in found)

    @property
    def unit(self) -> str:
        """The unit that its name says: "min", "days", "weeks", "years", "rupiah", "a_year"; "" for a plain number."""
        return next((unit for ending, unit in UNITS.items() if self.key.endswith(ending)), "")

    def about(self, word: str) -> bool:
        """Whether a word stands in its path or in what it means, or is another word for a key of its path."""
        said = (self.path, *(meaning(self.table, self.key, lang) for lang in LANGUAGES))
        named = meant("keys", word) in self.path.split(".")
        return named or any(word.casefold() in one.casefold() for one in said)

    def value(self, scenario: Scenario) -> Any:
        """What the scenario has there, the default where its file says nothing; None where it may be missing and is."""
        found = number_at(scenario, self.path)
        return self.written if found is None else found  # others follow from it, and it went (visits_per_day)


class Standing(NamedTuple):
    """A number with what a scenario has there."""

    place: Place
    value: Any


def number_places(document: Mapping[str, Any]) -> dict[str, Place]:
    """The numbers that the tables of a document take, by their places as a file or an override calls them.

    Entries of arrays of tables go by their name, reforms by their id if they have one. Tables that the
    document does not name have no places, unless they are there all the same, as [demand].
    """
    return {place.path: place for place in _numbers(Scenario, document, "")}


def _numbers(table: type, document: Mapping[str, Any], before: str) -> Iterator[Place]:
    for key, hint in types_of(table).items():
        if is_number(hint):
            yield Place(before + key, table, hint, document.get(key))
        for name, inside in _inside(document.get(key, {} if key in _always(table) else None)):
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


@cache
def _always(table: type) -> frozenset[str]:
    """The keys of tables that are there whether a file names them or not."""
    if not is_dataclass(table):
        return frozenset()
    keys = written_keys(table)
    return frozenset(keys[f.name] for f in fields(table) if f.name in keys and is_dataclass(f.default))


def is_number(hint: Any) -> bool:
    """Whether a type is that of a single number, or of one that may be missing."""
    if get_origin(hint) is Annotated:
        return is_number(get_args(hint)[0])
    if get_origin(hint) in (Union, UnionType):
        return all(part is type(None) or is_number(part) for part in get_args(hint))
    return hint in (int, float)


def _notes(hint: Any) -> Iterator[Any]:
    """What is written beside a type, at any depth."""
    for note in getattr(hint, "__metadata__", ()):
        yield from note.metadata if isinstance(note, FieldInfo) else (note,)
    for part in get_args(hint):
        yield from _notes(part)


def _limits(note: Any) -> Iterator[tuple[str, float]]:
    for kind, name in ((Ge, "ge"), (Gt, "gt"), (Le, "le"), (Lt, "lt")):
        if isinstance(note, kind):
            yield name, getattr(note, name)
