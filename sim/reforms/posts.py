"""Groups of officers that reforms add to or move."""

from dataclasses import replace

from sim.office.officers import OfficerGroup
from sim.office.scenario import Scenario
from sim.reforms.demanded import minutes_a_day
from sim.reforms.heads import officers_of


def group_of(office: Scenario, name: str | None, place: str | None = None) -> OfficerGroup | None:
    """A group by its name, the one in an office of the region where several are called so; None if there is none."""
    found = [group for group in office.officers if group.name == name]
    return next((group for group in found if group.office == place), found[0] if found else None)


def busiest(office: Scenario) -> str | None:
    """The group with the most work with citizens for each officer, as far as it is the group's first task."""
    work = dict.fromkeys((group.name for group in office.officers if officers_of(office, (group.name,))), 0.0)
    for step, minutes in minutes_a_day(office).items():
        able = [group.name for group in office.officers if {"*", step.partition(".")[0], step} & set(group.skills)]
        heads = {name: officers_of(office, (name,)) for name in dict.fromkeys(able) if name in work}
        for name in heads:
            work[name] += minutes / sum(heads.values())
    return max(work, key=lambda name: work[name], default=None)


def in_each_office(office: Scenario, name: str) -> Scenario:
    """The region with a group of each office by itself where all had the same one; who they are does not change."""
    places = [place.name for place in office.offices]
    groups: list[OfficerGroup] = []
    for group in office.officers:
        everywhere = group.name == name and group.office is None
        groups += [replace(group, office=place) for place in places] if everywhere else [group]
    return replace(office, officers=tuple(groups))
