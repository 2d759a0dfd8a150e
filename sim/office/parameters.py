"""The numbers of a scenario that say where they come from: which they are, where they stand, and another in place."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from sim.evidence import Assumed, Sourced, of
from sim.office.keys import written_keys
from sim.office.reform import CATALOGUE, Reform
from sim.office.scenario import Scenario

KINDS = (Sourced, Assumed)
REFORM = "reform"


@dataclass(frozen=True)
class Parameter:
    """A number from the registry or assumed; `path` is its place in a file ("staff.load.usual_queue").

    `variant` is that of a reform which sets the number, "" where it does not depend on one.
    """

    path: str
    table: type
    number: Sourced | Assumed
    variant: str = ""

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


def defaults() -> tuple[Parameter, ...]:
    """All defaults of scenario files that are from the registry or assumed: by table, then those of the reforms."""
    return (*office_defaults(), *(number for name, kind in CATALOGUE.items() for number in reform_defaults(name, kind)))


@cache
def office_defaults() -> tuple[Parameter, ...]:
    """Those of the office itself, without reforms."""
    return tuple(_defaults(Scenario, ""))


def reform_defaults(name: str, kind: type[Reform]) -> Iterator[Parameter]:
    """Those of a reform, key by key; where its variants set a number, that of each."""
    for field in fields(kind):
        path = f"{REFORM}.{name}.{field.name}"
        if isinstance(field.default, KINDS):
            yield Parameter(path, kind, field.default)
        for variant, preset in kind.presets.items():
            number = preset.get(field.name)
            if isinstance(number, KINDS):
                yield Parameter(path, kind, number, variant)


def parameters(scenario: Scenario) -> tuple[Parameter, ...]:
    """Those of a scenario: of the tables that it names, without the numbers that its file or a caller gives itself.

    Those of its reforms follow, by their id or name ("reform.training.gain").
    """
    return (*_within(scenario, ""), *(number for reform in scenario.reforms for number in _of_reform(reform)))


def _of_reform(reform: Reform) -> Iterator[Parameter]:
    for field, number in reform.numbers():
        yield Parameter(f"{REFORM}.{reform.key}.{field}", type(reform), number)


def with_number(table: Any, path: str, number: float) -> Any:
    """A scenario (or a table of it) with another number in a place; entries of arrays go by their name or id."""
    first, _, rest = path.partition(".")
    kind: type = type(table)
    name = next(name for name, written in written_keys(kind).items() if written == first)
    inside = getattr(table, name)
    if isinstance(inside, tuple):
        called, _, rest = rest.partition(".")
        return replace(table, **{name: tuple(_with_entry(entry, called, rest, number) for entry in inside)})
    return replace(table, **{name: with_number(inside, rest, number) if rest else number})


def _with_entry(entry: Any, called: str, rest: str, number: float) -> Any:
    own = entry.key if isinstance(entry, Reform) else entry.name
    return with_number(entry, rest, number) if own == called else entry


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
