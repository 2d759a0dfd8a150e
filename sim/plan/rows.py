"""Rows by the names of their fields → record arrays."""

from collections.abc import Mapping, Sequence
from operator import attrgetter, itemgetter

import numpy as np

from sim.plan.layout import Records

Row = Mapping[str, float]
"""A row of a kind of record: a value for each field, in any order."""

NOWHERE = (0, 0)
"""First and count of a run of nothing."""


def records(kind: np.dtype[np.void], rows: Sequence[Row] | Sequence[tuple[float, ...]]) -> Records:
    """Rows as records of a kind; where there are very many, named tuples instead of mappings.

    Raises ValueError where a row has not just the fields of the kind.
    """
    fields = kind.names or ()
    for row in rows:
        given = row.keys() if isinstance(row, Mapping) else row._fields  # type: ignore[attr-defined]  # a NamedTuple
        if len(given) != len(fields) or not set(fields) <= set(given):
            raise ValueError(f"fields {sorted(set(fields) ^ set(given))} are missing in a row, or unknown")
    take = (attrgetter if rows and isinstance(rows[0], tuple) else itemgetter)(*fields)
    return np.array([take(row) for row in rows], kind)


def run(prefix: str, placed: tuple[int, int]) -> Row:
    """The fields PREFIX_first and PREFIX_count of a run of segments, slots or links."""
    return {f"{prefix}_first": placed[0], f"{prefix}_count": placed[1]}


def span(placed: tuple[int, int]) -> Row:
    """The fields first and count."""
    return {"first": placed[0], "count": placed[1]}
