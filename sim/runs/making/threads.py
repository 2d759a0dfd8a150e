"""Many runs, side by side where that helps, handed over in their order."""

import os
import threading
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from typing import Protocol, TypeVar

from sim.runs.making.keeping import Kept
from sim.runs.making.progress import Progress
from sim.runs.making.replication import Stopped, Tick

AHEAD = 2
"""Runs under way or waiting to be taken, for each worker: bounds what is held in memory."""
GLANCE_S = 0.2
"""So often the main thread looks up: for progress, and for Ctrl-C."""

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Work(Protocol[T_co]):
    """What every run of a batch has in common: its office days, and what is done for one number."""

    @property
    def days(self) -> int:
        """The office days of a run."""

    def run(self, number: int, tick: Tick) -> T_co:
        """Do run `number`; `tick(days)` is called after every block and may raise to stop."""


def crew_of(workers: int | None, tasks: int) -> int:
    """How many work at a time: as many as were asked for, else one a core; no more than there are tasks."""
    return min(tasks, workers or os.cpu_count() or 1)


def batch(task: Work[T], runs: int, workers: int | None, progress: Progress) -> Generator[T, None, None]:
    """What comes of runs 0, 1, … up to `runs`, in this order, whatever the number of workers (default: one a core).

    Those that are kept come first (see `making.keeping`), also those that somebody else is about to keep. Leaving the
    iterator, by an exception or Ctrl-C, stops all runs within a block of days.
    """
    progress.total(runs * task.days)
    kept, first = Kept(task), 0
    with ExitStack() as holding:
        for known in kept.taken(runs, holding):
            progress.done(task.days)
            yield known
            first += 1
        for number, made in enumerate(_made(task, range(first, runs), workers, progress), first):
            kept.put(number, made)
            yield made


def _made(task: Work[T], numbers: range, workers: int | None, progress: Progress) -> Iterator[T]:
    crew = crew_of(workers, len(numbers))
    if crew > 1:
        yield from _threaded(task, numbers, crew, progress)
        return
    for number in numbers:
        yield task.run(number, progress.done)


def _threaded(task: Work[T], numbers: range, crew: int, progress: Progress) -> Iterator[T]:
    clock = Clock(progress)
    pool = ThreadPoolExecutor(crew)
    queued: deque[Future[T]] = deque()
    try:
        for number in numbers:
            queued.append(pool.submit(task.run, number, clock.tick))
            if len(queued) >= AHEAD * crew:
                yield _taken(queued.popleft(), clock)
        while queued:
            yield _taken(queued.popleft(), clock)
    finally:
        clock.stop.set()
        pool.shutdown(wait=True, cancel_futures=True)


def _taken(future: "Future[T]", clock: "Clock") -> T:
    while not future.done():
        wait([future], timeout=GLANCE_S)
        clock.tell()
    clock.tell()
    return future.result()


class Clock:
    """Counts the days that the workers have done, and tells them to stop."""

    def __init__(self, progress: Progress) -> None:
        self.stop = threading.Event()
        self._progress = progress
        self._lock = threading.Lock()
        self._days = 0

    def tick(self, days: int) -> None:
        if self.stop.is_set():
            raise Stopped
        with self._lock:
            self._days += days

    def tell(self) -> None:
        with self._lock:
            days, self._days = self._days, 0
        if days:
            self._progress.done(days)
