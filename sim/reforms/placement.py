"""Competency mapping: the right person at the right counter."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sim.evidence import assumption
from sim.office.effects import Change
from sim.office.effects import Placement as Moves
from sim.office.reform import Reform, Rupiah, reform
from sim.office.scenario import Scenario
from sim.office.units import CLOSED, Share
from sim.reforms.heads import officers_of


@reform("placement", place=6, decided_by="agency", rows=("T5", "A10"), needs=("staff",))
@dataclass(frozen=True, kw_only=True)
class Placement(Reform):
    """Competences are mapped, and officers change posts so that as many as can be work within their background.

    What it is worth is the `mismatch` of `[staff]` (T5), for officers whose `background` is given; for
    managers, who are not moved here, A10 says that it is worth something. Who comes to a post knows the share
    `related` of its work. `officer_rupiah` is paid for each officer who is mapped.
    """

    __pydantic_config__ = CLOSED

    name: Literal["placement"] = "placement"
    related: Share = assumption(0.5, 0.2, 0.8)
    officer_rupiah: Rupiah = assumption(750_000.0, 250_000.0, 2_500_000.0)
    investment_rupiah: Rupiah = assumption(5_000_000.0, 0.0, 20_000_000.0)

    @property
    def known_elsewhere(self) -> float:
        """What is alike in the work of other posts."""
        return float(self.related)

    def effects(self, office: Scenario) -> Iterator[Change]:
        """The moves, once."""
        yield Moves()

    def investment(self, office: Scenario) -> float:
        """The mapping, and each officer mapped."""
        return float(self.investment_rupiah + self.officer_rupiah * officers_of(office))
