"""What a store costs: runs made alone, made into a store, found there again; memory as a study grows."""

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.loket import office
from benchmarks.memory import memory_mb, peak_mb, reset_peak
from benchmarks.mm3 import for_customers
from benchmarks.report import Report
from benchmarks.timing import cpu_median, in_rounds, timed, times_faster
from sim.experiments.study.designs import Point
from sim.experiments.sweep.sweep import sweep
from sim.office import Scenario
from sim.runs.making.replicate import replicate

CUSTOMERS, WORKERS = 2_000, 2
RUNS, QUICK_RUNS, ROUNDS = 200, 8, 7
MANY, QUICK_MANY = (10_000, 100_000), (16, 32)
SHORT = 100
"""Customers of each of very many runs."""


def measure(*, quick: bool = False) -> Report:
    """CPU time a run, seconds by the clock of finished studies, bytes on the disk, memory that is added."""
    runs, rounds, many = (QUICK_RUNS, 1, QUICK_MANY) if quick else (RUNS, ROUNDS, MANY)
    title = f"runs of M/M/3 with {CUSTOMERS:,} customers ({SHORT} where there are many), {WORKERS} workers"
    report = Report("store", f"{title}; the first two in {rounds} rounds")
    queue, short = (for_customers(office("mm3"), customers) for customers in (CUSTOMERS, SHORT))
    with tempfile.TemporaryDirectory(prefix="loket-bench-") as folder:
        into(queue, Path(folder) / "warm", 2)
        alone(queue, 2, 0)
        report.rows = beside_each_other(queue, Path(folder), runs, rounds)
        for count in many:
            place = Path(folder) / f"{count}"
            report.rows.append(row("short ones into a store", count, partial(into, short, place, count), place))
            report.rows.append(row("short ones, all there", count, partial(into, short, place, count)))
    return report


def beside_each_other(queue: Scenario, folder: Path, runs: int, rounds: int) -> list[dict[str, Any]]:
    """Runs alone and into a store that does not hold them, by turns: what the store costs is their ratio."""
    found = in_rounds(
        {
            "alone, kept in memory": lambda seed: timed(lambda: alone(queue, runs, seed)),
            "into a store": lambda seed: timed(lambda: into(queue, folder / f"round-{seed}", runs, seed)),
        },
        rounds,
    )
    first = next(iter(found.values()))
    return [
        {
            "what": what,
            "runs": runs,
            "ms of CPU a run": 1000.0 * cpu_median(times) / runs,
            "times as much as alone": 1.0 / times_faster(times, first),
            "seconds": min(t.wall_s for t in times),
        }
        for what, times in found.items()
    ]


def alone(scenario: Scenario, runs: int, seed: int) -> None:
    """Runs as `loket run` makes them."""
    replicate(scenario, runs, workers=WORKERS, seed=seed)


def into(scenario: Scenario, store: Path, runs: int, seed: int = 0) -> None:
    """A study of one point."""
    sweep([Point(scenario)], store, runs=runs, workers=WORKERS, seed=seed)


def row(what: str, runs: int, work: Callable[[], None], store: Path | None = None) -> dict[str, Any]:
    """A row of the report."""
    reset_peak()
    before, wall, cpu = memory_mb(), time.perf_counter(), time.process_time()
    work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    found = {"what": what, "runs": runs, "ms of CPU a run": 1000.0 * cpu / runs, "seconds": wall}
    found["MB added"] = max(0.0, peak_mb() - before)
    if store is not None:
        found["kB a run"] = sum(path.stat().st_size for path in store.rglob("*") if path.is_file()) / 1000.0 / runs
    return found
