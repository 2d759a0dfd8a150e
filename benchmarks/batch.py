"""Many short runs of one office in two workers: Loket beside SimPy, Ciw and Mesa's `batch_run`, and its two engines."""

import multiprocessing
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import import_module
from statistics import fmean
from typing import Any

from benchmarks.loket import office
from benchmarks.machine import installed
from benchmarks.mm3 import SERVICE_S, for_customers
from benchmarks.report import Report
from benchmarks.timing import Timed, children_cpu, cpu_median, in_rounds, timed, times_faster
from sim.office import Scenario
from sim.runs.making.replicate import replicate

RUNS, QUICK_RUNS = 200, 4
CUSTOMERS, QUICK_CUSTOMERS = 2_000, 200
OFFICE_RUNS, OFFICE_DAYS, QUICK_DAYS = 8, 20, 1
ROUNDS, WORKERS = 3, 2
COMPILED, REFERENCE = "Loket, compiled engine, threads", "Loket, reference engine (SimPy, Mesa), multiprocessing"
SIMPY, CIW, MESA = "SimPy, multiprocessing", "Ciw, multiprocessing", "Mesa, batch_run"
PEERS, PEER = {"simpy": SIMPY, "ciw": CIW}, "benchmarks.peers.with_"

Work = Callable[[int], list[float]]
"""Makes a batch of some number and answers with the mean wait of each run, in minutes."""


def measure(*, quick: bool = False) -> Report:
    """Runs per CPU second of a batch from its start to its mean waits, of all processes together."""
    customers, days = (QUICK_CUSTOMERS, QUICK_DAYS) if quick else (CUSTOMERS, OFFICE_DAYS)
    runs, office_runs, rounds = (QUICK_RUNS, 1, 1) if quick else (RUNS, OFFICE_RUNS, ROUNDS)
    workers = 1 if quick else WORKERS  # each process that is started loads all libraries anew
    title = f"{runs} runs of M/M/3 with {customers:,} customers, {office_runs} of an office of {days} days"
    report = Report("batch", f"{title}, {workers} workers, median of {rounds} rounds")
    queue, whole = for_customers(office("mm3"), customers), replace(office("year"), days=days)
    peers = {
        name: pooled(partial(peer, package, customers), runs, workers) for package, name in here(report.notes).items()
    }
    queues = engines(queue, runs, workers) | peers | {MESA: partial(mesa, customers, runs, workers)}
    report.rows = [
        *rows("M/M/3", queues, SIMPY, runs, rounds),
        *rows(f"office, {days} days", engines(whole, office_runs, workers), REFERENCE, office_runs, rounds),
    ]
    return report


def here(notes: list[str]) -> dict[str, str]:
    """The other libraries that are installed; all is loaded before it is timed, and what is missing is noted."""
    for package, name in PEERS.items():
        if not installed(package):
            notes.append(f"{name} is not installed: skipped (pip install -e '.[bench]')")
    found = {package: name for package, name in PEERS.items() if installed(package)}
    for module in ("sim.engines.reference", "benchmarks.peers.batched_mesa", *[f"{PEER}{name}" for name in found]):
        import_module(module)
    return found


def rows(what: str, works: dict[str, Work], base: str, runs: int, rounds: int) -> list[dict[str, Any]]:
    """The rows of the contestants in one office, beside one of them."""
    found = in_rounds({name: partial(batch, work) for name, work in works.items()}, rounds)
    return [
        {
            "office": what,
            "program": name,
            "runs per CPU second": runs / cpu_median(times),
            "ms of CPU a run": 1000.0 * cpu_median(times) / runs,
            "times SimPy": times_faster(times, found[base]),
            "mean wait, min": fmean(fmean(t.answer) for t in times),
        }
        for name, times in found.items()
    ]


def batch(work: Work, seed: int) -> Timed:
    """A batch, with the CPU time of the processes that it starts."""
    before = children_cpu()
    done = timed(lambda: work(seed))
    return replace(done, cpu_s=done.cpu_s + children_cpu() - before)


def engines(scenario: Scenario, runs: int, workers: int) -> dict[str, Work]:
    """Loket's engines, all measures: the compiled one in threads, the other in processes."""
    threads(scenario, 1, workers, 0)
    slow = pooled(partial(reference, scenario), runs, workers)
    return {COMPILED: partial(threads, scenario, runs, workers), REFERENCE: slow}


def threads(scenario: Scenario, runs: int, workers: int, seed: int) -> list[float]:
    """Runs of the compiled engine."""
    return replicate(scenario, runs, workers=workers, seed=seed).of("wait_mean_min").tolist()


def reference(scenario: Scenario, seed: int) -> float:
    """A run of the reference engine, in a process of the pool."""
    return float(replicate(scenario, 1, engine="reference", workers=1, seed=seed).of("wait_mean_min")[0])


def peer(package: str, customers: int, seed: int) -> float:
    """A run of M/M/3 in another library."""
    return float(import_module(f"{PEER}{package}").mean_wait(customers, seed)) * SERVICE_S / 60.0


def pooled(one: Callable[[int], float], runs: int, workers: int) -> Work:
    """A batch by a pool of processes."""

    def work(seed: int) -> list[float]:
        with multiprocessing.Pool(workers) as pool:
            found = pool.map(one, range(seed * runs, (seed + 1) * runs))
            pool.close()
            pool.join()
        return found

    return work


def mesa(customers: int, runs: int, workers: int, seed: int) -> list[float]:
    """The same as a batch of models."""
    from mesa import batch_run

    from benchmarks.peers.batched_mesa import Queue

    numbers = {"number": range(seed * runs, (seed + 1) * runs), "customers": customers}
    found = batch_run(Queue, numbers, number_processes=workers, max_steps=1, display_progress=False)
    return [one["wait"] * SERVICE_S / 60.0 for one in found]
