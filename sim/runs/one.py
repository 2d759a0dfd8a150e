"""One run: the engine advances by blocks of days, the measures take them in."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.measures import Fold, Key
from sim.measures.fares import Spending
from sim.plan import Plan
from sim.plan.layout import Records
from sim.plan.tables import Block
from sim.runs.engines import MakeEngine

BLOCK_S = 0.05
"""A block of days should take about so long: short enough to stop soon, long enough to cost nothing."""


class RunFailed(RuntimeError):
    """A run failed; `run` is its number, the cause is chained."""

    def __init__(self, run: int, cause: BaseException) -> None:
        super().__init__(f"run {run}: {type(cause).__name__}: {cause}")
        self.run = run


class Run(NamedTuple):
    """One replication, measured. `values` follow `keys_of(plan)`; days are DAY_MEASURES, officers OFFICER_TOTAL.

    `citizens` (CITIZEN_ROW), what they spent in `rupiah`, and `visits` (VISIT_ROW) with `cases` (CASE_ROW) are None
    unless they were asked for.
    """

    number: int
    values: npt.NDArray[np.float64]
    days: Records
    officers: Records
    citizens: Records | None = None
    visits: Records | None = None
    cases: Records | None = None
    rupiah: npt.NDArray[np.float64] | None = None


@dataclass(frozen=True)
class Task:
    """What every run of a batch has in common."""

    plan: Plan
    make: MakeEngine
    keep_visits: bool = False
    keep_citizens: bool = False


def keys_of(plan: Plan) -> tuple[Key, ...]:
    """The measures of a plan's runs, in their order."""
    return tuple(Fold(plan).measured().values)


def run_one(task: Task, number: int, tick: Callable[[int], None]) -> Run:
    """Simulate and measure run `number`; `tick(days)` is called after every block and may raise to stop.

    Raises RunFailed where the engine or the measures fail.
    """
    try:
        return _run_one(task, number, tick)
    except (MemoryError, Stopped):
        raise
    except Exception as error:
        raise RunFailed(number, error) from error


class Stopped(Exception):
    """A run was told to stop."""


def _run_one(task: Task, number: int, tick: Callable[[int], None]) -> Run:
    engine, fold = task.make(task.plan, number), Fold(task.plan)
    kept: list[Block] = []
    spending = Spending(task.plan) if task.keep_citizens else None
    left, pace = len(task.plan.arrays.day), 1
    while left > 0:
        began, days = time.perf_counter(), min(pace, left)
        block: Block = engine.advance(days)
        fold.add(block)
        if task.keep_visits:
            kept.append(block)
        if spending is not None:
            spending.add(block.cases)
        left -= days
        tick(days)
        pace = _next_pace(days, time.perf_counter() - began)
    measured = fold.measured()
    values = np.fromiter(measured.values.values(), float, len(measured.values))
    run = Run(number, values, measured.days, measured.officers)
    if spending is not None:
        citizens = engine.citizens()
        run = run._replace(citizens=citizens, rupiah=spending.by_citizen(citizens))
    if task.keep_visits:
        visits, cases = (np.concatenate([getattr(block, name) for block in kept]) for name in ("visits", "cases"))
        run = run._replace(visits=visits, cases=cases)
    return run


def _next_pace(days: int, took_s: float) -> int:
    """How many days the next block should have; it grows no faster than eightfold."""
    return max(1, min(8 * days, int(days * BLOCK_S / max(took_s, 1e-6))))
