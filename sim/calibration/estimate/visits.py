"""A log of visits → what it says of the office."""

from collections.abc import Container, Iterable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from sim.calibration.estimate.arrivals import arrivals, closed_before
from sim.calibration.estimate.balking import balking
from sim.calibration.estimate.counters import counters
from sim.calibration.estimate.line import Line
from sim.calibration.estimate.load import load_dependence
from sim.calibration.estimate.officers import officer_notes
from sim.calibration.estimate.patience import Patience, patience
from sim.calibration.estimate.quota import quota_of, quotas
from sim.calibration.estimate.service_times import Times, service_times
from sim.calibration.figures import Estimates, Figure
from sim.calibration.log.records import Note, Visits
from sim.language.words import Words
from sim.office.names import usable

STATION, STEP = "loket", "layanan"
DRAWS = 2000
SEED = 2026


def estimate_visits(log: Visits, days: pd.DatetimeIndex, holidays: Container[date] = frozenset()) -> Estimates:
    """What the days of a log say of an office with one line, `loket`, and services of one step, `layanan`."""
    line = Line.of(log, days)
    came = arrivals(line, closed_before(line.days, holidays) if log.dated else [0] * len(line.days), dated=log.dated)
    quota, own_quotas, quota_notes = quotas(line)
    times, desks = service_times(line), counters(line, dated=log.dated, ends=bool(quota_notes))
    stay, stay_note = patience(line)
    turned, turned_notes = ([], quota_notes) if quota_notes else balking(line)
    load, load_notes = load_dependence(line)
    station: dict[str, Any] = {"name": STATION}
    if stay is not None:
        station["patience"] = stay.entry()
    if turned:
        station["balking"] = turned
    names = service_names(line.rows["service"].dropna().unique())
    document: dict[str, Any] = {
        "hours": desks.week(dated=log.dated), "station": [station],
        "demand": {"visits_per_day": came.per_day, **came.demand},
        "tickets": quota_of(quota, len(line.days)),
        "service": list(_services(line, names, times, own_quotas)),
        "officer": [{"name": _group_name(place), **group} for place, group in enumerate(desks.groups)],
        **({"staff": {"load": load}} if load else {}),
    }  # fmt: skip
    notes: list[Note] = [*came.notes, *(times.notes if times else (Note("times_unknown"),)), stay_note, *desks.notes]
    notes += [*turned_notes, *load_notes, *officer_notes(line)]
    return Estimates(document, tuple(notes), _draws(line, names, times, stay))


def _group_name(place: int) -> str:
    """Not "Loket 2", which is the second officer of the first group."""
    return "Loket" if place == 0 else f"Loket kelompok {place + 1}"


def service_names(labels: Iterable[str]) -> dict[str, str]:
    """A name for each label of a service that a scenario may use; no two the same."""
    names: dict[str, str] = {}
    for place, label in enumerate(sorted(labels)):
        name = usable(label) or f"layanan {place + 1}"
        names[label] = name if name not in names.values() else f"{name[:50]} {place + 1}"
    return names or {"": STEP}


def _services(
    line: Line, names: dict[str, str], times: Times | None, own_quotas: dict[str, int]
) -> Iterable[dict[str, Any]]:
    service = line.rows["service"]
    count = (service.dropna() if service.notna().any() else service.fillna("")).value_counts()
    total = max(int(count.sum()), 1)
    for label, name in names.items():
        rows = int(count.get(label, 0))
        share = rows / total
        reach = 1.96 * float(np.sqrt(share * (1.0 - share) / total))
        ends = (max(share - reach, 0.0), min(share + reach, 1.0))
        time = times.entry(label) if times is not None and label in times.fits else _default_time()
        step = {"name": STEP, "station": STATION, "time": time}
        said = {"name": name, "title": Words.same(label)} if label else {"name": name}
        ended = quota_of(own_quotas.get(label), len(line.days))
        yield {**said, "share": Figure.of(share, ends, rows=rows), **ended, "step": [step]}


def _default_time() -> dict[str, Any]:
    return {
        "dist": "gamma", "mean_min": Figure.of(10.0, (3.0, 20.0), origin="assumption"),
        "cv": Figure.of(0.6, (0.3, 1.0), origin="assumption"),
    }  # fmt: skip


def _draws(line: Line, names: dict[str, str], times: Times | None, stay: Patience | None) -> pd.DataFrame:
    """Joint draws of what is estimated together: shares; the mean and spread of each service, and of the patience."""
    chance, count = np.random.default_rng(SEED), line.rows["service"].value_counts()
    found: dict[str, np.ndarray] = {}
    if len(names) > 1:  # a larger share of one is a smaller one of others
        drawn_shares = chance.dirichlet([max(count.get(label, 0), 0) + 0.5 for label in names], DRAWS)
        found |= {f"service.{name}.share": drawn_shares[:, at] for at, name in enumerate(names.values())}
    for label, name in names.items():
        if times is not None and label in times.fits:
            drawn = times.draws(label, DRAWS, chance)
            found |= {f"service.{name}.step.{STEP}.time.{key}": values for key, values in drawn.items()}
    if stay is not None:
        drawn = stay.draws(DRAWS, chance)
        found |= {f"station.{STATION}.patience.{key}": values for key, values in drawn.items()}
    return pd.DataFrame(found)
