"""What is set in the explorer, and the scenario that it makes: values laid over the file, as `--set` lays them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sim.experiments.needed.levers import Hours, with_officers
from sim.language.words import Words
from sim.office import Scenario
from sim.office.officers import OfficerGroup
from sim.scenario.document import document_of
from sim.views.explorer.choices import Choice, Offer

Values = dict[str, Any]


@dataclass(frozen=True)
class Settings:
    """All that is set: reforms, officers by group, hours (seconds since midnight) with one more, demand, other numbers.

    `target_min` holds for the office as it is as well: it says how is measured, and changes nothing.
    """

    choices: tuple[Choice, ...]
    heads: Mapping[str, int] = field(default_factory=dict)
    hours: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    demand: float | None = None
    target_min: float | None = None
    paths: Mapping[str, Any] = field(default_factory=dict)

    @property
    def measured(self) -> Values:
        """How is measured."""
        return {} if self.target_min is None else {"target_min": self.target_min}


def as_it_is(offer: Offer, settings: Settings) -> Values:
    """The values of the office as it is: without its reforms."""
    removed = [{**_name(choice), "remove": True} for choice in offer.choices if choice.own]
    return {**settings.measured, **({"reform": removed} if removed else {})}


def changed(offer: Offer, settings: Settings) -> Values:
    """The values of the office as it is set, and nothing that its file says anyway."""
    found: Values = dict(settings.measured)
    for key, entries in (("officer", _officers(offer.office, settings)), ("reform", _reforms(offer, settings))):
        if listed := list(entries):
            found[key] = listed
    if settings.demand is not None:
        found["demand.factor"] = settings.demand
    return {**found, **settings.paths}


def called(scenario: Scenario, kind: str, title: Words) -> Scenario:
    """The scenario under the name and title by which a comparison calls it."""
    return replace(scenario, name=f"{scenario.name}-{kind}", title=title)


def _reforms(offer: Offer, settings: Settings) -> Iterator[Values]:
    for before, now in zip(offer.choices, settings.choices, strict=True):
        if before.own and not now.ticked:
            yield {**_name(now), "remove": True}
        elif now.ticked and now != before:
            yield {**_name(now), "name": now.reform.name, **dict(_differing(offer, before, now))}


def _differing(offer: Offer, before: Choice, now: Choice) -> Iterator[tuple[str, Any]]:
    if now.strength != (before.strength if before.own else 1.0):
        yield "strength", now.strength
    if now.after_days != (before.after_days if before.own else 0):
        yield "start", offer.days[now.after_days]


def _name(choice: Choice) -> Values:
    return {"name": choice.reform.name} if choice.reform.id is None else {"id": choice.reform.id}


def _officers(office: Scenario, settings: Settings) -> Iterator[Values]:
    """The groups of which there are more or fewer, and those who come for some hours more."""
    groups = {group.name: group for group in office.officers}
    for name, heads in settings.heads.items():
        told = _tables(office, (with_officers(groups[name], heads),))[0]
        usual = {} if "capacity" in told else {"count": 1}
        yield usual | {key: told[key] for key in ("name", "count", "capacity", "present") if key in told}
    more = office
    for name, hours in settings.hours.items():
        more = Hours(groups[name], hours).at(more, len(hours))
    yield from _tables(office, more.officers[len(office.officers) :])


def _tables(office: Scenario, groups: tuple[OfficerGroup, ...]) -> list[Values]:
    """Groups as a file has them."""
    return document_of(replace(office, officers=groups))["officer"] if groups else []
