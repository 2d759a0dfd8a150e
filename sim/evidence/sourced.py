"""Numbers that say where they come from: a row of the registry, or an assumption with its range."""

from typing import Any

from sim.evidence.registry import row_of


class Sourced(float):
    """A number from a row of the registry; `low` and `high` are the ends of its range."""

    row: str
    low: float
    high: float


class Assumed(float):
    """A number that nobody has measured; `low` and `high` are how far it may be off."""

    low: float
    high: float


def evidence(row: str, times: float = 1.0, plus: float = 0.0) -> Any:
    """The value of a row, `times` a factor and `plus` what its use asks for. Raises UnknownEvidence."""
    found = row_of(row)
    if found.value is None or found.low is None or found.high is None:
        raise ValueError(f"{row} has no value and range to take")
    number = Sourced(found.value * times + plus)
    number.row = found.id
    number.low, number.high = sorted((found.low * times + plus, found.high * times + plus))
    return number


def assumption(value: float, low: float, high: float) -> Any:
    """A number without a source, with the range in which it may lie."""
    if not low <= value <= high:
        raise ValueError(f"{value} lies outside {low} to {high}")
    number = Assumed(value)
    number.low, number.high = low, high
    return number
