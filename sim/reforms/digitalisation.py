"""Online submission on a platform, or by a form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, Literal

from sim.evidence import assumption, evidence
from sim.office.effects import Change, Novelty, add, switch
from sim.office.reform import Reform, Rupiah, WorkingDays, reform
from sim.office.scenario import Scenario
from sim.office.units import CLOSED, Factor, Minutes, Share, Text
from sim.reforms.online import Platform
from sim.reforms.uptake import Of, willing_for

PLATFORM: Mapping[str, Any] = MappingProxyType(
    {
        "keying": "as_it_comes",
        "needs_skill": assumption(0.5, 0.3, 0.7),
        "outage": assumption(0.04, 0.01, 0.1),
        "breach": assumption(0.0004, 0.0, 0.004),
        "investment_rupiah": assumption(300_000_000.0, 100_000_000.0, 1_000_000_000.0),
        "yearly_rupiah": assumption(75_000_000.0, 30_000_000.0, 200_000_000.0),
    }
)
"""What holds of a platform of the regency, whoever uses it."""
FORM: Mapping[str, Any] = MappingProxyType(
    {
        "decided_by": "supervisor",
        "keying": "re_keyed",
        "needs_skill": assumption(0.35, 0.2, 0.5),
        "outage": assumption(0.01, 0.0, 0.04),
        "breach": assumption(0.0008, 0.0, 0.008),
        "investment_rupiah": assumption(3_000_000.0, 0.0, 10_000_000.0),
        "yearly_rupiah": assumption(3_000_000.0, 0.0, 12_000_000.0),
    }
)
"""What holds of a form on the web or a messenger: easier to use and to introduce, and nothing of it is kept safe."""


@reform("digitalisation", place=1, decided_by="regency",
        rows=("D1", "D2", "D5", "D6", "D8", "D9", "D10", "D13", "D14", "D15", "D16", "D19"))  # fmt: skip
@dataclass(frozen=True, kw_only=True)
class Digitalisation(Reform):
    """Citizens send their files in online, those who can and want to; officers check what comes in.

    `services` can be sent in online (none named: those that the office takes online already, else those that ask for
    several papers and go on without the citizen; where there are none more people book by the office's app). By
    `variant` so many of those who do not send in yet come to do so, rolled out over `ramp_days` working days: "low" the
    share `uptake` of people (D8), "full" that of all requests of the office (D15, where D9 had a guess), at most all
    who can; "form", on the web or by messenger, that of the requests that can be sent in (D13). Who can has a digital
    skill of `needs_skill`; `willing` of them replaces `uptake`. It takes them `home_min` minutes at home; of each paper
    they send `knows_document`. At the counter officers help the share `assisted` of those with less skill, which takes
    `assisted_min` minutes.

    What counters did is done on the file, in `file_work` of the time, by `keying`: officers type it in again
    ("re_keyed"), it is filled in ("pre_filled", D10), they only look at it ("straight_through"), or some of each
    ("as_it_comes", D19). Until that is learnt it takes longer (`[staff.change] dip`, D16). On the share `outage` of the
    days the way in is down for `outage_min` minutes on average. With probability `breach` a day data leak, a surprise
    of the size `harm` (0 to 1) for everybody who ever sent something in by it.
    """

    __pydantic_config__ = CLOSED
    presets: ClassVar[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
        {
            "low": {"uptake": evidence("D8"), **PLATFORM},
            "full": {**PLATFORM, "uptake": evidence("D15"), "needs_skill": assumption(0.45, 0.3, 0.6)},
            "form": {"uptake": evidence("D13"), **FORM},
        }
    )
    of: ClassVar[Mapping[str, Of]] = MappingProxyType({"low": "people", "full": "requests", "form": "sendable"})
    """Of whom `uptake` is a share."""
    also: ClassVar[Mapping[str, Mapping[str, Mapping[str, Any]]]] = MappingProxyType(
        {
            "keying": {
                "as_it_comes": {"file_work": evidence("D19")},
                "re_keyed": {"file_work": assumption(1.1, 1.0, 1.3)},
                "pre_filled": {"file_work": evidence("D10", plus=1.0)},
                "straight_through": {"file_work": assumption(0.4, 0.2, 0.6)},
            }
        }
    )

    name: Literal["digitalisation"] = "digitalisation"
    variant: Literal["low", "full", "form"] = "low"
    services: tuple[Text, ...] = ()
    uptake: Share | None = None
    willing: Share | None = None
    needs_skill: Share | None = None
    knows_document: Share = assumption(0.96, 0.9, 1.0)
    home_min: Minutes = assumption(45.0, 20.0, 90.0)
    assisted: Share = assumption(0.0, 0.0, 0.5)
    assisted_min: Minutes = assumption(8.0, 4.0, 15.0)
    keying: Literal["as_it_comes", "re_keyed", "pre_filled", "straight_through"] | None = None
    file_work: Factor | None = None
    outage: Share | None = None
    outage_min: Minutes = assumption(60.0, 20.0, 240.0)
    breach: Share | None = None
    harm: Share = assumption(0.3, 0.1, 0.6)
    ramp_days: WorkingDays = 120
    investment_rupiah: Rupiah | None = None
    yearly_rupiah: Rupiah | None = None

    def adds(self, office: Scenario) -> Scenario:
        """A channel that nobody takes yet, help at the counter, a platform that may be down."""
        return self._platform.built(office)

    def effects(self, office: Scenario) -> Iterator[Change]:
        """Those who come online, what officers have to learn, and what comes with a platform: outages and leaks."""
        platform = self._platform
        channel = platform.channel(office)
        if channel is None:
            return
        if self.willing is None:
            more = willing_for(office, channel, self.given("uptake"), self.of[self.variant])
        else:
            more = self.willing * (1.0 - channel.willing)
        yield add("channel.willing", more, channel.name, ramp_days=self.ramp_days)
        if channel.name != platform.sent:
            return
        if any(other.name == platform.helped for other in office.channels):
            yield add("channel.willing", self.assisted, platform.helped, ramp_days=self.ramp_days)
        yield Novelty(steps=platform.checks(office))
        yield add("outage.chance", self.given("outage"), platform.down)
        yield switch("channel.leaks", 1.0, channel.name)
        yield add("people.breach", self.given("breach"))
        yield add("people.harm", self.harm)

    @property
    def _platform(self) -> Platform:
        return Platform(
            key=self.key,
            services=self.services,
            needs_skill=float(self.given("needs_skill")),
            knows_document=float(self.knows_document),
            home_min=float(self.home_min),
            file_work=float(self.given("file_work")),
            assisted_min=float(self.assisted_min) if self.assisted > 0 else None,
            outage_min=float(self.outage_min),
        )
