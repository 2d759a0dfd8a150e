"""Record rows → plain columns, copied in strides that stay in the processor's cache."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.plan.layout import Records

STRIDE = 16_384


class Columns(NamedTuple):
    """Columns of VISIT_ROW that the measures read; times in whole seconds."""

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

    def where(self, mask: npt.NDArray[np.bool_]) -> "Columns":
        """The rows that a mask picks; no copy where it picks all."""
        if mask.all():
            return self
        kept = np.flatnonzero(mask)
        return Columns(*(column.take(kept) for column in self))  # type: ignore[arg-type]


def columns(rows: Records) -> Columns:
    """The columns of visit rows."""
    found = Columns(*[np.empty(len(rows), bool if name == "last" else np.int64) for name in Columns._fields])
    for start in range(0, len(rows), STRIDE):
        stop = start + STRIDE
        for name, column in zip(Columns._fields, found, strict=True):
            column[start:stop] = rows[name][start:stop]
    return found
