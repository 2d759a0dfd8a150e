"""How long a service takes: by service, right under clocks that round, and with the pause after it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sim.calibration.estimate.families import FAMILIES, Family, Fit, Rounded, compared, fitted
from sim.calibration.estimate.line import Floats, Line
from sim.calibration.figures import Figure
from sim.calibration.log.records import Note

FEW = 20
"""A service with fewer tickets borrows from the others."""
BORROWED = 10.0
"""So many tickets' worth of the mean of all services is added to those of a rare one."""
LONGEST_PAUSE_S = 600.0
"""A counter that rests longer while people wait is closed, and not clearing up."""
FORGOTTEN = 12.0
"""Longer than so many medians nobody is served: the end of the ticket was forgotten."""
Z = 1.959964


@dataclass(frozen=True)
class Times:
    """The fits by service in seconds, what was scored, the pause after a ticket (s), and the rows of each service."""

    fits: dict[str, Fit]
    scores: dict[str, float]
    pause_s: Figure
    rows: dict[str, int]
    notes: tuple[Note, ...]

    def entry(self, service: str) -> dict[str, Any]:
        """The distribution as a scenario says it, the pause included, each number with its interval."""
        fit, rows, pause = self.fits[service], self.rows[service], float(self.pause_s)
        error = float(np.sqrt(fit.covariance[0, 0]))
        mean = _figure(fit.mean + pause, fit.mean * error, 60.0, rows)
        entry: dict[str, Any] = {"dist": fit.family.name, "mean_min": mean}
        if fit.family.shape:
            spread = float(np.sqrt(fit.covariance[1, 1]))
            # a pause makes the whole longer and its spread relative to it smaller
            second = fit.second * fit.mean / (fit.mean + pause) if fit.family.shape == "cv" else fit.second
            entry[fit.family.shape] = _figure(second, second * spread, 1.0, rows)
        return entry

    def draws(self, service: str, count: int, chance: np.random.Generator) -> dict[str, Floats]:
        """Joint draws of the numbers of a service, by key: they are correlated."""
        fit, pause = self.fits[service], float(self.pause_s)
        logs = chance.multivariate_normal(np.log(fit.numbers), fit.covariance, count)
        mean = np.exp(logs[:, 0]) + pause
        drawn = {"mean_min": mean / 60.0}
        if fit.family.shape:
            shrink = np.exp(logs[:, 0]) / mean if fit.family.shape == "cv" else 1.0
            drawn[fit.family.shape] = np.exp(logs[:, 1]) * shrink
        return drawn


def _figure(value: float, error: float, unit: float, rows: int) -> Figure:
    ends = value * np.exp(np.array([-Z, Z]) * error / value) / unit
    return Figure.of(value / unit, (float(ends[0]), float(ends[1])), rows=rows)


def service_times(line: Line) -> Times | None:
    """The times of every service; None where the log does not say how long anything took."""
    span, service = line.worked_s, line.rows["service"].fillna("").to_numpy()
    middle = np.nanmedian(span) if np.isfinite(span).any() else np.nan
    kept = np.isfinite(span) & (span <= FORGOTTEN * max(middle, line.rounded_s))
    if kept.sum() < 2:
        return None
    notes = [Note("forgotten", int((np.isfinite(span) & ~kept).sum()))] if (np.isfinite(span) & ~kept).any() else []
    table = pd.DataFrame({"service": service, "span": span, "day": line.day})[kept]
    family, scores = _family(table, line.rounded_s)
    whole, ratio = _fit(table, family, line.rounded_s), table["span"].mean()
    fits, rows = {}, {}
    for name in sorted(set(service)):
        own = table[table["service"] == name]
        rows[name] = len(own)
        enough = len(own) >= FEW and own["span"].any()
        fits[name] = _fit(own, family, line.rounded_s) if enough else _borrowed(own, whole, ratio)
        if len(own) < FEW and name:
            notes.append(Note("service_few", len(own), values={"service": name}))
    pause = pause_after(line)
    notes.append(Note("family", len(table), values={"family": family.name, "scores": scores}))
    if pause > 0.0:
        notes.append(Note("pause", pause.rows, values={"seconds": round(float(pause))}))
    return Times(fits, scores, pause, rows, tuple(notes))


def _family(table: pd.DataFrame, step: int) -> tuple[Family, dict[str, float]]:
    """The family that foretells the times of every other day best, each service by its own mean and spread."""
    totals, count = dict.fromkeys((family.name for family in FAMILIES), 0.0), 0
    for _, own in table.groupby("service"):
        if own["span"].any() and (len(own) >= FEW or len(own) == len(table)):
            _, scores = compared(_data(own, step), _halves(own, step), _start(own))
            totals = {name: total + len(own) * scores[name] for name, total in totals.items()}
            count += len(own)
    if count == 0:
        _, totals = compared(_data(table, step), _halves(table, step), _start(table))
        count = 1
    best = max(FAMILIES, key=lambda family: totals[family.name])
    return best, {name: total / count for name, total in totals.items()}


def _halves(own: pd.DataFrame, step: int) -> list[Rounded]:
    odd = own["day"] % 2 if own["day"].iloc[0] != own["day"].iloc[-1] else np.arange(len(own)) % 2
    return [_data(own[odd == side], step) for side in (0, 1)]


def _data(own: pd.DataFrame, step: int) -> Rounded:
    value, count = np.unique(own["span"].to_numpy(float), return_counts=True)
    return Rounded(value, count.astype(float), float(step))


def _start(own: pd.DataFrame) -> tuple[float, float]:
    mean = max(float(own["span"].mean()), 1.0)
    return mean, min(max(float(own["span"].std(ddof=0)) / mean, 0.1), 3.0)


def _fit(own: pd.DataFrame, family: Family, step: int) -> Fit:
    """The fit to the times of a service; wider where its days differ by more than chance."""
    fit = fitted(_data(own, step), family, _start(own))
    wider = _between_days(own)
    return Fit(family, fit.mean, fit.second, fit.covariance * wider, fit.loglik)


def _between_days(own: pd.DataFrame) -> float:
    """How many times the variance of the mean is larger than if all times were drawn alike, never less than 1."""
    days = own.groupby("day")["span"].agg(["sum", "count"])
    if len(days) < 5:
        return 1.0
    left = days["sum"] - days["count"] * own["span"].mean()
    clustered = float((left**2).sum()) * len(days) / (len(days) - 1)
    return max(1.0, clustered / max(float(own["span"].var()) * len(own), 1e-9))


def _borrowed(own: pd.DataFrame, whole: Fit, mean: float) -> Fit:
    """A rare service: the family and spread of all, and a mean between its own and that of all."""
    weight = len(own) + BORROWED
    value = (float(own["span"].sum()) + BORROWED * mean) / weight
    covariance = whole.covariance.copy()
    covariance[0, 0] += whole.second**2 / weight + (0.3**2) * BORROWED / weight
    return Fit(whole.family, value, whole.second, covariance, whole.loglik)


def pause_after(line: Line) -> Figure:
    """The seconds between the end of one ticket and the call of the next at a counter, while somebody waited.

    Longer ones than LONGEST_PAUSE_S are taken for a closed counter. 0 where it is not told apart from none.
    """
    gaps = resting(line)
    gaps = gaps[gaps["waited"] & (gaps["gap_s"] <= LONGEST_PAUSE_S) & (gaps["gap_s"] >= -line.rounded_s)]
    if len(gaps) < FEW:
        return Figure.of(0.0, rows=len(gaps))
    gap = gaps["gap_s"].to_numpy(float)
    mean, error = float(gap.mean()), float(gap.std(ddof=1) / np.sqrt(len(gap)))
    if mean < max(2.0 * error, 5.0):
        return Figure.of(0.0, rows=len(gaps))
    return Figure.of(mean, (mean - Z * error, mean + Z * error), rows=len(gaps))


def resting(line: Line) -> pd.DataFrame:
    """Each ticket at a counter: day, counter, `called`, its end (`from_s`), and the rest after it (`gap_s`).

    `waited`: the next ticket had been taken before. After the last ticket of a day the rest is infinite.
    """
    known = line.served & line.rows["counter"].notna().to_numpy(bool) & np.isfinite(line.worked_s)
    own = line.rows.assign(day=line.day)[known].sort_values(["day", "counter", "called_s"], kind="stable")
    after = own.shift(-1)
    same = (own["day"] == after["day"]) & (own["counter"] == after["counter"])
    gap = np.where(same, after["called_s"] - own["finished_s"], np.inf)
    waited = same & (after["taken_s"] < own["finished_s"] - line.rounded_s)
    table = own[["day", "counter"]].assign(called=own["called_s"], from_s=own["finished_s"], gap_s=gap, waited=waited)
    return table.reset_index(drop=True)
