"""One run: the engine advances by blocks of days, the measures take them in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, cast

import numpy as np
import numpy.typing as npt

from sim.language import text
from sim.language.errors import LoketError
from sim.measures import Fold, Key
from sim.measures.catalogue import BY_YEAR
from sim.measures.citizen_groups import GROUPED
from sim.measures.days import DAY_MEASURES
from sim.measures.fares import Spending
from sim.measures.officers import OFFICER_TOTAL
from sim.measures.people import ENDS, TOLD, Ending
from sim.measures.trust import Contacts
from sim.measures.windows import Window, clipped, years_of
from sim.plan import Plan
from sim.plan.engine import Branching, Engine
from sim.plan.layout import Records
from sim.plan.tables import ACT_ROW, CASE_ROW, CITIZEN_ROW, OPINION_ROW, STAFF_ROW, VISIT_ROW, Block
from sim.runs.making.acts import merged_moves
from sim.runs.making.engines import MakeEngine
from sim.runs.making.keeping import Form

CITIZENS_A_ROW = 100
"""To ask so many citizens of a morning takes about as long as to write a row."""
KEPT = ("visits", "cases", "opinions")

Tick = Callable[[int], None]


class RunFailed(LoketError, RuntimeError):
    """A run failed; `run` is its number, the cause is chained."""

    to_blame = False

    def __init__(self, run: int, cause: BaseException) -> None:
        super().__init__("cli.run_failed", run=run, reason=f"{type(cause).__name__}: {cause}".rstrip(": "))
        self.run = run


class Run(NamedTuple):
    """One replication, measured. `values` follow `keys_of(plan)`; days are DAY_MEASURES, officers OFFICER_TOTAL.

    `citizens` (CITIZEN_ROW), what they spent in `rupiah`, and `visits` (VISIT_ROW) with `cases` (CASE_ROW)
    and `opinions` (OPINION_ROW) are None unless they were asked for. `staff` (STAFF_ROW) is there where
    people behave or reforms act, `ends` (ENDS) where people behave; `windows` holds the values of each
    window, where there are windows. `acts` (ACT_ROW) are what reforms did, as `told`; there are few.
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

    @property
    def days(self) -> int:
        """The days of a run."""
        return len(self.plan.arrays.day)

    def run(self, number: int, tick: Tick) -> Run:
        """Simulate and measure a run (see `run_one`)."""
        return run_one(self, number, tick)

    @cached_property
    def years(self) -> dict[str, Window]:
        """The years by which a run is told."""
        return years_of(self.plan)

    @cached_property
    def forms(self) -> dict[str, Form]:
        """What the arrays of a run are like, as far as they are there."""
        plan, behaves = self.plan, self.behaves
        officers, measures = len(plan.arrays.officer), len(keys_of(plan))
        citizens = (int(plan.arrays.office["citizens"][0]),)
        found = {
            "values": Form(float, (measures,)),
            "days": Form(DAY_MEASURES, (self.days * len(plan.names.offices),)),
            "officers": Form(OFFICER_TOTAL, (officers,)),
            "acts": Form(ACT_ROW, (None,)),
        }
        if behaves or self.reformed:
            found["staff"] = Form(STAFF_ROW, (officers,))
        if behaves and self.keep_ends:
            found["ends"] = Form(ENDS, citizens)
        if self.windows:
            found["windows"] = Form(float, (len(self.windows), measures))
        if self.keep_citizens:
            found |= {"citizens": Form(CITIZEN_ROW, citizens), "rupiah": Form(float, citizens)}
        if self.keep_visits:
            rows = {"visits": VISIT_ROW, "cases": CASE_ROW, "opinions": OPINION_ROW}
            found |= {name: Form(kind, (None,)) for name, kind in rows.items()}
        return found

    @property
    def parts(self) -> tuple[Window | None, ...]:
        """What a run is measured over: all days (None), its windows, its years."""
        return (None, *self.windows, *self.years.values())

    def fold(self, run: int, citizens: Records | None, part: Window | None) -> Fold:
        """What takes in the blocks of a part of a run; of whose citizens (CITIZEN_ROW) where people behave."""
        years = tuple(self.years.values()) if part is None else ()
        return Fold(self.plan, run, citizens, self.skm_weight, years)


def keys_of(plan: Plan) -> tuple[Key, ...]:
    """The measures of a plan's runs, in their order: those of the years last."""
    known = Fold(plan).measured().values
    return (*known, *(key for year in years_of(plan) for key in _of_year(known, year)))


def _of_year(values: Mapping[Key, float], year: str) -> dict[Key, float]:
    """The measures that are told by year."""
    return {Key(name, "year", year): values[key] for name in BY_YEAR if (key := Key(name)) in values}


def run_one(task: Task, number: int, tick: Tick) -> Run:
    """Simulate and measure run `number`; `tick(days)` is called after every block and may raise to stop.

    Raises RunFailed where the engine or the measures fail.
    """
    with failing(number):
        running = begun(task, number)
        running.advance(len(task.plan.arrays.day), tick)
        return running.finished()


@contextmanager
def failing(number: int) -> Iterator[None]:
    """Whatever fails within is the RunFailed of this run."""
    try:
        yield
    except (MemoryError, Stopped):
        raise
    except Exception as error:
        raise RunFailed(number, error) from error


class Stopped(Exception):
    """A run was told to stop."""


@dataclass
class Running:
    """A run under way on its `day`: the engine, what measures it (by window; None: all days), what is kept of it."""

    task: Task
    number: int
    engine: Engine
    folds: dict[Window | None, Fold]
    spending: Spending | None
    contacts: Contacts
    """When and how each citizen came, the warm-up included."""
    kept: list[Block] = field(default_factory=list)
    acts: list[Records] = field(default_factory=list)
    day: int = 0
    pace: int = 1
    evenings: dict[Window, Mapping[Key, float]] = field(default_factory=dict)
    """What was measured of a year on its last evening, which knows people as they were then."""

    def advance(self, until: int, tick: Tick) -> None:
        """Run the days before `until`, by blocks of about as many rows; `tick(days)` is called after each."""
        while self.day < until:
            edge = min((year.end for year in self._years if year.end > self.day), default=until)
            days = min(self.pace, until - self.day, edge - self.day)
            block = self.engine.advance(days)
            self._take(block)
            self.day += days
            self._close_years()
            tick(days)
            self.pace = self._next_pace(days, block)

    @property
    def _years(self) -> list[Window]:
        """The years of the task, and of those that share these days."""
        return [part for part in self.folds if part is not None and part not in self.task.windows]

    def _close_years(self) -> None:
        closed = [year for year in self._years if year.end == self.day]
        for year in closed if self.task.behaves else ():
            self.evenings[year] = self.folds[year].measured(self._ending()).values

    def _ending(self) -> Ending | None:
        if not self.task.behaves:
            return None
        came = self.contacts.came(self.task.plan, self.day - 1)
        return Ending(self.engine.citizens(*TOLD), self.engine.staff(), came, self.contacts)

    def _take(self, block: Block) -> None:
        for window, fold in self.folds.items():
            fold.add(block if window is None else clipped(block, window))
        if self.task.keep_visits:
            self.kept.append(block)
        self.acts.append(block.acts)
        self.contacts.add(block.opinions)
        if self.spending is not None:
            self.spending.add(block.cases)

    def _next_pace(self, days: int, block: Block) -> int:
        """How many days the next block should have, by the rows of the last; it grows no faster than eightfold."""
        asked = days * int(self.task.plan.arrays.office["citizens"][0]) // CITIZENS_A_ROW
        rows = asked + sum(len(getattr(block, name)) for name in KEPT)
        return max(1, min(8 * days, days * self.engine.block_rows // max(rows, 1)))

    def branched(self, task: Task) -> "Running":
        """The same run so far as one of a task whose plan is the same up to today (see `sim.plan.stem`)."""
        engine = cast("Branching", self.engine).branched(task.plan)
        plans = {id(self.task.plan): task.plan}
        folds = {part: deepcopy(self.folds[part], dict(plans)) for part in task.parts}
        spending = deepcopy(self.spending, dict(plans))
        so_far = self.contacts.copy(), [*self.kept], [*self.acts]
        return Running(task, self.number, engine, folds, spending, *so_far, self.day, self.pace, dict(self.evenings))

    def finished(self) -> Run:
        """The run, measured."""
        run = self._measured()._replace(acts=merged_moves(np.concatenate(self.acts)))
        if self.spending is not None:
            citizens = self.engine.citizens()
            run = run._replace(citizens=citizens, rupiah=self.spending.by_citizen(citizens))
        if self.task.keep_visits:
            visits, cases, opinions = (np.concatenate([getattr(block, name) for block in self.kept]) for name in KEPT)
            run = run._replace(visits=visits, cases=cases, opinions=opinions)
        return run

    def _measured(self) -> Run:
        task, engine = self.task, self.engine
        staff, ending = engine.staff() if task.behaves or task.reformed else None, self._ending()
        measured = self.folds[None].measured(ending)
        values = dict(measured.values)
        for year, window in task.years.items():
            whole, evening = self.folds[window].measured().values, self.evenings.get(window, {})
            values |= _of_year({key: evening.get(key, v) if np.isnan(v) else v for key, v in whole.items()}, year)
        run = Run(self.number, _values(values), measured.days, measured.officers, staff=staff)
        if ending is not None and task.keep_ends:
            run = run._replace(ends=measured.ends)
        if task.windows:
            found = [self.folds[window].measured().values for window in task.windows]
            run = run._replace(windows=np.array([[one.get(key, np.nan) for key in values] for one in found]))
        return run


def begun(task: Task, number: int, stem_of: Sequence[Task] = ()) -> Running:
    """A run on its first morning; the stem of others measures their windows, too, and minds their reforms."""
    engine = task.make(task.plan, number)
    if stem_of:
        cast("Branching", engine).mind_reforms()
    citizens = engine.citizens(*GROUPED) if task.behaves else None
    parts = [part for one in (task, *stem_of) for part in one.parts]
    folds = {part: task.fold(number, citizens, part) for part in parts}
    contacts = Contacts.none(0 if citizens is None else len(citizens))
    return Running(task, number, engine, folds, Spending(task.plan) if task.keep_citizens else None, contacts)


def _values(values: dict[Key, float]) -> npt.NDArray[np.float64]:
    return np.fromiter(values.values(), float, len(values))
