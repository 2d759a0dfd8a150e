"""How many come, on which weekdays, at which hours, and how much one day differs from another."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from scipy import optimize, special

from sim.calibration.estimate.line import Floats, Line
from sim.calibration.figures import Figure
from sim.calibration.log.records import Note
from sim.language import Phrase
from sim.office.clock import clock_words
from sim.office.units import WEEKDAYS

HALF_HOUR = 1800
LEAST_DAYS = 3
"""With fewer days of a weekday it is taken for one like the others."""
LEAST_TICKETS = 5
"""With fewer tickets a stretch of the day is joined to the one before."""
LEAST_SPREAD = 0.01
"""A smaller spread of the days is none that a scenario would notice."""
UNLIKELY = 0.001
"""A weekday has hours of its own where chance would give such a difference less often."""


@dataclass(frozen=True)
class Counts:
    """Tickets by day; the weekday of each (0 is Monday), the closed days before it, and whether dates are real."""

    tickets: Floats
    weekday: np.ndarray
    closed: np.ndarray
    days: pd.DatetimeIndex

    @property
    def usual(self) -> np.ndarray:
        """The days that do not follow a holiday."""
        return self.closed == 0


@dataclass(frozen=True)
class Arrivals:
    """`demand` as a scenario says it, visits a day, and the notes."""

    per_day: Figure
    demand: dict[str, Any]
    notes: tuple[Note, ...]


def arrivals(line: Line, closed_before: Sequence[int], *, dated: bool = True) -> Arrivals:
    """The arrivals of the days of a log; `closed_before` counts the days that a holiday closed before each of them."""
    tickets = np.bincount(line.day, minlength=len(line.days)).astype(float)
    weekday = line.days.day_of_week.to_numpy() if dated else np.zeros(len(line.days), int)
    counts = Counts(tickets, np.asarray(weekday), np.asarray(closed_before), line.days)
    level = by_day(counts, dated=dated)
    profile, notes = by_hour(line, counts)
    return Arrivals(level.per_day, {**level.demand, "profile": profile}, (*level.notes, *notes))


def by_day(counts: Counts, *, dated: bool = True) -> Arrivals:
    """The visits of a day: weekday, busyness, days after a holiday; a drift over the weeks is said."""
    usual = counts.usual
    if not usual.any():
        usual = np.ones(len(usual), bool)
    means, shares, pooled = _weekdays(counts.tickets[usual], counts.weekday[usual])
    expected = np.array([means.get(day, np.nan) for day in counts.weekday])
    expected = np.where(np.isnan(expected), np.mean(list(means.values())), expected)
    free = max(int(usual.sum()) - len(shares) - 1, 0)
    spread = busyness(counts.tickets[usual], expected[usual], free)
    level = float(np.mean(list(means.values())))
    per_day = _per_day(level, counts.weekday[usual], float(spread), free)
    demand: dict[str, Any] = {}
    if shares:
        demand["weekday"] = {
            WEEKDAYS[day]: _factor(means[day] / level, means[day], int((counts.weekday[usual] == day).sum()), spread)
            for day in sorted(means)
        }
    if spread > 0.0:
        demand["busyness"] = {"dist": "gamma", "cv": spread}
    notes = [
        Note("weekday_pooled", count, values={"weekday": Phrase(f"keys.Week.{WEEKDAYS[day]}")})
        for day, count in pooled
        if dated
    ]
    if dated and not shares and not pooled and len(means) > 1:
        notes.append(Note("weekdays_alike", int(usual.sum())))
    after = _after_holiday(counts, expected, float(spread))
    demand |= after[0]
    return Arrivals(per_day, demand, (*notes, *after[1], *drift(counts, expected, float(spread))))


def _weekdays(tickets: Floats, weekday: np.ndarray) -> tuple[dict[int, float], set[int], list[tuple[int, int]]]:
    """The mean of each weekday, drawn to that of all as far as chance explains the difference.

    Also which weekdays were told apart, and which had too few days.
    """
    days = sorted(set(weekday.tolist()))
    own = {day: tickets[weekday == day] for day in days}
    enough = [day for day in days if len(own[day]) >= LEAST_DAYS]
    pooled = [(day, len(own[day])) for day in days if day not in enough] if len(days) > 1 else []
    everything = float(np.mean(tickets))
    if len(enough) < 2:
        return dict.fromkeys(days, everything), set(), pooled
    means = np.array([own[day].mean() for day in enough])
    within = sum(((own[day] - own[day].mean()) ** 2).sum() for day in enough)
    free = sum(len(own[day]) for day in enough) - len(enough)
    within = max(within / max(free, 1), everything)
    counts = np.array([len(own[day]) for day in enough])
    middle = float(means.mean())
    between = max(0.0, float(means.var(ddof=1)) - float((within / counts).mean()))
    shown = ((counts * (means - np.average(means, weights=counts)) ** 2).sum() / (len(enough) - 1)) / within
    if shown < special.fdtri(len(enough) - 1, max(free, 1), 0.9):
        return dict.fromkeys(days, everything), set(), pooled
    kept = between / (between + within / counts)
    drawn = dict(zip(enough, (middle + kept * (means - middle)).tolist(), strict=True))
    return {day: drawn.get(day, middle) for day in days}, set(enough), pooled


def busyness(tickets: Floats, expected: Floats, free: int) -> Figure:
    """The spread of the days beyond that of chance (a coefficient of variation), where Pearson's statistic fits.

    The interval holds where the statistic lies within the quantiles of its distribution, with `free` degrees.
    """
    if free < 1:
        return Figure.of(0.0, rows=len(tickets))

    def excess(cv: float, target: float) -> float:
        return float((((tickets - expected) ** 2) / (expected + (cv * expected) ** 2)).sum()) - target

    def solve(target: float) -> float:
        if excess(0.0, target) <= 0.0:
            return 0.0
        return float(optimize.brentq(excess, 0.0, 20.0, args=(target,))) if excess(20.0, target) < 0.0 else 20.0

    low, high = (solve(float(special.chdtri(free, upper))) for upper in (0.025, 0.975))
    value = min(solve(float(free)), 5.0)
    if value < LEAST_SPREAD:
        return Figure.of(0.0, rows=len(tickets))
    return Figure.of(value, (max(low, LEAST_SPREAD), min(high, 5.0)), rows=len(tickets))


def _per_day(level: float, weekday: np.ndarray, spread: float, free: int) -> Figure:
    """The mean over weekdays, with the interval of days that differ by chance and by busyness."""
    counts = np.array([np.count_nonzero(weekday == day) for day in set(weekday.tolist())])
    variance = level + (spread * level) ** 2
    error = float(np.sqrt(variance * (1.0 / counts).sum()) / len(counts))
    reach = float(special.stdtrit(max(free, 1), 0.975)) * error
    return Figure.of(level, (max(level - reach, 0.0), level + reach), rows=len(weekday))


def _factor(value: float, mean: float, days: int, spread: Figure) -> Figure:
    error = np.sqrt((1.0 / max(mean, 1.0) + float(spread) ** 2) / max(days, 1))
    reach = float(special.stdtrit(max(spread.rows - 2, 1), 0.975)) * error
    return Figure.of(value, (value * float(np.exp(-reach)), value * float(np.exp(reach))), rows=days)


def _after_holiday(counts: Counts, expected: Floats, spread: float) -> tuple[dict[str, Any], list[Note]]:
    """The factor of days after a holiday, where the log shows one."""
    after = ~counts.usual
    if not after.any():
        return {}, []
    days, base = int(after.sum()), float(expected[after].sum())
    factor = float(counts.tickets[after].sum()) / base
    error = float(np.sqrt(1.0 / base + spread**2 / days))
    if abs(np.log(max(factor, 1e-3))) < 2.0 * error:
        return {}, [Note("after_holiday_alike", days)]
    ends = (factor * float(np.exp(-2.0 * error)), factor * float(np.exp(2.0 * error)))
    return {"after_holiday": Figure.of(factor, ends, rows=days)}, []


def drift(counts: Counts, expected: Floats, spread: float) -> list[Note]:
    """Whether visits grow or fall over the weeks, by so many per cent a month."""
    if len(counts.tickets) < 8:
        return []
    x = (counts.days - counts.days[0]).days.to_numpy(float)
    y, weight = counts.tickets / expected, 1.0 / (1.0 / expected + spread**2)
    x = x - np.average(x, weights=weight)
    slope = float((weight * x * y).sum() / (weight * x * x).sum())
    error = float(1.0 / np.sqrt((weight * x * x).sum()))
    return [Note("drift", len(y), values={"percent": round(3000.0 * slope, 1)})] if abs(slope) > 3.0 * error else []


def by_hour(line: Line, counts: Counts) -> tuple[Any, list[Note]]:
    """When in the day they come, by half-hour; a weekday has its own hours where it differs by more than chance."""
    came = line.rows["came_s"].to_numpy(float)
    known = np.isfinite(came)
    bins = (came[known] // HALF_HOUR).astype(int)
    weekday, edges = counts.weekday[line.day[known]], np.arange(bins.min(), bins.max() + 2)
    table = {day: np.histogram(bins[weekday == day], edges)[0].astype(float) for day in sorted(set(weekday.tolist()))}
    days = {day: np.count_nonzero(counts.weekday == day) for day in table}
    apart = {day for day in table if days[day] >= LEAST_DAYS and _differs(table[day], _others(table, day))}
    if len(apart) == len(table):
        apart = set()
    every = sum((own for day, own in table.items() if day not in apart), np.zeros(len(edges) - 1))
    profile: dict[str, Any] = {"every": _profile(every, edges)}
    for day in sorted(apart):
        profile[WEEKDAYS[day]] = _profile(table[day], edges)
    notes = [
        Note("hours_apart", int(table[day].sum()), values={"weekday": Phrase(f"keys.Week.{WEEKDAYS[day]}")})
        for day in sorted(apart)
    ]
    return profile if apart else profile["every"], notes


def _others(table: dict[int, Floats], day: int) -> Floats:
    return np.asarray(sum(own for other, own in table.items() if other != day), dtype=float)


def _differs(own: Floats, others: Floats) -> bool:
    """Whether two histograms differ by more than chance (chi-square, UNLIKELY)."""
    if own.sum() == 0.0 or others.ndim == 0 or others.sum() == 0.0:
        return False
    both = own + others
    there = both > 0.0
    share = own.sum() / both.sum()
    expected = np.array([both[there] * share, both[there] * (1.0 - share)])
    statistic = float((((np.array([own[there], others[there]]) - expected) ** 2) / expected).sum())
    return float(special.chdtrc(max(int(there.sum()) - 1, 1), statistic)) < UNLIKELY


def profile_of(counts: Floats, first: int) -> list[list[Any]]:
    """The profile of counts by half-hour from the half-hour `first` on."""
    return _profile(counts, np.arange(first, first + len(counts) + 1))


def _profile(counts: Floats, edges: np.ndarray) -> list[list[Any]]:
    """Stretches and their share of the day in per cent; thin ones are joined."""
    total, parts = float(counts.sum()), list[list[float]]()
    for start, count in zip(edges, counts, strict=False):
        if parts and (count < LEAST_TICKETS or parts[-1][2] < LEAST_TICKETS):
            parts[-1][1:] = [start + 1, parts[-1][2] + count]
        elif count > 0.0:
            parts.append([start, start + 1, count])
    return [[_span(a, b), _share(count, total)] for a, b, count in parts if count > 0.0]


def _span(start: float, end: float) -> str:
    return f"{clock_words(int(start) * HALF_HOUR)}-{clock_words(int(end) * HALF_HOUR)}"


def _share(count: float, total: float) -> Figure:
    value = 100.0 * count / total
    reach = 1.96 * 100.0 * float(np.sqrt(count * (1.0 - count / total))) / total
    return Figure.of(value, (max(value - reach, 0.0), value + reach), rows=int(count))


def closed_before(days: pd.DatetimeIndex, holidays: Container[date]) -> list[int]:
    """How many days a holiday closed just before each day, Saturdays and Sundays passed over."""
    return [_closed(day, holidays) for day in days]


def _closed(day: pd.Timestamp, holidays: Container[date]) -> int:
    closed, before = 0, day - pd.Timedelta(days=1)
    while before.date() in holidays or before.weekday() >= 5:
        closed += before.date() in holidays and before.weekday() < 5
        before -= pd.Timedelta(days=1)
    return closed
