"""Measuring work: in this process round by round, or in a process of its own."""

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

ROOT = Path(__file__).parent.parent

K = TypeVar("K")


@dataclass(frozen=True)
class Timed:
    """What a piece of work answered, the CPU time of the whole process for it, and the time by the clock."""

    answer: Any
    cpu_s: float
    wall_s: float

    def each(self, times: int) -> "Timed":
        """One of `times` like pieces of work."""
        return replace(self, cpu_s=self.cpu_s / times, wall_s=self.wall_s / times)


def timed(work: Callable[[], Any]) -> Timed:
    """Do the work and time it, with the garbage of others collected before."""
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    answer = work()
    return Timed(answer, time.process_time() - cpu, time.perf_counter() - wall)


def in_rounds(contestants: Mapping[K, Callable[[int], Timed]], rounds: int) -> dict[K, list[Timed]]:
    """Every contestant once a round, given the number of the round, so that a slow moment of the machine hits all."""
    found: dict[K, list[Timed]] = {name: [] for name in contestants}
    for number in range(rounds):
        for name, work in contestants.items():
            found[name].append(work(number))
    return found


def cpu_median(times: Sequence[Timed]) -> float:
    """Median CPU seconds."""
    return median(t.cpu_s for t in times)


def times_faster(one: Sequence[Timed], other: Sequence[Timed]) -> float:
    """How many times less CPU time `one` took than `other`: the median over the rounds, each compared within itself."""
    return median(b.cpu_s / a.cpu_s for a, b in zip(one, other, strict=True))


def in_child(task: str, environment: Mapping[str, str] | None = None, **arguments: Any) -> dict[str, Any]:
    """Run `benchmarks.tasks.TASK(**arguments)` in a fresh process; its answer with `wall_s` and `cpu_s` of it all."""
    code = f"import json; from benchmarks.tasks import {task} as f; print(json.dumps(f(**{arguments!r})))"
    done = command([sys.executable, "-c", code], environment)
    return {**json.loads(done.answer), "wall_s": done.wall_s, "cpu_s": done.cpu_s}


def command(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Timed:
    """Run a command in the project's folder; the answer is what it printed, the CPU time is the command's own.

    Raises RuntimeError with what it said when it fails.
    """
    before, began = children_cpu(), time.perf_counter()
    done = subprocess.run(
        arguments, cwd=ROOT, env={**os.environ, **(environment or {})}, capture_output=True, text=True, check=False
    )
    wall, cpu = time.perf_counter() - began, children_cpu() - before
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)[:200]}\n{done.stderr[-2000:]}")
    return Timed(done.stdout, cpu, wall)


def children_cpu() -> float:
    """CPU seconds of all ended child processes; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
