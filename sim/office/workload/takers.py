"""Which ways to the office its citizens are expected to take."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from sim.office.channels import Channel
from sim.office.citizens import AgeBand, Citizens, PriorityClass
from sim.office.distributions import beyond
from sim.office.scenario import Scenario
from sim.office.services import Service

Cell = tuple[float, float, float]
"""A share of the citizens with about one digital skill and one distance: share, skill, minutes of travel."""


class Taker(NamedTuple):
    """A share of the cases of a service: the channel they come by (None: they walk in), and the class they are of."""

    channel: Channel | None
    of_class: PriorityClass | None
    share: float


def takers(office: Scenario, service: Service) -> Iterator[Taker]:
    """How the citizens' cases of a service divide over classes and channels."""
    citizens = office.citizens
    if citizens is None:
        return
    serving = [c for c in office.channels if {"*", service.name} & set(c.services)]
    whole = sum(one.share for one in office.classes) or 1.0
    for of_class in office.classes or (None,):
        part = 1.0 if of_class is None else of_class.share / whole
        found = [0.0] * (len(serving) + 1)
        for share, skill, travel in _cells(citizens, of_class, serving):
            left = part * share
            for number, channel in enumerate(serving):
                taken = left * channel.willing if _open_to(channel, skill, travel) else 0.0
                found[number] += taken
                left -= taken
            found[-1] += left
        yield from (Taker(way, of_class, share) for way, share in zip((*serving, None), found, strict=True))


def _open_to(channel: Channel, skill: float, travel: float) -> bool:
    below = 2.0 if channel.skill_below is None else channel.skill_below
    return channel.needs_skill <= skill < below and travel >= channel.farther_than_min


def _cells(citizens: Citizens, of_class: PriorityClass | None, channels: Sequence[Channel]) -> Iterator[Cell]:
    """The citizens of a class, divided where some channel draws a line."""
    skills = sorted({0.0, *(c.needs_skill for c in channels), *(c.skill_below or 0.0 for c in channels)})
    trips = sorted({0.0, *(c.farther_than_min for c in channels)})
    farther = [beyond(citizens.travel, trip) for trip in trips]
    for band, share in _ages(citizens, of_class):
        at_least = [_skilled(citizens, of_class, band, skill) for skill in skills]
        for skill, (more, less) in zip(skills, pairwise([*at_least, 0.0]), strict=True):
            for trip, (far, too_far) in zip(trips, pairwise([*farther, 0.0]), strict=True):
                yield share * (more - less) * (far - too_far), skill, trip


def _ages(citizens: Citizens, of_class: PriorityClass | None) -> list[tuple[AgeBand, float]]:
    """The age bands of a class with their shares."""
    own = dict(of_class.ages) if of_class is not None else {}
    bands = citizens.ages or (AgeBand(name=""),)
    weights = [own.get(band.name, 0.0) if own and citizens.ages else band.share for band in bands]
    whole = sum(weights) or 1.0
    return [(band, weight / whole) for band, weight in zip(bands, weights, strict=True)]


def _skilled(citizens: Citizens, of_class: PriorityClass | None, band: AgeBand, least: float) -> float:
    """The share with at least so much digital skill, which is a power of a uniform number among those online."""
    if least <= 0.0:
        return 1.0
    told = [one for one in (band, of_class, citizens) if one is not None]
    access = next(one.digital_access for one in told if one.digital_access is not None)
    mean = next(one.digital_skill for one in told if one.digital_skill is not None)
    if mean <= 0.0 or mean >= 1.0:
        return access if mean >= least else 0.0
    return access * (1.0 - float(pow(least, mean / (1.0 - mean))))
