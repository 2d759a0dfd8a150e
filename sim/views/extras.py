"""How results are looked at: what an hour of work costs, the six dimensions, their weights, around which date."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sim.language.errors import BadRequest
from sim.measures.dimensions import DIMENSIONS
from sim.office.thousands import code_of, thousands

_COMMAS = re.compile(r"(?<![\d.])[1-9]\d{0,2}(,\d{3})+(?![\d.])")
"""Amounts with a comma between them, or one with commas between thousands."""


@dataclass(frozen=True)
class Extras:
    """What to show beside the usual; nothing where nothing was asked for. `full`: all tables there are."""

    wage: float | None = None
    dimensions: bool = False
    full: bool = False
    weights: Mapping[str, float] | None = None
    pairs: bool = False


USUAL = Extras()


def extras_of(
    wage: str | None, weights: str | None, *, dimensions: bool, full: bool = False, pairs: bool = False
) -> Extras:
    """What the arguments ask for; weights ask for the dimensions. Raises BadRequest."""
    return Extras(rupiah_of(wage), dimensions or weights is not None, full, weights_of(weights), pairs)


def rupiah_of(written: str | None) -> float | None:
    """An amount above 0: 40000. Raises BadRequest."""
    found = None if written is None else _amount(written, "wage")
    if found == 0:
        raise BadRequest("wage", found=written)
    return found


def budget_of(written: str | None) -> float | None:
    """An amount from 0 up. Raises BadRequest."""
    return None if written is None else _amount(written, "budget")


def costs_of(written: str | None) -> list[float] | None:
    """Amounts from 0 up with commas between: 50000000,80000000. Raises BadRequest."""
    if written is None:
        return None
    marked = _COMMAS.search(written)
    if marked:
        raise BadRequest("costs_comma", found=marked[0], write=marked[0].replace(",", ""))
    return [_amount(part.strip(), "cost") for part in written.split(",")]


def share_of(written: str, option: str) -> float:
    """A percentage between 0 and 100 as a share: 90, 92.5. Raises BadRequest."""
    found = _decimal(written)
    if not 1.0 <= found < 100.0:
        raise BadRequest("percentage", option=option, found=written)
    return found / 100.0


def strength_of(written: str) -> float:
    """A strength in per cent, above 0 and up to 100. Raises BadRequest."""
    found = _decimal(written)
    if not 0.0 < found <= 100.0:
        raise BadRequest("strength", found=written)
    return found / 100.0


def minutes_of(written: str | None) -> float | None:
    """Minutes from 0 up. Raises BadRequest."""
    found = None if written is None else _decimal(written)
    if found is not None and not found >= 0.0:
        raise BadRequest("within", found=written)
    return found


def difference_of(written: str | None) -> float | None:
    """A difference above 0 that does not matter, on whatever scale. Raises BadRequest."""
    found = None if written is None else _decimal(written)
    if found is not None and not found > 0.0:
        raise BadRequest("search_zone", found=written)
    return found


def _decimal(written: str) -> float:
    """A number with a point or a comma before its decimals; NaN for anything else."""
    try:
        found = float(written.replace(",", ".").removesuffix("%"))
    except ValueError:
        return math.nan
    return found if math.isfinite(found) else math.nan


def _amount(written: str, what: str) -> float:
    marked = thousands(written)
    if marked:
        raise BadRequest(code_of(marked), found=written, **marked)
    try:
        found = float(written)
    except ValueError:
        found = math.nan
    if not (math.isfinite(found) and found >= 0):
        raise BadRequest(what, found=written)
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
