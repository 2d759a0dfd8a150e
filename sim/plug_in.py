"""What a package with reforms of its own imports (docs/guides/extending.md), whatever changes behind it."""

from sim.evidence import assumption, evidence
from sim.office.effects import Change, add, scale, switch
from sim.office.reform import Reform, Rupiah, Weeks, WorkingDays, reform
from sim.office.scenario import Scenario
from sim.office.units import Factor, Share

__all__ = [
    "Change", "Factor", "Reform", "Rupiah", "Scenario", "Share", "Weeks", "WorkingDays", "add", "assumption",
    "evidence", "reform", "scale", "switch",
]  # fmt: skip
