"""Lines of an office simulated for a day with given arrivals and counters: how many wait on average."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.calibration.estimate.flow import LineDay
from sim.language.words import Words
from sim.office import Arrivals, OfficerGroup, Scenario, Service, Station, Step
from sim.office.distributions import Exponential, Gamma
from sim.office.staff import Load, Staff
from sim.office.units import Span, Week, Weighted
from sim.plan.layout import NONE
from sim.runs.making.replicate import runs_of
from sim.runs.making.request import Request

Floats = npt.NDArray[Any]
MOST = 0.9
USUAL_QUEUE = 1.0


@dataclass(frozen=True)
class Given:
    """A line for a day: people a half-hour from its first edge on, heads by stretch of the day, minutes of a ticket."""

    came: Floats
    counters: tuple[tuple[int, int, int], ...]
    minutes: float


def counters_of(day: LineDay) -> tuple[tuple[int, int, int], ...]:
    """The stretches of a day (from, to, heads) as they were looked at; none without heads."""
    heads = np.rint(day.counters[:-1]).astype(int)
    change = np.flatnonzero(np.diff(heads, prepend=-1))
    ends = np.append(day.at_s[change[1:]], day.at_s[-1]).astype(int)
    starts = day.at_s[change].astype(int)
    return tuple((a, b, n) for a, b, n in zip(starts.tolist(), ends.tolist(), heads[change].tolist(), strict=True) if n)


def mean_waiting(
    lines: Sequence[Given], edges: Floats, days: int, seed: int, elasticity: float = 0.0, cv: float | None = None
) -> Floats:
    """The mean number waiting from the first edge (seconds) to the last, of each line (rows) on each of `days`.

    Without `cv` service is exponential. With an elasticity below 0 officers hurry while the line is long.
    """
    load = Load(elasticity=elasticity, usual_queue=USUAL_QUEUE, most=MOST, slower=0.0, saturation=1.0, errors=0.0)
    whole = Span(int(edges[0]), int(edges[-1]))
    scenario = Scenario(
        title=Words.same("-"), hours=Week(every=(whole,)), days=days, closing="send_home",
        services=tuple(_service(f"a{n}", line.minutes, cv) for n, line in enumerate(lines)),
        stations=tuple(Station(name=f"a{n}") for n in range(len(lines))),
        officers=tuple(_officers(f"a{n}", line, whole) for n, line in enumerate(lines)),
        arrivals=tuple(_arrivals(f"a{n}", line, edges) for n, line in enumerate(lines)),
        staff=Staff(load=load) if elasticity < 0.0 else None,
    )  # fmt: skip
    request = Request(scenario, 1, None, seed, workers=1)
    (run,) = runs_of(request, request.plan(), keep_visits=True)
    rows = run.visits
    assert rows is not None  # noqa: S101  (they are kept)
    left = np.where(rows["start_s"] == NONE, rows["finish_s"], rows["start_s"])
    waited = np.clip(left, None, whole.end_s) - rows["arrive_s"]
    total = np.bincount(rows["service"] * days + rows["day"], np.maximum(waited, 0), len(lines) * days)
    return total.reshape(len(lines), days) / (whole.end_s - whole.start_s)


def _service(name: str, minutes: float, cv: float | None) -> Service:
    time = Exponential(mean_min=minutes) if cv is None else Gamma(mean_min=minutes, cv=cv)
    return Service(name=name, steps=(Step(name="s", station=name, time=time),))


def _officers(name: str, line: Given, whole: Span) -> OfficerGroup:
    heads = tuple(Weighted(Span(a, b), float(n)) for a, b, n in line.counters) or (Weighted(whole, 1.0),)
    return OfficerGroup(name=name, skills=(name,), capacity=heads)


def _arrivals(name: str, line: Given, edges: Floats) -> Arrivals:
    spans = zip(edges[:-1], edges[1:], line.came, strict=True)
    rates = tuple(Weighted(Span(int(a), int(b)), float(n) * 3600.0 / (b - a)) for a, b, n in spans)
    return Arrivals(name=name, service=name, rates_per_hour=rates)
