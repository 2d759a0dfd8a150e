"""What is verified: a model, and quantities of it whose exact values are known."""

from collections.abc import Callable
from dataclasses import dataclass

from sim.office import Scenario
from sim.runs.verification.seen import Seen


@dataclass(frozen=True)
class Quantity:
    """A number of a model: its exact value, and how a run of the simulation estimates it.

    `error` is the standard error of the expected value where it was itself simulated, by others.
    """

    name: str
    expected: float
    unit: str
    estimate: Callable[[Seen], float]
    error: float = 0.0


@dataclass(frozen=True)
class Case:
    """A model with its source; one replication is a run of the scenario, its days and warm-up as the scenario says."""

    name: str
    source: str
    scenario: Scenario
    quantities: tuple[Quantity, ...]


@dataclass(frozen=True)
class Check:
    """One verdict: the exact value, and the 99.9 % interval of the simulated one.

    `samples` is 2 where a first sample missed and a second and independent one was drawn, which then decides.
    """

    name: str
    source: str
    expected: float
    simulated: float
    low: float
    high: float
    ok: bool
    unit: str
    samples: int = 1
