"""How often each whole number of seconds occurred: exact means and percentiles, in memory that days do not fill."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

SHIFT = 5
WIDTH = 1 << SHIFT
"""The seconds of a page."""
FEW, PAGES = 256, 1024


class Pages(NamedTuple):
    """Counts by pages of WIDTH seconds, made when they are needed: `pages` (shape groups, many) says which (0: none).

    `used` pages are in use, the first of which is nobody's; `lacking` says how many seconds did not fit last.
    """

    pages: npt.NDArray[np.int32]
    cells: npt.NDArray[np.int32]
    used: Ints
    lacking: Ints


def fits(pages: Pages, seconds: int, more: int) -> bool:
    """Whether there is room to note so many values up to a number of seconds."""
    if seconds >> SHIFT < pages.pages.shape[1] and pages.used[0] + more <= pages.cells.shape[0]:
        return True
    pages.lacking[0] = seconds
    return False


def note(pages: Pages, group: int, seconds: int) -> None:
    """Count a value that fits."""
    page = pages.pages[group, seconds >> SHIFT]
    if page == 0:
        page = pages.used[0]
        pages.used[0] += 1
        pages.pages[group, seconds >> SHIFT] = page
    pages.cells[page, seconds & (WIDTH - 1)] += 1


class Histogram:
    """Counts of non-negative whole seconds, by group (0 up to `groups`)."""

    def __init__(self, groups: int = 1) -> None:
        self.groups = groups
        index = np.zeros((groups, FEW), np.int32)
        self.pages = Pages(index, np.zeros((PAGES, WIDTH), np.int32), np.ones(1, np.int64), np.zeros(1, np.int64))

    def make_room(self, pages: int = 16) -> None:
        """Room for values as long as the last that did not fit, and for so many more pages."""
        index, cells, used, lacking = self.pages
        width, held = int(lacking[0] >> SHIFT) + 1, int(used[0])
        if width > index.shape[1]:
            index = _larger(index, (self.groups, max(width, 2 * index.shape[1])))
        if held + pages > len(cells):
            cells = _larger(cells, (max(2 * len(cells), held + pages), WIDTH))
        self.pages = Pages(index, cells, used, lacking)

    def add(self, seconds: Ints, group: Ints, counts: Ints | None = None) -> None:
        """Count values, each in its group, once or as often as is said."""
        if not len(seconds):
            return
        self.pages.lacking[0] = seconds.max()
        new = np.unique((group << 40) + (seconds >> SHIFT))
        self.make_room(len(new))
        index, held, used, _ = self.pages
        place = (new >> 40, new & ((1 << 40) - 1))
        lacking = index[place] == 0
        index[place[0][lacking], place[1][lacking]] = np.arange(used[0], used[0] + lacking.sum())
        used += lacking.sum()
        cell = (index[group, seconds >> SHIFT].astype(np.int64) << SHIFT) + (seconds & (WIDTH - 1))
        held += np.bincount(cell, counts, held.size).astype(np.int32).reshape(held.shape)

    def regrouped(self, place: Ints, groups: int) -> "Histogram":
        """The same counts by coarser groups: group g goes to `place[g]`, or is left out where that is -1."""
        group, seconds, counts = self._cells()
        kept = place[group] >= 0
        found = Histogram(groups)
        found.add(seconds[kept], place[group[kept]], counts[kept])
        return found

    def sums(self) -> Floats:
        """The sum of each group's values, in seconds."""
        group, seconds, counts = self._cells()
        return np.bincount(group, weights=counts * seconds, minlength=self.groups).astype(np.float64)

    def quantiles(self, *shares: float) -> list[Floats]:
        """Of each share the quantiles of the groups (see `interpolated`)."""
        group, seconds, counts = self._cells()
        size = np.bincount(group, weights=counts, minlength=self.groups).astype(np.int64)
        upto = np.cumsum(counts)
        return [interpolated(size, share, seconds, upto) for share in shares]

    def upto(self, seconds: Ints, group: int = 0) -> Floats:
        """The share of a group's values that are so many seconds or fewer; NaN where it is empty."""
        owner, found, counts = self._cells()
        own = owner == group
        place = np.searchsorted(found[own], seconds, side="right")
        upto = np.concatenate(([0], np.cumsum(counts[own])))
        return upto[place] / upto[-1] if upto[-1] else np.full(len(seconds), np.nan)

    def _cells(self) -> tuple[Ints, Ints, Ints]:
        """The group, seconds and count of all that occurred, in the order of groups and seconds."""
        table = self.pages.pages
        group, page = np.divmod(np.flatnonzero(table != 0), table.shape[1])
        cells = self.pages.cells[table[group, page]].ravel()
        there = np.flatnonzero(cells != 0)
        row = there >> SHIFT
        return group[row], (page[row] << SHIFT) + (there & (WIDTH - 1)), cells[there].astype(np.int64)


def interpolated(size: Ints, share: float, values: Ints, upto: Ints | None = None) -> Floats:
    """The quantile of each group, interpolated linearly between neighbours; NaN where a group is empty.

    `size` values of each group follow each other in their order; where one stands for several, `upto` says for which.
    """
    first, last = np.cumsum(size) - size, np.maximum(size - 1, 0)
    place = share * last
    low = np.floor(place).astype(np.int64)
    full = size > 0
    ranks = ((first + rank)[full] for rank in (low, np.minimum(low + 1, last)))
    a, b = (values[rank if upto is None else np.searchsorted(upto, rank, side="right")] for rank in ranks)
    found = np.full(len(size), np.nan)
    found[full] = a + (b - a) * (place - low)[full]
    return found


def _larger(array: npt.NDArray[np.int32], shape: tuple[int, int]) -> npt.NDArray[np.int32]:
    larger = np.zeros(shape, array.dtype)
    larger[: array.shape[0], : array.shape[1]] = array
    return larger


def regrouped(sums: Floats | Ints, place: Ints, groups: int) -> Floats:
    """Sums by coarser groups: row g goes to `place[g]`, or is left out where that is -1."""
    kept = place >= 0
    if sums.ndim == 1:
        return np.bincount(place[kept], weights=sums[kept], minlength=groups).astype(np.float64)
    found = np.zeros((groups, *sums.shape[1:]))
    np.add.at(found, place[kept], sums[kept])
    return found
