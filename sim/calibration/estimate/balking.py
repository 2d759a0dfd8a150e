"""Whether fewer come while the line is long: tested, and kept only where the log shows it."""

from typing import Any

import numpy as np
import pandas as pd

from sim.calibration.estimate.arrivals import HALF_HOUR
from sim.calibration.estimate.line import DAY_S, Line
from sim.calibration.figures import Figure
from sim.calibration.log.records import Note

STEPS = (5, 10, 20, 40)
"""Lengths of the line from which a share of its own is asked for."""
LEAST = 60.0
"""Tickets to be expected at a length before a share is asked for."""
EVERY_S = 60
CERTAIN = 4.0


def balking(line: Line) -> tuple[list[list[Any]], list[Note]]:
    """The shares who turn away by length of the line, as a station says them; none where the log shows none.

    Tickets taken at each length are held against those to be expected from the hour and the day as a whole. Who turns
    away lowers the day's expectation as well, so that shares are somewhat too low rather than too high.
    """
    if line.rows["taken_s"].isna().any() or len(line.rows) < 2 * LEAST:
        return [], []
    seen = _by_length(line)
    usual = seen[seen.index == 0]
    level = float(usual["taken"].iloc[0] / usual["expected"].iloc[0]) if len(usual) else 1.0
    table: list[list[Any]] = []
    for length, own in seen[(seen.index > 0) & (seen["expected"] >= LEAST)].iterrows():
        share = 1.0 - own["taken"] / own["expected"] / level
        error = np.sqrt(max(own["taken"], 1.0)) / own["expected"] / level
        if share > CERTAIN * error and share > 0.05:
            ends = (max(share - 1.96 * error, 0.0), min(share + 1.96 * error, 1.0))
            table.append([int(str(length)), Figure.of(float(share), ends, rows=int(own["expected"]))])
    return table, [Note("balking" if table else "balking_none", len(line.rows))]


def _by_length(line: Line) -> pd.DataFrame:
    """Tickets taken and expected by the length of the line found; expected by half-hour, and by the day as a whole."""
    came = line.rows["came_s"].to_numpy(float)
    moments = np.arange(came.min() // EVERY_S, came.max() // EVERY_S + 1) * EVERY_S
    cell = (came // HALF_HOUR).astype(int)
    rate = pd.Series(cell).value_counts() / len(came) / (HALF_HOUR / EVERY_S)
    size = np.bincount(line.day, minlength=len(line.days))
    clock = (np.arange(len(line.days))[:, None] * DAY_S + moments).ravel()
    expected = np.outer(size, rate.reindex((moments // HALF_HOUR).astype(int)).fillna(0.0).to_numpy()).ravel()
    bins = (0, *STEPS, 10_000)
    found = pd.cut(line.waiting(clock + EVERY_S / 2, gone=True), bins, right=False, labels=bins[:-1])
    there = pd.cut(line.waiting(line.clock("came_s") - 0.5, gone=True), bins, right=False, labels=bins[:-1])
    by = pd.DataFrame({"length": found, "n": expected}).groupby("length", observed=False)["n"].sum()
    return pd.DataFrame({"expected": by, "taken": pd.Series(there).value_counts()}).fillna(0.0)
