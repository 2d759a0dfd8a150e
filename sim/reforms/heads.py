"""How many officers a reform reaches: what is paid a head scales with them."""

from sim.office.officers import OfficerGroup
from sim.office.scenario import Scenario
from sim.office.timetables import head_count


def officers_of(office: Scenario, groups: tuple[str, ...] = ()) -> int:
    """The officers of some groups (none named: of all), in all offices of a region together."""
    chosen = [group for group in office.officers if not groups or group.name in groups]
    return sum(head_count(group) * _offices(office, group) for group in chosen)


def _offices(office: Scenario, group: OfficerGroup) -> int:
    return 1 if group.office is not None else max(len(office.offices), 1)
