"""What a store costs: runs made alone, made into a store, found there again; memory as a study grows."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.loket import office
from benchmarks.memory import memory_mb, peak_mb, reset_peak
from benchmarks.mm3 import for_customers
from benchmarks.report import Report
from sim.experiments.designs import Point
from sim.experiments.sweep import sweep
from sim.office import Scenario
from sim.runs.replicate import replicate

CUSTOMERS, WORKERS = 2_000, 2
RUNS, QUICK_RUNS = 1_000, 8
MANY, QUICK_MANY = (10_000, 100_000), (16, 32)
SHORT = 100
"""Customers of each of very many runs."""


def measure(*, quick: bool = False) -> Report:
    """CPU time a run, seconds by the clock of finished studies, bytes on the disk, memory that is added."""
    runs, many = (QUICK_RUNS, QUICK_MANY) if quick else (RUNS, MANY)
    title = f"runs of M/M/3 with {CUSTOMERS:,} customers ({SHORT} where there are many), {WORKERS} workers"
    report = Report("store", title)
    queue, short = (for_customers(office("mm3"), customers) for customers in (CUSTOMERS, SHORT))
    with tempfile.TemporaryDirectory(prefix="loket-bench-") as folder:
        into(queue, Path(folder) / "warm", 2)
        alone(queue, 2)
        report.rows = [
            row("alone, kept in memory", runs, lambda: alone(queue, runs)),
            row("into a store", runs, lambda: into(queue, Path(folder) / "store", runs), Path(folder) / "store"),
            row("all there", runs, lambda: into(queue, Path(folder) / "store", runs)),
        ]
        for count in many:
            place = Path(folder) / f"{count}"
            report.rows.append(row("short ones into a store", count, lambda: into(short, place, count), place))  # noqa: B023
            report.rows.append(row("short ones, all there", count, lambda: into(short, place, count)))  # noqa: B023
    return report


def alone(scenario: Scenario, runs: int) -> None:
    """Runs as `loket run` makes them, with a seed of their own."""
    replicate(scenario, runs, workers=WORKERS, seed=1)


def into(scenario: Scenario, store: Path, runs: int) -> None:
    """A study of one point."""
    sweep([Point(scenario)], store, runs=runs, workers=WORKERS)


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
