"""Offices so small that one can say beforehand what must happen, written as a scenario file would write them."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from sim.document.validation import validate
from sim.engines.compiled import CompiledEngine
from sim.engines.reference import ReferenceEngine
from sim.office import Scenario
from sim.plan import plan_of
from sim.plan.layout import NONE
from sim.plan.tables import OUTCOMES, Block

ENGINES = {"reference": ReferenceEngine, "compiled": CompiledEngine}

ONE_OFFICE: dict[str, Any] = {
    "schema": 1,
    "title": "A little office",
    "hours": "00:00-10:00",
    "days": 1,
    "station": [{"name": "counter"}],
    "officer": [{"name": "officer", "skills": ["*"]}],
}


class Told(NamedTuple):
    """A row as one would tell it, in minutes: came to the line, was called (None: never), left, and how it ended."""

    came: float
    called: float | None
    left: float
    outcome: str


def constant(minutes: float) -> dict[str, Any]:
    return {"dist": "constant", "value_min": minutes}


def clock(minutes: float) -> str:
    seconds = round(60 * minutes)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def at(minutes: Iterable[float], **more: Any) -> dict[str, Any]:
    """Arrivals at these minutes."""
    return {"name": "all", "service": "service", "times": [clock(m) for m in minutes]} | more


def one_step(minutes: float, **more: Any) -> list[dict[str, Any]]:
    """A service of one step that always takes so long."""
    return [{"name": "service", "step": [{"name": "step", "station": "counter", "time": constant(minutes)} | more]}]


def officer(**more: Any) -> list[dict[str, Any]]:
    return [{"name": "officer", "skills": ["*"]} | more]


def counter(**more: Any) -> list[dict[str, Any]]:
    return [{"name": "counter"} | more]


def office(**keys: Any) -> Scenario:
    """The little office with these keys of a scenario file changed."""
    scenario, problems = validate(ONE_OFFICE | keys)
    assert scenario is not None, problems
    return scenario


def ran(engine: str, scenario: Scenario, run: int = 0) -> Block:
    """Everything that an engine recorded."""
    return ENGINES[engine](plan_of(scenario), run).advance(scenario.days)


def told(rows: np.ndarray) -> list[Told]:
    """Rows in the order in which people came."""
    ordered = np.sort(rows, order=["day", "arrive_s", "visit"])
    return [
        Told(
            float(row["arrive_s"] / 60),
            None if row["start_s"] == NONE else float(row["start_s"] / 60),
            float(row["finish_s"] / 60),
            OUTCOMES[row["outcome"]],
        )
        for row in ordered
    ]


def happened(engine: str, scenario: Scenario) -> list[Told]:
    """What happened to each who came."""
    return told(ran(engine, scenario).visits)
