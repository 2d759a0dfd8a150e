"""The numbers of a scenario that say where they come from: which they are, where they stand, and another in place."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from sim.document.keys import written_keys
from sim.evidence import Assumed, Sourced, row_of
from sim.office.comparing import Doubt
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
        row = row_of(self.number.row)
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
        for variant, preset in kind.choices():
            number = preset.get(field.name)
            if isinstance(number, KINDS):
                yield Parameter(path, kind, number, variant)


def parameters(scenario: Scenario) -> tuple[Parameter, ...]:
    """Those of a scenario: of the tables that it names, without the numbers that its file or a caller gives itself.

    Those of its reforms follow, by their id or name ("reform.training.gain"). What the scenario doubts is
    among them with the ends that it gives, whether the number is its own or not.
    """
    reforms = (number for reform in scenario.reforms for number in _of_reform(reform))
    found = {number.path: number for number in (*_within(scenario, ""), *reforms)}
    return tuple({**found, **{doubt.path: _doubted(scenario, doubt) for doubt in scenario.doubt}}.values())


def number_at(scenario: Scenario, path: str) -> Any:
    """The number in a place of a scenario; where a reform leaves it to its variant that of the variant. May be None."""
    table, field = _place(scenario, path)
    return table.given(field) if isinstance(table, Reform) else getattr(table, field)


def _doubted(scenario: Scenario, doubt: Doubt) -> Parameter:
    table, _ = _place(scenario, doubt.path)
    value = number_at(scenario, doubt.path)
    number = Assumed((doubt.low + doubt.high) / 2 if value is None else value)
    number.low, number.high = doubt.low, doubt.high
    return Parameter(doubt.path, type(table), number)


def _place(table: Any, path: str) -> tuple[Any, str]:
    """The table in which a place lies, and the field there."""
    first, _, rest = path.partition(".")
    name = _field(table, first)
    if not rest:
        return table, name
    inside = getattr(table, name)
    if isinstance(inside, tuple):
        called, _, rest = rest.partition(".")
        inside = next(entry for entry in inside if _called(entry) == called)
    return _place(inside, rest)


def _of_reform(reform: Reform) -> Iterator[Parameter]:
    for field, number in reform.numbers():
        yield Parameter(f"{REFORM}.{reform.key}.{field}", type(reform), number)


def with_number(table: Any, path: str, number: float) -> Any:
    """A scenario (or a table of it) with another number in a place; entries of arrays go by their name or id."""
    first, _, rest = path.partition(".")
    name = _field(table, first)
    inside = getattr(table, name)
    if isinstance(inside, tuple):
        called, _, rest = rest.partition(".")
        entries = (with_number(entry, rest, number) if _called(entry) == called else entry for entry in inside)
        return replace(table, **{name: tuple(entries)})
    whole = isinstance(inside, int) and float(number).is_integer()
    return replace(table, **{name: with_number(inside, rest, number) if rest else int(number) if whole else number})


def _field(table: Any, key: str) -> str:
    """The field that a key is written for."""
    kind: type = type(table)
    return next(name for name, written in written_keys(kind).items() if written == key)


def _called(entry: Any) -> str | None:
    """What an entry of an array is called by."""
    return entry.key if isinstance(entry, Reform) else getattr(entry, "name", None)


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
