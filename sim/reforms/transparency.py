"""Requirements, cost and time published where citizens look, and results reported."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sim.evidence import assumption, evidence
from sim.office.effects import Change, add, scale
from sim.office.reform import Reform, Rupiah, WorkingDays, reform
from sim.office.scenario import Scenario
from sim.office.units import CLOSED, Factor, Share


@reform("transparency", place=12, decided_by="supervisor", rows=("I6", "I8", "A5"))
@dataclass(frozen=True, kw_only=True)
class Transparency(Reform):
    """What to bring, what it costs and how long it takes is published; citizens come prepared and expect more.

    The share of papers that are not brought falls by `informed` (I8: by how much more of what they were entitled to
    people received once a card told them), over `ramp_days` working days. Who knows the official cost is asked for
    money less often by `fewer_asked`, pays less often by `fewer_pay` and, where a complaint is made, reports it more
    often by `more_reports`: in Delhi to ask for information did nearly what a bribe did (I6), but nobody measured how
    many fewer bribes that leaves. What is published is expected: the
    expectation of visits is higher by `hopes`, until visits teach otherwise. Results of a year that are published
    count for everybody as much as `results` visits like the year's; nobody knows whether they count at all.
    """

    __pydantic_config__ = CLOSED

    name: Literal["transparency"] = "transparency"
    informed: Share = evidence("I8")
    fewer_asked: Share = assumption(0.03, 0.0, 0.1)
    fewer_pay: Share = assumption(0.05, 0.0, 0.15)
    more_reports: Factor = assumption(0.5, 0.0, 1.5)
    hopes: Share = assumption(0.003, 0.0, 0.02)
    results: Factor = assumption(0.0, 0.0, 1.0)
    ramp_days: WorkingDays = 20
    investment_rupiah: Rupiah = assumption(15_000_000.0, 5_000_000.0, 40_000_000.0)
    yearly_rupiah: Rupiah = assumption(10_000_000.0, 3_000_000.0, 25_000_000.0)

    def effects(self, office: Scenario) -> Iterator[Change]:
        """Fewer papers are missing, on every way to the office; a little less is asked and paid; more is expected."""
        known = {"ramp_days": self.ramp_days}
        yield scale("class.lacks_document", 1.0 - self.informed, **known)
        yield scale("channel.lacks_document", 1.0 - self.informed, **known)
        yield scale("people.asks", 1.0 - self.fewer_asked, **known)
        yield scale("people.pays", 1.0 - self.fewer_pay, **known)
        yield scale("people.reports", 1.0 + self.more_reports, **known)
        yield add("people.hopes", self.hopes, **known)
        yield add("people.publishes", self.results)
