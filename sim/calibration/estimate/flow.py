"""Looks at a line every few minutes → who came and what a ticket asks for, by the balance of what flows in and out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sim.calibration.log.records import Snapshots

Floats = npt.NDArray[Any]
MINUTE = 60.0
LARGEST_STEP = 30.0
"""A ticket number that jumps further between two looks has gone over to another range: one ticket was called."""
LEAST_SERVED = 30
"""A day of a line with fewer tickets called tells too little."""
CERTAIN = 3.0


@dataclass(frozen=True)
class LineDay:
    """A day of a line at the moments of its looks (`at_s`, rising): waiting, open counters, tickets called since.

    Where tickets are called while no counter is said to be open, one is taken to be.
    """

    line: str
    day: pd.Timestamp
    at_s: Floats
    waiting: Floats
    counters: Floats
    called: Floats

    @property
    def served(self) -> float:
        """Tickets called."""
        return float(self.called.sum())

    @property
    def mean_waiting(self) -> float:
        """The mean line over the time looked at."""
        return float(np.trapezoid(self.waiting, self.at_s) / max(self.at_s[-1] - self.at_s[0], 1.0))

    @property
    def came(self) -> Floats:
        """Who came since the last look: those called and by how much the line grew, never fewer than nobody so far."""
        upto = np.maximum.accumulate(np.cumsum(self.called) + self.waiting)
        return np.diff(upto, prepend=0.0)

    @property
    def work_min(self) -> float:
        """The minutes of open counters."""
        return float((self.counters[:-1] * np.diff(self.at_s)).sum() / MINUTE)


def line_days(log: Snapshots, least: float = LEAST_SERVED) -> list[LineDay]:
    """The days of the lines on which at least so many tickets were called."""
    found = []
    for (line, day), rows in log.rows.groupby(["line", "day"], sort=True):
        rows = rows.sort_values("at_s").drop_duplicates("at_s")  # noqa: PLW2901
        called = _called(rows["ticket_now"].to_numpy(float))
        if len(rows) > 2 and called.sum() >= least:
            open_ = rows["open_counters"].to_numpy(float)
            times = (rows["at_s"].to_numpy(float), rows["waiting"].to_numpy(float))
            found.append(LineDay(str(line), pd.Timestamp(str(day)), *times, _at_least_one(open_, called), called))
    return found


def _called(ticket: Floats) -> Floats:
    """How many tickets were called since the look before, by the numbers; looks without one are passed over."""
    called, seen = np.zeros(len(ticket)), np.flatnonzero(~np.isnan(ticket))
    step = np.diff(ticket[seen])
    called[seen[1:]] = np.where((step > 0.0) & (step <= LARGEST_STEP), step, (step != 0.0).astype(float))
    return called


def _at_least_one(counters: Floats, called: Floats) -> Floats:
    upto = np.cumsum(called)
    busy = (upto >= 1.0) & (upto < upto[-1] - 0.5)
    return np.where(busy, np.maximum(np.nan_to_num(counters), 1.0), np.nan_to_num(counters))


def content(days: Sequence[LineDay]) -> tuple[float, float, float]:
    """Minutes of a counter that a ticket takes while people wait, the error of it over days, and the tickets seen."""
    found = np.array([_busy(day) for day in days])
    minutes, tickets = found.sum(axis=0)
    if tickets < 1.0:
        return float("nan"), float("nan"), 0.0
    mean = minutes / tickets
    left = found[:, 0] - mean * found[:, 1]
    spread = float(np.sqrt((left**2).sum() * len(days) / max(len(days) - 1, 1))) / tickets
    return float(mean), max(spread, float(mean) / np.sqrt(tickets)), float(tickets)


def _busy(day: LineDay) -> tuple[float, float]:
    """Counter minutes and calls between two looks at both of which somebody waits."""
    waits = (day.waiting[:-1] > 0.0) & (day.waiting[1:] > 0.0)
    counters = (day.counters[:-1] + day.counters[1:]) / 2.0
    return float((counters * np.diff(day.at_s))[waits].sum() / MINUTE), float(day.called[1:][waits].sum())


def crowding(days: Sequence[LineDay]) -> float:
    """The mean of log(1 + waiting for each counter) over the calls made while people waited."""
    rows = pd.concat([_looks(day, 0) for day in days])
    calls = rows["calls"].to_numpy(float)
    return float(np.average(rows["x"], weights=calls)) if calls.sum() > 0.0 else 0.0


def hurry(days: Sequence[LineDay]) -> tuple[float, float]:
    """The power of (1 + waiting for each counter) with which calls go faster, and its error over days.

    By quasi-likelihood (Poisson), each line with a pace of its own; only looks at which somebody waits.
    """
    rows = pd.concat([_looks(day, number) for number, day in enumerate(days)])
    line, day = (pd.factorize(rows[key])[0] for key in ("line", "day"))
    x, spent, calls = (rows[key].to_numpy(float) for key in ("x", "spent", "calls"))
    power = 0.0
    for _ in range(30):
        usual = spent * np.exp(power * x)
        pace = np.bincount(line, calls) / np.maximum(np.bincount(line, usual), 1e-9)
        mean = usual * pace[line]
        centred = x - (np.bincount(line, mean * x) / np.maximum(np.bincount(line, mean), 1e-9))[line]
        curve = float((mean * centred**2).sum())
        move = float((centred * (calls - mean)).sum()) / max(curve, 1e-9)
        power += move
        if abs(move) < 1e-8:
            break
    by_day = np.bincount(day, centred * (calls - mean))
    return power, float(np.sqrt((by_day**2).sum())) / max(curve, 1e-9)


def _looks(day: LineDay, number: int) -> pd.DataFrame:
    waits = (day.waiting[:-1] > 0.0) & (day.waiting[1:] > 0.0) & (day.counters[:-1] > 0.0)
    counters = (day.counters[:-1] + day.counters[1:]) / 2.0
    each = np.log1p(day.waiting[:-1] / np.maximum(day.counters[:-1], 1.0))
    return pd.DataFrame(
        {
            "line": day.line, "day": number, "x": each[waits],
            "spent": (counters * np.diff(day.at_s))[waits] / MINUTE, "calls": day.called[1:][waits],
        }
    )  # fmt: skip


def by_half_hour(days: Sequence[LineDay], what: str, edges: Floats) -> Floats:
    """A row a day: the sum of `came` or `called`, or the mean of `counters`, between the edges (seconds)."""
    rows = []
    for day in days:
        cell = np.clip(np.searchsorted(edges, day.at_s, "right") - 1, 0, len(edges) - 2)
        total = np.bincount(cell, getattr(day, what), len(edges) - 1)
        rows.append(total / np.maximum(np.bincount(cell, minlength=len(edges) - 1), 1) if what == "counters" else total)
    return np.array(rows)
