"""How often each whole number of seconds occurred: exact means and percentiles, in memory that days do not fill."""

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

SHIFT = 40
DENSE = 1 << 20
"""Up to so many cells it is cheaper to count in a table than to sort."""
MERGE = 1 << 16
"""So many new cells are collected, at least, before they are merged into those that are held."""


class Histogram:
    """Counts of non-negative whole seconds, by group (0 up to `groups`).

    Cells are kept as sorted (group, seconds) keys with their counts; a day holds only so many different seconds.
    """

    def __init__(self, groups: int = 1) -> None:
        self.groups = groups
        self._parts: list[tuple[Ints, Ints]] = []
        self._new = 0

    def add(self, seconds: Ints, group: Ints) -> None:
        """Count values, each in its group."""
        if len(seconds):
            self._take(*_cells(seconds, group, self.groups))

    def take(self, other: "Histogram") -> None:
        """Add the counts of another histogram of the same groups."""
        self._take(*other._cells())  # noqa: SLF001  (of the same class)

    def regrouped(self, place: Ints, groups: int) -> "Histogram":
        """The same counts by coarser groups: group g goes to `place[g]`, or is left out where that is -1."""
        keys, counts = self._cells()
        row = place[keys >> SHIFT]
        kept = row >= 0
        found = Histogram(groups)
        found._parts = [_merged([(((row << SHIFT) + _seconds(keys))[kept], counts[kept])])]
        return found

    def _take(self, keys: Ints, counts: Ints) -> None:
        self._parts.append((keys, counts))
        self._new += len(keys)
        if self._new > max(MERGE, len(self._parts[0][0])):
            self._cells()

    def sums(self) -> Floats:
        """The sum of each group's values, in seconds."""
        keys, counts = self._cells()
        return _sums(keys >> SHIFT, counts * _seconds(keys), self.groups)

    def quantiles(self, share: float) -> Floats:
        """The quantile of each group, interpolated linearly between neighbours; NaN where a group is empty."""
        keys, counts = self._cells()
        upto = np.cumsum(counts)
        size = _sums(keys >> SHIFT, counts, self.groups).astype(np.int64)
        first = np.cumsum(size) - size
        place = share * np.maximum(size - 1, 0)
        low = np.floor(place).astype(np.int64)
        high = np.minimum(low + 1, np.maximum(size - 1, 0))
        found = np.full(self.groups, np.nan)
        full = size > 0
        a = _seconds(keys[np.searchsorted(upto, (first + low)[full], side="right")])
        b = _seconds(keys[np.searchsorted(upto, (first + high)[full], side="right")])
        found[full] = a + (b - a) * (place - low)[full]
        return found

    def _cells(self) -> tuple[Ints, Ints]:
        if len(self._parts) != 1:
            self._parts = [_merged(self._parts)]
            self._new = 0
        return self._parts[0]


def _cells(seconds: Ints, group: Ints, groups: int) -> tuple[Ints, Ints]:
    width = int(seconds.max()) + 1
    packed = group * width + seconds
    if groups * width <= max(DENSE, 4 * len(seconds)):
        counts = np.bincount(packed)
        packed = np.flatnonzero(counts)
        counts = counts[packed]
    else:
        packed, counts = np.unique(packed, return_counts=True)
    row, left = np.divmod(packed, width)
    return (row << SHIFT) + left, counts


def _merged(parts: list[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    if not parts:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    keys = np.concatenate([keys for keys, _ in parts])
    counts = np.concatenate([counts for _, counts in parts])
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], counts[order]
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    return keys[first], np.add.reduceat(counts, first) if len(first) else counts


def regrouped(sums: Floats | Ints, place: Ints, groups: int) -> Floats:
    """Sums by coarser groups: group g goes to `place[g]`, or is left out where that is -1."""
    kept = place >= 0
    return np.bincount(place[kept], weights=sums[kept], minlength=groups).astype(np.float64)


def _seconds(keys: Ints) -> Ints:
    return keys & ((1 << SHIFT) - 1)


def _sums(group: Ints, weights: Ints, groups: int) -> Floats:
    return np.bincount(group, weights=weights, minlength=groups).astype(np.float64)
