"""An office year: 5,000 citizens, 250 days, four or five steps a visit, twelve officers; both engines and a prototype.

The prototype that settled the structure of the engines is not part of the project. Where LOKET_PROTOTYPES
names its folder, it is run beside them. It models trust and word of mouth as well and has fewer mechanisms at
the counter, so that numbers differ a little: figures are given for the year, by visit and by visit-step.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.loket import ENGINES, RUNS, office, replicated, value, visit_steps
from benchmarks.report import Report
from benchmarks.timing import Timed, command, cpu_median, in_rounds, times_faster
from sim.office import Scenario

ROUNDS, QUICK_ROUNDS = 5, 1
QUICK_DAYS = 5
REFERENCE = "Loket, reference engine"
PROTOTYPE = "prototype, reference engine"
PROTOTYPE_CODE = """
import time, reference_engine as engine
engine.run(days=2)
began = time.process_time()
log = engine.run(days={days}, seed={seed}).log
print(time.process_time() - began, sum(row[2] == 0 for row in log), len(log))
"""


def measure(*, quick: bool = False) -> Report:
    """CPU time of a year in each engine."""
    days, rounds = (QUICK_DAYS, QUICK_ROUNDS) if quick else (250, ROUNDS)
    report = Report("office_year", f"{days} days of an office, median of {rounds} rounds of CPU time")
    scenario = replace(office("year"), days=days)
    found = in_rounds(contestants(scenario, report.notes), rounds)
    base = PROTOTYPE if PROTOTYPE in found else REFERENCE
    report.rows = [row(name, times, base, found[base]) for name, times in found.items()]
    return report


def contestants(scenario: Scenario, notes: list[str]) -> dict[str, Callable[[int], Timed]]:
    """Both engines, and the prototype where it is."""
    found = loket(scenario)
    folder = os.environ.get("LOKET_PROTOTYPES")
    if folder and (Path(folder) / "reference_engine.py").exists():
        found[PROTOTYPE] = lambda seed: prototype(Path(folder), scenario.days, seed)
    else:
        notes.append("LOKET_PROTOTYPES does not name the folder of the prototype: skipped")
    return found


def loket(scenario: Scenario) -> dict[str, Callable[[int], Timed]]:
    """Loket's engines, warmed up by a day."""
    for engine in ENGINES:
        replicated(replace(scenario, days=1), engine, 0)
    return {f"Loket, {engine} engine": partial(visits_and_steps, scenario, engine) for engine in ENGINES}


def visits_and_steps(scenario: Scenario, engine: str, seed: int) -> Timed:
    """A replication, from the scenario to the measures; the answer is its visits and visit-steps."""
    runs = RUNS[engine]
    done = replicated(scenario, engine, seed, runs)
    return replace(done.each(runs), answer=(value(done.answer, "arrivals"), visit_steps(done.answer)))


def prototype(folder: Path, days: int, seed: int) -> Timed:
    """The prototype's year, timed by itself; its rules as plain Python, as its reference engine is meant to run."""
    apart = {"PYTHONPATH": str(folder), "RULES": "py", "PYTHONDONTWRITEBYTECODE": "1"}
    done = command([sys.executable, "-c", PROTOTYPE_CODE.format(days=days, seed=seed)], apart)
    seconds, visits, steps = done.answer.split()
    return Timed((int(visits), int(steps)), float(seconds), done.wall_s)


def row(name: str, times: list[Timed], base: str, base_times: list[Timed]) -> dict[str, Any]:
    """A row of the report."""
    visits, steps = (fmean(t.answer[i] for t in times) for i in (0, 1))
    seconds = cpu_median(times)
    by_step = [replace(t, cpu_s=t.cpu_s / t.answer[1]) for t in times]
    base_by_step = [replace(t, cpu_s=t.cpu_s / t.answer[1]) for t in base_times]
    return {
        "engine": name,
        "seconds": seconds,
        "visits": round(visits),
        "visit-steps": round(steps),
        "µs a visit": 1e6 * seconds / visits,
        "µs a visit-step": 1e6 * seconds / steps,
        f"times {base}": times_faster(times, base_times),
        "by visit-step": times_faster(by_step, base_by_step),
    }
