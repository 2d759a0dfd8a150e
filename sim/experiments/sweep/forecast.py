"""What running a study will cost: how many runs are missing, time, disk; measured on a few days of each scenario."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from time import thread_time
from typing import TYPE_CHECKING, Any

from sim.experiments.store.records import known_points
from sim.experiments.store.store import Store
from sim.experiments.study.designs import Variant
from sim.experiments.sweep.crew import Job, run_block
from sim.experiments.sweep.sweep import PARTS, Asked, asked_of, block_runs
from sim.language import text
from sim.language.arguments import checked
from sim.plan import Plan
from sim.runs.making.progress import Progress, Silent
from sim.runs.making.replication import keys_of
from sim.runs.making.size import size_of
from sim.runs.making.threads import crew_of

if TYPE_CHECKING:
    from sim.experiments.study.study import Study

TRIAL_DAYS = 10
PROCESS_BYTES = 4e8
"""Of the program itself, with its libraries and machine code."""
VALUE_BYTES, BLOCK_BYTES = 6.5, 12_000
"""Of a measure of a run, and of a block beside its measures: compressed, as measured (`docs/benchmarks.md`)."""


@dataclass(frozen=True)
class Forecast:
    """What is asked for, and what of it is missing: CPU seconds, bytes on the disk and of memory."""

    points: int
    runs: int
    missing: int
    cpu_s: float
    crew: int
    disk_bytes: float
    memory_bytes: float
    trial_days: int
    digest: str | None

    def __repr__(self) -> str:
        return text("objects.forecast", points=self.points, runs=self.runs, missing=self.missing)


@checked
def forecast(
    study: "Study | str | Path | Mapping[str, Any]",
    store: str | Path | None = None,
    *,
    runs: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Forecast:
    """What a sweep of this study into this store will cost, as `sweep` would be called. Raises as `sweep`.

    Points that no study of the store has come to yet count as missing.
    """
    asked = asked_of(study, runs, days, seed)
    place = None if store is None else Store(store)
    left, points, wanted = _missing(asked, place)
    crew = crew_of(workers, max(1, sum(left.values())))
    cpu = disk = memory = trial = 0.0
    for office, first in asked.offices.items():
        runs_left = left.get(office, 0)
        if runs_left:
            plan = asked.request(first, first).plan(progress or Silent())
            each, trial = _seconds(asked, first, progress or Silent())
            cpu += runs_left * each + points[office] * _planning(asked, office)
            blocks = runs_left / block_runs(plan.given, wanted)
            disk += runs_left * VALUE_BYTES * len(keys_of(plan)) + blocks * BLOCK_BYTES
            memory = max(memory, _memory(plan, crew))
    digest = asked.study.digest if asked.study is not None else None
    return Forecast(
        len(asked.variants), wanted, sum(left.values()), cpu, crew, disk, memory, int(trial), digest
    )  # fmt: skip


def _missing(asked: Asked, store: Store | None) -> tuple[dict[str, int], Counter[str], int]:
    """How many runs each office lacks, of how many points, and how many are asked for."""
    known = known_points(store) if store is not None else {}
    left: dict[str, int] = {}
    points = Counter[str]()
    wanted = 0
    for variant in asked.variants:
        runs = asked.runs or variant.runs
        source = asked.source(variant, asked.first[variant.beside])
        found = known.get(source) if source is not None else None
        there = 0 if found is None or store is None else runs - len(store.held(found.point).missing(runs))
        left[variant.office] = left.get(variant.office, 0) + runs - there
        points[variant.office] += there < runs
        wanted += runs
    return left, points, wanted


def _planning(asked: Asked, office: str) -> float:
    """CPU seconds to make a plan: of a point whose doubts were drawn with what citizens believe of that office."""
    last = next(variant for variant in reversed(asked.variants) if variant.office == office)
    began = thread_time()
    asked.request(last, asked.first[last.beside]).plan()
    return thread_time() - began


def _seconds(asked: Asked, first: Variant, progress: Progress) -> tuple[float, int]:
    """CPU seconds of a run, and over how many days that was measured: what a run costs anyhow, and what a day adds."""
    whole = asked.request(first, first)
    scenario = whole.asked()
    short, long = (min(scenario.days, scenario.warm_up_days + days) for days in (TRIAL_DAYS, 2 * TRIAL_DAYS))
    plans = [replace(whole, days=days).plan(progress) for days in (short, long)]
    run_block(Job(plans[0], 0, 1))
    less, more = (_took(plan) for plan in plans)
    a_day = max(0.0, more - less) / max(1, long - short)
    return more + a_day * (scenario.days - long), long


def _took(plan: Plan) -> float:
    began = thread_time()
    run_block(Job(plan, 1, 2))
    return thread_time() - began


def _memory(plan: Plan, crew: int) -> float:
    return PROCESS_BYTES + size_of(replace(plan.given, runs=PARTS), crew).running
