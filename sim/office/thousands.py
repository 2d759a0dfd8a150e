"""Numbers written with a mark between thousands: 15.000 is fifteen to one reader and fifteen thousand to another.

Amounts, people, counts, seconds and hourly rates go by one rule, wherever they are read: a single mark with exactly
three digits after it is a fault that says what to write. Minutes, shares and factors may have three decimals.
"""

import re
from typing import Any, Self

from sim.office.faults import wrong

_ONE = re.compile(r"([+-]?[1-9]\d{0,2})[.,](\d{3})")
_MORE = re.compile(r"([+-]?[1-9]\d{0,2}(?:\.\d{3})+|[+-]?[1-9]\d{0,2}(?:,\d{3})+)(?:[.,](\d+))?")
_RUPIAH = re.compile(r"^Rp\.?\s*|,-$", re.IGNORECASE)


class Written(float):
    """A number that can be read in two ways, with its `text`."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> Self:
        """The number that a point makes of the text."""
        found = super().__new__(cls, text)
        found.text = str(text)
        return found

    def __str__(self) -> str:
        return self.text


def as_written(text: str) -> float:
    """The number of a text with a decimal point; one that can be read in two ways remembers its text."""
    return Written(text) if _ONE.fullmatch(text) else float(text)


def thousands(value: object) -> dict[str, str] | None:
    """What to write for a number with a mark between thousands (a text, or what `as_written` gave); None for others.

    `write` is the number with thousands, `other` what to write where the mark is that of decimals, if it can be.
    """
    text = value.text if isinstance(value, Written) else value if isinstance(value, str) else ""
    plain = _RUPIAH.sub("", text.strip())
    found = _ONE.fullmatch(plain)
    if found:
        other = found[1] if found[2] == "000" else f"{plain}0"
        return {"write": found[1] + found[2], "other": other}
    found = _MORE.fullmatch(plain)
    if found is None:
        return None
    rest = (found[2] or "").rstrip("0")
    return {"write": re.sub("[.,]", "", found[1]) + (f".{rest}" if rest else "")}


def unmarked(value: Any) -> Any:
    """The value as it is. Raises the fault of a number with a mark between thousands."""
    found = thousands(value)
    if found is not None:
        raise wrong(code_of(found), **found)
    return value


def code_of(found: dict[str, str], *, whole: bool = False) -> str:
    """The message that tells of a number with a mark between thousands; a `whole` one has no decimals to be meant."""
    other = found.get("other", "")
    return "thousands" if other and (other.isdigit() or not whole) else "thousands_only"
