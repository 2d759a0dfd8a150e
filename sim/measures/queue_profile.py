"""How many wait at each moment of the day."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

QUARTER_S = 900

Whole = npt.NDArray[np.int64]


def clock_grid(first_s: int, last_s: int, every_s: int = QUARTER_S) -> Whole:
    """The moments, in seconds since midnight, from the one at or before `first_s` to the one at or after `last_s`."""
    return np.arange(first_s // every_s, -(-last_s // every_s) + 1, dtype=np.int64) * every_s


def queue_at(
    joined_s: npt.ArrayLike, left_s: npt.ArrayLike, cell: npt.ArrayLike, cells: int, grid_s: Sequence[int] | Whole
) -> Whole:
    """How many wait at each moment of `grid_s` (rising), in each of `cells` days.

    A wait lasts from `joined_s` (included) to `left_s` (excluded), the second in which the citizen is called or gives
    up; `cell` numbers its day from 0. Returns counts of shape (cells, moments).
    """
    grid = np.asarray(grid_s, dtype=np.int64)
    row = np.asarray(cell, dtype=np.int64)
    steps = np.zeros((cells, len(grid) + 1), dtype=np.int64)
    np.add.at(steps, (row, np.searchsorted(grid, np.asarray(joined_s, dtype=np.int64))), 1)
    np.add.at(steps, (row, np.searchsorted(grid, np.asarray(left_s, dtype=np.int64))), -1)
    return np.cumsum(steps, axis=1)[:, :-1]
