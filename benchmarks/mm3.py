"""The queue M/M/3 at load 0.9: Loket's engines beside SimPy, Ciw, salabim, Mesa's list of events and plain C++."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from math import sqrt
from statistics import fmean, stdev
from typing import Any

from benchmarks.loket import ENGINES, RUNS, office, replicated, value
from benchmarks.machine import installed
from benchmarks.peers.cplusplus import build, mean_wait
from benchmarks.report import Report
from benchmarks.timing import Timed, cpu_median, in_rounds, timed, times_faster
from sim.engines.compiled import CompiledEngine
from sim.office import Scenario
from sim.office.units import Span, Week, Weighted
from sim.plan import Plan, plan_of

CUSTOMERS, QUICK_CUSTOMERS, WARM_UP_CUSTOMERS = 90_000, 2_000, 100
ROUNDS, QUICK_ROUNDS = 7, 2
SERVICE_S = 300
WAIT = 2.7235
"""Mean wait in mean service times: Erlang C gives 0.8171 for 2.7 erlang and 3 servers, divided by 3 x (1 - 0.9)."""
STANDARD_ERRORS = 4.0
BASE = "simpy"
PEERS = {"simpy": "SimPy", "ciw": "Ciw", "salabim": "salabim", "mesa": "Mesa, list of events"}

Contestant = Callable[[int], Timed]


@dataclass(frozen=True)
class Answer:
    """How many customers a contestant simulated, and their mean wait in mean service times."""

    customers: float
    wait: float


def measure(*, quick: bool = False) -> Report:
    """Customers per CPU second of each contestant, and how many times SimPy's that is."""
    customers, rounds = (QUICK_CUSTOMERS, QUICK_ROUNDS) if quick else (CUSTOMERS, ROUNDS)
    report = Report("mm3", f"M/M/3 at load 0.9, {customers:,} customers, median of {rounds} rounds of CPU time")
    for warm_up in contestants(WARM_UP_CUSTOMERS, []).values():
        warm_up(0)
    found = in_rounds(contestants(customers, report.notes), rounds)
    check(found)
    report.rows = [row(name, times, found[PEERS[BASE]]) for name, times in found.items()]
    return report


def contestants(customers: int, notes: list[str]) -> dict[str, Contestant]:
    """Everything that is here and can run; what is not is noted."""
    found = {f"Loket, {engine} engine, all measures": loket(engine, customers) for engine in ENGINES}
    found["Loket, compiled engine, rows and mean wait"] = loket_rows(customers)
    for package, name in PEERS.items():
        if installed(package):
            found[name] = peer(package, customers)
        else:
            notes.append(f"{name} is not installed: skipped (pip install -e '.[bench]')")
    program = build(notes)
    if program is not None:
        found["C++, plain loop, -O2"] = lambda seed: as_answer(mean_wait(program, customers, seed), customers)
    return found


def loket(engine: str, customers: int) -> Contestant:
    """One of Loket's engines, from the scenario to the measures."""
    scenario, runs = for_customers(office("mm3"), customers), RUNS[engine]

    def run(seed: int) -> Timed:
        done = replicated(scenario, engine, seed, runs)
        wait = 60.0 * value(done.answer, "wait_mean_min") / SERVICE_S
        return replace(done.each(runs), answer=Answer(value(done.answer, "arrivals"), wait))

    return run


def loket_rows(customers: int) -> Contestant:
    """The compiled engine from the scenario to its rows and their mean wait: what the other programs answer, too."""
    scenario, runs = for_customers(office("mm3"), customers), RUNS["compiled"]

    def simulate(seed: int) -> Answer:
        plan = plan_of(replace(scenario, seed=seed))
        answers = [rows_and_wait(plan, run) for run in range(runs)]
        return Answer(fmean(a.customers for a in answers), fmean(a.wait for a in answers))

    return lambda seed: timed(lambda: simulate(seed)).each(runs)


def rows_and_wait(plan: Plan, run: int) -> Answer:
    """One replication: a row a customer, and the mean of one column."""
    waits = CompiledEngine(plan, run).advance(1).visits["waited_s"]
    return Answer(len(waits), float(waits.mean()) / SERVICE_S)


def for_customers(scenario: Scenario, customers: int) -> Scenario:
    """The office open for as long as so many customers take to come."""
    arrivals = scenario.arrivals[0]
    rate = arrivals.rates_per_hour[0].value
    hours = Span(0, round(3600 * customers / rate))
    return replace(
        scenario,
        hours=Week(every=(hours,)),
        arrivals=(replace(arrivals, rates_per_hour=(Weighted(hours, rate),)),),
    )


def peer(package: str, customers: int) -> Contestant:
    """Another library."""
    simulate = import_module(f"benchmarks.peers.with_{package}").mean_wait
    return lambda seed: as_answer(timed(lambda: simulate(customers, seed)), customers)


def as_answer(done: Timed, customers: int) -> Timed:
    """The same with the mean wait as an answer."""
    return replace(done, answer=Answer(customers, done.answer))


def check(found: dict[str, list[Timed]]) -> None:
    """Refuse to go on unless every contestant's mean wait agrees with theory.

    All simulate the same queue, so that their mean waits spread alike: the standard error is pooled over contestants.
    """
    waits = {name: [t.answer.wait for t in times] for name, times in found.items()}
    rounds = min(len(w) for w in waits.values())
    error = sqrt(fmean(stdev(w) ** 2 for w in waits.values()) / rounds)
    wrong = {name: fmean(w) for name, w in waits.items() if abs(fmean(w) - WAIT) > STANDARD_ERRORS * error}
    assert not wrong, f"the mean wait is {WAIT} by theory (standard error here {error:.3f}), not {wrong}"


def row(name: str, times: list[Timed], base: list[Timed]) -> dict[str, Any]:
    """A row of the report."""
    return {
        "program": name,
        "customers per second": fmean(t.answer.customers for t in times) / cpu_median(times),
        "times SimPy": times_faster(times, base),
        "mean wait / mean service": fmean(t.answer.wait for t in times),
    }
