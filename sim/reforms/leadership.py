"""Committed leadership."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sim.evidence import assumption
from sim.office.effects import Change, add, switch
from sim.office.reform import Reform, Rupiah, WorkingDays, reform
from sim.office.scenario import Scenario
from sim.office.staff import Leadership as Table
from sim.office.units import CLOSED, Factor


@reform("leadership", decided_by="agency", rows=("A9", "A10"))
@dataclass(frozen=True, kw_only=True)
class Leadership(Reform):
    """The head of the office leads by example: a little more output, faster adoption of what is new, better morale.

    `level` is by how many standard deviations leadership gets better, reached over `ramp_days` working days. What a
    standard deviation is worth stands in `[staff.leadership]`, or is that table's default.
    """

    __pydantic_config__ = CLOSED

    name: Literal["leadership"] = "leadership"
    level: Factor = assumption(1.0, 0.3, 1.5)
    ramp_days: WorkingDays = 60
    investment_rupiah: Rupiah = assumption(30_000_000.0, 10_000_000.0, 80_000_000.0)
    yearly_rupiah: Rupiah = assumption(10_000_000.0, 0.0, 30_000_000.0)

    def effects(self, office: Scenario) -> Iterator[Change]:
        """The level rises; its worth is that of the table, where the office has none its defaults."""
        yield add("people.leader", self.level, ramp_days=self.ramp_days)
        if office.staff is None or office.staff.leadership is None:
            table = Table()
            yield switch("people.leader_output", table.output)
            yield switch("people.leader_adoption", table.adoption)
            yield switch("people.leader_morale", table.morale)
