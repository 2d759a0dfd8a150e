"""Little offices with people in them: who changes, who judges, and what they look like in the end."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from findings.little_offices import ENGINES, office, one_step
from sim.office import Scenario, TraceRow
from sim.plan import plan_of
from sim.plan.layout import Records
from sim.plan.tables import ELEMENTS, SERVED, Block

CERTAIN = {"style": 0.0, "spread": 0.0, "lenience": 0.0, "adapts": 0.0}
"""Satisfaction where all expect the same, judge alike and go on expecting it."""
LOSSES = (
    "incomplete", "again", "step", "waiting", "overdue", "asked", "paid", "mistake", "unserved", "slow", "unequal",
    "unanswered", "trouble",
)  # fmt: skip


class Lived(NamedTuple):
    """A run: what was recorded, and citizens and officers before it and after it."""

    block: Block
    born: Records
    citizens: Records
    hired: Records
    staff: Records


def lived(engine: str, scenario: Scenario, run: int = 0, days: int | None = None) -> Lived:
    """So many days (None: all) of a run, with the people before and after."""
    running = ENGINES[engine](plan_of(scenario), run)
    born, hired = running.citizens().copy(), running.staff().copy()
    block = running.advance(scenario.days if days is None else days)
    return Lived(block, born, running.citizens().copy(), hired, running.staff().copy())


def quality(worth: float = 1.0, **more: float) -> dict[str, Any]:
    """Satisfaction where every element is worth so much and nothing that happens takes anything away."""
    return {"quality": dict.fromkeys(ELEMENTS, worth), **dict.fromkeys(LOSSES, 0.0), **CERTAIN, **more}


def visited(citizens: int, needs_per_day: float, minutes: float = 1.0, **keys: Any) -> dict[str, Any]:
    """Keys of an office to which each citizen comes so often a day."""
    people = {"count": citizens, "needs_per_year": 250.0 * needs_per_day}
    return {"service": one_step(minutes), "citizens": people | keys.pop("people", {})} | keys


def unvisited(citizens: int, **keys: Any) -> Scenario:
    """An office that nobody needs."""
    return office(**visited(citizens, 0.0), **keys)


def coming_on(scenario: Scenario, rows: Iterable[tuple[int, float, str]]) -> Scenario:
    """The office with arrivals, told as (day counted from 0, minute, service), in place of its first stream's."""
    traced = tuple(TraceRow(day=day + 1, time_s=round(60 * minute), service=name) for day, minute, name in rows)
    return replace(scenario, arrivals=(replace(scenario.arrivals[0], times=None, rows=traced),))


def times(rows: Records) -> np.ndarray:
    """Seconds of service of the rows that were served."""
    served = rows[rows["outcome"] == SERVED]
    return served["finish_s"] - served["start_s"]


def network(weights: Sequence[Sequence[float]], trust: Sequence[float], pull: Sequence[float] | float = 0.0) -> Any:
    """The members of a network: citizen i listens to j with weights[i][j]."""
    pulls = [pull] * len(trust) if isinstance(pull, float) else pull
    return [
        {"trust": x, "pull": p, "listens": [[j, w] for j, w in enumerate(row) if w > 0]}
        for row, x, p in zip(weights, trust, pulls, strict=True)
    ]
