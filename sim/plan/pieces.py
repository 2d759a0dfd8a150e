"""Stretches and cases gathered into one array."""

from collections.abc import Sequence

Row = tuple[int, int, float, float, int]


class Pieces:
    """Appends runs of pieces; each method returns (first, count)."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def _append(self, rows: Sequence[Row]) -> tuple[int, int]:
        first = len(self.rows)
        self.rows.extend(rows)
        return first, len(rows)

    def work(self, stretches: Sequence[tuple[int, int]]) -> tuple[int, int]:
        """Stretches of work: (start, end) in seconds."""
        return self._append([(start, end, 0.0, 0.0, 0) for start, end in stretches])

    def profile(self, spans: Sequence[tuple[int, int, float]]) -> tuple[int, int]:
        """A profile: (start, end, weight), weights made cumulative and to end at 1."""
        whole = sum(weight for _, _, weight in spans)
        upto, rows = 0.0, []
        for start, end, weight in sorted(spans):
            upto += weight / whole
            rows.append((start, end, upto, 0.0, 0))
        return self._append(rows)

    def rates(self, spans: Sequence[tuple[int, int, float]]) -> tuple[int, int]:
        """Rates: (start, end, per hour), with the hazard reached before each."""
        before, rows = 0.0, []
        for start, end, per_hour in sorted(spans):
            rows.append((start, end, per_hour / 3600.0, before, 0))
            before += per_hour / 3600.0 * (end - start)
        return self._append(rows)

    def cases(self, cases: Sequence[tuple[int, float]]) -> tuple[int, int]:
        """Cases: (to, share), shares made cumulative."""
        upto, rows = 0.0, []
        for to, share in cases:
            upto += share
            rows.append((0, 0, upto, 0.0, to))
        return self._append(rows)

    def by_length(self, table: Sequence[tuple[int, float]]) -> tuple[int, int]:
        """A balking table: (length, share), by rising length."""
        return self._append([(length, 0, share, 0.0, 0) for length, share in sorted(table)])

    def member(self, trust: float, pull: float, ties: Sequence[tuple[int, float]]) -> int:
        """A citizen of a network and the (citizen, weight) who are heard; where it begins."""
        rows = [(0, 0, float(trust), float(pull), len(ties)), *[(0, 0, float(weight), 0.0, to) for to, weight in ties]]
        return self._append(rows)[0]
