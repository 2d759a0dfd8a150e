"""Online submission on a platform."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, Literal

from sim.evidence import assumption, evidence
from sim.office.effects import Change, add, scale
from sim.office.reform import Reform, Rupiah, WorkingDays, reform
from sim.office.scenario import Scenario
from sim.office.units import CLOSED, Factor, Minutes, Share, Text
from sim.reforms.online import Platform
from sim.reforms.sent_in import own_work


@reform("digitalisation", place=1, decided_by="regency", rows=("D1", "D2", "D5", "D6", "D8", "D9"))
@dataclass(frozen=True, kw_only=True)
class Digitalisation(Reform):
    """Citizens send their files in online, those who can and want to; officers check what comes in.

    `services` can be sent in online (none named: those that the office takes online already, else those that
    ask for several papers and go on without the citizen; where there are none more people book by the
    office's app). Of the citizens with a digital skill of `needs_skill` the share `willing` does, or starts
    to where others do already, rolled out over `ramp_days` working days; the `variant` sets it: "low" by the
    uptake of the digital identity, "full" by what is expected of requests after a full roll-out. It takes
    them `home_min` minutes at home; of each paper they send `knows_document`. At the counter officers help
    the share `assisted` of those with less skill, which takes `assisted_min` minutes.

    What counters did is done on the file, `extra_work` of it on top, less the share `saved` as officers adopt
    it. On the share `outage` of the days the platform is down for `outage_min` minutes on average, unless
    what officers need for online files has outages already. With probability `breach` a day data leak, a
    surprise of the size `harm` (0 to 1) for everybody who ever sent something in.
    """

    __pydantic_config__ = CLOSED
    presets: ClassVar[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
        {
            # shares of all people, here of those who are online
            "low": {"willing": evidence("D8", times=1 / 0.795)},  # D5
            "full": {"willing": evidence("D9", times=1 / 0.795)},  # D5
        }
    )

    name: Literal["digitalisation"] = "digitalisation"
    variant: Literal["low", "full"] = "low"
    services: tuple[Text, ...] = ()
    willing: Share | None = None
    needs_skill: Share = assumption(0.5, 0.3, 0.7)
    knows_document: Share = assumption(0.96, 0.9, 1.0)
    home_min: Minutes = assumption(45.0, 20.0, 90.0)
    assisted: Share = assumption(0.0, 0.0, 0.5)
    assisted_min: Minutes = assumption(8.0, 4.0, 15.0)
    extra_work: Factor = assumption(0.1, 0.0, 0.3)
    saved: Share = assumption(0.15, 0.0, 0.3)
    outage: Share = assumption(0.04, 0.01, 0.1)
    outage_min: Minutes = assumption(60.0, 20.0, 240.0)
    breach: Share = assumption(0.0004, 0.0, 0.004)
    harm: Share = assumption(0.3, 0.1, 0.6)
    ramp_days: WorkingDays = 120
    investment_rupiah: Rupiah = assumption(300_000_000.0, 100_000_000.0, 1_000_000_000.0)
    yearly_rupiah: Rupiah = assumption(75_000_000.0, 30_000_000.0, 200_000_000.0)

    def adds(self, office: Scenario) -> Scenario:
        """A channel that nobody takes yet where there is none, help at the counter, a platform that may be down."""
        return self._platform.built(office)

    def effects(self, office: Scenario) -> Iterator[Change]:
        """Those who come online, what their files take, and what comes with a platform: outages and leaks."""
        channel = self._platform.channel(office)
        if channel is None:
            return
        more = self.given("willing") * (1.0 - channel.willing)
        yield add("channel.willing", more, channel.name, ramp_days=self.ramp_days)
        if any(other.name == self._platform.helped for other in office.channels):
            yield add("channel.willing", self.assisted, self._platform.helped, ramp_days=self.ramp_days)
        files = tuple(own_work(office, channel))
        if files:
            yield scale("step.time", 1.0 + self.extra_work, *files)
        if files and self.saved > 0:
            yield scale("step.time", 1.0 - self.saved, *files, adopted=True, ramp_days=self.ramp_days)
        if any(outage.name == self._platform.down for outage in office.outages):
            yield add("outage.chance", self.outage, self._platform.down)
        if channel.kind == "online":
            yield add("people.breach", self.breach)
            yield add("people.harm", self.harm)

    @property
    def _platform(self) -> Platform:
        return Platform(
            key=self.key,
            services=self.services,
            needs_skill=float(self.needs_skill),
            knows_document=float(self.knows_document),
            home_min=float(self.home_min),
            assisted_min=float(self.assisted_min) if self.assisted > 0 else None,
            outage_min=float(self.outage_min),
        )
