"""What each option of a search may be, wherever it is said: on the command line, in a file, in Python."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sim.language.errors import BadRequest, Unknown
from sim.measures.selection import Zone
from sim.office.reform import CATALOGUE, DECIDERS
from sim.runs.doubting.doubt_draws import draws_asked
from sim.runs.making.request import number_asked


def _budget(found: float) -> None:
    if not (math.isfinite(found) and found >= 0.0):
        raise BadRequest("budget", found=f"{found:g}")


def _at_most(found: int) -> None:
    if found < 1:
        raise BadRequest("range", name="at_most", found=found, least=1, most=len(CATALOGUE))


def _who(found: str) -> None:
    if found not in DECIDERS:
        raise Unknown("search_decider", found, DECIDERS)


def _strengths(found: Sequence[float]) -> None:
    for one in found:
        if not 0.0 < one <= 1.0:
            raise BadRequest("search_strength", found=f"{one:g}")


def _indifference(found: float) -> None:
    if not (math.isfinite(found) and found > 0.0):
        raise BadRequest("search_zone", found=f"{found:g}")


def _confidence(found: float) -> None:
    if not 0.0 < found < 1.0:
        raise BadRequest("level", found=f"{found:g}")


def _most_runs(found: int) -> None:
    if number_asked("runs", found, "most_runs") < Zone.first:
        raise BadRequest("search_most_runs", found=found, least=Zone.first)


def _doubt_draws(found: int) -> None:
    if found != 0:
        draws_asked(1, found)


RANGES: Mapping[str, Callable[[Any], None]] = {
    "budget_rupiah": _budget, "at_most": _at_most, "who": _who, "strengths": _strengths,
    "indifference": _indifference, "confidence": _confidence, "most_runs": _most_runs, "doubt_draws": _doubt_draws,
}  # fmt: skip
"""By option what raises BadRequest where it cannot be."""


def check_ranges(**said: Any) -> None:
    """Raises BadRequest for the first option that cannot be; None: it is not said."""
    for name, value in said.items():
        if value is not None:
            RANGES[name](value)
