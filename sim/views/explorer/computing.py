"""An office as it is and as it is set, replicated further and further; what was computed before is used again."""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

from sim.measures import LEVEL
from sim.office import Scenario
from sim.plan import Plan
from sim.runs import Comparison, Result
from sim.runs.comparing.idle import same_numbers
from sim.runs.comparing.reform_costs import reforms_cost
from sim.runs.doubting.doubt import Doubted
from sim.runs.doubting.doubt import doubt as under_doubt
from sim.runs.making.engines import EngineName, engine_named, must_compile, ready
from sim.runs.making.progress import Silent
from sim.runs.making.replicate import len_of_people
from sim.runs.making.replication import Run, Task, run_one
from sim.runs.making.request import MOST_ENDS_KEPT, Request
from sim.runs.making.size import much
from sim.views.explorer.latest import Tick
from sim.views.explorer.queues import Line, line_of
from sim.views.explorer.steps import Step, steps

ENGINE: EngineName = "compiled"
CREW = 2
"""Runs side by side; the laptop has other things to do too."""
KEPT = 6
"""So many offices whose runs are kept: who takes back a change sees at once what was there."""


@dataclass
class Side:
    """An office and its runs so far; of the visits only how many wait when."""

    plan: Plan
    runs: list[Run] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    doubted: Doubted | None = None

    def task(self) -> Task:
        """What its runs have in common."""
        ends = len_of_people(self.plan) * self.plan.scenario.runs <= MOST_ENDS_KEPT
        return Task(self.plan, engine_named(ENGINE), keep_visits=True, keep_ends=ends)

    def take(self, run: Run) -> None:
        """Add the next run."""
        if run.visits is not None:
            self.lines.append(line_of(self.plan, run.visits))
        self.runs.append(run._replace(visits=None, cases=None, opinions=None))

    def result(self, runs: int) -> Result:
        """Its first runs."""
        return Result(self.plan, ENGINE, tuple(self.runs[:runs]))


@dataclass(frozen=True)
class View:
    """What there is to show: the office as it is, with what is set where anything is, and what comes next.

    A verdict belongs to the `last` step only: on the way there it may turn round. `doubted` is there last. The costs of
    the comparison hold the `pay` (rupiah) of those who are added to the officers, too.
    """

    step: Step
    comparison: Comparison
    lines: tuple[tuple[Line, ...], ...]
    next: Step | None
    last: Step
    doubted: Doubted | None = None
    pay: float = 0.0

    @property
    def doubting(self) -> bool:
        """Whether what is not known is still to be computed."""
        sides = [result.plan for result in self.comparison.results]
        return self.doubted is None and self.next is None and len(sides) > 1 and not same_numbers(*sides)

    @property
    def variant(self) -> Result | None:
        """The office as it is set."""
        return self.comparison.variants[0] if self.comparison.variants else None


class Laboratory:
    """Computes views of an office; runs are kept from one question to the next."""

    def __init__(self, runs: int | None = None, days: int | None = None) -> None:
        self._asked: dict[str, Any] = {"runs": runs, "days": days}
        self._sides: OrderedDict[tuple[Scenario, Scenario], Side] = OrderedDict()
        self._ready = False

    @property
    def must_compile(self) -> bool:
        """Whether the engine has to be compiled first, which takes half a minute, once."""
        return must_compile(ENGINE)

    def prepare(self, office: Plan) -> None:
        """Compile or load the engine, and load what draws; once."""
        if not self._ready:
            import seaborn as sns  # noqa: F401  (takes a second or two where it has not been loaded)

            ready(ENGINE, office, Silent())
            self._ready = True

    def asked(self, scenario: Scenario) -> Scenario:
        """The scenario with the runs and days that were asked for. Raises BadRequest where it cannot be run here."""
        request = Request(scenario, **self._asked)
        much(request.size(people=True))
        return request.asked()

    def views(self, now: Scenario, changed: Scenario, tick: Tick, pay: float = 0.0) -> Iterator[View]:
        """Better and better views; `tick(days)` is called in between and may raise `making.replication.Stopped`.

        `pay` (rupiah over the run) of officers who are added is a cost beside that of the reforms.
        The last one says what survives what is not known, if anything can be told apart.
        """
        alike = replace(changed, name=now.name, title=now.title) == now
        sides = [self._side(now, now), *(() if alike else (self._side(changed, now),))]
        ladder = steps(sides[0].plan.scenario.runs, sides[0].plan.scenario.days)
        done = [step for step in ladder if all(len(side.runs) >= step.runs for side in sides)]
        ladder = ladder[max(len(done) - 1, 0) :]
        for step, after in zip(ladder, [*ladder[1:], None], strict=True):
            _advance(sides, step.runs, tick)
            results = tuple(side.result(step.runs) for side in sides)
            lines = tuple(tuple(side.lines[: step.runs]) for side in sides)
            view = View(step, _with_costs(results, pay), lines, after, ladder[-1], pay=pay)
            yield view
        if view.doubting:
            yield replace(view, doubted=self._under_doubt(view.comparison, sides[1], tick))

    @staticmethod
    def _under_doubt(comparison: Comparison, side: Side, tick: Tick) -> Doubted:
        if side.doubted is None:
            side.doubted = under_doubt(comparison, progress=Stoppable(tick))
        return side.doubted

    def _side(self, scenario: Scenario, now: Scenario) -> Side:
        """The runs of a scenario so far; the longest unused are forgotten."""
        key = (scenario, now)
        if key not in self._sides:
            self._sides[key] = Side(Request(scenario, **self._asked, engine=ENGINE, instead_of=now).plan())
        self._sides.move_to_end(key)
        while len(self._sides) > KEPT:
            self._sides.popitem(last=False)
        return self._sides[key]


def _with_costs(results: tuple[Result, ...], pay: float) -> Comparison:
    costs = tuple(reforms_cost(result.plan) + pay for result in results[1:]) if pay else ()
    return Comparison(results, LEVEL, costs)


class Stoppable(Silent):
    """Progress that may stop what it is told of."""

    def __init__(self, tick: Tick) -> None:
        self._tick = tick

    def done(self, days: int) -> None:
        self._tick(days)


EVERY_S = 0.25


class Counted(Stoppable):
    """The same, which tells now and then how many days are done of those that were asked for so far."""

    def __init__(self, tick: Tick, tell: Callable[[int, int], None]) -> None:
        super().__init__(tick)
        self._tell, self._done, self._total, self._next = tell, 0, 0, 0.0

    def total(self, days: int) -> None:
        self._total += days

    def done(self, days: int) -> None:
        super().done(days)
        self._done += days
        if self._done >= self._total or time.monotonic() >= self._next:
            self._tell(self._done, self._total)
            self._next = time.monotonic() + EVERY_S


def _advance(sides: Sequence[Side], runs: int, tick: Tick) -> None:
    """Run what is lacking, in the order of the runs; an exception of `tick` ends it, whole runs stay."""
    jobs = [(side, number) for number in range(runs) for side in sides if number >= len(side.runs)]
    with ThreadPoolExecutor(CREW) as pool:
        waiting = [(side, pool.submit(run_one, side.task(), number, tick)) for side, number in jobs]
        try:
            for side, future in waiting:
                side.take(future.result())
        finally:
            for _, future in waiting:
                future.cancel()
