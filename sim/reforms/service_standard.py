"""A service standard that is published and kept watch over."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sim.evidence import assumption
from sim.office.effects import Change, add, switch
from sim.office.reform import Reform, Rupiah, WorkingDays, reform
from sim.office.scenario import Scenario
from sim.office.services import Service
from sim.office.units import CLOSED, Count, Share, Text
from sim.office.workload import needs_a_year


@reform("service_standard", place=15, decided_by="agency", rows=("Q6", "R20"), needs=("opinion",))
@dataclass(frozen=True, kw_only=True)
class ServiceStandard(Reform):
    """A promised time (*maklumat pelayanan*), published, kept watch over, and made good where it is broken.

    `deadline_days` working days are promised for `services` (not given: what the office promises already; none named:
    those that have a promise). From `watch_days` working days on the files of these services that are due first are
    worked on first, at `stations` (none: everywhere in the back office). The share `compensated` of what a broken
    promise costs in satisfaction is made good, for `compensation_rupiah` each; about the share `broken` of the cases is
    so, which only the cost rests on. What is promised in public raises what citizens expect of a visit by `hopes`,
    until visits teach them otherwise, and is noticed: a promise that is kept counts for the office as much as
    `noticed` good visits, one that is broken against it as much as so many bad ones.
    """

    __pydantic_config__ = CLOSED

    name: Literal["service_standard"] = "service_standard"
    deadline_days: Count | None = None
    services: tuple[Text, ...] = ()
    stations: tuple[Text, ...] = ()
    watch_days: WorkingDays = 10
    compensated: Share = assumption(0.3, 0.0, 0.6)
    hopes: Share = assumption(0.005, 0.0, 0.02)
    noticed: Share = assumption(0.25, 0.0, 1.0)
    broken: Share = assumption(0.05, 0.01, 0.2)
    compensation_rupiah: Rupiah = assumption(25_000.0, 0.0, 100_000.0)
    investment_rupiah: Rupiah = assumption(20_000_000.0, 5_000_000.0, 60_000_000.0)
    yearly_rupiah: Rupiah = assumption(12_000_000.0, 4_000_000.0, 40_000_000.0)

    def effects(self, office: Scenario) -> Iterator[Change]:
        """The promise, the watch over it, what breaking it costs, and what it makes people expect."""
        names = tuple(service.name for service in self._promised(office))
        if not names:
            return
        if self.deadline_days is not None:
            yield switch("service.deadline_days", self.deadline_days, *names)
        files = tuple(self._watched(office))
        if files:
            yield switch("station.by_due", 1.0, *files, after_days=self.watch_days)
        yield add("people.compensated", self.compensated)
        yield add("people.hopes", self.hopes)
        yield add("people.promises", self.noticed)

    def yearly(self, office: Scenario) -> float:
        """The watch, and what is paid for broken promises."""
        cases = sum(needs_a_year(office, service) for service in self._promised(office))
        return float(self.yearly_rupiah + self.compensation_rupiah * self.broken * cases)

    def _promised(self, office: Scenario) -> Iterator[Service]:
        for service in office.services:
            if service.name in self.services or (not self.services and service.deadline_days is not None):
                yield service

    def _watched(self, office: Scenario) -> Iterator[str]:
        """The stations whose files do not go by the day promised yet."""
        for station in office.stations:
            named = not self.stations or station.name in self.stations
            if named and station.back_office and station.order != "due":
                yield station.name
