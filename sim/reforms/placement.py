"""Competency mapping: the right person at the right counter."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from sim.evidence import assumption
from sim.office.effects import Change
from sim.office.effects import Placement as Moves
from sim.office.reform import Reform, Rupiah, reform
from sim.office.scenario import Scenario
from sim.office.units import CLOSED
from sim.reforms.heads import officers_of


@reform("placement", decided_by="agency", rows=("T5", "A10"), needs=("staff",))
@dataclass(frozen=True, kw_only=True)
class Placement(Reform):
    """Competences are mapped, and officers change posts so that as many as can be work within their background.

    What it is worth is the `mismatch` of `[staff]` (T5), for officers whose `background` is given; for managers, who
    are not moved here, A10 says that it is worth something. `officer_rupiah` is paid for each officer who is mapped.
    """

    __pydantic_config__ = CLOSED
    moves_people: ClassVar[bool] = True

    name: Literal["placement"] = "placement"
    officer_rupiah: Rupiah = assumption(750_000.0, 250_000.0, 2_500_000.0)
    investment_rupiah: Rupiah = assumption(5_000_000.0, 0.0, 20_000_000.0)

    def effects(self, office: Scenario) -> Iterator[Change]:
        """The moves, once."""
        yield Moves()

    def investment(self, office: Scenario) -> float:
        """The mapping, and each officer mapped."""
        return float(self.investment_rupiah + self.officer_rupiah * officers_of(office))
