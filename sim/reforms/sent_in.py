"""What citizens send in, or book, by themselves: by which channel, and what officers do with it."""

from collections.abc import Iterator

from sim.office.channels import Channel
from sim.office.scenario import Scenario
from sim.office.services import DONE, Service, Step
from sim.reforms.paths import handing_in, needed, reached_from


def online_channel(office: Scenario, services: tuple[str, ...]) -> Channel | None:
    """The channel by which files are sent in without any reform, where it serves what is meant."""
    for channel in office.channels:
        if channel.kind == "online" and channel.willing > 0 and _serves(channel, services):
            return channel
    return None


def booking_app(office: Scenario, services: tuple[str, ...]) -> Channel | None:
    """The channel by which people book who know how to use an app, likewise."""
    for channel in office.channels:
        booked = channel.kind == "appointment" and channel.needs_skill > 0
        if booked and channel.willing > 0 and _serves(channel, services):
            return channel
    return None


def sendable(office: Scenario, services: tuple[str, ...]) -> Iterator[Service]:
    """The services that can be sent in: those named, else those with several papers that go on without the citizen."""
    for service in needed(office):
        known, onward = handing_in(office, service)
        usual = service.documents > 1 and onward != DONE
        if known and (service.name in services or (not services and usual)):
            yield service


def first_work(office: Scenario, channel: Channel) -> Iterator[tuple[Service, Step]]:
    """The step at which officers first see what comes by a channel, for each of its services that has one."""
    enters = dict(channel.enters)
    for service in office.services:
        if {"*", service.name} & set(channel.services):
            way = reached_from(service, enters.get(service.name, service.steps[0].name))
            yield from ((service, step) for step in [step for step in way if step.station is not None][:1])


def own_work(office: Scenario, channel: Channel) -> Iterator[str]:
    """Those of these steps ("service.step") that nothing else comes to."""
    for service, first in first_work(office, channel):
        if first not in reached_from(service, service.steps[0].name):
            yield f"{service.name}.{first.name}"


def counter_of(office: Scenario, name: str) -> tuple[Service, Step] | None:
    """A service, and the first counter to which who walks in for it comes; None where there is none."""
    for service in office.services:
        if service.name == name:
            return next(((service, step) for step in handing_in(office, service)[0] if step.station), None)
    return None


def _serves(channel: Channel, services: tuple[str, ...]) -> bool:
    return not services or "*" in channel.services or bool(set(services) & set(channel.services))
