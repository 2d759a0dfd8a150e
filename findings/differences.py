"""What reforms change in an office: paired differences over runs with the same luck."""

from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter

import sim.reforms  # noqa: F401  fills the catalogue
from findings.people_offices import lived
from sim.measures import Estimate, paired
from sim.office import Scenario
from sim.office.reform import Reform
from sim.plan.layout import Records
from sim.runs import Result, replicate

RUNS = 12
REFORMS = TypeAdapter(tuple[Reform, ...])


def reformed(scenario: Scenario, *reforms: dict[str, Any]) -> Scenario:
    """The office with these reforms, written as a file would write them."""
    return replace(scenario, reforms=REFORMS.validate_python(reforms))


@cache
def measured(scenario: Scenario) -> Result:
    return replicate(scenario, RUNS, workers=1)


def change(measure: str, scenario: Scenario, *reforms: dict[str, Any], **key: str) -> Estimate:
    """The mean paired difference in a measure (of a group, by a key) with its 95 % interval."""
    ours, theirs = measured(reformed(scenario, *reforms)), measured(scenario)
    return paired(ours.of(measure, **key), theirs.of(measure, **key))


def share(measure: str, scenario: Scenario, *reforms: dict[str, Any], **key: str) -> float:
    """The mean paired difference as a share of the measure without the reforms."""
    difference = change(measure, scenario, *reforms, **key).mean
    return float(difference / measured(scenario).of(measure, **key).mean())


def up(difference: Estimate) -> bool:
    return difference.low > 0.0


def down(difference: Estimate) -> bool:
    return difference.high < 0.0


def same(difference: Estimate) -> bool:
    return difference.low <= 0.0 <= difference.high


def visits(scenario: Scenario, run: int = 0) -> Records:
    """The rows of a run."""
    return lived("compiled", scenario, run).block.visits


def identical(scenario: Scenario, *reforms: dict[str, Any]) -> bool:
    """Whether no visit of a run changes at all."""
    return bool(visits(reformed(scenario, *reforms)).tolist() == visits(scenario).tolist())
