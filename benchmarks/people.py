"""What people cost: the office year with officers who change and citizens who judge, beside itself without them."""

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks import office_year
from benchmarks.loket import RUNS, office, replicated, value
from benchmarks.report import Report
from benchmarks.timing import Timed, cpu_median, in_child, in_rounds, timed, times_faster
from sim.office import (
    Attendance,
    Citizens,
    Courtesy,
    Fatigue,
    Feedback,
    Integrity,
    Leadership,
    Learning,
    Load,
    Motivation,
    Opinion,
    Scenario,
    Staff,
    Talk,
    Turnover,
)

ROUNDS, QUICK_ROUNDS = 9, 1
DAYS, QUICK_DAYS = 250, 5
ENGINE = "compiled"
WITHOUT, WITH = "without people", "with people"
CITIZENS, QUICK_CITIZENS = 1_000_000, 1_000


def measure(*, quick: bool = False) -> Report:
    """CPU time of a year in the compiled engine: its rows alone, and with all measures."""
    days, rounds = (QUICK_DAYS, QUICK_ROUNDS) if quick else (DAYS, ROUNDS)
    scenarios = {WITHOUT: replace(office("year"), days=days), WITH: with_people(replace(office("year"), days=days))}
    report = Report("people", f"{days} days of an office, median of {rounds} rounds of CPU time")
    contestants: dict[str, Any] = {}
    for name, scenario in scenarios.items():
        replicated(replace(scenario, days=1), ENGINE, 0)
        contestants[f"{name}, rows"] = partial(rows_only, scenario)
        contestants[f"{name}, all measures"] = partial(all_measures, scenario)
    folder = os.environ.get("LOKET_PROTOTYPES")
    if folder and (Path(folder) / "reference_engine.py").exists():
        contestants[office_year.PROTOTYPE] = lambda seed: office_year.prototype(Path(folder), days, seed)
    found = in_rounds(contestants, rounds)
    report.rows = [row(name, found) for name in found]
    report.notes.append(large(QUICK_CITIZENS if quick else CITIZENS, days))
    return report


def rows_only(scenario: Scenario, seed: int) -> Timed:
    """Replications from the plan to the rows, nothing measured."""
    from sim.engines.compiled import CompiledEngine
    from sim.plan import plan_of

    plan = plan_of(scenario)

    def work() -> float:
        blocks = (CompiledEngine(plan, RUNS[ENGINE] * seed + run).advance(scenario.days) for run in range(RUNS[ENGINE]))
        return fmean(int(block.visits["last"].sum()) for block in blocks)

    return timed(work).each(RUNS[ENGINE])


def all_measures(scenario: Scenario, seed: int) -> Timed:
    """Replications from the scenario to the measures."""
    done = replicated(scenario, ENGINE, seed, RUNS[ENGINE])
    return replace(done.each(RUNS[ENGINE]), answer=value(done.answer, "arrivals"))


def row(name: str, found: dict[str, list[Timed]]) -> dict[str, Any]:
    """A row of the report."""
    times = found[name]
    alone = found.get(name.replace(WITH, WITHOUT), times)
    prototype = found.get(office_year.PROTOTYPE)
    visits = [t.answer[0] if isinstance(t.answer, tuple) else t.answer for t in times]
    return {
        "office": name,
        "seconds": cpu_median(times),
        "visits": round(fmean(visits)),
        "times as long as without": 1 / times_faster(times, alone),
        "times prototype": times_faster(times, prototype) if prototype else None,
    }


def large(citizens: int, days: int) -> str:
    """A sentence on a population that no office of the country has."""
    found = in_child("year", engine=ENGINE, citizens=citizens, days=days, people=True)
    added = found["peak_mb"] - found["before_mb"]
    return (
        f"{citizens:,} citizens with people, {days} days, {found['visits']:,.0f} visits: "
        f"{found['seconds']:.1f} s and {added:.0f} MB"
    )


def with_people(scenario: Scenario) -> Scenario:
    """The office with every mechanism of officers and citizens but complaints, which need a service of their own."""
    people = scenario.citizens or Citizens(count=0, needs_per_year=0.0)
    staff = Staff(
        learning=Learning(), fatigue=Fatigue(), load=Load(), motivation=Motivation(), courtesy=Courtesy(),
        integrity=Integrity(), attendance=Attendance(), turnover=Turnover(), leadership=Leadership(),
    )  # fmt: skip
    opinion = Opinion(talk=Talk(), feedback=Feedback())
    return replace(scenario, citizens=replace(people, disability=0.05, connected=0.45), staff=staff, opinion=opinion)
