"""Stretches and cases gathered into one array."""

from collections.abc import Sequence
from typing import NamedTuple


class Segment(NamedTuple):
    """A row of SEGMENT; networks of citizens make many, so that they are no mappings."""

    start: int = 0
    end: int = 0
    value: float = 0.0
    before: float = 0.0
    to: int = 0


class Segments:
    """Appends runs of segments; each method returns (first, count)."""

    def __init__(self) -> None:
        self.rows: list[Segment] = []

    def _append(self, rows: Sequence[Segment]) -> tuple[int, int]:
        first = len(self.rows)
        self.rows.extend(rows)
        return first, len(rows)

    def work(self, stretches: Sequence[tuple[int, int]]) -> tuple[int, int]:
        """Stretches of work: (start, end) in seconds."""
        return self._append([Segment(start, end) for start, end in stretches])

    def profile(self, spans: Sequence[tuple[int, int, float]]) -> tuple[int, int]:
        """A profile: (start, end, weight), weights made cumulative and to end at 1."""
        whole = sum(weight for _, _, weight in spans)
        upto, rows = 0.0, []
        for start, end, weight in sorted(spans):
            upto += weight / whole
            rows.append(Segment(start, end, upto))
        return self._append(rows)

    def rates(self, spans: Sequence[tuple[int, int, float]]) -> tuple[int, int]:
        """Rates: (start, end, per hour), with the hazard reached before each."""
        before, rows = 0.0, []
        for start, end, per_hour in sorted(spans):
            rows.append(Segment(start, end, per_hour / 3600.0, before))
            before += per_hour / 3600.0 * (end - start)
        return self._append(rows)

    def cases(self, cases: Sequence[tuple[int, float]]) -> tuple[int, int]:
        """Cases: (to, share), shares made cumulative."""
        upto, rows = 0.0, []
        for to, share in cases:
            upto += share
            rows.append(Segment(value=upto, to=to))
        return self._append(rows)

    def by_length(self, table: Sequence[tuple[int, float]]) -> tuple[int, int]:
        """A balking table: (length, share), by rising length."""
        return self._append([Segment(start=length, value=share) for length, share in sorted(table)])

    def member(self, trust: float, pull: float, ties: Sequence[tuple[int, float]]) -> int:
        """A citizen of a network and the (citizen, weight) who are heard; where it begins."""
        own = Segment(value=float(trust), before=float(pull), to=len(ties))
        return self._append([own, *(Segment(value=float(weight), to=to) for to, weight in ties)])[0]
