"""Scenarios that are compared share the days before they differ: is each as if it had been run alone?"""

from dataclasses import replace

import numpy as np
import pytest
from agreement import each
from random_reforms import reformed

import sim.runs.making.stems
from sim.engines.compiled import CompiledEngine
from sim.office import Scenario
from sim.plan.stem import first_change
from sim.runs.comparing.compare import alike
from sim.runs.comparing.reforming import windows_of
from sim.runs.making.replicate import runs_of, runs_together
from sim.runs.making.replication import Run, Task
from sim.runs.making.request import Request
from sim.runs.making.stems import together
from sim.scenario import load

AT_ONCE = {"keep_visits": True, "keep_citizens": True}


def differing(one: Run, other: Run) -> list[str]:
    """The fields in which two runs differ, to the last bit."""
    pairs = zip(Run._fields, one, other, strict=True)
    return [name for name, a, b in pairs if (a is None) != (b is None) or not (a is None or same(a, b))]


def same(a: np.ndarray, b: np.ndarray) -> bool:
    if not isinstance(a, np.ndarray):
        return a == b
    columns = [(a[name], b[name]) for name in a.dtype.names] if a.dtype.names else [(a, b)]
    return all(np.array_equal(left, right, equal_nan=left.dtype.kind == "f") for left, right in columns)


def shared(scenarios: list[Scenario], dates: list[tuple] | None = None) -> int:
    """How many scenarios share their first days with another; together each must be as it is alone."""
    around = dates or [()] * len(scenarios)
    requests = [Request(one, around=its) for one, its in zip(scenarios, around, strict=True)]
    plans = [request.plan() for request in requests]
    by_scenario = zip(*runs_together(requests, plans, **AT_ONCE), strict=True)
    for request, plan, runs in zip(requests, plans, by_scenario, strict=True):
        for run, alone in zip(runs, runs_of(request, plan, **AT_ONCE), strict=True):
            assert differing(run, alone) == [], request.scenario.name
    stems = together([Task(plan, CompiledEngine) for plan in plans]).stems
    return sum(len(stem) for stem in stems if len(stem) > 1)


@pytest.mark.parametrize(
    ("name", "of", "sharing"),
    [
        ("dukcapil-reformasi", 8, 5),
        ("dpmptsp-suara-pemohon", 7, 4),
        pytest.param("dukcapil-petugas", 7, 7, marks=pytest.mark.long),
        ("puskesmas-bangko", 5, 5),
    ],
)
def test_a_bundled_comparison_is_as_if_each_scenario_had_been_run_alone(name, of, sharing):
    scenarios = alike([load(name)], runs=1, days=70)
    assert (len(scenarios), shared(scenarios)) == (of, sharing)


def test_windows_around_a_reform_begin_in_the_days_that_are_shared():
    scenarios = alike([load("puskesmas-bangko-ragam")], runs=1, days=100)
    assert shared(scenarios, windows_of(scenarios)) == len(scenarios)


def some_shared(scenario: Scenario) -> None:
    """Without reforms, with each alone, with all."""
    chosen = [(), *[(reform,) for reform in scenario.reforms], scenario.reforms]
    SHARING.append(shared([replace(scenario, runs=1, reforms=reforms) for reforms in chosen]))


SHARING: list[int] = []


def test_random_reforms_are_as_if_each_had_been_run_alone():
    SHARING.clear()
    each(10, some_shared, reformed())
    assert sum(SHARING) > 10  # else nothing was tested


def test_a_reform_taken_up_a_day_late_is_noticed(monkeypatch):
    monkeypatch.setattr(sim.runs.making.stems, "first_change", lambda plan: first_change(plan) + 1)
    with pytest.raises(AssertionError, match="values"):
        shared(alike([load("dukcapil-reformasi")], runs=1, days=65)[:3])
