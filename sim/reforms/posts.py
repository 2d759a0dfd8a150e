"""Groups of officers that reforms add to or move."""

from dataclasses import replace

from sim.office.officers import OfficerGroup
from sim.office.scenario import Scenario
from sim.office.workload import workload


class Vacancy(OfficerGroup):
    """A post that a reform sets up: it takes no work from anybody until its effects say that somebody holds it."""


def group_of(office: Scenario, name: str | None, place: str | None = None) -> OfficerGroup | None:
    """A group by its name, the one in an office of the region where several are called so; None if there is none."""
    found = [group for group in office.officers if group.name == name]
    return next((group for group in found if group.office == place), found[0] if found else None)


def hardest_pressed(office: Scenario, place: str | None = None) -> OfficerGroup | None:
    """The group with the highest offered load among those who serve citizens, in all offices of a region or in one.

    Posts that other reforms set up do not count. None where nothing is to be done; of those alike the first.
    """
    today = replace(office, officers=tuple(group for group in office.officers if not isinstance(group, Vacancy)))
    found = [each for each in workload(today).groups if each.front and place in (None, each.office)]
    loads: dict[str, list[float]] = {}
    for each in found:
        total = loads.setdefault(each.group.name, [0.0, 0.0])
        total[0], total[1] = total[0] + each.work_min, total[1] + each.duty_min
    name = max(loads, key=lambda name: loads[name][0] / max(loads[name][1], 1e-9), default=None)
    return group_of(office, name, place) if name is not None and loads[name][0] > 0.0 else None


def in_each_office(office: Scenario, name: str) -> Scenario:
    """The region with a group of each office by itself where all had the same one; who they are does not change."""
    places = [place.name for place in office.offices]
    groups: list[OfficerGroup] = []
    for group in office.officers:
        everywhere = group.name == name and group.office is None
        groups += [replace(group, office=place) for place in places] if everywhere else [group]
    return replace(office, officers=tuple(groups))
