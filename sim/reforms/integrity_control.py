"""A code of ethics, supervision and sanctions against asking for money."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sim.evidence import assumption
from sim.office.effects import Change, add, scale, switch
from sim.office.reform import Reform, Rupiah, reform
from sim.office.scenario import Scenario
from sim.office.staff import Counted
from sim.office.units import CLOSED, Share

DETERRED = assumption(0.98, 0.95, 0.995)
"""What a day leaves of the deterrence of an officer who was found out."""
SOUR = assumption(0.1, 0.0, 0.2)
"""Motivation lost on being found out."""


@reform(
    "integrity_control",
    place=7,
    decided_by="agency",
    rows=("P2", "P11", "P15", "I1", "I2", "I4"),
    needs=("staff.integrity",),
)
@dataclass(frozen=True, kw_only=True)
class IntegrityControl(Reform):
    """Officers sign a code of ethics, superiors look, and who is found asking for money is sanctioned.

    The code lowers the share of services in which money is asked for by `code`. `detect` is the probability that one
    request for money is found out; an officer found out asks nobody for a while (each day the share 1 - `deterred` of
    them falls back) and loses `sour` of motivation. Of the connections `fewer_favours` are no longer favoured and
    `fewer_tries` no longer tried. All of it but the sanction erodes, halving every `half_life_days` working days: P11,
    where monitoring had come to nothing by month 18. Audit from above works more than monitoring from below (P15).
    """

    __pydantic_config__ = CLOSED

    name: Literal["integrity_control"] = "integrity_control"
    code: Share = assumption(0.05, 0.0, 0.1)
    detect: Share = assumption(0.001, 0.0002, 0.004)
    deterred: Share = DETERRED
    sour: Share = SOUR
    fewer_favours: Share = assumption(0.2, 0.0, 0.4)
    fewer_tries: Share = assumption(0.1, 0.0, 0.2)
    half_life_days: Counted = assumption(90.0, 60.0, 189.0)
    investment_rupiah: Rupiah = assumption(30_000_000.0, 10_000_000.0, 80_000_000.0)
    yearly_rupiah: Rupiah = assumption(60_000_000.0, 20_000_000.0, 150_000_000.0)

    def effects(self, office: Scenario) -> Iterator[Change]:
        """Fewer requests and favours, some found out; what is looked at less and less comes back."""
        eroding = {"half_life_days": self.half_life_days}
        yield scale("people.asks", 1.0 - self.code, **eroding)
        yield add("people.detect", self.detect, **eroding)
        yield switch("people.deterred", self.deterred)
        yield switch("people.sour", self.sour)
        yield scale("people.favours", 1.0 - self.fewer_favours, **eroding)
        yield scale("people.uses", 1.0 - self.fewer_tries, **eroding)
