"""Which counters are open when: a counter that rests while people wait is closed; while nobody waits nobody knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sim.calibration.estimate.arrivals import HALF_HOUR
from sim.calibration.estimate.line import DAY_S, Floats, Line
from sim.calibration.estimate.service_times import resting
from sim.calibration.figures import Figure
from sim.calibration.log.records import Note
from sim.office.clock import clock_words
from sim.office.units import WEEKDAYS

EVERY_S = 300
"""Moments at which it is asked who is at work."""
OFFSET_S = 137
"""They lie beside the full minutes at which clocks round."""
BORROWED_DAYS = 1.0
"""So many days' worth of all weekdays is added to those of one."""
LONGEST_PAUSE_S = 300.0
"""A counter that rests longer while people wait is closed."""
USUALLY = 0.95
"""The share of the days on which the office has closed by its closing time."""
LEAST_DAYS, HOUR_S = 3, 3600.0
QUARTER_S = 900
WEEKEND = 5

Span = tuple[int, int]


@dataclass(frozen=True)
class Counters:
    """Opening hours by weekday (0 is Monday), officer groups as a scenario says them, counters open by half-hour."""

    hours: Mapping[int, Span]
    groups: tuple[dict[str, Any], ...]
    open: pd.DataFrame
    """A row a weekday and half-hour (from_s): the mean number open, the error of it, and days that were seen."""
    notes: tuple[Note, ...]

    def week(self, *, dated: bool = True) -> dict[str, Any] | list[str]:
        """The opening hours as a scenario says them; the same on every day where the log has no dates."""
        return _week({day: (span,) for day, span in self.hours.items()}) if dated else _said((self.hours[0],))


def counters(line: Line, *, dated: bool = True, ends: bool = False) -> Counters:
    """The counters of a log by weekday; `dated` False: all days are alike. `ends`: tickets run out before closing."""
    weekday = line.days.day_of_week.to_numpy() if dated else np.zeros(len(line.days), int)
    hours = opening(line, weekday, ends=ends)
    seen = _seen(line, weekday, hours)
    open_ = _open(seen)
    layers = _layers(open_, hours)
    groups = _groups(layers, dated=dated)
    rows = int(line.served.sum())
    notes = (Note("counters", rows, values={"most": len(layers), "groups": len(groups)}),) if layers else ()
    return Counters(hours, groups, open_, notes)


def opening(line: Line, weekday: np.ndarray, *, ends: bool = False) -> dict[int, Span]:
    """From the usual first call to the latest time at which people still come, in quarters of an hour.

    A log of no calls opens with the first who comes. Where tickets run out (`ends`) the last call closes. A weekday
    of few days closes when all days do, unless it is by more than an hour that it differs.
    """
    table = pd.DataFrame({"day": line.day, "called": line.rows["called_s"], "came": line.rows["came_s"]})
    first, last = table.groupby("day")["called"].min(), table.groupby("day")["came"].max()
    last = table.groupby("day")["called"].max() if ends and first.notna().any() else last
    first = first if first.notna().any() else table.groupby("day")["came"].min()
    found, usual = {}, float(last.quantile(USUALLY))
    for day in sorted(set(weekday.tolist())):
        own = np.flatnonzero(weekday == day)
        begin = np.nanmedian(first.reindex(own)) if first.reindex(own).notna().any() else last.reindex(own).min()
        end = float(last.reindex(own).quantile(USUALLY))
        if len(own) < LEAST_DAYS and abs(end - usual) <= HOUR_S:
            end = max(end, usual)
        start = int(np.floor((begin + 60.0) / QUARTER_S)) * QUARTER_S
        found[day] = (start, max(int(np.ceil(end / QUARTER_S)) * QUARTER_S, start + QUARTER_S))
    return found


def _seen(line: Line, weekday: np.ndarray, hours: Mapping[int, Span]) -> pd.DataFrame:
    """A row for each day, counter and moment: open (1), closed (0), or not known (NaN)."""
    moments = np.arange(min(a for a, _ in hours.values()), max(b for _, b in hours.values()), EVERY_S) + OFFSET_S
    clock = (np.arange(len(line.days))[:, None] * DAY_S + moments).ravel()
    waits = line.waiting(clock) > 0
    day, at = np.repeat(np.arange(len(line.days)), len(moments)), np.tile(moments, len(line.days))
    base = pd.DataFrame({"day": day, "at": at, "weekday": weekday[day]})
    start, end = (np.array([hours[one][side] for one in base["weekday"]]) for side in (0, 1))
    within = (at >= start) & (at < end)
    parts = [
        base.assign(counter=name, open=np.where((busy == 0.0) & ~waits, np.nan, busy))[within]
        for name, busy in _busy(line, clock)
    ]
    return pd.concat(parts, ignore_index=True) if parts else base.assign(counter="1", open=np.nan)


def _busy(line: Line, clock: Floats) -> list[tuple[str, Floats]]:
    """Of each counter, at which moments it serves (1) or not (0); without names as many as ever serve at once.

    The last ticket before a long rest (NaN) says nothing: closing may have fallen somewhere into it.
    Clearing up between two tickets counts as service.
    """
    counter = line.rows["counter"]
    known = line.served & np.isfinite(line.worked_s)
    if not counter[known].notna().any():
        count = line.at_work(clock)
        return [(str(k + 1), (count > k).astype(float)) for k in range(int(count.max(initial=0)))]
    rests = resting(line)
    ended = rests["day"].to_numpy(float) * DAY_S + rests["from_s"].to_numpy(float)
    last = rests["gap_s"].to_numpy() > LONGEST_PAUSE_S
    rests = rests.assign(begun=rests["day"] * DAY_S + rests["called"], last=last)
    rests["until"] = np.where(rests["gap_s"] <= LONGEST_PAUSE_S, ended + rests["gap_s"].clip(lower=0.0), ended)
    return [(str(name), _state(own, clock)) for name, own in rests.groupby("counter")]


def _state(own: pd.DataFrame, clock: Floats) -> Floats:
    """Of one counter at each moment: serving (1), resting (0), or serving the last ticket before it closes (NaN)."""
    begun, until, last = (own[key].to_numpy() for key in ("begun", "until", "last"))
    place = np.searchsorted(begun, clock, "right") - 1
    within = (place >= 0) & (clock < until[np.maximum(place, 0)])
    return np.where(within, np.where(last[np.maximum(place, 0)], np.nan, 1.0), 0.0)


def _open(seen: pd.DataFrame) -> pd.DataFrame:
    """The mean number open by weekday and half-hour; a weekday with few days leans on the others."""
    seen = seen.assign(from_s=seen["at"] // HALF_HOUR * HALF_HOUR)
    day = seen.groupby(["weekday", "counter", "from_s", "day"])["open"].mean().dropna()
    own = day.groupby(level=[0, 1, 2]).agg(["sum", "count"])
    every = day.groupby(level=[1, 2]).mean().rename("every")
    grid = seen[["weekday", "counter", "from_s"]].drop_duplicates()
    table = grid.join(own, on=["weekday", "counter", "from_s"]).join(every, on=["counter", "from_s"])
    table = table.sort_values(["weekday", "counter", "from_s"]).fillna({"sum": 0.0, "count": 0.0})
    beside = table.groupby(["weekday", "counter"])["every"]
    table["every"] = beside.ffill().fillna(beside.bfill()).fillna(0.0)
    share = (table["sum"] + BORROWED_DAYS * table["every"]) / (table["count"] + BORROWED_DAYS)
    table = table.assign(open=share, variance=share * (1.0 - share) / (table["count"] + BORROWED_DAYS))
    whole = table.groupby(["weekday", "from_s"]).agg(
        open=("open", "sum"), variance=("variance", "sum"), days=("count", "max")
    )
    return whole.assign(error=np.sqrt(whole.pop("variance"))).reset_index()


def _layers(open_: pd.DataFrame, hours: Mapping[int, Span]) -> list[dict[int, tuple[Span, ...]]]:
    """The first, second … counter: when at least so many are open, by weekday."""
    most = max(int(np.floor(open_["open"].max() + 0.5)), 1)
    layers = []
    for count in range(1, most + 1):
        layer = {}
        for day, own in open_.groupby("weekday"):
            enough = own["open"].to_numpy() >= count - 0.5
            layer[int(str(day))] = _spans(own["from_s"].to_numpy(), _smooth(enough), hours[int(str(day))])
        if any(layer.values()):
            layers.append(layer)
    return layers


def open_on(days: pd.DatetimeIndex, spans: list[str]) -> dict[str, list[str]]:
    """Opening hours of the days from Monday to Friday, and of those of the weekend on which there was anybody."""
    weekend = sorted({int(day) for day in days.day_of_week if day >= WEEKEND})
    return {"workdays": spans, **{WEEKDAYS[day]: spans for day in weekend}}


def layers_of(open_: np.ndarray, from_s: np.ndarray) -> list[tuple[int, list[str]]]:
    """Counters with the same hours and how many they are, of the mean number open by half-hour, the same every day."""
    found: list[tuple[int, list[str]]] = []
    for count in range(1, max(int(np.floor(open_.max() + 0.5)), 1) + 1):
        there = _smooth(open_ >= min(count - 0.5, open_.max()))
        spans = _said(_spans(from_s, there, (int(from_s[0]), int(from_s[-1]) + HALF_HOUR)))
        if found and found[-1][1] == spans:
            found[-1] = (found[-1][0] + 1, spans)
        elif spans:
            found.append((1, spans))
    return found


def _smooth(there: np.ndarray) -> np.ndarray:
    """Without half-hours that differ from both neighbours."""
    if len(there) < 3:
        return there
    smooth = there.copy()
    alone = (there[1:-1] != there[:-2]) & (there[1:-1] != there[2:])
    smooth[1:-1][alone] = there[:-2][alone]
    return smooth


def _spans(from_s: np.ndarray, there: np.ndarray, hours: Span) -> tuple[Span, ...]:
    spans: list[Span] = []
    for start in from_s[there].tolist():
        begin, end = max(int(start), hours[0]), min(int(start) + HALF_HOUR, hours[1])
        if spans and spans[-1][1] == begin:
            spans[-1] = (spans[-1][0], end)
        elif end > begin:
            spans.append((begin, end))
    return tuple(spans)


def _groups(layers: list[dict[int, tuple[Span, ...]]], *, dated: bool) -> tuple[dict[str, Any], ...]:
    """Counters with the same hours as a group."""
    found: list[tuple[dict[int, tuple[Span, ...]], int]] = []
    for layer in layers:
        if found and found[-1][0] == layer:
            found[-1] = (layer, found[-1][1] + 1)
        else:
            found.append((layer, 1))
    return tuple(
        {"count": Figure.of(count), "skills": "*", "hours": _week(layer) if dated else _said(layer[0])}
        for layer, count in found
    )


def _said(spans: tuple[Span, ...]) -> list[str]:
    return [f"{clock_words(a)}-{clock_words(b)}" for a, b in spans]


def _week(days: Mapping[int, tuple[Span, ...]]) -> dict[str, Any]:
    """By weekday, those from Monday to Friday together where most of them are the same."""
    said = {WEEKDAYS[day]: _said(spans) for day, spans in days.items()}
    work = [tuple(said[name]) for name in WEEKDAYS[:5] if name in said]
    usual = max(work, key=work.count, default=())
    if len(work) < 5 or work.count(usual) < 2:
        return said
    return {
        "workdays": list(usual),
        **{name: spans for name, spans in said.items() if spans != list(usual) or name in WEEKDAYS[5:]},
    }
