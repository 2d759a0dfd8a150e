"""An office of files that keeps up with them, and one that falls behind: what a row costs."""

from dataclasses import replace
from functools import partial
from typing import Any

from benchmarks.loket import office
from benchmarks.report import Report
from benchmarks.timing import Timed, cpu_median, in_rounds, timed, times_faster
from sim.office import Scenario

ROUNDS, QUICK_ROUNDS = 7, 1
DAYS, QUICK_DAYS = 240, 5
TEAMS = {"keeps up": 36, "falls behind": 27, "falls far behind": 20}
"""Officers behind the front desk, for files that take the time of 30."""


def measure(*, quick: bool = False) -> Report:
    """CPU time of the compiled engine, rows alone."""
    days, rounds = (QUICK_DAYS, QUICK_ROUNDS) if quick else (DAYS, ROUNDS)
    scenarios = {name: staffed(replace(office("files"), days=days), team) for name, team in TEAMS.items()}
    rows_of(replace(scenarios["keeps up"], days=1), 0)
    found = in_rounds({name: partial(rows_of, scenario) for name, scenario in scenarios.items()}, rounds)
    each = {name: [t.each(t.answer) for t in times] for name, times in found.items()}
    title = f"480 files a day, {days} days, median of {rounds} rounds of CPU time"
    return Report("files", title, [row(name, each[name], each["keeps up"]) for name in each])


def staffed(scenario: Scenario, team: int) -> Scenario:
    """The office with so many officers behind the front desk."""
    return replace(
        scenario, officers=tuple(replace(o, count=team) if o.name == "team" else o for o in scenario.officers)
    )


def rows_of(scenario: Scenario, seed: int) -> Timed:
    """A run from the plan to its rows; the answer is how many."""
    from sim.engines.compiled import CompiledEngine
    from sim.plan import plan_of

    plan = plan_of(scenario)
    return timed(lambda: len(CompiledEngine(plan, seed).advance(scenario.days).visits))


def row(name: str, times: list[Timed], usual: list[Timed]) -> dict[str, Any]:
    """A row of the report."""
    return {
        "office": name,
        "officers": TEAMS[name],
        "rows": round(sum(t.answer for t in times) / len(times)),
        "µs a row": 1e6 * cpu_median(times),
        "times as long as where it keeps up": times_faster(usual, times),
    }
