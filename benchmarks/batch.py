"""Many short runs of the same queue in two workers: Loket beside SimPy under multiprocessing and Mesa's `batch_run`."""

import multiprocessing
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from statistics import fmean
from typing import Any

from benchmarks.loket import office
from benchmarks.machine import installed
from benchmarks.mm3 import SERVICE_S, for_customers
from benchmarks.report import Report
from benchmarks.timing import Timed, children_cpu, cpu_median, in_rounds, timed, times_faster
from sim.office import Scenario
from sim.runs.replicate import replicate

RUNS, QUICK_RUNS = 200, 4
CUSTOMERS, ROUNDS, WORKERS = 2_000, 3, 2
SIMPY, MESA = "SimPy, multiprocessing", "Mesa, batch_run"


def measure(*, quick: bool = False) -> Report:
    """CPU time of a batch from its start to its mean waits, that of all processes together."""
    runs, rounds = (QUICK_RUNS, 1) if quick else (RUNS, ROUNDS)
    title = f"{runs} runs of M/M/3 with {CUSTOMERS:,} customers, {WORKERS} workers, median of {rounds} rounds"
    report = Report("batch", title)
    scenario = for_customers(office("mm3"), CUSTOMERS)
    works: dict[str, Callable[[int], list[float]]] = {"Loket, all measures": partial(loket, scenario, runs)}
    for package, name, work in (("simpy", SIMPY, simpy), ("mesa", MESA, mesa)):
        if installed(package):
            works[name] = partial(work, runs)
        else:
            report.notes.append(f"{name} is not installed: skipped (pip install -e '.[bench]')")
    loket(scenario, 1, 0)
    found = in_rounds({name: partial(batch, work) for name, work in works.items()}, rounds)
    report.rows = [row(name, times, found[SIMPY], runs) for name, times in found.items()]
    return report


def batch(work: Callable[[int], list[float]], seed: int) -> Timed:
    """A batch, with the CPU time of the processes that it starts."""
    before = children_cpu()
    done = timed(lambda: work(seed))
    return replace(done, cpu_s=done.cpu_s + children_cpu() - before)


def loket(scenario: Scenario, runs: int, seed: int) -> list[float]:
    """The mean wait of each run, in mean service times."""
    waits = replicate(scenario, runs, workers=WORKERS, seed=seed).of("wait_mean_min")
    return [60.0 * float(wait) / SERVICE_S for wait in waits]


def simpy(runs: int, seed: int) -> list[float]:
    """The same with a pool of processes."""
    from benchmarks.peers.with_simpy import mean_wait

    with multiprocessing.Pool(WORKERS) as pool:
        found = pool.map(partial(mean_wait, CUSTOMERS), range(seed * runs, (seed + 1) * runs))
        pool.close()
        pool.join()
    return found


def mesa(runs: int, seed: int) -> list[float]:
    """The same as a batch of models."""
    from mesa import batch_run

    from benchmarks.peers.batched_mesa import Queue

    numbers = {"number": range(seed * runs, (seed + 1) * runs), "customers": CUSTOMERS}
    found = batch_run(Queue, numbers, number_processes=WORKERS, max_steps=1, display_progress=False)
    return [one["wait"] for one in found]


def row(name: str, times: list[Timed], base: list[Timed], runs: int) -> dict[str, Any]:
    """A row of the report."""
    return {
        "program": name,
        "ms of CPU a run": 1000.0 * cpu_median(times) / runs,
        "times SimPy": times_faster(times, base),
        "mean wait / mean service": fmean(fmean(t.answer) for t in times),
    }
