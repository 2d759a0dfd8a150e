"""The numbers of a scenario that say where they come from: which they are, where they stand, and another in place."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from sim.evidence import Assumed, Sourced, of
from sim.office.keys import written_keys
from sim.office.scenario import Scenario

KINDS = (Sourced, Assumed)


@dataclass(frozen=True)
class Parameter:
    """A number from the registry or assumed; `path` is its place in a file ("staff.load.usual_queue")."""

    path: str
    table: type
    number: Sourced | Assumed

    @property
    def key(self) -> str:
        """The last part of its place."""
        return self.path.rpartition(".")[2]

    @property
    def assumed(self) -> bool:
        """Whether nobody measured it: an assumption, or a row of the registry whose grade or figure is an expert's."""
        if isinstance(self.number, Assumed):
            return True
        row = of(self.number.row)
        return "expert" in (row.grade, row.status)


@cache
def defaults() -> tuple[Parameter, ...]:
    """All defaults of scenario files that are from the registry or assumed, in the order of the tables."""
    return tuple(_defaults(Scenario, ""))


def parameters(scenario: Scenario) -> tuple[Parameter, ...]:
    """Those of a scenario: of the tables that it names, without the numbers that its file or a caller gives itself."""
    return tuple(_within(scenario, ""))


def with_number(table: Any, path: str, number: float) -> Any:
    """A scenario (or a table of it) with another number in a place."""
    first, _, rest = path.partition(".")
    kind: type = type(table)
    name = next(name for name, written in written_keys(kind).items() if written == first)
    return replace(table, **{name: with_number(getattr(table, name), rest, number) if rest else number})


def _defaults(table: type, before: str) -> Iterator[Parameter]:
    hints, written = get_type_hints(table, include_extras=True), written_keys(table)
    for field in fields(table):
        if field.name not in written:
            continue
        path = before + written[field.name]
        if isinstance(field.default, KINDS):
            yield Parameter(path, table, field.default)
        for inner in _tables_of(hints[field.name]):
            yield from _defaults(inner, f"{path}.")


def _tables_of(hint: Any) -> Iterator[type]:
    """The table that a key holds; arrays of tables hold no such numbers."""
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    parts = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    yield from (part for part in parts if isinstance(part, type) and is_dataclass(part))


def _within(table: Any, before: str) -> Iterator[Parameter]:
    kind: type = type(table)
    for name, key in written_keys(kind).items():
        value = getattr(table, name)
        if isinstance(value, KINDS):
            yield Parameter(before + key, kind, value)
        elif is_dataclass(value) and not isinstance(value, type):
            yield from _within(value, f"{before}{key}.")
