"""All rows by id, and the one that was asked for."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType

from sim.evidence.reading import Section, read
from sim.evidence.row import Evidence

SECTIONS = (
    "learning", "load", "training", "appraisal", "leadership", "integrity", "procedure", "digital", "appointments",
    "waiting", "satisfaction", "trust", "complaints", "regulation",
)  # fmt: skip
"""The files of rows, in the order in which they are listed."""
FOLDER = Path(__file__).parent / "rows"


class UnknownEvidence(LookupError):
    """The registry has no such row; `nearest` is the id that was probably meant, or None."""

    def __init__(self, asked: str, nearest: str | None) -> None:
        hint = f"; did you mean '{nearest}'?" if nearest else "; 'loket evidence' lists all"
        super().__init__(f"the evidence registry has no row '{asked}'{hint}")
        self.asked = asked
        self.nearest = nearest


@cache
def sections() -> tuple[Section, ...]:
    """The sections with their rows."""
    return read(FOLDER / f"{name}.toml" for name in SECTIONS)


@cache
def registry() -> Mapping[str, Evidence]:
    """All rows by id, in the order of the sections."""
    return MappingProxyType({row.id: row for section in sections() for row in section.rows})


def row_of(asked: str) -> Evidence:
    """The row with an id, as "L1" (or "l1"). Raises UnknownEvidence."""
    found = registry().get(asked.strip().upper())
    if found is None:
        raise UnknownEvidence(asked, _nearest(asked))
    return found


def _nearest(asked: str) -> str | None:
    """The same letter comes first, then the nearest number: "L9" is nearer to "L5" than to "D9"."""
    word = asked.strip().upper()
    letter, digits = word[:1], word[1:]
    alike = [known for known in registry() if known[0] == letter]
    if alike and digits.isdecimal():
        return min(alike, key=lambda known: abs(int(known[1:]) - int(digits)))
    return next(iter(get_close_matches(word, list(registry()), n=1)), None)
