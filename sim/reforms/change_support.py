"""Accompaniment of those who resist."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sim.evidence import assumption
from sim.office.effects import Change, add, scale
from sim.office.reform import Reform, Rupiah, WorkingDays, reform
from sim.office.scenario import Scenario
from sim.office.units import CLOSED, Factor, Share


@reform("change_support", place=18, decided_by="supervisor", rows=("P16",), needs=("staff.change",))
@dataclass(frozen=True, kw_only=True)
class ChangeSupport(Reform):
    """Officers who resist what is new (P16) are heard and accompanied, and all are helped to learn it.

    Resistance is lower by the share `relief`, and so is what an appraisal costs those who resist it;
    everybody adopts what is new faster by the share `faster`. Both are reached over `ramp_days` working days.
    By itself, without anything new to adopt and without an appraisal, it changes nothing.
    """

    __pydantic_config__ = CLOSED

    name: Literal["change_support"] = "change_support"
    relief: Share = assumption(0.5, 0.2, 0.8)
    faster: Factor = assumption(0.2, 0.0, 0.5)
    ramp_days: WorkingDays = 20
    investment_rupiah: Rupiah = assumption(5_000_000.0, 1_000_000.0, 15_000_000.0)
    yearly_rupiah: Rupiah = assumption(12_000_000.0, 3_000_000.0, 40_000_000.0)

    def effects(self, office: Scenario) -> Iterator[Change]:
        """Less resistance, less resentment, faster adoption."""
        yield scale("people.resistance", 1.0 - self.relief, ramp_days=self.ramp_days)
        yield add("people.soothed", self.relief, ramp_days=self.ramp_days)
        yield scale("people.speed", 1.0 + self.faster, ramp_days=self.ramp_days)
