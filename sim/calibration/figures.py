"""Numbers of an office that say what they rest on, and the office that they make."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self

import pandas as pd

from sim.calibration.log.records import Note

Origin = Literal["log", "default", "assumption"]


class Figure(float):
    """A number with the ends of its uncertainty (None: exact, or not known), what it rests on, and how many rows.

    `doubt` are the ends between which the number may be drawn while all beside it stays as it is: narrower than low and
    high where these hold for other families too. `note` says in words what more is to be known of it (a family chosen,
    a weekday pooled).
    """

    low: float | None
    high: float | None
    doubt: tuple[float, float] | None
    origin: Origin
    rows: int
    note: Note | None

    @classmethod
    def of(
        cls, value: float, ends: tuple[float, float] | None = None, *,
        origin: Origin = "log", rows: int = 0, note: Note | None = None, doubt: tuple[float, float] | None = None,
    ) -> Self:  # fmt: skip
        number = cls(value)
        number.low, number.high = ends if ends is not None else (None, None)
        number.doubt = ends if doubt is None else doubt
        number.origin, number.rows, number.note = origin, rows, note
        return number


@dataclass(frozen=True)
class Estimates:
    """What a log says of an office, as `sim.calibration.estimate.estimate(log)` finds it.

    `document` is what a scenario file would hold of it (keys, tables and lists as there), with a Figure for every
    number that was estimated; what it leaves out is not known from the log. Its table `calibrated` says which days of a
    dated log were used; later ones are held out. `notes` say what was pooled, tested and
    found. `draws`, where estimates are correlated: a column a place ("service.kk.step.proses.time.mean_min"), a row a
    joint draw.
    """

    document: Mapping[str, Any]
    notes: tuple[Note, ...] = ()
    draws: pd.DataFrame | None = None
