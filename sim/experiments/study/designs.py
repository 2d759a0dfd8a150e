"""The points of a design: scenarios with columns that tell them apart, and whether those columns can be kept."""

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np

from sim.language import text
from sim.language.arguments import checked
from sim.language.errors import BadRequest
from sim.measures import MEASURES
from sim.office import Scenario
from sim.office.reform import Reform
from sim.runs.making.names import name_of

NOTHING = ""
TAKEN = ("office", "point", "run", "scenario")


class Variant(Protocol):
    """What a sweep runs: a scenario, made when it is asked for, of an office, with what tells it from others."""

    @property
    def scenario(self) -> Scenario:
        """The scenario. Raises ScenarioFaults."""

    @property
    def office(self) -> str:
        """What its office is called."""

    @property
    def beside(self) -> Hashable:
        """The same for points that are compared with each other: those of an office under the same doubts."""

    @property
    def runs(self) -> int:
        """How many replications its scenario asks for."""

    @property
    def columns(self) -> Mapping[str, Any]:
        """Texts, numbers, True and False; None: as the scenario says."""

    def source(self) -> str | None:
        """A digest of all files and values that it is made of; None where that cannot be told without making it."""


@dataclass(frozen=True)
class Point:
    """A scenario of a design, and in columns what tells it from the others: texts, numbers, True and False."""

    scenario: Scenario
    columns: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        plain = {name: value.item() if isinstance(value, np.generic) else value for name, value in self.columns.items()}
        object.__setattr__(self, "columns", plain)  # NumPy's numbers are written and compared as Python's

    def __repr__(self) -> str:
        return text("objects.point", name=called(self))

    @property
    def office(self) -> str:
        """What its office is called."""
        return name_of(self.scenario)

    @property
    def beside(self) -> Hashable:
        """Its office."""
        return self.office

    @property
    def runs(self) -> int:
        """How many replications its scenario asks for."""
        return self.scenario.runs

    def source(self) -> str | None:
        """None: whoever made it in Python may have changed anything."""
        return None


def called(point: Variant) -> str:
    """A point in a word: its office and what is not as it is."""
    told = [v for v in point.columns.values() if v is not None and (isinstance(v, bool) or v not in (NOTHING, 0))]
    return ".".join([point.office, *map(_in_words, told)])


def _in_words(value: Any) -> str:
    if isinstance(value, float) and float(f"{value:g}") == value:
        return f"{value:g}"
    return str(value)


@checked
def crossed(scenarios: Sequence[Scenario], reforms: Sequence[Reform], strengths: Sequence[float]) -> list[Point]:
    """Each office without reforms, and with each reform alone at each strength."""
    found = []
    for scenario in scenarios:
        bare = replace(scenario, reforms=())
        found.append(Point(bare, {"reform": NOTHING, "strength": 0.0}))
        for reform in reforms:
            for strength in strengths:
                office = replace(bare, reforms=(replace(reform, strength=strength),))
                found.append(Point(office, {"reform": reform.key, "strength": float(strength)}))
    return found


def check_design(points: Sequence[Variant]) -> None:
    """Raises BadRequest where columns hide results or hold what no table keeps, or nothing tells two points apart."""
    for point in points:
        told = [name.casefold() for name in point.columns if isinstance(name, str)]
        for name, value in point.columns.items():
            _check_column(name, value, told)
    seen = set[tuple[Any, ...]]()
    for point in points:
        mark = (point.office, *sorted((name, repr(value)) for name, value in point.columns.items()))
        if mark in seen:
            raise BadRequest("design_doubles", names=called(point))
        seen.add(mark)


def _check_column(name: Any, value: Any, told: list[str]) -> None:
    if not isinstance(name, str) or not name.strip():
        raise BadRequest("column_name", found=repr(name))
    plain = name.casefold()
    if plain in TAKEN or plain.partition("[")[0] in MEASURES or told.count(plain) > 1:
        raise BadRequest("column_taken", name=name)
    if value is not None and not isinstance(value, str | bool | int | float):
        raise BadRequest("column_kind", name=name, found=type(value).__name__)
    if value is not None and not _can_be_kept(value):
        raise BadRequest("column_value", name=name, found=repr(value))


def _can_be_kept(value: str | float) -> bool:
    if isinstance(value, str):
        return value.isprintable()
    return -(2**63) <= value < 2**63 if isinstance(value, int) else math.isfinite(value)
