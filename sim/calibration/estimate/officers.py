"""How fast each officer is beside the others, drawn to the mean as far as chance explains the difference."""

import numpy as np
import pandas as pd

from sim.calibration.estimate.line import Line
from sim.calibration.log.records import Note

LEAST = 5
"""Tickets of an officer below which nothing is said."""


def speeds(line: Line) -> pd.DataFrame:
    """A row an officer (without names a counter): tickets, `time` as a multiple of the usual, low, high.

    `raw` is the time before it was drawn to the mean.
    """
    named = "officer" if line.rows["officer"].notna().any() else "counter"
    span = line.worked_s
    table = pd.DataFrame({"who": line.rows[named], "service": line.rows["service"], "span": span})
    table = table[np.isfinite(span) & table["who"].notna()]
    if table["who"].nunique() < 2:
        return pd.DataFrame(columns=["officer", "tickets", "raw", "time", "low", "high"])
    usual = table.groupby("service", dropna=False)["span"].transform("mean")
    own = table.assign(ratio=table["span"] / usual).groupby("who")["ratio"].agg(["mean", "count", "var"])
    own = own[own["count"] >= LEAST]
    if own.empty:
        return pd.DataFrame(columns=["officer", "tickets", "raw", "time", "low", "high"])
    within = float(np.average(own["var"].fillna(0.0), weights=own["count"])) / own["count"]
    between = max(0.0, float(own["mean"].var(ddof=1)) - float(within.mean())) if len(own) > 1 else 0.0
    kept = between / np.maximum(between + within, 1e-12)  # 0 where all take exactly as long
    time = 1.0 + kept * (own["mean"] - 1.0)
    reach = 1.96 * np.sqrt(kept * within)
    rows = {"officer": own.index, "tickets": own["count"], "raw": own["mean"], "time": time}
    return pd.DataFrame({**rows, "low": time - reach, "high": time + reach}).reset_index(drop=True)


def officer_notes(line: Line) -> list[Note]:
    """The fastest and the slowest, where they are told apart."""
    table = speeds(line)
    if not len(table):
        return []
    by_time = table.sort_values("time")
    fast, slow = by_time.iloc[0], by_time.iloc[-1]
    if slow["low"] <= fast["high"] or slow["time"] - fast["time"] < 0.02:
        return [Note("officers_alike", len(table))]
    ends = {"fast": str(fast["officer"]), "slow": str(slow["officer"])}
    shares = {"less": round(100 * (1 - fast["time"])), "more": round(100 * (slow["time"] - 1))}
    return [Note("officers_differ", len(table), values={**ends, **shares})]
