"""The plan: a scenario laid out for the engines, and the names that lead back from it."""

from dataclasses import dataclass

from sim.office import Scenario
from sim.plan.layout import Arrays


@dataclass(frozen=True)
class Names:
    """Names by index: `steps` are "service.step", `officers` "group" or "group 2"."""

    services: tuple[str, ...]
    steps: tuple[str, ...]
    stations: tuple[str, ...]
    classes: tuple[str, ...]
    officers: tuple[str, ...]
    streams: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What an engine runs. It is never changed; one plan serves all replications."""

    scenario: Scenario
    arrays: Arrays
    names: Names
