"""What a log says of an office: arrivals, service, counters, patience, each with its uncertainty."""

from collections.abc import Container
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from sim.calibration.estimate.snapshots import estimate_snapshots
from sim.calibration.estimate.totals import estimate_totals
from sim.calibration.estimate.visits import estimate_visits
from sim.calibration.figures import Estimates
from sim.calibration.log.records import Log, Snapshots, Totals, Visits

HELD_OUT = 0.2
"""The last part of the days, which is kept to check the office on."""
LEAST_DAYS = 5
"""With fewer none is held out."""


def estimate(log: Log, hold_out: float = HELD_OUT, holidays: Container[date] = frozenset()) -> Estimates:
    """What a log says of an office. The last days, a share `hold_out` of them, are left out to check it on.

    `holidays` are the days of a calendar that close the office: days after them are told apart.
    """
    days = used_days(log, hold_out)
    if isinstance(log, Totals):
        found = estimate_totals(replace(log, rows=log.rows[log.rows["day"].isin(days)]))
    else:
        found = estimate_snapshots(log, days) if isinstance(log, Snapshots) else estimate_visits(log, days, holidays)
    if isinstance(log, Visits) and not log.dated:
        return found
    last = days[-1] + pd.offsets.MonthEnd(0) if isinstance(log, Totals) and log.per_month else days[-1]
    dates = {"first": days[0].date(), "last": last.date()}
    return replace(found, document={**found.document, "calibrated": dates})


def used_days(log: Log, hold_out: float) -> pd.DatetimeIndex:
    """The days of a log that an office is fitted on, in order."""
    days = pd.DatetimeIndex(np.sort(log.rows["day"].dropna().unique()))
    held = max(1, round(hold_out * len(days))) if hold_out > 0.0 and len(days) >= LEAST_DAYS else 0
    return days[: len(days) - held]
