"""What citizens send in, or book, by themselves: by which channel, and what officers do with it."""

from collections.abc import Iterator

from sim.office.channels import Channel
from sim.office.routes import next_steps, reached_from
from sim.office.scenario import Scenario
from sim.office.services import DONE, Service, Step
from sim.reforms.paths import handing_in, needed


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
    """The services that can be sent in: those named, else those that are already, else those with several papers.

    The last are those that go on without the citizen. All have work at counters that can be done on a file.
    """
    sent = online_channel(office, ())
    for service in needed(office):
        known, onward = handing_in(office, service)
        usual = service.documents > 1 and onward != DONE if sent is None else _serves(sent, (service.name,))
        if known and (service.name in services or (not services and usual)):
            yield service


def first_work(channel: Channel, service: Service) -> tuple[Step, str] | None:
    """The step at which officers first see what comes by a channel, and where it leads; None without one."""
    way = reached_from(service, dict(channel.enters).get(service.name, service.steps[0].name))
    step = next((step for step in way if step.station is not None), None)
    onward = next_steps(service, step) if step is not None else []
    return None if step is None or not onward else (step, max(onward, key=lambda to: to[1])[0])


def counter_of(office: Scenario, name: str) -> tuple[Service, Step] | None:
    """A service, and the first counter to which who walks in for it comes; None where there is none."""
    for service in office.services:
        if service.name == name:
            return next(((service, step) for step in handing_in(office, service)[0] if step.station), None)
    return None


def _serves(channel: Channel, services: tuple[str, ...]) -> bool:
    return not services or "*" in channel.services or bool(set(services) & set(channel.services))
