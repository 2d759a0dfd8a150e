"""What reforms cost: a year of the bundled civil registry without them, with each, and with all together."""

from dataclasses import replace
from functools import partial
from statistics import fmean
from typing import Any

from benchmarks.people import RUNS, rows_only
from benchmarks.report import Report
from benchmarks.timing import cpu_median, in_rounds, times_faster

ROUNDS, QUICK_ROUNDS = 5, 1
QUICK_DAYS = 3
WITHOUT, TOGETHER = "without reforms", "all together"


def measure(*, quick: bool = False) -> Report:
    """CPU time of a year in the compiled engine, its rows alone."""
    from sim.scenario import load

    whole, rounds = load("dukcapil-reformasi"), QUICK_ROUNDS if quick else ROUNDS
    whole = replace(whole, days=QUICK_DAYS if quick else whole.days)
    chosen = {WITHOUT: (), **{reform.key: (reform,) for reform in whole.reforms}, TOGETHER: whole.reforms}
    scenarios = {name: replace(whole, reforms=reforms) for name, reforms in chosen.items()}
    for scenario in (scenarios[WITHOUT], scenarios[TOGETHER]):
        rows_only(replace(scenario, days=1), 0)
    found = in_rounds({name: partial(rows_only, scenario) for name, scenario in scenarios.items()}, rounds)
    title = f"{whole.days} days of scenarios/dukcapil-reformasi.toml, {RUNS} replications a round, median of {rounds}"
    return Report("reforms", f"{title} rounds of CPU time", [row(name, found) for name in found])


def row(name: str, found: dict[str, list[Any]]) -> dict[str, Any]:
    """A row of the report."""
    times = found[name]
    return {
        "office": name,
        "seconds": cpu_median(times),
        "visits": round(fmean(t.answer for t in times)),
        "times as long as without": 1 / times_faster(times, found[WITHOUT]),
    }
