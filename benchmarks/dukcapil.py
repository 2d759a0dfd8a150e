"""The bundled Dukcapil office, a year of it, in both engines."""

from dataclasses import replace

from benchmarks import office_year
from benchmarks.report import Report
from benchmarks.timing import in_rounds
from sim.scenario import load

ROUNDS, QUICK_ROUNDS = 3, 1
QUICK_DAYS, QUICK_CITIZENS = 2, 5_000


def measure(*, quick: bool = False) -> Report:
    """CPU time of a year in each engine."""
    scenario = load("dukcapil")
    rounds = QUICK_ROUNDS if quick else ROUNDS
    if quick:
        scenario = replace(scenario, days=QUICK_DAYS, citizens=replace(scenario.citizens, count=QUICK_CITIZENS))
    found = in_rounds(office_year.loket(scenario), rounds)
    base = office_year.REFERENCE
    rows = [office_year.row(name, times, base, found[base]) for name, times in found.items()]
    title = f"{scenario.citizens.count:,} citizens, {scenario.days} days, median of {rounds} rounds of CPU time"
    return Report("dukcapil", title, rows)
