"""`verify`: every case, one verdict a quantity."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from sim.plan import Plan
from sim.plan.engine import Engine
from sim.runs.verification import losing, single
from sim.runs.verification.case import Case, Check
from sim.runs.verification.judge import PRECISION, Bench, Effort

Progress = Callable[[int, int], None]
"""Told after each case: how many are done, of how many."""


def all_cases() -> list[Case]:
    """Every model that is verified."""
    return [*single.cases(), *losing.cases()]


def verify(
    long: bool = False,  # noqa: FBT001, FBT002  (the flag of the command line)
    seed: int | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
) -> list[Check]:
    """Simulate every case with the compiled engine and hold it against theory; see `judge` for the verdicts.

    `long` goes on until every interval is at most 0.5 % of its value to either side. `seed` replaces the scenarios'
    own. `workers` are threads (default: one a processor).
    """
    effort = Effort(precision=PRECISION) if long else Effort()
    cases = [case if seed is None else _seeded(case, seed) for case in all_cases()]
    checks: list[Check] = []
    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
        bench = Bench(pool, _compiled, effort)
        for done, case in enumerate(cases, 1):
            checks += bench.judged(case)
            if progress is not None:
                progress(done, len(cases))
    return checks


def _seeded(case: Case, seed: int) -> Case:
    return replace(case, scenario=replace(case.scenario, seed=seed))


def _compiled(plan: Plan, run: int) -> Engine:
    from sim.engines.compiled import CompiledEngine

    return CompiledEngine(plan, run)
