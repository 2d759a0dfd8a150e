"""Independent replications in threads: what a replication costs, and how much sooner all are done."""

import os
from collections.abc import Callable
from dataclasses import replace
from statistics import median

from benchmarks.loket import office, replicated
from benchmarks.report import Report
from benchmarks.timing import Timed, cpu_median, in_rounds, timed
from sim.office import Scenario
from sim.runs.replicate import replicate

ROUNDS, QUICK_ROUNDS = 7, 1
REPLICATIONS, QUICK_REPLICATIONS = 16, 2
QUICK_DAYS = 5


def measure(*, quick: bool = False) -> Report:
    """CPU and wall time of a replication by number of threads."""
    rounds, replications = (QUICK_ROUNDS, QUICK_REPLICATIONS) if quick else (ROUNDS, REPLICATIONS)
    scenario = replace(office("year"), days=QUICK_DAYS) if quick else office("year")
    replicated(replace(scenario, days=1), "compiled", 0)
    works = {threads: in_threads(scenario, replications, threads) for threads in numbers_of_threads()}
    found = in_rounds({str(threads): work for threads, work in works.items()}, rounds)
    title = f"{replications} replications of {scenario.days} days, compiled engine, median of {rounds} rounds"
    report = Report("threads", title)
    alone = found["1"]
    for threads, times in found.items():
        report.rows.append(
            {
                "threads": int(threads),
                "CPU seconds a replication": cpu_median(times) / replications,
                "CPU time, of one thread's": median(b.cpu_s / a.cpu_s for a, b in zip(alone, times, strict=True)),
                "seconds a replication": median(t.wall_s for t in times) / replications,
                "times sooner done": median(a.wall_s / b.wall_s for a, b in zip(alone, times, strict=True)),
            }
        )
    return report


def numbers_of_threads() -> list[int]:
    """1, 2, 4 … up to the number of cores, and at least 2."""
    cores = max(2, os.cpu_count() or 2)
    return [2**i for i in range(cores.bit_length()) if 2**i <= cores]


def in_threads(scenario: Scenario, replications: int, threads: int) -> Callable[[int], Timed]:
    """All replications by so many threads."""
    return lambda seed: timed(lambda: replicate(scenario, replications, workers=threads, seed=seed))
