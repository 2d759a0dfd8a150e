"""An office without and with reforms, replicated further and further; what was computed before is used again."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from sim.measures import LEVEL
from sim.office import Scenario
from sim.plan import Plan, plan_of
from sim.runs import Comparison, Result
from sim.runs.engines import EngineName, engine_named, must_compile, ready
from sim.runs.pilot import start_of
from sim.runs.progress import Silent
from sim.runs.replication import Run, Task, run_one
from sim.runs.request import Request
from sim.runs.size import much
from sim.views.explorer.choices import Choice, Offer, chosen
from sim.views.explorer.latest import Tick
from sim.views.explorer.queues import Line, line_of
from sim.views.explorer.steps import Step, steps

ENGINE: EngineName = "compiled"
CREW = 2
"""Runs side by side; the laptop has other things to do too."""


@dataclass
class Side:
    """An office and its runs so far; of the visits only how many wait when."""

    plan: Plan
    runs: list[Run] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def task(self) -> Task:
        """What its runs have in common."""
        return Task(self.plan, engine_named(ENGINE), keep_visits=True, keep_ends=True)

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
    """What there is to show: the office without reforms, with those ticked where there are any, and what comes next.

    A verdict belongs to the `last` step only: on the way there it may turn round.
    """

    step: Step
    comparison: Comparison
    lines: tuple[tuple[Line, ...], ...]
    next: Step | None
    last: Step

    @property
    def variant(self) -> Result | None:
        """The office with reforms."""
        return self.comparison.variants[0] if self.comparison.variants else None


class Laboratory:
    """Computes views of an offer; the runs without reforms are kept from one question to the next."""

    def __init__(self, offer: Offer, runs: int | None = None, days: int | None = None) -> None:
        self.offer = offer
        request = Request(offer.office, runs, days)
        asked = request.asked()
        much(request.size())
        self.runs, self.days = asked.runs, asked.days
        self._without: dict[int, Side] = {}
        self._ready = False

    @property
    def must_compile(self) -> bool:
        """Whether the engine has to be compiled first, which takes half a minute, once."""
        return must_compile(ENGINE)

    def prepare(self) -> None:
        """Compile or load the engine, and load what draws; once."""
        if not self._ready:
            import seaborn as sns  # noqa: F401  (takes a second or two where it has not been loaded)

            ready(ENGINE, plan_of(self.offer.office), Silent())
            self._ready = True

    def views(self, choices: Sequence[Choice], tick: Tick) -> Iterator[View]:
        """Better and better views; `tick(days)` is called in between and may raise `sim.runs.replication.Stopped`."""
        scenario = chosen(self.offer, choices)
        ladder = steps(choices, self.runs, self.days, self.offer.office.warm_up_days)
        side: Side | None = None
        for step, after in zip(ladder, [*ladder[1:], None], strict=True):
            if side is None or len(side.plan.arrays.day) != step.days:
                side = Side(self._plan(scenario, step))
            without = self._baseline(step)
            sides = [without, side] if scenario.reforms else [without]
            _advance(sides, step.runs, tick)
            results = tuple(one.result(step.runs) for one in sides)
            lines = tuple(tuple(one.lines[: step.runs]) for one in sides)
            yield View(step, Comparison(results, LEVEL), lines, after, ladder[-1])

    def _baseline(self, step: Step) -> Side:
        if step.days not in self._without:
            self._without[step.days] = Side(self._plan(self.offer.office, step))
        return self._without[step.days]

    def _plan(self, scenario: Scenario, step: Step) -> Plan:
        start = start_of(scenario, self.offer.office, ENGINE, Silent())
        return plan_of(replace(scenario, days=step.days), start)


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
