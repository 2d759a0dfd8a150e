"""Runs of packages, all with the same luck: each is made once, and kept in a store where there is one."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim.experiments.store.origin import point_of
from sim.experiments.store.store import Block, Held, Store, damage, missing_blocks
from sim.experiments.sweep.crew import Crew, Job
from sim.experiments.sweep.sweep import about_plan
from sim.runs.making.engines import ready
from sim.runs.making.progress import Progress
from sim.runs.making.replication import keys_of
from sim.runs.making.request import Request

if TYPE_CHECKING:
    from sim.experiments.search.goals import Goal
    from sim.experiments.search.packages import Package, Space
    from sim.measures.intervals import Floats
    from sim.plan import Plan

BATCH = 5
"""So many runs are made in one piece; an interruption loses no more of each thread."""


@dataclass
class Bench:
    """Where packages are tried; `made` runs were made here, the others were in the store."""

    space: Space
    goals: tuple[Goal, ...]
    store: Store | None
    workers: int | None
    progress: Progress
    made: int = 0
    _plans: dict[Package, Plan] = field(default_factory=dict)
    _found: dict[Package, dict[int, Floats]] = field(default_factory=dict)

    def plan(self, package: Package) -> Plan:
        """The plan of a package. Raises BadRequest where it cannot be run."""
        if package not in self._plans:
            request = Request(self.space.scenario(package), instead_of=self.space.office)
            self._plans[package] = request.plan(self.progress)
        return self._plans[package]

    def acting(self, package: Package) -> Package:
        """The package without what cannot act beside the rest of it: it is the same, and costs the same."""
        idle = {one.reform.key for one in self.plan(package).idle}
        pairs = zip(self.space.options, package, strict=True)
        return tuple(0 if one.key in idle else way for one, way in pairs)

    def runs(self, package: Package) -> int:
        """How many runs there are of a package."""
        return len(self._found.get(package, ()))

    def of(self, package: Package, runs: int | None = None) -> Floats:
        """By how much it is better than nought in its first runs; shape (goals, runs)."""
        found = self._found[package]
        return np.array([found[run] for run in range(self.runs(package) if runs is None else runs)]).T

    def run(self, packages: Iterable[Package], runs: int) -> None:
        """Have so many runs of each package. Raises BlockFailed where one fails; what was finished is kept."""
        jobs = [(block, job) for package in packages for block, job in self._missing(package, runs)]
        if not jobs:
            return
        ready("compiled", jobs[0][1].plan, self.progress)
        self.progress.total(sum(job.days for _, job in jobs))
        with Crew(self.workers, None, self.progress) as crew:
            for (package, block), done in crew.work(iter(jobs)):
                self._take(package, range(block.first, block.end), done.values)
                self._keep(package, block, done.values)
                self.made += len(done.values)

    def seconds(self, package: Package) -> float:
        """How much computing a run is, measured on the second one: the first may have to load the engine."""
        self.run([package], 1)
        began = time.process_time()
        self.run([package], 2)
        return time.process_time() - began

    def _missing(self, package: Package, runs: int) -> Iterable[tuple[tuple[Package, Block], Job]]:
        """What is neither here nor in the store."""
        if self.runs(package) >= runs:
            return
        plan = self.plan(package)
        point = "" if self.store is None else point_of(plan)
        held = here = Held((Block(Path(), point, 0, self.runs(package)),), ())
        if self.store is not None:
            held = self.store.held(point)
            damage(held.damaged, self.progress.warn)
            if held.damaged:  # nothing of it is read before that is made anew
                held = here._replace(damaged=held.damaged)
            elif there := sorted(set(range(runs)).difference(held.missing(runs))):
                self._take(package, there, self.store.read(point, there)[1])
        for first, end in missing_blocks(held, runs, BATCH):
            yield (package, Block(Path(), point, first, end)), Job(plan, first, end)

    def _take(self, package: Package, runs: Iterable[int], values: Floats) -> None:
        keys = keys_of(self.plan(package))
        columns = [one.of(values[:, one.places(keys)]) for one in self.goals]
        self._found.setdefault(package, {}).update(zip(runs, np.transpose(columns), strict=True))

    def _keep(self, package: Package, block: Block, values: Floats) -> None:
        if self.store is None:
            return
        plan = self.plan(package)
        with suppress(BlockingIOError), self.store.held_alone(block.point):  # else another makes the same bits
            self.store.describe(block.point, about_plan(plan))
            self.store.write(self.store.block(block.point, block.first, block.end), keys_of(plan), values)
