"""All reforms of the catalogue in all bundled offices: what each changes in its first half-year, and in the second."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from findings.differences import reformed
from sim.engines.compiled import CompiledEngine
from sim.measures import Estimate, Fold, Key, estimate
from sim.office import Scenario
from sim.office.reform import CATALOGUE
from sim.plan import Plan, plan_of
from sim.plan.tables import ELEMENTS
from sim.runs.comparing.reform_costs import reforms_cost
from sim.runs.making.pilot import start_of
from sim.runs.making.progress import Silent
from sim.scenario import load

OFFICES = {
    "dukcapil": "Operator SIAK",
    "dukcapil-bermasalah": "Loket depan",
    "dukcapil-petugas": "Operator SIAK",
    "dukcapil-daring": "Operator SIAK",
    "dukcapil-wilayah": "Operator SIAK pusat",
    "dpmptsp": "Tim teknis",
    "puskesmas": "Dokter",
    "puskesmas-janji-temu": "Dokter",
    "puskesmas-bangko-semula": "Dokter",
}
"""The offices, without reforms of their own, and the group of officers that *staffing* adds one to.

The other bundled scenarios are one of these with reforms, or with one officer more.
"""
RUNS, OF_REGION = 8, 4
"""Replications; of a region, whose year takes nine times as long, fewer."""
HALF = 125
MEASURES = ("wait", "target", "finished", "days", "visits", "ikm", "trust", "asked")
"""Minutes; of served, within the target, and of cases, finished (%); days to finish; visits per 100 cases; IKM; of
visitors' trust and visits with a request for money, in 100."""


class Found(NamedTuple):
    """What a reform changes (the office itself: what it is), by half-year and measure; its cost in rupiah."""

    halves: tuple[tuple[Estimate, ...], ...]
    cost: float
    applies: bool


def half(plan: Plan, engine: CompiledEngine) -> tuple[float, ...]:
    """The measures of the next half-year."""
    block = engine.advance(HALF)
    fold, seen = Fold(plan), block.opinions
    fold.add(block)
    of = fold.measured().values
    answers = [seen[element][seen[element] > 0].mean() for element in ELEMENTS if (seen[element] > 0).any()]
    figures = [of[Key("wait_mean_min")], *(100.0 * of[Key(key)] for key in ("within_target", "finished_share"))]
    figures += [of[Key("days_to_finish_mean")], 100.0 * of[Key("visits_per_case")], 25.0 * float(np.mean(answers))]
    return (*figures, 100.0 * float(seen["trust"].mean()), 100.0 * float(seen["asked"].mean()))


def lived(scenario: Scenario, start: float | None, runs: int) -> tuple[Plan, Any]:
    """The measures of the two half-years of each run: by run, half and measure."""
    plan = plan_of(replace(scenario, days=2 * HALF, warm_up_days=0), start)
    made = [CompiledEngine(plan, run) for run in range(runs)]
    return plan, np.array([[half(plan, engine) for _ in range(2)] for engine in made])


def found(name: str) -> Iterator[tuple[str, Found]]:
    """The office itself, then each reform of the catalogue with its defaults, from the first day on."""
    office = replace(load(name), reforms=())
    runs = OF_REGION if office.offices else RUNS
    start = start_of(office, office, "compiled", Silent())
    plan, base = lived(office, start, runs)
    yield name, Found(_estimates(base), reforms_cost(plan), applies=True)
    for reform in CATALOGUE:
        keys = {"group": OFFICES[name]} if reform == "staffing" else {}
        plan, seen = lived(reformed(office, {"name": reform, **keys}), start, runs)
        yield reform, Found(_estimates(seen - base), reforms_cost(plan), applies=not plan.idle)


def _estimates(figures: Any) -> tuple[tuple[Estimate, ...], ...]:
    """Of each half and measure the mean over runs, with its interval."""
    return tuple(tuple(estimate(column) for column in part.T) for part in figures.transpose(1, 0, 2))
