"""Data shared between agencies."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from sim.evidence import assumption
from sim.language.words import Words
from sim.office.distributions import Lognormal
from sim.office.effects import Change, Novelty, add
from sim.office.reform import Reform, Rupiah, WorkingDays, reform
from sim.office.routes import absent, next_steps
from sim.office.scenario import Scenario
from sim.office.services import DONE, Service, Step
from sim.office.trouble import Outage
from sim.office.units import CLOSED, Minutes, Share, Text
from sim.reforms.building import immediate, step_of, steps_of
from sim.reforms.paths import checking, with_papers


@reform("agency_integration", place=17, decided_by="ministry")
@dataclass(frozen=True, kw_only=True)
class AgencyIntegration(Reform):
    """Agencies look things up in each other's data, and need not wait for letters.

    `steps` ("service.step") wait for another agency (of services, or where none are named: those of no officer of
    this office, after which the file comes back to one); for the share `at_once` of the cases no working days pass
    before them. `papers_spared` is the share of the papers that need not be brought, in `services` (none: all), as
    far as officers have adopted it; looking up takes longer until it is learnt (`[staff.change] dip`, D16), in so many
    of the checks. On the share `outage` of the days the connection is down for `outage_min`
    minutes on average, and what needs it rests. It is rolled out over `ramp_days` working days.
    """

    __pydantic_config__ = CLOSED

    name: Literal["agency_integration"] = "agency_integration"
    steps: tuple[Text, ...] = ()
    at_once: Share = assumption(0.5, 0.2, 0.8)
    papers_spared: Share = assumption(0.15, 0.0, 0.4)
    services: tuple[Text, ...] = ()
    outage: Share = assumption(0.03, 0.01, 0.1)
    outage_min: Minutes = assumption(90.0, 30.0, 240.0)
    ramp_days: WorkingDays = 60
    investment_rupiah: Rupiah = assumption(250_000_000.0, 100_000_000.0, 800_000_000.0)
    yearly_rupiah: Rupiah = assumption(60_000_000.0, 20_000_000.0, 150_000_000.0)

    def adds(self, office: Scenario) -> Scenario:
        """Days that need not pass, and a connection that may be down."""
        names = list(self._waits(office))
        for name in names:
            office = immediate(office, name)
        stations = tuple(_free(office, [station for name in names for station in _after(office, name)]))
        if not stations or self.outage_min == 0:
            return office
        new = Outage(
            name=self._connection,
            title=Words.of("reform_agency_integration.sets_up.outage"),
            stations=stations,
            chance=0.0,
            lasts=Lognormal(mean_min=self.outage_min, cv=1.0),
        )
        return replace(office, outages=(*office.outages, new))

    def effects(self, office: Scenario) -> Iterator[Change]:
        """Answers at once, papers that need not be brought, and days on which nothing can be looked up."""
        names = tuple(self._waits(office))
        if names:
            yield add("step.at_once", self.at_once, *names, ramp_days=self.ramp_days)
        asking = with_papers(office, self.services)
        if asking and self.papers_spared > 0:
            schedule = {"adopted": True, "ramp_days": self.ramp_days}
            yield add("service.papers_spared", self.papers_spared, *asking, **schedule)
            yield Novelty(steps=tuple(checking(office, asking)), of_cases=self.papers_spared)
        if any(outage.name == self._connection for outage in office.outages):
            yield add("outage.chance", self.outage, self._connection)

    @property
    def _connection(self) -> str:
        return f"pertukaran data ({self.key})"

    def _waits(self, office: Scenario) -> Iterator[str]:
        """The steps that wait for another agency."""
        for name in steps_of(office, self.steps):
            service, step = step_of(office, name)
            if step.after_days is not None and (name in self.steps or _elsewhere(office, service, step)):
                yield name


def _elsewhere(office: Scenario, service: Service, step: Step) -> bool:
    """Whether no officer here does a step, and its file comes back to one after it: papers that are carried do not."""
    back = [other for other in service.steps if other.name in dict(next_steps(service, step))]
    return step.station is None and step.without_citizen and any(s.station and absent(office, s) for s in back)


def _after(office: Scenario, name: str) -> Iterator[str]:
    """The back-office stations to which files go from a step."""
    service, step = step_of(office, name)
    onward = {to for to, share in next_steps(service, step) if to != DONE and share > 0}
    for other in service.steps:
        if other.name in onward and other.station is not None and absent(office, other):
            yield other.station


def _free(office: Scenario, stations: list[str]) -> Iterator[str]:
    """Those that no outage hits yet, each once."""
    hit = {station for outage in office.outages for station in outage.stations}
    yield from (station for station in dict.fromkeys(stations) if station not in hit)
