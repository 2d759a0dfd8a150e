"""A row for each office day."""

import numpy as np

from sim.measures.officers import FIELDS, OFFICER_TOTAL, utilisation
from sim.measures.visits import VisitTally
from sim.plan import Plan
from sim.plan.layout import Records
from sim.plan.tables import Block

OF_VISITS = (
    "arrivals",
    "completed",
    "gave_up",
    "balked",
    "refused",
    "sent_home",
    "wait_mean_min",
    "wait_p90_min",
    "within_target",
    "sojourn_mean_min",
)
DAY_MEASURES = np.dtype(
    [
        ("day", "i4"),
        ("date", "i8"),
        ("warm_up", "?"),
        ("busyness", "f8"),
        *[(name, "f8") for name in OF_VISITS],
        ("utilisation", "f8"),
        ("overtime_min", "f8"),
        ("ended_s", "i8"),
    ]
)
"""An office day: its number (from 0), the ordinal of its date, whether it is warm-up, and its measures.

`overtime_min` adds up over officers; `ended_s` is when the last of closing and the last service was over. NaN where
there was nobody to measure.
"""


def day_rows(plan: Plan, block: Block, tally: VisitTally) -> Records:
    """The days of a block; `tally` holds its visits by day."""
    days, first = block.days, int(block.days["day"][0])
    rows = np.zeros(len(days), DAY_MEASURES)
    rows["day"], rows["busyness"], rows["ended_s"] = days["day"], days["busyness"], days["ended_s"]
    rows["date"] = plan.arrays.day["date"][days["day"]]
    rows["warm_up"] = days["day"] < plan.scenario.warm_up_days
    measures = tally.measures(np.ones(len(days)))
    for name in OF_VISITS:
        rows[name] = measures[name]
    sums = _officers_by_day(block.officers, first, len(days))
    rows["utilisation"], rows["overtime_min"] = utilisation(sums), sums["overtime_s"] / 60.0
    return rows


def _officers_by_day(officers: Records, first: int, days: int) -> Records:
    sums = np.zeros(days, OFFICER_TOTAL)
    for name in FIELDS:
        sums[name] = np.bincount(officers["day"] - first, weights=officers[name], minlength=days)
    return sums
