"""What is asked for: a scenario with runs, days and seed, whether it can be run, and how much that is."""

import operator
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sim.document.checks.lines import check_lines
from sim.document.checks.run_days import check_run_days
from sim.document.checks.size import check_size
from sim.document.validation import validate
from sim.language import text
from sim.language.errors import BadRequest, LoketError
from sim.measures.precision import Precision
from sim.measures.skm import WEIGHTS
from sim.measures.windows import WINDOW_DAYS, TooShort, Window, phases_from, windows_around
from sim.office import Scenario
from sim.office.bounds import BOUNDS
from sim.plan import Plan, plan_of
from sim.runs.making.engines import EngineName, side_by_side
from sim.runs.making.names import name_of
from sim.runs.making.pilot import start_of
from sim.runs.making.progress import Progress, Silent
from sim.runs.making.size import Size, size_of
from sim.runs.making.threads import crew_of

MOST_CITIZENS_KEPT = 4_000_000
"""Citizens times runs that a result keeps in memory (about 200 MB); files take any number."""

IN_PYTHON = 8.0
"""How many times as much memory the reference engine takes, whose records are objects."""

MOST_ENDS_KEPT = 20_000_000
"""Citizens times runs of whom trust and waits are kept for comparisons (about 200 MB)."""


@dataclass(frozen=True)
class Request:
    """What to run: a scenario with what the caller sets differently (None: as the scenario says).

    `instead_of` is the scenario it is compared with: citizens begin with the same belief about the office. From
    `begins` on, the start of a reform, the first six months and the time after are measured as well. `until` intervals
    are as narrow, replications are made, at most `runs`.
    """

    scenario: Scenario
    runs: int | None = None
    days: int | None = None
    seed: int | None = None
    engine: EngineName = "compiled"
    workers: int | None = None
    around: date | tuple[date, ...] | None = None
    skm_weight: str = "1/9"
    instead_of: Scenario | None = None
    begins: date | None = None
    until: tuple[Precision, ...] = ()

    def __repr__(self) -> str:
        runs, days = (getattr(self, name) or getattr(self.scenario, name) for name in ("runs", "days"))
        return text("objects.request", name=name_of(self.scenario), runs=runs, days=days)

    def plan(self, progress: Progress | None = None) -> Plan:
        """The plan of the scenario as asked for. Raises BadRequest; also where Python made it what no file may say."""
        with _nothing_bent(self.scenario):
            asked = self.asked()
            return plan_of(asked, start_of(asked, self.instead_of or asked, self.engine, progress or Silent()))

    def asked(self) -> Scenario:
        """The scenario with runs, days and seed as asked for. Raises BadRequest."""
        numbers: dict[str, Any] = {}
        for name in ("runs", "days", "seed"):
            own = getattr(self, name)
            numbers[name] = number_asked(name, getattr(self.scenario, name) if own is None else own)
        scenario = replace(self.scenario, **numbers)
        if self.workers is not None:
            number_asked("workers", self.workers)
        if scenario.warm_up_days >= scenario.days:
            raise BadRequest("warm_up", days=scenario.days, warm_up_days=scenario.warm_up_days)
        for problem in (*check_run_days(scenario), *check_size(scenario), *check_lines(scenario)):
            if not problem.warning:
                raise BadRequest(problem.code, **problem.values)
        if self.skm_weight not in WEIGHTS:
            raise BadRequest("skm_weight", found=self.skm_weight, weights=", ".join(WEIGHTS))
        return scenario

    def size(self, *, visits: bool = False, people: bool = False) -> Size:
        """What the runs will amount to, with visits and people kept in memory or not. Raises BadRequest."""
        with _nothing_bent(self.scenario):
            scenario = self.asked()
            citizens = scenario.runs * (scenario.citizens.count if scenario.citizens is not None else 0)
            people, ends = people and citizens <= MOST_CITIZENS_KEPT, citizens <= MOST_ENDS_KEPT
            crew = crew_of(self.workers, scenario.runs) if side_by_side(self.engine) else 1
            times = 1.0 if self.engine == "compiled" else IN_PYTHON
            return size_of(scenario, crew, visits=visits, people=people, ends=ends, times=times)

    @property
    def dates(self) -> tuple[date, ...]:
        """The dates to look around."""
        return () if self.around is None else (self.around,) if isinstance(self.around, date) else self.around

    def windows(self, plan: Plan) -> tuple[Window, ...]:
        """The days before and after each of the `dates`. Raises BadRequest where the run is short."""
        return tuple(window for start in self.dates for window in self._around(plan, start))

    def phases(self, plan: Plan) -> tuple[Window, ...]:
        """The first six months of a reform and the time after; nothing where none begins, or the run is short."""
        return () if self.begins is None else phases_from(plan, self.begins)

    def _around(self, plan: Plan, start: date) -> tuple[Window, Window]:
        try:
            return windows_around(plan, start)
        except TooShort as short:
            there = {"first": short.first, "last": short.last, "before": short.before, "after": short.after}
            raise BadRequest("around", start=start, days=WINDOW_DAYS, **there) from None


@contextmanager
def _nothing_bent(scenario: Scenario) -> Iterator[None]:
    """Whatever fails inside because Python made a scenario what no file may say is a BadRequest."""
    try:
        yield
    except LoketError:
        raise
    except Exception as error:
        if _as_a_file(scenario):
            raise
        raise BadRequest("by_hand", reason=f"{type(error).__name__}: {error}".rstrip(": ")) from error


READ_BESIDE = ("name", "arrivals", "calendar")
"""Of these a part comes from other files, or from the name of the file."""


def _as_a_file(scenario: Scenario) -> bool:
    """Whether a scenario is one that a file could say, and not made otherwise, as by `dataclasses.replace`."""
    from sim.scenario.document import document_of

    try:
        read = validate(document_of(scenario))[0]
        return all(getattr(read, name) == getattr(scenario, name) for name in vars(scenario) if name not in READ_BESIDE)
    except Exception:  # noqa: BLE001  (whatever stands in it)
        return False


def number_asked(name: str, value: Any, called: str = "") -> int:
    """A whole number within its bounds (see `sim.office.bounds`), NumPy's included. Raises BadRequest."""
    about = {"name": called or name, "found": value if isinstance(value, int | float) else repr(value)}
    least, most = BOUNDS[name]
    try:
        number = operator.index(value)
    except TypeError:
        raise BadRequest("whole", **about) from None
    if isinstance(value, bool):
        raise BadRequest("whole", **about)
    if not least <= number <= most:
        raise BadRequest("range", least=least, most=most, **about)
    return number
