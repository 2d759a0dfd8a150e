"""The design of a batch: its points, and whether they can be run and read again, before the first run."""

import math
import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from unicodedata import normalize

import numpy as np

from sim.language import text
from sim.language.arguments import checked
from sim.language.errors import BadRequest
from sim.measures import MEASURES
from sim.office import Scenario
from sim.office.reform import Reform
from sim.runs.names import name_of

NOTHING = ""
TAKEN = ("office", "run", "scenario")
LONGEST = 200
"""Bytes of the name of a file; most disks take 255, and a draft needs some."""
DEVICES = ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)))
"""Names that are no files on Windows, whatever their ending."""


@dataclass(frozen=True)
class Point:
    """A scenario of a batch, and in columns what tells it from the others: texts, numbers, True and False."""

    scenario: Scenario
    columns: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        plain = {name: value.item() if isinstance(value, np.generic) else value for name, value in self.columns.items()}
        object.__setattr__(self, "columns", plain)  # NumPy's numbers are written and compared as Python's

    def __repr__(self) -> str:
        return text("objects.point", name=self.name)

    @property
    def name(self) -> str:
        """Its file, without the ending: the scenario and the columns."""
        told = [value for value in self.columns.values() if isinstance(value, bool) or value not in (NOTHING, 0)]
        parts = [name_of(self.scenario), *map(_in_words, told)]
        name = ".".join(re.sub(r"[^\w.+-]+", "-", normalize("NFC", part)) for part in parts)
        return f"_{name}" if name.split(".")[0].casefold() in DEVICES else name


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


def check_design(points: Sequence[Point]) -> None:
    """Raises BadRequest where columns hide results or hold what no table keeps, or files would be one or too long."""
    for point in points:
        told = [_blind(name) for name in point.columns if isinstance(name, str)]
        for name, value in point.columns.items():
            _check_column(name, value, told)
    names = [point.name for point in points]
    for name in names:
        if len(os.fsencode(name)) > LONGEST:
            raise BadRequest("batch_long", name=name, most=LONGEST)
    seen = Counter(map(_blind, names))
    if doubles := sorted({name for name in names if seen[_blind(name)] > 1}):
        raise BadRequest("batch_doubles", names=", ".join(doubles))


def _check_column(name: Any, value: Any, told: list[str]) -> None:
    if not isinstance(name, str) or not name.strip():
        raise BadRequest("batch_column_name", found=repr(name))
    plain = _blind(name)
    if plain in TAKEN or plain.partition("[")[0] in MEASURES or told.count(plain) > 1:
        raise BadRequest("batch_column_taken", name=name)
    if not isinstance(value, str | bool | int | float):
        raise BadRequest("batch_column_kind", name=name, found=type(value).__name__)
    if not _can_be_kept(value):
        raise BadRequest("batch_column_value", name=name, found=repr(value))


def _can_be_kept(value: str | float) -> bool:
    if isinstance(value, str):
        return value.isprintable()
    return -(2**63) <= value < 2**63 if isinstance(value, int) else math.isfinite(value)


def _blind(name: str) -> str:
    """A name as a disk may take it that does not tell capitals from small letters, nor ways to write an accent."""
    return normalize("NFC", name).casefold()
