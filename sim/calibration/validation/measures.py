"""The measures of a day, the same of a log and of a simulation."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim.measures.queue_profile import queue_at

MINUTE = 60.0
HOUR_S = 3600
QUARTER_S = 900
DAY = ("visits", "served", "left", "left_share", "wait_mean", "wait_p50", "wait_p90", "within_target", "queue_mean")
"""Of a day: who came, was served, left; waits of those served (min); the share within the target; the mean line."""


def day_measures(rows: pd.DataFrame, target_min: float, moments_s: np.ndarray) -> pd.DataFrame:
    """A row a cell (`cell` of the rows, from 0): the measures DAY of its visits; the line is seen at `moments_s`.

    Rows have cell, taken_s, called_s, served; whoever was not served leaves the line at called_s, where that is known.
    """
    cells = int(rows["cell"].max()) + 1 if len(rows) else 0
    group = rows.groupby("cell")
    found = pd.DataFrame({"visits": group.size(), "served": group["served"].sum()}).reindex(range(cells), fill_value=0)
    found["left"] = found["visits"] - found["served"]
    found["left_share"] = found["left"] / found["visits"]
    wait = waits(rows)
    by = wait["wait"].groupby(wait["cell"])
    found["wait_mean"], found["wait_p50"], found["wait_p90"] = by.mean(), by.median(), by.quantile(0.9)
    found["within_target"] = (wait["wait"] <= target_min).groupby(wait["cell"]).mean()
    found["queue_mean"] = queues(rows, cells, moments_s).mean(axis=1)
    return found


def waits(rows: pd.DataFrame) -> pd.DataFrame:
    """The waits of those who were served, in minutes."""
    served = rows[rows["served"]]
    return served.assign(wait=(served["called_s"] - served["taken_s"]) / MINUTE)


def queues(rows: pd.DataFrame, cells: int, moments_s: np.ndarray) -> np.ndarray:
    """How many wait at each moment, by cell; who left counts for half of the time until the number came up."""
    known = rows[rows["taken_s"].notna() & rows["called_s"].notna()]
    until = np.where(known["served"] | known["seen"], known["called_s"], (known["called_s"] + known["taken_s"]) / 2.0)
    return queue_at(known["taken_s"], until, known["cell"], cells, moments_s)


def by_part(rows: pd.DataFrame, part: str, target_min: float) -> pd.DataFrame:
    """Waits of those served and the share who left, by `service`, `hour` or `weekday` (columns of the rows)."""
    group, served = rows.groupby(part, observed=True), waits(rows)
    by = served.groupby(part, observed=True)["wait"]
    within = (served["wait"] <= target_min).groupby(served[part], observed=True).mean()
    parts = {
        "visits": group.size(), "left_share": 1.0 - group["served"].mean(), "wait_mean": by.mean(),
        "wait_p50": by.median(), "wait_p90": by.quantile(0.9), "within_target": within,
    }  # fmt: skip
    return pd.DataFrame(parts)


def moments(seen: np.ndarray) -> np.ndarray:
    """The quarters of an hour from the first to the last of some seconds since midnight."""
    known = np.asarray(seen, float)
    known = known[np.isfinite(known)]
    return np.arange(known.min() // QUARTER_S, known.max() // QUARTER_S + 1) * QUARTER_S


def line_through(moments_s: np.ndarray, lines: Sequence[tuple[np.ndarray, np.ndarray]]) -> pd.DataFrame:
    """The mean line of the days by quarter of an hour, seen and foretold, and how often the line of a day lies inside.

    `lines` hold for each day the line seen, and those of its simulations (rows).
    """
    seen, told = np.array([one for one, _ in lines]), np.concatenate([many for _, many in lines])
    low, high = np.quantile(told, [0.05, 0.95], axis=0)
    ends = [np.quantile(many, [0.05, 0.95], axis=0) for _, many in lines]
    inside = np.mean([(one >= a) & (one <= b) for one, (a, b) in zip(seen, ends, strict=True)], axis=0)
    return pd.DataFrame(
        {"at_s": moments_s, "seen": seen.mean(axis=0), "told": told.mean(axis=0), "low": low, "high": high,
         "inside90": inside}
    )  # fmt: skip
