"""Dialogue and co-design with citizens."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sim.evidence import assumption
from sim.office.effects import Change, add, scale
from sim.office.reform import Reform, Rupiah, WorkingDays, reform
from sim.office.scenario import Scenario
from sim.office.units import CLOSED, Factor, Share


@reform("participation", place=13, decided_by="agency", rows=("A8", "K9", "P15"))
@dataclass(frozen=True, kw_only=True)
class Participation(Reform):
    """Citizens are heard in forums and help to design forms and rooms; by itself that changes next to nothing.

    Together they find a few requirements that nobody understands: the share of papers not brought falls by
    `clearer`. Some dare to speak: `voice` more of the dissatisfied complain, and of those who were asked for
    money. Officers who sit at one table with citizens are less on the defensive by `listens`, where `[staff.criticism]`
    says that they are. All of it is reached over `ramp_days` working days. Trials of participation alone contradict
    each other (A8) or found nothing (K9), so it stays small; what is heard has to be repaired by another reform.
    """

    __pydantic_config__ = CLOSED

    name: Literal["participation"] = "participation"
    clearer: Share = assumption(0.02, 0.0, 0.05)
    voice: Factor = assumption(0.1, 0.0, 0.3)
    listens: Share = assumption(0.1, 0.0, 0.2)
    ramp_days: WorkingDays = 60
    investment_rupiah: Rupiah = assumption(20_000_000.0, 5_000_000.0, 50_000_000.0)
    yearly_rupiah: Rupiah = assumption(25_000_000.0, 10_000_000.0, 60_000_000.0)

    def effects(self, office: Scenario) -> Iterator[Change]:
        """A few papers fewer are missing, a few more people speak up, and officers are less on the defensive."""
        grown = {"ramp_days": self.ramp_days}
        yield scale("class.lacks_document", 1.0 - self.clearer, **grown)
        yield scale("channel.lacks_document", 1.0 - self.clearer, **grown)
        yield scale("people.complains", 1.0 + self.voice, **grown)
        yield scale("people.reports", 1.0 + self.voice, **grown)
        yield add("people.listens", self.listens, **grown)
