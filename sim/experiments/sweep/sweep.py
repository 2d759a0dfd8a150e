"""A study run into a store: only what is not there yet is made, and whatever is finished stays."""

from __future__ import annotations

import time
from collections.abc import Generator, Hashable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.experiments.store.origin import numbers_of, origin, point_of
from sim.experiments.store.records import Known, Row, known_points, write_record
from sim.experiments.store.store import MOST_RUNS, Block, Store, damage, missing_blocks
from sim.experiments.study.designs import Variant, check_design
from sim.experiments.study.study import Study
from sim.experiments.study.study_file import given_study
from sim.experiments.sweep.cluster import cluster
from sim.experiments.sweep.crew import Crew, Job
from sim.experiments.sweep.swept import Sweep
from sim.language.arguments import checked
from sim.language.errors import BadRequest
from sim.measures import Key, no_measure
from sim.measures.precision import Precision, enough
from sim.plan import Plan
from sim.runs.comparing.idle import warn
from sim.runs.making.engines import ready
from sim.runs.making.progress import Progress, Silent
from sim.runs.making.replication import keys_of
from sim.runs.making.request import Request, number_asked
from sim.runs.making.size import much, size_of
from sim.runs.making.until import Until, most_of, until_of
from sim.runs.tables.manifest import loket_version

if TYPE_CHECKING:
    import pandas as pd

    from sim.office import Scenario

ROUND = 10
"""So many runs are made before it is asked whether they are enough."""
A_BLOCK = 1e6
"""Arrivals, and hundreds of citizens a day, of a block: a few seconds, which is all that an interruption loses."""
RECORD_S = 60.0
"""So often it is written down which points were come to."""
PARTS = 16
"""Blocks are so small that a study has at least so many, for that many workers."""


@checked
def sweep(  # noqa: PLR0913  (each is a choice of its own, by keyword)
    study: Study | str | Path | Mapping[str, Any] | pd.DataFrame | Sequence[Variant],
    store: str | Path,
    *,
    runs: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    scheduler: str | None = None,
    anywhere: bool = False,
    until: Until = None,
    progress: Progress | None = None,
) -> Sweep:
    """Run what `store` does not hold yet of a study; interrupted at any moment, the next call goes on from there.

    A study is a file, a document with its keys, a frame (a row a point: `scenario` and a column for each path), or
    points made in Python. `runs`, `days`, `seed` override it. All points have common random numbers. `workers` are
    threads, as many as cores; with an `executor` how many blocks are with it at a time. `scheduler` is the address of a
    dask cluster (see `sim.experiments.sweep.cluster`). `until` intervals are as narrow, each point is replicated, at
    most `runs` times (see `sim.runs.making.until`). Raises BadRequest and ScenarioFaults before the first run where
    something is wrong; BlockFailed, WorkerLost where a worker fails.
    """
    asked = asked_of(study, runs, days, seed, until)
    if workers is not None:
        number_asked("workers", workers)
    if executor is not None and scheduler is not None:
        raise BadRequest("one_executor")
    place = Store(store)
    with ExitStack() as stack:
        if scheduler is not None:
            executor, many = stack.enter_context(cluster(scheduler, workers, anywhere=anywhere))
            workers = workers or many
        place.make()
        return _Sweeping(asked, place, progress or Silent()).run(workers, executor)


@dataclass(frozen=True)
class Asked:
    """What is to be run: points, and what the caller sets for all of them."""

    variants: Sequence[Variant]
    study: Study | None
    runs: int | None
    days: int | None
    seed: int | None
    until: tuple[Precision, ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict)
    """The options of the caller."""

    @cached_property
    def first(self) -> dict[Hashable, Variant]:
        """The first of the points that are compared with each other."""
        return {variant.beside: variant for variant in reversed(self.variants)}

    @cached_property
    def offices(self) -> dict[str, Variant]:
        """The first point of each office."""
        return {variant.office: variant for variant in reversed(self.variants)}

    def request(self, variant: Variant, first: Variant) -> Request:
        """A point, to be compared with the first of its office. Raises ScenarioFaults."""
        own = variant.scenario
        instead_of = own if variant is first else first.scenario
        return Request(own, self.runs, self.days, self.seed, instead_of=instead_of)

    def source(self, variant: Variant, first: Variant) -> str | None:
        """A digest of all that a point is made of, where that can be told without making it."""
        parts = variant.source(), first.source()
        return None if None in parts else "|".join(map(str, (*parts, self.days, self.seed, *origin())))


def asked_of(study: Any, runs: int | None, days: int | None, seed: int | None, until: Until = None) -> Asked:
    """What is asked, looked through. Raises BadRequest, ScenarioFaults."""
    for name, value in (("runs", runs), ("days", days), ("seed", seed)):
        if value is not None:
            number_asked(name, value)
    given = {"runs": runs, "days": days, "seed": seed, "until": [until] if isinstance(until, str) else until}
    narrow = until_of(until)
    if isinstance(study, Sequence) and not isinstance(study, str):
        check_design(study)
        asked = Asked(study, None, most_of(runs, narrow), days, seed, narrow, given)
        for point in study:
            _fits(point.scenario, days)
    else:
        found = given_study(study)
        found.check_size(runs)
        narrow = narrow or until_of(found.until)
        runs, days, seed = (own if own is not None else said for own, said in
                            ((runs, found.replications), (days, found.days), (seed, found.seed)))  # fmt: skip
        asked = Asked(list(found.variants()), found, most_of(runs, narrow), days, seed, narrow, given)
        for ref in found.scenarios:
            _fits(ref.scenario, asked.days)
    if not asked.variants:
        raise BadRequest("no_points")
    _varied(asked)
    return asked


def _varied(asked: Asked) -> None:
    """Raises BadRequest where a number is varied and given for all points as well."""
    for number, value in (("runs", asked.runs), ("days", asked.days), ("seed", asked.seed)):
        if value is not None and any(number in getattr(one, "setting", ()) for one in asked.variants):
            raise BadRequest("study_number", name=number, value=value)


def _fits(scenario: Scenario, days: int | None) -> None:
    """Raises BadRequest where so many runs as are under way at a time do not fit into the memory of this machine."""
    much(Request(scenario, PARTS, days).size())


def block_runs(scenario: Scenario, runs_of_all: int) -> int:
    """How many runs a block has, a power of two: by what a run costs, and by how many there are of all points."""
    size = size_of(scenario)
    people = scenario.citizens.count if scenario.citizens is not None else 0
    cost = 1.0 + size.arrivals / scenario.runs + scenario.days * people / 100.0
    most = max(1, min(MOST_RUNS, int(A_BLOCK / cost), runs_of_all // PARTS))
    return 1 << (most.bit_length() - 1)


@dataclass
class _Sweeping:
    asked: Asked
    store: Store
    progress: Progress
    rows: list[Row] = field(default_factory=list)
    made: int = 0
    damaged: list[Path] = field(default_factory=list)
    _keys: dict[str, Sequence[Key]] = field(default_factory=dict)
    _left: dict[str, int] = field(default_factory=dict)
    _locks: dict[str, ExitStack] = field(default_factory=dict)
    _sources: dict[int, str | None] = field(default_factory=dict)
    _rounds: dict[int, int] = field(default_factory=dict)
    _written: float = field(default_factory=time.monotonic)

    def run(self, workers: int | None, executor: Executor | None) -> Sweep:
        """Make what is missing."""
        self._known: dict[str | int, Known] = {}
        self._known.update(known_points(self.store).items())
        try:
            with Crew(workers, executor, self.progress) as crew:
                for block, done in crew.work(self._jobs()):
                    self.store.write(block, self._keys[block.point], done.values)
                    self.made += block.end - block.first
                    self._finished(block.point)
                    if self.asked.study is not None and time.monotonic() > self._written + RECORD_S:
                        self._recorded()
        finally:
            for lock in self._locks.values():
                lock.close()
            name = self._recorded()
        told = name, self.asked.study, tuple(self.damaged), self.asked.given, self.asked.until
        return Sweep(self.store, tuple(self.rows), self.made, *told)

    def _recorded(self) -> str:
        """Write down what was come to, so that whoever goes on need not make its plans; the name of the record."""
        self._written = time.monotonic()
        self.rows.sort(key=lambda row: row.number)
        points = len(self.asked.variants)
        return write_record(self.store, self.asked.study, self.rows, self.made, points, self.asked.given)

    def _jobs(self) -> Iterator[tuple[Block, Job] | None]:
        """The blocks to be made; None while the rest waits for another sweep, or for runs to say how many more."""
        waiting = list(enumerate(self.asked.variants))
        while waiting:
            busy = []
            for number, variant in waiting:
                if not (yield from self._point(number, variant)):
                    busy.append((number, variant))
            waiting = busy
            if waiting:
                yield None

    def _point(self, number: int, variant: Variant) -> Generator[tuple[Block, Job], None, bool]:
        """The blocks of a point; returns whether all that it takes is there or begun."""
        known, plan = self._recognised(number, variant)
        point, most = known.point, self.asked.runs or variant.runs
        runs = most if not self.asked.until else min(most, self._rounds.setdefault(number, ROUND))
        if not self._left.get(point):
            held = self.store.held(point)
            if held.damaged or held.missing(runs):
                if not self._locked(point):
                    return False
                plan = plan or self._plan(variant)
                if point_of(plan) != point:
                    raise BadRequest("study_changed", name=variant.office)
                yield from self._missing(point, plan, runs)
        for idle in plan.idle if plan is not None else ():
            warn(idle)
        settled = (runs, True) if not self.asked.until else self._settled(number, point, runs, most)
        if settled is None:
            return False
        self.rows.append(Row(number, variant, known, self._sources[number], *settled))
        return True

    def _recognised(self, number: int, variant: Variant) -> tuple[Known, Plan | None]:
        """What is known of a point, and its plan where that had to be made to tell."""
        if number not in self._sources:
            self._sources[number] = self.asked.source(variant, self.asked.first[variant.beside])
        source = self._sources[number] or number
        if source in self._known:
            return self._known[source], None
        plan = self._plan(variant)
        self._known[source] = _known(plan)
        return self._known[source], plan

    def _plan(self, variant: Variant) -> Plan:
        return self.asked.request(variant, self.asked.first[variant.beside]).plan(self.progress)

    def _locked(self, point: str) -> bool:
        """Keep others from a point; False where somebody is at it."""
        lock = ExitStack()
        try:
            lock.enter_context(self.store.held_alone(point))
        except BlockingIOError:
            return False
        self._locks[point] = lock
        return True

    def _missing(self, point: str, plan: Plan, runs: int) -> Iterator[tuple[Block, Job]]:
        held = self.store.held(point)  # once more, as another may have been at it
        damage([block for block in held.damaged if block.path not in self.damaged], self.progress.warn)
        self.damaged += [block.path for block in held.damaged if block.path not in self.damaged]
        yield from self._blocks(point, plan, missing_blocks(held, runs, self._size(plan)))

    def _settled(self, number: int, point: str, runs: int, most: int) -> tuple[int, bool] | None:
        """After how many runs of a point one may stop, and whether all intervals are as narrow as asked by then.

        None if that is not known yet.
        """
        if self._left.get(point):
            return None
        keys, values = self.store.read(point, range(runs))
        self._there(keys)
        found = enough([values[:, keys.index(one.key)] for one in self.asked.until], self.asked.until)
        if found is None and runs < most:
            self._rounds[number] = runs + max(ROUND, runs // 2)
            return None
        return found or most, found is not None

    def _blocks(self, point: str, plan: Plan, parts: Sequence[tuple[int, int]]) -> Iterator[tuple[Block, Job]]:
        _fits(plan.given, None)
        ready("compiled", plan, self.progress)
        self._keys[point], self._left[point] = keys_of(plan), len(parts)
        self._there(self._keys[point])
        self.store.describe(point, about_plan(plan))
        self.progress.total(sum(end - first for first, end in parts) * len(plan.arrays.day))
        for first, end in parts:
            yield self.store.block(point, first, end), Job(plan, first, end)
        if not parts:
            self._finished(point)

    def _there(self, keys: Sequence[Key]) -> None:
        for one in self.asked.until:
            if one.key not in keys:
                raise no_measure(one.key.label, (key.label for key in keys))

    def _finished(self, point: str) -> None:
        self._left[point] -= 1
        if self._left[point] <= 0:
            self._locks.pop(point).close()
            self._keys.pop(point)

    def _size(self, plan: Plan) -> int:
        return block_runs(plan.given, plan.given.runs * len(self.asked.variants))


def _known(plan: Plan) -> Known:
    idle = {one.reform.key: list(one.reasons) for one in plan.idle}
    return Known(point_of(plan), numbers_of(plan), idle)


def about_plan(plan: Plan) -> dict[str, Any]:
    """What a store says of a point for people."""
    from sim.scenario.document import document_of

    said = {"loket": loket_version(), "program": origin().program, "platform": origin().platform}
    return {**said, "seed": plan.scenario.seed, "scenario": document_of(plan.given)}
