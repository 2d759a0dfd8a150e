"""What both engines offer: advance by days, hand over what was recorded, tell the state of the people."""

from typing import Protocol

from sim.plan.layout import Records
from sim.plan.tables import Block


class Engine(Protocol):
    """One replication of a plan, run day by day; made as `Engine(plan, run)`."""

    def advance(self, days: int) -> Block:
        """Run `days` more working days (or what is left) and return what was recorded over them."""

    def citizens(self) -> Records:
        """The citizens as they are now (CITIZEN_ROW)."""

    def staff(self) -> Records:
        """The officers as they are now (STAFF_ROW)."""
