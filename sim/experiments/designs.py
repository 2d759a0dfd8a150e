"""Whether a design of a batch can be run and read again, before its first run."""

import math
import os
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sim.language.errors import BadRequest
from sim.measures import MEASURES

if TYPE_CHECKING:
    from sim.experiments.batches import Point

TAKEN = ("office", "run", "scenario")
LONGEST = 200
"""Bytes of the name of a file; most disks take 255, and a draft needs some."""
DEVICES = ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)))
"""Names that are no files on Windows, whatever their ending."""


def check_design(points: Sequence["Point"]) -> None:
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
    return unicodedata.normalize("NFC", name).casefold()
