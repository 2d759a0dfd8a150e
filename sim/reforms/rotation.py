"""Strategic rotation of staff."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from sim.evidence import assumption
from sim.office.effects import Change, add
from sim.office.effects import Rotation as Moves
from sim.office.reform import WORKING_DAYS_A_YEAR, Reform, Rupiah, WorkingDays, reform
from sim.office.scenario import Scenario
from sim.office.units import CLOSED, Share


@reform("rotation", place=5, decided_by="agency", rows=("L5",), needs=("staff.learning",))
@dataclass(frozen=True, kw_only=True)
class Rotation(Reform):
    """Officers of an office change posts in turn, every `every_days` working days, and come to know more of its work.

    Who comes to a post knows the share `related` of its work, and is slower there until the rest has been
    learnt. Who knows all steps beside those of the own post has an output higher by `variety`, of which only
    the direction is known (L5), and others in proportion to what they know. `groups` names who takes part
    (none: all whose background is not given, as nobody makes a dentist of a clerk).
    """

    __pydantic_config__ = CLOSED

    name: Literal["rotation"] = "rotation"
    every_days: Annotated[WorkingDays, Field(ge=1)] = WORKING_DAYS_A_YEAR // 2
    groups: tuple[str, ...] = ()
    variety: Share = assumption(0.03, 0.0, 0.06)
    related: Share = assumption(0.5, 0.2, 0.8)
    yearly_rupiah: Rupiah = assumption(2_000_000.0, 0.0, 10_000_000.0)

    @property
    def known_elsewhere(self) -> float:
        """What is alike in the work of other posts."""
        return float(self.related)

    def effects(self, office: Scenario) -> Iterator[Change]:
        """The moves, and what variety is worth."""
        if groups := self.groups or tuple(group.name for group in office.officers if group.background is None):
            yield Moves(every_days=self.every_days, groups=groups)
        yield add("people.variety", self.variety)
