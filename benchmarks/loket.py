"""Loket by the ordinary path: a scenario file, its plan, an engine, the measures."""

from pathlib import Path

from benchmarks.timing import Timed, timed
from sim.office import Scenario
from sim.runs.replicate import replicate
from sim.runs.result import Result
from sim.scenario import load

ENGINES = ("compiled", "reference")
OFFICES = Path(__file__).parent / "offices"


def office(name: str) -> Scenario:
    """One of the benchmarks' own offices."""
    return load(OFFICES / f"{name}.toml")


def replicated(scenario: Scenario, engine: str, seed: int) -> Timed:
    """One replication, timed from the scenario to the measures; the answer is its result."""
    return timed(lambda: replicate(scenario, 1, engine=engine, workers=1, seed=seed))


def value(result: Result, measure: str) -> float:
    """A measure of all visits of the only replication."""
    return float(result.of(measure)[0])


def visit_steps(result: Result) -> int:
    """How many rows the table of visits would have."""
    return int(sum(result.of("arrivals", "step", step)[0] for step in result.plan.names.steps))
