"""Whether tickets run out: days on which as many were taken as on others, to the ticket, and none after that."""

from typing import Any

import numpy as np
import pandas as pd

from sim.calibration.estimate.line import Line
from sim.calibration.figures import Figure
from sim.calibration.log.records import Note

LEAST_DAYS = 3
OFTEN = 0.25
"""The share of the days, beside LEAST_DAYS, that end at the same largest number: chance does not."""
LEAST = 10
"""Of fewer tickets a day, as many on several days is no wonder."""


def quotas(line: Line) -> tuple[int | None, dict[str, int], list[Note]]:
    """Tickets a day of all services together, of single ones, and what is said of them; None and none where none end.

    Who came after the last ticket stands in no log, so that the visits a day are those who got one.
    """
    counts = np.bincount(line.day, minlength=len(line.days))
    whole = _quota(counts)
    own: dict[str, int] = {}
    if whole is None:
        by = pd.crosstab(line.rows["service"], line.day)
        found = {str(name): _quota(row.to_numpy()) for name, row in by.iterrows()} if len(by) > 1 else {}
        own = {name: quota for name, quota in found.items() if quota is not None}
    told: list[Note] = []
    if whole is not None:
        told = [Note("quota", whole, values={"percent": round(100 * float((counts == whole).mean()))})]
    return whole, own, told + [Note("quota_service", quota, values={"service": name}) for name, quota in own.items()]


def _quota(counts: np.ndarray) -> int | None:
    top = int(counts.max(initial=0))
    hits = int((counts == top).sum())
    return top if top >= LEAST and hits >= max(LEAST_DAYS, OFTEN * len(counts)) else None


def quota_of(count: int | None, rows: int) -> dict[str, Any]:
    """The key of a scenario, where there is one."""
    return {} if count is None else {"quota": Figure.of(count, rows=rows)}
