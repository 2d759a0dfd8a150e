"""Measures week by week, counted from a date, so that no week holds days from both sides of it."""

import numpy as np
import numpy.typing as npt

from sim.measures.histogram import Floats
from sim.plan.layout import Records

WEEK = 7
BY_DAY = {
    "wait_mean_min": "wait_mean_min",
    "within_target": "within_target",
    "sojourn_mean_min": "sojourn_mean_min",
    "arrivals_per_day": "arrivals",
    "trust_days_mean": "trust",
}
"""The measures that days (DAY_MEASURES) hold, and in which column."""
OF_DAYS = ("arrivals", "trust")
"""Means over days; the others are means over the visits attended to."""


def mean_of_days(days: Records, measure: str) -> tuple[Floats, Floats]:
    """Of each row what it adds to a measure, and with which weight: sum ÷ weights is the measure of these days."""
    column = BY_DAY[measure]
    attended = np.nan_to_num(days["completed"]) + np.nan_to_num(days["incomplete"])
    weight = (days["office"] == 0).astype(float) if column in OF_DAYS else attended.astype(float)
    values = np.nan_to_num(days[column].astype(float))
    return (values if column == "arrivals" else values * weight), weight


def by_week(days: Records, start: int, measure: str) -> tuple[npt.NDArray[np.int64], Floats]:
    """The first day (ordinal) of each week with days, weeks counted from `start`, and its value of one of BY_DAY."""
    weeks, place = np.unique((days["date"].astype(np.int64) - start) // WEEK, return_inverse=True)
    above, below = (np.bincount(place, part, len(weeks)) for part in mean_of_days(days, measure))
    return start + WEEK * weeks, np.divide(above, below, out=np.full(len(weeks), np.nan), where=below > 0)
