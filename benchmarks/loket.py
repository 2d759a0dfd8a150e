"""Loket by the ordinary path: a scenario file, its plan, an engine, the measures."""

from pathlib import Path

from benchmarks.timing import Timed, timed
from sim.office import Scenario
from sim.runs.making.replicate import replicate
from sim.runs.making.result import Result
from sim.scenario import load

ENGINES = ("compiled", "reference")
RUNS = {"compiled": 10, "reference": 1}
"""Replications a round: times of a few milliseconds would say more about the clock than about the engine."""
OFFICES = Path(__file__).parent / "offices"


def office(name: str) -> Scenario:
    """One of the benchmarks' own offices."""
    return load(OFFICES / f"{name}.toml")


def replicated(scenario: Scenario, engine: str, seed: int, runs: int = 1) -> Timed:
    """Replications one after the other, timed from the scenario to the measures; the answer is their result."""
    return timed(lambda: replicate(scenario, runs, engine=engine, workers=1, seed=seed))


def value(result: Result, measure: str) -> float:
    """A measure of all visits, mean over the replications."""
    return float(result.of(measure).mean())


def visit_steps(result: Result) -> float:
    """How many rows the table of visits would have, mean over the replications."""
    return sum(float(result.of("arrivals", "step", step).mean()) for step in result.plan.names.steps)
