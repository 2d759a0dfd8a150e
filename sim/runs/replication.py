"""One run: the engine advances by blocks of days, the measures take them in."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.language import text
from sim.language.errors import LoketError
from sim.measures import Fold, Key
from sim.measures.fares import Spending
from sim.measures.people import Ending
from sim.measures.windows import Window, clipped
from sim.plan import Plan
from sim.plan.engine import Engine
from sim.plan.layout import Records
from sim.plan.tables import Block
from sim.runs.acts import merged_moves
from sim.runs.engines import MakeEngine

BLOCK_S = 0.05
"""A block of days should take about so long: short enough to stop soon, long enough to cost nothing."""


class RunFailed(LoketError, RuntimeError):
    """A run failed; `run` is its number, the cause is chained."""

    to_blame = False

    def __init__(self, run: int, cause: BaseException) -> None:
        super().__init__("cli.run_failed", run=run, reason=f"{type(cause).__name__}: {cause}".rstrip(": "))
        self.run = run


class Run(NamedTuple):
    """One replication, measured. `values` follow `keys_of(plan)`; days are DAY_MEASURES, officers OFFICER_TOTAL.

    `citizens` (CITIZEN_ROW), what they spent in `rupiah`, and `visits` (VISIT_ROW) with `cases` (CASE_ROW) and
    `opinions` (OPINION_ROW) are None unless they were asked for. `staff` (STAFF_ROW) is there where people behave or
    reforms act, `ends` (ENDS) where people behave; `windows` holds the values of each window, where there are windows.
    `acts` (ACT_ROW) are what reforms did, as `told`; there are few.
    """

    number: int
    values: npt.NDArray[np.float64]
    days: Records
    officers: Records
    citizens: Records | None = None
    visits: Records | None = None
    cases: Records | None = None
    rupiah: npt.NDArray[np.float64] | None = None
    opinions: Records | None = None
    staff: Records | None = None
    ends: Records | None = None
    windows: npt.NDArray[np.float64] | None = None
    acts: Records | None = None

    def __repr__(self) -> str:
        return text("objects.run", number=self.number, measures=len(self.values), days=len(self.days))


@dataclass(frozen=True)
class Task:
    """What every run of a batch has in common."""

    plan: Plan
    make: MakeEngine
    keep_visits: bool = False
    keep_citizens: bool = False
    keep_ends: bool = False
    windows: tuple[Window, ...] = ()
    skm_weight: str = "1/9"

    @property
    def behaves(self) -> bool:
        """Whether officers or citizens have mechanisms of their own."""
        return self.plan.scenario.opinion is not None or self.plan.scenario.staff is not None

    @property
    def reformed(self) -> bool:
        """Whether the scenario has reforms."""
        return bool(self.plan.given.reforms)

    def fold(self, run: int, citizens: Records | None) -> Fold:
        """What takes in the blocks of a run; of whose citizens (CITIZEN_ROW) where people behave."""
        return Fold(self.plan, run, citizens, self.skm_weight)


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
    engine = task.make(task.plan, number)
    citizens = engine.citizens() if task.behaves else None
    folds = [task.fold(number, citizens) for _ in range(1 + len(task.windows))]
    kept: list[Block] = []
    acts: list[Records] = []
    spending = Spending(task.plan) if task.keep_citizens else None
    left, pace = len(task.plan.arrays.day), 1
    while left > 0:
        began, days = time.perf_counter(), min(pace, left)
        block: Block = engine.advance(days)
        folds[0].add(block)
        for fold, window in zip(folds[1:], task.windows, strict=True):
            fold.add(clipped(block, window))
        if task.keep_visits:
            kept.append(block)
        acts.append(block.acts)
        if spending is not None:
            spending.add(block.cases)
        left -= days
        tick(days)
        pace = _next_pace(days, time.perf_counter() - began)
    run = _measured(task, number, engine, folds)._replace(acts=merged_moves(np.concatenate(acts)))
    if spending is not None:
        citizens = engine.citizens()
        run = run._replace(citizens=citizens, rupiah=spending.by_citizen(citizens))
    if task.keep_visits:
        visits, cases, opinions = (np.concatenate([getattr(block, name) for block in kept]) for name in KEPT)
        run = run._replace(visits=visits, cases=cases, opinions=opinions)
    return run


KEPT = ("visits", "cases", "opinions")


def _measured(task: Task, number: int, engine: Engine, folds: list[Fold]) -> Run:
    staff = engine.staff() if task.behaves or task.reformed else None
    ending = Ending(engine.citizens(), staff) if task.behaves and staff is not None else None
    measured = folds[0].measured(ending)
    run = Run(number, _values(measured.values), measured.days, measured.officers, staff=staff)
    if ending is not None and task.keep_ends:
        run = run._replace(ends=measured.ends)
    if task.windows:
        run = run._replace(windows=np.array([_values(fold.measured().values) for fold in folds[1:]]))
    return run


def _values(values: dict[Key, float]) -> npt.NDArray[np.float64]:
    return np.fromiter(values.values(), float, len(values))


def _next_pace(days: int, took_s: float) -> int:
    """How many days the next block should have; it grows no faster than eightfold."""
    return max(1, min(8 * days, int(days * BLOCK_S / max(took_s, 1e-6))))
