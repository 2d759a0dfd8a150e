"""Independent replications in threads: what a replication costs, and how much sooner all are done.

Beside them a control: hashing of plain bytes, which surely runs in several threads at a time. Where that is not done
sooner by two threads either, the machine does not give a process more than one core, and nothing is known about Loket.
"""

import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from statistics import median
from typing import Any

from benchmarks.loket import office, replicated
from benchmarks.mm3 import for_customers
from benchmarks.report import Report
from benchmarks.timing import Timed, cpu_median, in_rounds, timed
from sim.office import Scenario
from sim.runs.making.replicate import replicate

ROUNDS, QUICK_ROUNDS = 15, 1
REPLICATIONS, QUICK_REPLICATIONS = 8, 2
QUICK_DAYS = 5
SHORT_RUNS, QUICK_SHORT_RUNS, CUSTOMERS = 200, 4, 2_000
YEAR, SHORT, CONTROL = "Loket, a year", "Loket, short runs", "control: hashing"
HASHED, QUICK_HASHED = bytes(1 << 26), bytes(1 << 20)


def measure(*, quick: bool = False) -> Report:
    """CPU and wall time of a replication by number of threads."""
    rounds, replications = (QUICK_ROUNDS, QUICK_REPLICATIONS) if quick else (ROUNDS, REPLICATIONS)
    scenario = replace(office("year"), days=QUICK_DAYS) if quick else office("year")
    replicated(replace(scenario, days=1), "compiled", 0)
    many, hashed = (QUICK_SHORT_RUNS, QUICK_HASHED) if quick else (SHORT_RUNS, HASHED)
    works = {
        YEAR: (partial(in_threads, scenario), replications),
        SHORT: (partial(in_threads, for_customers(office("mm3"), CUSTOMERS)), many),
        CONTROL: (partial(hashing, hashed), replications),
    }
    keys = [(what, threads) for what in works for threads in numbers_of_threads()]
    found = in_rounds({(what, n): works[what][0](works[what][1], n) for what, n in keys}, rounds)
    title = f"{replications} replications of {scenario.days} days, {many} of M/M/3 with {CUSTOMERS:,} customers"
    report = Report("threads", f"{title}, compiled engine, {rounds} rounds")
    each = {(what, n): [t.each(works[what][1]) for t in times] for (what, n), times in found.items()}
    report.rows = [row(*key, times, each[key[0], 1]) for key, times in each.items()]
    report.notes.append("CPU time: median of the rounds; by the clock: the fastest round, the one least disturbed")
    return report


def row(what: str, threads: int, times: list[Timed], alone: list[Timed]) -> dict[str, Any]:
    """A row of the report, for one replication."""
    fastest = min(t.wall_s for t in times)
    return {
        "work": what,
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


def hashing(what: bytes, times: int, threads: int) -> Callable[[int], Timed]:
    """The control, as many times by so many threads."""

    def run(_: int) -> Timed:
        with ThreadPoolExecutor(threads) as pool:
            return timed(lambda: list(pool.map(lambda _: hashlib.sha256(what).digest(), range(times))))

    return run
