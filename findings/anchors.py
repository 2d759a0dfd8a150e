"""Offices in which officers are measured as those who measured officers in the world did, and the ranges they found."""

import numpy as np

from findings.little_offices import at, office, one_step
from findings.people_offices import lived, times
from sim.evidence import row_of
from sim.plan.tables import SERVED

DAY = "08:00-15:00"
MONTH = 21


def anchored(row, found):
    """Whether a figure lies in the range of a row."""
    return row_of(row).low <= found <= row_of(row).high


def crowded(minutes, crowd, days, **keys):
    """An office before whose doors more wait in the morning than it can serve in the day."""
    usual = {"hours": DAY, "days": days, "closing": "send_home", "arrivals": [at([480] * crowd)]}
    return office(**({"service": one_step(minutes)} | usual | keys))


def random(per_hour, days, **keys):
    """An office to which so many come in an hour, at random, each for five minutes."""
    stream = {"name": "all", "service": "service", "rates_per_hour": [[DAY, per_hour]]}
    return office(**({"hours": DAY, "days": days, "service": one_step(5), "arrivals": [stream]} | keys))


def served(scenario, run=0):
    """The services of a run, in order."""
    rows = lived("compiled", scenario, run).block.visits
    return np.sort(rows[rows["outcome"] == SERVED], order=["day", "start_s"])


def pace(rows):
    """Services in an hour of work."""
    return 3600.0 * len(rows) / times(rows).sum()
