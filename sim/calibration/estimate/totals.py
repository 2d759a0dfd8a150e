"""A log of totals → what it says of the office; what it cannot say is fitted to a mean wait, or assumed and marked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sim.calibration.estimate.arrivals import Arrivals as ByDay
from sim.calibration.estimate.arrivals import Counts, by_day
from sim.calibration.estimate.counters import open_on
from sim.calibration.figures import Estimates, Figure
from sim.calibration.log.records import Note, Totals
from sim.language.words import Words
from sim.office import Arrivals, OfficerGroup, Scenario, Service, Station, Step
from sim.office.clock import clock_words
from sim.office.demand import Busyness, Demand
from sim.office.distributions import Gamma
from sim.office.names import usable
from sim.office.units import Span, Week, Weighted
from sim.runs.making.replicate import replicate

STATION, STEP = "loket", "layanan"
WORKING_DAYS = 21
"""Of a month, where only its total is known."""
BUSY = (0.8, 0.6, 0.95)
"""How busy counters are, where neither service times nor a wait is known."""
SPREAD = (0.7, 0.4, 1.0)
HOURS = (28_800, 54_000)
COUNTERS = 3
SPENT = (0.3, 0.5, 1.3)
"""Between which loads a service time is sought that gives the mean wait of the log: lowest, first guess, highest."""
STEPS, RUNS, DAYS = 9, 4, 40


def estimate_totals(log: Totals) -> Estimates:
    """Visits a day and the shares of services from the log; service times so that the mean wait is that of the log."""
    rows = log.rows
    by_service = rows.groupby(rows["service"].fillna(""))["tickets"].sum()
    total = rows.groupby("day")["tickets"].sum().sort_index()
    per_day = total / (WORKING_DAYS if log.per_month else 1)
    days = pd.DatetimeIndex(per_day.index)
    level = by_day(_counts(per_day, days), dated=not log.per_month)
    office = _office(rows, level)
    wait = _mean(rows, "wait_s")
    names = {label: usable(str(label)) or STEP for label in by_service.index}
    minutes, notes = _minutes(rows, office, float(level.per_day), wait)
    demand = {"visits_per_day": level.per_day, **({} if log.per_month else level.demand)}
    document: dict[str, Any] = {
        "hours": open_on(days[:0] if log.per_month else days, [office.said]),
        "station": [{"name": STATION}], "demand": demand,
        "service": [_service(names[label], str(label), float(n), minutes) for label, n in by_service.items()],
        "officer": [{"name": "Loket", "count": office.counters, "skills": "*"}],
    }  # fmt: skip
    notes += [Note("totals_default", len(rows))] if "counters" not in rows or rows["counters"].isna().all() else []
    return Estimates(document, (*level.notes, *notes), _draws(names.values()))


def _draws(names: Iterable[str]) -> pd.DataFrame:
    """Joint draws: all services have the same mean time, and the same spread, neither of which is known."""
    one, other = np.random.default_rng(0).uniform(1.0, 2.0, (2, 2000))
    places = (f"service.{name}.step.{STEP}.time" for name in names)
    return pd.DataFrame(
        {f"{place}.{key}": drawn for place in places for key, drawn in (("mean_min", one), ("cv", other))}
    )


@dataclass(frozen=True)
class _Office:
    opens_s: int
    closes_s: int
    counters: Figure
    demand: Demand

    @property
    def said(self) -> str:
        return f"{clock_words(self.opens_s)}-{clock_words(self.closes_s)}"

    @property
    def counter_min(self) -> float:
        return float(self.counters) * (self.closes_s - self.opens_s) / 60.0


def _counts(per_day: pd.Series, days: pd.DatetimeIndex) -> Counts:
    return Counts(per_day.to_numpy(float), np.asarray(days.day_of_week), np.zeros(len(days), int), days)


def _office(rows: pd.DataFrame, level: ByDay) -> _Office:
    opens, closes, counters = (_mean(rows, name) for name in ("opens_s", "closes_s", "counters"))
    first = int(opens) if opens is not None else HOURS[0]
    last = int(closes) if closes is not None else HOURS[1]
    count = Figure.of(max(round(counters), 1), rows=len(rows)) if counters is not None else _assumed(COUNTERS, 1, 6)
    spread = level.demand.get("busyness")
    busy = Busyness(dist="gamma", cv=float(spread["cv"])) if spread is not None else None
    return _Office(first, max(last, first + 3600), count, Demand(busyness=busy))


def _mean(rows: pd.DataFrame, name: str) -> float | None:
    """The mean of a column weighted by tickets; None where nothing is recorded."""
    known = rows[rows[name].notna()] if name in rows else rows[:0]
    weights = known["tickets"].to_numpy(float) if len(known) else np.zeros(0)
    return float(np.average(known[name], weights=weights)) if weights.sum() > 0.0 else None


def _assumed(value: float, low: float, high: float) -> Figure:
    return Figure.of(value, (low, high), origin="assumption")


def _minutes(rows: pd.DataFrame, office: _Office, visits: float, wait: float | None) -> tuple[Figure, list[Note]]:
    """The mean service time: of the log; else that which gives the mean wait; else of counters as busy as is usual."""
    known = _mean(rows, "service_s")
    if known is not None:
        return Figure.of(known / 60.0, rows=len(rows)), []
    full = office.counter_min / max(visits, 1.0)
    if wait is None:
        value, low, high = (share * full for share in BUSY)
        return _assumed(value, low, high), [Note("totals_busy", values={"percent": round(100 * BUSY[0])})]
    ends = [fitted_minutes(office, visits, wait * share, full) for share in (0.8, 1.0, 1.25)]
    note = Note("totals_fitted", values={"minutes": round(wait / 60.0, 1)})
    return Figure.of(ends[1], (min(ends), max(ends)), rows=len(rows), note=note), [note]


def fitted_minutes(office: _Office, visits: float, wait_s: float, full: float) -> float:
    """The mean service time (min) at which people wait so long in simulation; sought by halving."""
    low, high = SPENT[0] * full, SPENT[2] * full
    for _ in range(STEPS):
        middle = (low + high) / 2.0
        waited = replicate(_scenario(office, visits, middle), RUNS, workers=1).estimate("wait_mean_min").mean * 60.0
        low, high = (middle, high) if waited < wait_s else (low, middle)
    return (low + high) / 2.0


def _scenario(office: _Office, visits: float, minutes: float) -> Scenario:
    span = Span(office.opens_s, office.closes_s)
    rate = visits * 3600.0 / (span.end_s - span.start_s)
    step = Step(name=STEP, station=STATION, time=Gamma(mean_min=minutes, cv=SPREAD[0]))
    return Scenario(
        title=Words.same("-"), hours=Week(every=(span,)), days=DAYS, services=(Service(name=STEP, steps=(step,)),),
        stations=(Station(name=STATION),), demand=office.demand,
        officers=(OfficerGroup(name="Loket", skills=("*",), count=int(office.counters)),),
        arrivals=(Arrivals(name="a", service=STEP, rates_per_hour=(Weighted(span, rate),)),),
    )  # fmt: skip


def _service(name: str, label: str, tickets: float, minutes: Figure) -> dict[str, Any]:
    time = {"dist": "gamma", "mean_min": minutes, "cv": _assumed(*SPREAD)}
    titled = {"title": Words.same(label)} if label else {}
    step = {"name": STEP, "station": STATION, "time": time}
    return {"name": name, **titled, "share": Figure.of(tickets, rows=int(tickets)), "step": [step]}
