"""Blocks of runs worked on side by side: by threads of this process, or by whatever executor somebody brings."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

import numpy as np

from sim.experiments.store.blocks import Values
from sim.experiments.store.origin import Origin, origin
from sim.language.errors import BadRequest, LoketError
from sim.plan import Plan
from sim.runs.making.engines import ready
from sim.runs.making.progress import Progress, Silent
from sim.runs.making.replication import RunFailed, Task, Tick, run_one
from sim.runs.making.threads import AHEAD, GLANCE_S, Clock, crew_of

_COMPILING = threading.Lock()
_NOBODY = 1_000
"""As many as would never be asked for."""


@dataclass(frozen=True)
class Job:
    """Runs `first` to before `end` of a plan."""

    plan: Plan
    first: int
    end: int

    @property
    def days(self) -> int:
        """The office days of all its runs."""
        return (self.end - self.first) * len(self.plan.arrays.day)


class Done(NamedTuple):
    """What a worker made: by which program and platform, the measures by run, or which run failed and why."""

    origin: Origin
    values: Values
    failed: tuple[int, str] | None = None


class BlockFailed(LoketError, RuntimeError):
    """A run of a point failed; what was finished before is kept."""

    to_blame = False


class WorkerLost(LoketError, RuntimeError):
    """A worker came to its end before its block did; what was finished before is kept."""

    to_blame = False


def _nobody(_: int) -> None:
    pass


def run_block(job: Job, tick: Tick = _nobody) -> Done:
    """The measures of the runs of a block: shape (runs, measures). Raises Stopped where `tick` does."""
    with _COMPILING:
        make = ready("compiled", job.plan, Silent())
    task, found = Task(job.plan, make), []
    for number in range(job.first, job.end):
        try:
            found.append(run_one(task, number, tick).values)
        except RunFailed as error:
            return Done(origin(), np.empty((0, 0)), (number, f"{error.values['reason']}"))
    return Done(origin(), np.array(found))


@dataclass
class Crew:
    """Who works on blocks, how many at a time; a context manager that stops its own threads when it is left."""

    workers: int | None
    executor: Executor | None
    progress: Progress

    def __post_init__(self) -> None:
        self.size = self.workers or getattr(self.executor, "_max_workers", None) or crew_of(None, _NOBODY)
        self._clock = Clock(self.progress)
        self._own = ThreadPoolExecutor(self.size) if self.executor is None else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._clock.stop.set()
        if self._own is not None:
            self._own.shutdown(wait=True, cancel_futures=True)

    def work(self, jobs: Iterator[tuple[Any, Job] | None]) -> Iterator[tuple[Any, Done]]:
        """What comes of jobs, each with what it goes by, in the order in which they are done; None: none just now.

        Where one fails no more are begun, those under way are handed over, and then BlockFailed or WorkerLost is
        raised; so is BadRequest where a worker is of another program or platform.
        """
        running: dict[Future[Done], tuple[Any, Job]] = {}
        trouble: Exception | None = None
        more = True
        while (more and trouble is None) or running:
            if trouble is None:
                more, trouble = self._filled(jobs, running)
            for future in self._taken(running):
                mark, job = running.pop(future)
                try:
                    done = self._checked(future.result())
                except Exception as error:  # noqa: BLE001  (whatever an executor says)
                    trouble = trouble or error
                    continue
                if self._own is None:
                    self.progress.done(job.days)
                yield mark, done
        if trouble is not None:
            raise _told(trouble) from trouble

    def _filled(self, jobs: Iterator[Any], running: "dict[Future[Done], Any]") -> tuple[bool, Exception | None]:
        """Begin as many as there is room for; whether there may be more, and what an executor had to say."""
        while len(running) < AHEAD * self.size:
            given = next(jobs, _END)
            if not isinstance(given, tuple):
                return given is not _END, None
            try:
                running[self._begin(given[1])] = given
            except Exception as error:  # noqa: BLE001
                return False, error
        return True, None

    def _begin(self, job: Job) -> "Future[Done]":
        if self._own is not None:
            return self._own.submit(run_block, job, self._clock.tick)
        return self.executor.submit(run_block, job)  # type: ignore[union-attr]

    def _taken(self, running: "dict[Future[Done], Any]") -> "list[Future[Done]]":
        """Those that are done by the next glance."""
        if not running:
            time.sleep(GLANCE_S)
        done = wait(running, timeout=GLANCE_S, return_when=FIRST_COMPLETED).done
        self._clock.tell()
        return [future for future in running if future in done]

    @staticmethod
    def _checked(done: Done) -> Done:
        if done.origin != origin():
            named = [f"{one.platform}, {one.program[:8]}" for one in (done.origin, origin())]
            raise BadRequest("worker_differs", found=named[0], own=named[1])
        if done.failed is not None:
            raise BlockFailed("cli.run_failed", run=done.failed[0], reason=done.failed[1])
        return done


_END = object()


def _told(trouble: BaseException) -> BaseException:
    if isinstance(trouble, LoketError | MemoryError):
        return trouble
    return WorkerLost("sweep.worker_lost", reason=f"{type(trouble).__name__}: {trouble}".rstrip(": "))
