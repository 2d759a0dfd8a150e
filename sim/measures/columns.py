"""Record rows → plain columns, copied in strides that stay in the processor's cache."""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.plan.layout import Records

STRIDE = 16_384
NOT_ALWAYS = ("channel", "office")
"""Columns that are copied only where they divide something."""


class Columns(NamedTuple):
    """Columns of VISIT_ROW that the measures read; times in whole seconds. Those NOT_ALWAYS wanted may be empty."""

    day: npt.NDArray[np.int64]
    service: npt.NDArray[np.int64]
    step: npt.NDArray[np.int64]
    class_: npt.NDArray[np.int64]
    came_s: npt.NDArray[np.int64]
    arrive_s: npt.NDArray[np.int64]
    start_s: npt.NDArray[np.int64]
    finish_s: npt.NDArray[np.int64]
    waited_s: npt.NDArray[np.int64]
    outcome: npt.NDArray[np.int64]
    last: npt.NDArray[np.bool_]
    channel: npt.NDArray[np.int64]
    office: npt.NDArray[np.int64]

    def where(self, mask: npt.NDArray[np.bool_]) -> "Columns":
        """The rows that a mask picks; no copy where it picks all."""
        if mask.all():
            return self
        kept = np.flatnonzero(mask)
        return Columns(*(column.take(kept) if len(column) else column for column in self))  # type: ignore[arg-type]


def columns(rows: Records, wanted: Collection[str] = NOT_ALWAYS) -> Columns:
    """The columns of visit rows; of those NOT_ALWAYS needed only the `wanted`."""
    names = [name for name in Columns._fields if name not in NOT_ALWAYS or name in wanted]
    empty = np.zeros(0, np.int64)
    found = {name: np.empty(len(rows), bool if name == "last" else np.int64) for name in names}
    for start in range(0, len(rows), STRIDE):
        stop = start + STRIDE
        for name, column in found.items():
            column[start:stop] = rows[name][start:stop]
    return Columns(**{name: found.get(name, empty) for name in Columns._fields})  # type: ignore[arg-type]
