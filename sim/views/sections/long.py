"""Tables of hundreds of groups: a report shows the first, and tells how many more there are."""

from collections.abc import Sequence
from typing import TypeVar

from sim.language import number, text

T = TypeVar("T")
LONG, FIRST = 40, 20
"""A table of more groups than LONG shows the FIRST, as the scenario writes them: to choose them by a measure
would show the best or the worst as if they were usual."""


def first(groups: Sequence[T]) -> Sequence[T]:
    """The groups that are shown."""
    return groups if len(groups) <= LONG else groups[:FIRST]


def further(groups: Sequence[object], lang: str, key: str = "results.further") -> list[str]:
    """How many more there are, and where they stand; nothing where all are shown."""
    left = len(groups) - len(first(groups))
    return [text(key, lang, count=number(left, lang, 0))] if left else []
