"""A log of looks at lines → what it says of the office: each line a station with a service and counters of its own."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count as numbers
from typing import Any

import numpy as np
import pandas as pd

from sim.calibration.estimate.arrivals import HALF_HOUR, Counts, by_day, profile_of
from sim.calibration.estimate.counters import layers_of, open_on
from sim.calibration.estimate.flow import (
    CERTAIN,
    LEAST_SERVED,
    LineDay,
    by_half_hour,
    content,
    crowding,
    hurry,
    line_days,
)
from sim.calibration.estimate.levels import Level, levels
from sim.calibration.figures import Estimates, Figure
from sim.calibration.log.records import Note, Snapshots
from sim.language.errors import BadRequest
from sim.language.words import Words
from sim.office.clock import clock_words
from sim.office.names import usable

STEP = "layanan"
SPREAD = (0.8, 0.5, 1.0)
"""How much service times differ (a coefficient of variation), which looks every few minutes do not show: assumed."""
USUAL_QUEUE, MOST = 1.0, 0.9
DRAWS, SEED = 2000, 2026
EDGE = 0.005
"""The share of the day's visits that may lie before opening and after closing."""

Groups = Iterable[dict[str, Any]]


def estimate_snapshots(log: Snapshots, days: pd.DatetimeIndex) -> Estimates:
    """What looks at the lines on some days say. Raises BadRequest where no line has a day with enough tickets."""
    every = [day for day in line_days(log, 0.0) if day.day in days]
    kept = [day for day in every if day.served >= LEAST_SERVED]
    if not kept:
        raise BadRequest("calibrate_few", least=LEAST_SERVED)
    edges = np.arange(0.0, 86_400.0 + HALF_HOUR, HALF_HOUR)
    came = np.array(by_half_hour(kept, "came", edges))
    first, last = _open(came.sum(axis=0))
    power, error = hurry(kept)
    power, error = (power, error) if power > CERTAIN * error and len(days) > 1 else (0.0, 0.0)
    lines = {line: [day for day in kept if day.line == line] for line in dict.fromkeys(day.line for day in kept)}
    level = by_day(_counts(kept))
    names = _names(lines)
    begin = {line: _begin(own, power) for line, own in lines.items()}
    inside = came.sum(axis=0)[first:last]
    level_of = levels(lines, begin, inside / inside.sum(), edges[first : last + 1], -power, SPREAD[0])
    taken, open_ = set(names.values()), slice(first, last)
    document: dict[str, Any] = {
        "hours": open_on(days, [f"{clock_words(first * HALF_HOUR)}-{clock_words(last * HALF_HOUR)}"]),
        "station": [{"name": name} for name in names.values()],
        "service": [_service(names[line], own, level_of[line]) for line, own in lines.items()],
        "officer": [group for line, own in lines.items() for group in _counters(names[line], own, edges, open_, taken)],
        "demand": {
            "visits_per_day": level.per_day,
            **level.demand,
            "profile": profile_of(came.sum(axis=0)[first:last], first),
        },
    }
    notes = [
        *level.notes,
        Note("line_days", len(kept), values={"dropped": len(every) - len(kept)}),
        Note("spread_assumed"),
        Note("levels", len(kept)),
    ]
    if power > 0.0:
        ends = (-power - 1.96 * error, -power + 1.96 * error)
        document["staff"] = {"load": hurried(Figure.of(-power, ends, rows=len(kept)))}
        notes.append(Note("load_looks", len(kept), values={"slope": round(-power, 3)}))
    return Estimates(document, tuple(notes), _draws(names, lines, level_of, power, error))


def _draws(
    names: Mapping[str, str],
    lines: Mapping[str, Sequence[LineDay]],
    level: Mapping[str, Level],
    power: float,
    error: float,
) -> pd.DataFrame:
    """Joint draws: where officers hurry more, a ticket takes longer where nobody waits, on all lines alike.

    The spread of service times is assumed, and the same of all.
    """
    chance = np.random.default_rng(SEED)
    powers = np.maximum(chance.normal(power, error, DRAWS), 1e-6)
    spread = chance.uniform(*SPREAD[1:], DRAWS)
    found = {"staff.load.elasticity": -powers} if power > 0.0 else {}
    for line, own in lines.items():
        place = f"service.{names[line]}.step.{STEP}.time"
        mean, error_of_mean, tickets = content(list(own))
        if tickets:
            usual = np.exp((powers - power) * (crowding(own) - np.log1p(USUAL_QUEUE)))
            own_error = np.hypot(error_of_mean / mean, level[line].error) * chance.normal(size=DRAWS)
            found[f"{place}.mean_min"] = level[line].minutes * np.exp(own_error) * usual
        found[f"{place}.cv"] = spread
    return pd.DataFrame(found)


def hurried(elasticity: Figure) -> dict[str, Any]:
    """The table `load` of officers who serve faster while the line is long, and whom nothing wears."""
    others = {"usual_queue": USUAL_QUEUE, "most": MOST, "slower": 0.0, "saturation": 1.0}
    return {"elasticity": elasticity, **{key: Figure.of(value, origin="assumption") for key, value in others.items()}}


def _open(came: np.ndarray) -> tuple[int, int]:
    upto = np.cumsum(came) / came.sum()
    return int(np.searchsorted(upto, EDGE, "right")), int(np.searchsorted(upto, 1.0 - EDGE)) + 1


def _counts(kept: Sequence[LineDay]) -> Counts:
    """Tickets by day, of all lines together."""
    total = pd.Series([day.served for day in kept]).groupby([day.day for day in kept]).sum().sort_index()
    days = pd.DatetimeIndex(total.index)
    return Counts(total.to_numpy(float), np.asarray(days.day_of_week), np.zeros(len(days), int), days)


def _names(lines: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for place, line in enumerate(lines):
        name = usable(line) or f"antrean {place + 1}"
        found[line] = name if name not in found.values() else f"{name[:50]} {place + 1}"
    return found


def _begin(own: Sequence[LineDay], power: float) -> float:
    """Minutes of a ticket by the balance of flow, where USUAL_QUEUE wait for each counter; ten where nobody waited."""
    mean, _, tickets = content(list(own))
    return mean * float(np.exp(power * (crowding(own) - np.log1p(USUAL_QUEUE)))) if tickets else 10.0


def _service(name: str, own: Sequence[LineDay], level: Level) -> dict[str, Any]:
    """A service of one step at the line's own station; its time holds where USUAL_QUEUE wait for each counter."""
    mean, error, tickets = content(list(own))
    reach = 1.96 * (float(np.hypot(level.error, error / mean)) if tickets else 1.0)
    ends = (level.minutes * float(np.exp(-reach)), level.minutes * float(np.exp(reach)))
    minutes = Figure.of(level.minutes, ends, origin="log" if tickets else "assumption", rows=int(tickets))
    spread = Figure.of(SPREAD[0], SPREAD[1:], origin="assumption")
    time = {"dist": "gamma", "mean_min": minutes, "cv": spread}
    share = Figure.of(sum(day.served for day in own) / len(own), rows=len(own))
    step = {"name": STEP, "station": name, "time": time}
    titled = {"title": Words.same(own[0].line)} if own[0].line else {}
    return {"name": name, **titled, "share": share, "step": [step]}


def _counters(name: str, own: Sequence[LineDay], edges: np.ndarray, open_: slice, taken: set[str]) -> Groups:
    """Officers with the same hours: the first group has the name of the line, others one that is not taken."""
    mean = by_half_hour(list(own), "counters", edges).mean(axis=0)[open_]
    for place, (count, spans) in enumerate(layers_of(mean, edges[open_])):
        free = (other for other in (f"{name[:50]} {number}" for number in numbers(2)) if other not in taken)
        called = name if place == 0 else next(free)
        taken.add(called)
        yield {"name": called, "count": Figure.of(count, rows=len(own)), "skills": [name], "hours": spans}
