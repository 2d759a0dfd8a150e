"""How many of those who can use a channel have to be willing, for so many to come by it as was found elsewhere."""

from dataclasses import replace
from typing import Literal

from sim.office import Channel, Scenario
from sim.office.workload.takers import takers
from sim.reforms.paths import needed

Of = Literal["people", "requests", "sendable"]
"""Of whom a share is told: people, all requests of the office, or those for services that can be sent in."""


def willing_for(office: Scenario, channel: Channel, share: float, of: Of) -> float:
    """By how much the willing of a channel have to grow for a share of those who do not send in yet to come by it.

    A share of people is the same share of the requests that they can send in. At most all who can are willing.
    """
    services = [s for s in needed(office) if {"*", s.name} & set(channel.services)]
    own = sum(service.share for service in services)
    whole = sum(service.share for service in needed(office)) if of == "requests" else own
    could = _share_by(_opened(office, channel), (channel.name,))
    if could <= 0.0:
        return 0.0
    sent = tuple(way.name for way in office.channels if way.kind == channel.kind)
    return min(1.0 - channel.willing, share * (whole - _share_by(office, sent)) / could)


def _opened(office: Scenario, channel: Channel) -> Scenario:
    """The office where all who can use a channel do."""
    opened = (replace(way, willing=1.0) if way.name == channel.name else way for way in office.channels)
    return replace(office, channels=tuple(opened))


def _share_by(office: Scenario, channels: tuple[str, ...]) -> float:
    """The needs of a year that come by some channels, in the unit of the shares of services."""
    return sum(
        service.share * taker.share
        for service in needed(office)
        for taker in takers(office, service)
        if taker.channel is not None and taker.channel.name in channels
    )
