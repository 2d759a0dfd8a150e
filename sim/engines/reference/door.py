"""The door of the office: tickets, and who comes too early, too late, or for nothing."""

from typing import TYPE_CHECKING

from sim.plan.tables import NO_TICKET, REFUSED, SERVED
from sim.rules.waiting import tickets_gone

if TYPE_CHECKING:
    from sim.engines.reference.case import Case
    from sim.engines.reference.day import Day


class Door:
    """Hands out the tickets of a day, for each office and each service."""

    def __init__(self, day: "Day") -> None:
        self.day, self.plan = day, day.plan
        self.issued = [0] * self.plan.office[0].offices
        self.issued_for = [0] * len(self.plan.service)

    @property
    def shut(self) -> bool:
        """Whether who comes now is too late."""
        return self.day.env.now >= self.day.hours.close

    def opens_later(self, case: "Case") -> bool:
        """Whether there are no tickets yet."""
        return self.asks_ticket(case) and self.day.env.now < self.plan.office[0].tickets_from and not self.shut

    def asks_ticket(self, case: "Case") -> bool:
        """Whether somebody has to take a ticket; who holds an appointment need not."""
        return bool(self.plan.office[0].tickets and self.plan.channel[case.channel].ticket)

    def admit(self, case: "Case") -> int:
        """Take a ticket: SERVED, or why there is none."""
        if self.shut:
            return REFUSED
        if not self.asks_ticket(case):
            return SERVED
        now, limits, service = self.day.env.now, self.plan.office[0], self.plan.service[case.service]
        office = self.day.office.home_of(case)
        if tickets_gone(self.issued[office], limits.quota, now, limits.tickets_until):
            return NO_TICKET
        if tickets_gone(self.issued_for[case.service], service.quota, now, limits.tickets_until):
            return NO_TICKET
        self.issued[office] += 1
        self.issued_for[case.service] += 1
        return SERVED
