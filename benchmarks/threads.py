"""Independent replications in threads: what a replication costs, and how much sooner all are done."""

import os
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from typing import Any

from benchmarks.loket import office, replicated
from benchmarks.report import Report
from benchmarks.timing import Timed, cpu_median, in_rounds, timed
from sim.office import Scenario
from sim.runs.replicate import replicate

ROUNDS, QUICK_ROUNDS = 15, 1
REPLICATIONS, QUICK_REPLICATIONS = 8, 2
QUICK_DAYS = 5


def measure(*, quick: bool = False) -> Report:
    """CPU and wall time of a replication by number of threads."""
    rounds, replications = (QUICK_ROUNDS, QUICK_REPLICATIONS) if quick else (ROUNDS, REPLICATIONS)
    scenario = replace(office("year"), days=QUICK_DAYS) if quick else office("year")
    replicated(replace(scenario, days=1), "compiled", 0)
    works = {threads: in_threads(scenario, replications, threads) for threads in numbers_of_threads()}
    found = in_rounds({str(threads): work for threads, work in works.items()}, rounds)
    title = f"{replications} replications of {scenario.days} days, compiled engine, {rounds} rounds"
    report = Report("threads", title)
    each = {int(threads): [t.each(replications) for t in times] for threads, times in found.items()}
    report.rows = [row(threads, times, each[1]) for threads, times in each.items()]
    report.notes.append("CPU time: median of the rounds; by the clock: the fastest round, the one least disturbed")
    return report


def row(threads: int, times: list[Timed], alone: list[Timed]) -> dict[str, Any]:
    """A row of the report, for one replication."""
    fastest = min(t.wall_s for t in times)
    return {
        "threads": threads,
        "CPU seconds a replication": cpu_median(times),
        "CPU time, of one thread's": median(b.cpu_s / a.cpu_s for a, b in zip(alone, times, strict=True)),
        "seconds a replication": fastest,
        "times sooner done": min(t.wall_s for t in alone) / fastest,
    }


def numbers_of_threads() -> list[int]:
    """1, 2, 4 … up to the number of cores, and at least 2."""
    cores = max(2, os.cpu_count() or 2)
    return [2**i for i in range(cores.bit_length()) if 2**i <= cores]


def in_threads(scenario: Scenario, replications: int, threads: int) -> Callable[[int], Timed]:
    """All replications by so many threads."""
    return lambda seed: timed(lambda: replicate(scenario, replications, workers=threads, seed=seed))
