"""What both engines offer: advance by days, hand over what was recorded, tell the state of the people."""

from typing import Protocol, Self, runtime_checkable

from sim.plan.layout import Records
from sim.plan.plan import Plan
from sim.plan.tables import Block


class Engine(Protocol):
    """One replication of a plan, run day by day; made as `Engine(plan, run)`."""

    block_rows: int
    """So many rows take about 0.1 s: short enough to stop soon, long enough for a block to cost nothing."""

    def advance(self, days: int) -> Block:
        """Run `days` more working days (or what is left) and return what was recorded over them."""

    def citizens(self, *only: str) -> Records:
        """The citizens as they are now (CITIZEN_ROW, or only some of its columns)."""

    def staff(self) -> Records:
        """The officers as they are now (STAFF_ROW)."""


@runtime_checkable
class Branching(Engine, Protocol):
    """An engine that can be taken up as it stands by one of another plan, the same up to that day."""

    def mind_reforms(self) -> None:
        """Keep what reforms ask of the days before they begin, though this plan may have none."""

    def branched(self, plan: Plan) -> Self:
        """One of another plan that goes on from here."""
