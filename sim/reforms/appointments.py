"""Booked slots."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import Field

from sim.evidence import assumption, evidence
from sim.language.words import Words
from sim.office.cases import Return
from sim.office.channels import Channel, Signed, Slots
from sim.office.effects import Change, add, switch
from sim.office.reform import Reform, Rupiah, WorkingDays, reform
from sim.office.scenario import Scenario
from sim.office.stations import CALLS, Calls
from sim.office.units import CLOSED, Minutes, Share, Span, Spans, Text
from sim.office.working_days import weekly
from sim.office.workload import needs_a_day
from sim.reforms.paths import needed

AGAIN = assumption(0.95, 0.85, 1.0)
"""The share of those who missed an appointment who come again, where the office does not say it of others."""


@reform("appointments", place=14, decided_by="supervisor", rows=("A1", "A2", "A3", "A4"))
@dataclass(frozen=True, kw_only=True)
class Appointments(Reform):
    """Citizens book a slot for `services`, and come at its time instead of in the morning rush.

    None named: where people can book already more of them do, else all services that ask for papers (all, where none
    does). Of those whose digital skill is `needs_skill` the share `willing` books, or starts to, rolled out over
    `ramp_days` working days, from `lead_days` to `days_ahead` working days ahead; places are for the share `places` of
    the needs of a day, a slot every `every_min` minutes. The share `no_show` does not come, growing by
    `no_show_per_day` of the rest with each day between; the share `come_again` of those comes another day, where it
    does not say as many as come again after a visit in vain. The others come `late_min` minutes after their slot on
    average, give or take `late_sd_min`, and are called as `calls` says unless they are later than `grace_min`; where it
    does not say, as stations do where there is a way to book already, else alternating with the others.
    """

    __pydantic_config__ = CLOSED

    name: Literal["appointments"] = "appointments"
    services: tuple[Text, ...] = ()
    willing: Share = assumption(0.4, 0.15, 0.7)
    needs_skill: Share = assumption(0.2, 0.0, 0.5)
    places: Share = assumption(0.4, 0.2, 0.7)
    every_min: Annotated[Minutes, Field(ge=1, le=600)] = 20.0
    lead_days: WorkingDays = 1
    days_ahead: Annotated[WorkingDays, Field(le=366)] = 5
    no_show: Share = evidence("A1", times=0.6)
    no_show_per_day: Share = assumption(0.04, 0.01, 0.08)
    come_again: Share | None = None
    late_min: Signed = assumption(-5.0, -15.0, 5.0)
    late_sd_min: Minutes = assumption(15.0, 5.0, 30.0)
    grace_min: Minutes = assumption(15.0, 5.0, 30.0)
    calls: Calls | None = None
    ramp_days: WorkingDays = 60
    investment_rupiah: Rupiah = assumption(40_000_000.0, 10_000_000.0, 120_000_000.0)
    yearly_rupiah: Rupiah = assumption(18_000_000.0, 6_000_000.0, 60_000_000.0)

    def adds(self, office: Scenario) -> Scenario:
        """A channel that nobody takes yet, for what cannot be booked so far."""
        names, slots = self._new(office), self._slots(office)
        if not names or not slots:
            return office
        if office.returns.no_show is None:
            office = replace(office, returns=replace(office.returns, no_show=self._again(office)))
        return replace(office, channels=(*office.channels, self._channel(names, slots)))

    def effects(self, office: Scenario) -> Iterator[Change]:
        """The share of those open to it who book (of those who do not yet), and how they are called."""
        there = _booked(office)
        ways = [way for way in office.channels if way.name == self.way or (way in there and self._means(way))]
        for way in ways:
            yield add("channel.willing", self.willing * (1.0 - way.willing), way.name, ramp_days=self.ramp_days)
        set_up = {one.way for one in (self, *office.reforms) if isinstance(one, Appointments)}
        own = any(way.kind == "appointment" and way.name not in set_up for way in office.channels)
        calls = self.calls or (None if own else "alternating")
        lines = [station.name for station in office.stations if not station.back_office]
        if ways and lines and calls is not None:
            yield switch("station.appointments", CALLS.index(calls), *lines)

    @property
    def way(self) -> str:
        """The name of the channel that it sets up."""
        return f"janji temu ({self.key})"

    def _again(self, office: Scenario) -> Return:
        """Those who missed an appointment come again as others do who went home without what they came for."""
        others = [office.returns.sent_home, office.returns.gave_up, office.returns.refused]
        usual = next((found for found in others if found is not None), Return(share=float(AGAIN)))
        return usual if self.come_again is None else replace(usual, share=float(self.come_again))

    def _means(self, channel: Channel) -> bool:
        """Whether a channel of the office serves what is meant."""
        return not self.services or bool({"*", *self.services} & set(channel.services))

    def _new(self, office: Scenario) -> list[str]:
        """The services for which a channel is set up."""
        there = [name for channel in _booked(office) for name in channel.services]
        if not self.services and there:
            return []
        chosen = list(self.services)
        if not chosen:
            papers = [service.name for service in needed(office) if service.documents]
            chosen = papers or [service.name for service in needed(office)]
        return [name for name in chosen if not {"*", name} & set(there)]

    def _slots(self, office: Scenario) -> tuple[Slots, ...]:
        """Slots over the hours of an ordinary day but the last one, with places for so much of what is needed on it."""
        names = self._new(office)
        spans = before_the_last(next((found for day in range(7) if (found := weekly(office.hours, day))), ()))
        minutes = sum(span.end_s - span.start_s for span in spans) / 60
        wanted = self.places * largest(office) * sum(needs_a_day(office, s) for s in needed(office) if s.name in names)
        if wanted <= 0 or not spans:
            return ()
        places = max(1, round(wanted * self.every_min / minutes))
        every = min(1440.0, max(1.0, round(minutes * places / wanted, 1)))
        return tuple(Slots(span=Span(span.start_s, span.end_s), every_min=every, places=places) for span in spans)

    def _channel(self, names: list[str], slots: tuple[Slots, ...]) -> Channel:
        return Channel(
            name=self.way,
            title=Words.of("reform_appointments.sets_up.channel"),
            kind="appointment",
            services=tuple(names),
            willing=0.0,
            needs_skill=self.needs_skill,
            slots=slots,
            lead_days=self.lead_days,
            days_ahead=max(self.lead_days, self.days_ahead),
            no_show=self.no_show,
            no_show_per_day=self.no_show_per_day,
            late_min=self.late_min,
            late_sd_min=self.late_sd_min,
            grace_min=self.grace_min,
        )


def before_the_last(spans: Spans) -> Spans:
    """Opening hours without their last hour, in which what has begun is brought to an end."""
    closes = max((span.end_s for span in spans), default=0) - 3600
    return tuple(Span(span.start_s, min(span.end_s, closes)) for span in spans if span.start_s < closes)


def largest(office: Scenario) -> float:
    """The share of the citizens of the largest office of a region: slots are the same in all of them."""
    whole = sum(place.share for place in office.offices)
    return max(place.share for place in office.offices) / whole if whole > 0 else 1.0


def _booked(office: Scenario) -> list[Channel]:
    """The ways by which people book without any reform."""
    return [channel for channel in office.channels if channel.kind == "appointment" and channel.willing > 0]
