"""How results are looked at: what an hour of work costs, the six dimensions, their weights, around which date."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sim.measures.dimensions import DIMENSIONS
from sim.runs.replicate import BadRequest

GROUPED = re.compile(r"\d{1,3}([.,]\d{3})+")
"""Thousands as people write them in one language or the other."""


@dataclass(frozen=True)
class Looks:
    """What to show beside the usual; nothing where nothing was asked for."""

    wage: float | None = None
    dimensions: bool = False
    summary: bool = False
    weights: Mapping[str, float] | None = None


USUAL = Looks()


def looks(wage: str | None, weights: str | None, *, dimensions: bool, summary: bool = False) -> Looks:
    """What the arguments ask for; weights ask for the dimensions. Raises BadRequest."""
    return Looks(rupiah_of(wage), dimensions or weights is not None, summary, weights_of(weights))


def rupiah_of(written: str | None) -> float | None:
    """An amount above 0: 40000, and 40.000 as well. Raises BadRequest."""
    if written is None:
        return None
    try:
        found = float(re.sub("[.,]", "", written) if GROUPED.fullmatch(written) else written)
    except ValueError:
        found = math.nan
    if not (math.isfinite(found) and found > 0):
        raise BadRequest("wage", found=written)
    return found


def costs_of(written: str | None) -> list[float] | None:
    """Amounts from 0 up with commas between: 50000000,80000000, and 50.000.000 as well. Raises BadRequest."""
    return None if written is None else [_cost(part.strip()) for part in written.split(",")]


def _cost(part: str) -> float:
    try:
        found = float(part.replace(".", "") if GROUPED.fullmatch(part) else part)
    except ValueError:
        found = math.nan
    if not (math.isfinite(found) and found >= 0):
        raise BadRequest("cost", found=part)
    return found


def weights_of(written: str | None) -> Mapping[str, float] | None:
    """Weights of dimensions: "responsiveness=2,fairness=1"; those not named weigh nothing. Raises BadRequest."""
    if written is None:
        return None
    weights = dict(_weight(part.strip()) for part in written.split(",") if part.strip())
    if not any(weights.values()):
        raise BadRequest("weights_none", found=written)
    return weights


def _weight(part: str) -> tuple[str, float]:
    name, _, value = (piece.strip() for piece in part.partition("="))
    if name not in DIMENSIONS:
        raise BadRequest("weights_name", found=name, names=", ".join(DIMENSIONS))
    try:
        found = float(value)
    except ValueError:
        found = math.nan
    if not (math.isfinite(found) and found >= 0):
        raise BadRequest("weights_number", found=value, name=name)
    return name, found


def date_of(written: str | None) -> date | None:
    """A date as 2026-07-01. Raises BadRequest."""
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise BadRequest("date", found=written) from None
