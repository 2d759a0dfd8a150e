"""Committed leadership."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from sim.evidence import assumption, evidence
from sim.office.effects import Change, add, scale
from sim.office.reform import Reform, Rupiah, WorkingDays, reform
from sim.office.scenario import Scenario
from sim.office.staff import Leadership as Table
from sim.office.staff import Staff
from sim.office.units import CLOSED, Factor, Share


@reform("leadership", place=10, decided_by="agency", rows=("A9",))
@dataclass(frozen=True, kw_only=True)
class Leadership(Reform):
    """The head of the office leads by example: a little more output, faster adoption of what is new, better morale.

    `level` is by how many standard deviations leadership gets better, reached over `ramp_days` working days. With each,
    output grows by `output` (half of A9), what is new is adopted faster by the share `adoption`, and motivation lies
    higher by `morale`; where the office has a table `[staff.leadership]`, the worth is the one given there. A programme
    buys a part of a standard deviation: one whole is the distance between a manager and a clearly better one. Whoever
    sees the head take nothing asks for money less often by the share `honest`, for each standard deviation;
    where `[staff.temptation]` says how officers follow their head that holds instead.
    """

    __pydantic_config__ = CLOSED

    name: Literal["leadership"] = "leadership"
    level: Factor = assumption(0.3, 0.0, 0.6)
    output: Factor = evidence("A9", times=0.5)
    adoption: Factor = assumption(0.3, 0.0, 0.6)
    morale: Share = assumption(0.05, 0.0, 0.1)
    honest: Share = assumption(0.1, 0.0, 0.3)
    ramp_days: WorkingDays = 60
    investment_rupiah: Rupiah = assumption(30_000_000.0, 10_000_000.0, 80_000_000.0)
    yearly_rupiah: Rupiah = assumption(10_000_000.0, 0.0, 30_000_000.0)

    def adds(self, office: Scenario) -> Scenario:
        """A head like others, of whom better leadership can make more; nothing where the office names one."""
        staff = office.staff or Staff(mismatch=0.0)
        if staff.leadership is not None:
            return office
        usual = Table(level=0.0, output=self.output, adoption=self.adoption, morale=self.morale)
        return replace(office, staff=replace(staff, leadership=usual))

    def effects(self, office: Scenario) -> Iterator[Change]:
        """The level rises; its worth is that of the table. An honest example has fewer ask for money."""
        yield add("people.leader", self.level, ramp_days=self.ramp_days)
        if office.staff is None or office.staff.temptation is None:
            yield scale("people.asks", 1.0 - min(1.0, self.honest * self.level), ramp_days=self.ramp_days)
