"""How many requests a reform touches: those of which it changes something itself, not by lines alone."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

import numpy as np

from sim.measures import Estimate, estimate
from sim.office import Scenario
from sim.office.effects import Change, Course, Effect, Novelty, Rotation
from sim.office.reform import Reform
from sim.office.routes import can
from sim.runs.comparing.reform_costs import working_days
from sim.runs.making.result import Result

EVERYBODY = "*"
BESIDE = (
    "outage.chance", "channel.leaks", "station.appointments", "people.breach", "people.harm", "people.complains",
    "people.reports", "people.acted", "people.deterred", "people.sour",
)  # fmt: skip
"""What comes with a way in or a service that a reform sets up, and touches who takes it."""


class Touched(NamedTuple):
    """Services of which a reform touches all requests, and channels; `EVERYBODY` among services: those of all."""

    services: frozenset[str]
    channels: frozenset[str]


def reached(variant: Result) -> Estimate:
    """The requests in a run that the reforms of a scenario touch while they are in force; of several, in either way."""
    days = {reform.key: working_days(reform, variant.plan) for reform in variant.plan.given.reforms}
    found = [(touched(reform, variant.scenario), days[reform.key]) for reform in variant.plan.given.reforms]
    whole = variant.of(_counted(variant)) * variant.scenario.days
    missed = np.ones(len(variant.replications))
    for one, force in found:
        missed *= 1.0 - np.minimum(1.0, _share(variant, one) * (force / variant.scenario.days if one.services else 1.0))
    return estimate(whole * (1.0 - missed))


def touched(reform: Reform, office: Scenario) -> Touched:
    """Whom a reform touches in an office with what it sets up."""
    found = [part for change in reform.effects(office) for part in _parts(change, office)]
    return Touched(*(frozenset(name for kind, name in found if kind == wanted) for wanted in ("service", "channel")))


def _counted(variant: Result) -> str:
    """What tells the requests of a day; where each is one visit and nobody comes again, those who come."""
    return "cases_per_day" if ("cases_per_day", "", "") in variant.known else "arrivals_per_day"


def _share(variant: Result, one: Touched) -> np.ndarray:
    """The share of the requests of a run that are of these services, or come by these channels."""
    if EVERYBODY in one.services or one.services >= {s.name for s in variant.scenario.services if s.share > 0}:
        return np.ones(len(variant.replications))
    counted = _counted(variant)
    return sum(
        (
            np.nan_to_num(variant.of(counted, by, name)) / variant.of(counted)
            for by, names in (("service", one.services), ("channel", one.channels))
            for name in sorted(names)
            if (counted, by, name) in variant.known
        ),
        start=np.zeros(len(variant.replications)),
    )


def _parts(change: Change, office: Scenario) -> Iterator[tuple[str, str]]:
    """The services and channels that a change touches, each with its kind."""
    if isinstance(change, Course | Rotation):
        yield from _of_groups(change.groups, office)
    elif isinstance(change, Effect):
        if change.parameter not in BESIDE:
            yield from _of_effect(change, office)
    elif not isinstance(change, Novelty):
        yield "service", EVERYBODY


def _of_effect(effect: Effect, office: Scenario) -> Iterator[tuple[str, str]]:
    room = effect.parameter.partition(".")[0]
    if room == "officers" and effect.repairs is None:
        yield from _of_groups(effect.where, office)
    elif room == "channel" and effect.where:
        yield from (("channel", name) for name in effect.where)
    elif room in ("step", "service") and effect.where:
        yield from (("service", name.partition(".")[0]) for name in effect.where)
    elif room == "station" and effect.where:
        yield from (("service", s.name) for s in office.services for step in s.steps if step.station in effect.where)
    else:
        yield "service", EVERYBODY


def _of_groups(groups: Collection[str], office: Scenario) -> Iterator[tuple[str, str]]:
    """The services at which officers of some groups work; all where there are no names."""
    if not groups:
        yield "service", EVERYBODY
    for group in (group for group in office.officers if group.name in groups):
        skills = {*group.skills, *group.backup_skills}
        yield from (("service", s.name) for s in office.services if any(can(skills, s, step) for step in s.steps))
