"""An innovation competition."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sim.evidence import assumption
from sim.office.effects import Change, scale
from sim.office.reform import Reform, Rupiah, WorkingDays, reform
from sim.office.scenario import Scenario
from sim.office.units import CLOSED, Share


@reform("innovation_contest", place=11, decided_by="regency", rows=("A11",))
@dataclass(frozen=True, kw_only=True)
class InnovationContest(Reform):
    """Units compete with ideas; where one wins and is carried out, a service gets a little shorter, once.

    Each service wins with probability `winners` (drawn anew in every run), and then all its steps take less
    time by the share `saving` from `after_days` working days on. `services` names those that take part (none:
    all). No study found an effect (A11: 0, at most 0.05), hence both numbers are small.
    """

    __pydantic_config__ = CLOSED

    name: Literal["innovation_contest"] = "innovation_contest"
    winners: Share = assumption(0.2, 0.0, 0.4)
    saving: Share = assumption(0.02, 0.0, 0.05)
    after_days: WorkingDays = 60
    services: tuple[str, ...] = ()
    investment_rupiah: Rupiah = assumption(25_000_000.0, 5_000_000.0, 100_000_000.0)

    def effects(self, office: Scenario) -> Iterator[Change]:
        """A lot for each service."""
        for name in self.services or tuple(service.name for service in office.services):
            lot = f"{self.key} {name}"
            by = 1.0 - self.saving
            yield scale("step.time", by, name, after_days=self.after_days, chance=self.winners, lot=lot)
