"""What is verified: a model, and quantities of it whose exact values are known."""

from collections.abc import Callable
from dataclasses import dataclass

from sim.language import Phrase, text
from sim.office import Scenario
from sim.verification.seen import Seen


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

    def __repr__(self) -> str:
        return text("objects.case", name=self.name, quantities=len(self.quantities))


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

    def __repr__(self) -> str:
        values = {"expected": self.expected, "simulated": self.simulated, "low": self.low, "high": self.high}
        verdict = Phrase(f"objects.{'agrees' if self.ok else 'differs'}")
        return text("objects.check", None, name=self.name, unit=self.unit, verdict=verdict, **values)
