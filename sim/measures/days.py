"""A row for each office day; in a region one for each day of each office."""

import numpy as np

from sim.measures.officers import by_group, utilisation
from sim.measures.visits import VisitTally
from sim.plan import Plan
from sim.plan.layout import Records
from sim.plan.tables import Block

COUNTS = (
    "arrivals",
    "completed",
    "gave_up",
    "balked",
    "refused",
    "sent_home",
    "incomplete",
    "no_ticket",
    "no_show",
    "no_form",
)
SPANS = ("wait_mean_min", "wait_p90_min", "within_target", "sojourn_mean_min")
DAY_MEASURES = np.dtype(
    [
        ("day", "i4"),
        ("date", "i4"),
        ("office", "i4"),
        ("warm_up", "?"),
        ("busyness", "f8"),
        *[(name, "f4") for name in COUNTS],
        *[(name, "f8") for name in SPANS],
        ("utilisation", "f8"),
        ("overtime_min", "f8"),
        ("ended_s", "i4"),
        ("complaints", "f4"),
        ("trust", "f8"),
    ]
)
"""An office day: its number (from 0), the ordinal of its date, whether it is warm-up, and its measures.

`overtime_min` adds up over the officers of the office; `ended_s` is when the last of closing and the last service was
over, in a region anywhere. `complaints` and `trust` (the mean of all citizens in the morning) are of all offices
together. NaN where there was nobody to measure, and for outcomes that cannot occur. Counts are exact up to 16 million.
"""


def day_rows(plan: Plan, block: Block, tally: VisitTally) -> Records:
    """The days of a block; `tally` holds its visits by day and office."""
    offices, first = len(plan.names.offices), int(block.days["day"][0])
    days = np.repeat(block.days, offices)
    rows = np.zeros(len(days), DAY_MEASURES)
    rows["day"], rows["busyness"], rows["ended_s"] = days["day"], days["busyness"], days["ended_s"]
    rows["date"] = plan.arrays.day["date"][days["day"]]
    rows["office"] = np.tile(np.arange(offices), len(block.days))
    rows["warm_up"] = days["day"] < plan.scenario.warm_up_days
    measures = tally.measures(np.ones(len(days)))
    for name in (*COUNTS, *SPANS):
        rows[name] = measures.get(name, np.nan)
    officers = block.officers
    group = (officers["day"] - first) * offices + plan.arrays.officer["office"][officers["officer"]]
    sums = by_group(officers, group, len(days))
    rows["utilisation"], rows["overtime_min"] = utilisation(sums), sums["overtime_s"] / 60.0
    opinion = plan.scenario.opinion
    rows["trust"] = days["trust"] if opinion is not None else np.nan
    complains = opinion is not None and opinion.complaints is not None
    rows["complaints"] = days["complaints"] if complains else np.nan
    return rows
