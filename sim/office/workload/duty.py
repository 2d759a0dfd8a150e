"""How long groups of officers are on duty, and where."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from sim.office.officers import OfficerGroup
from sim.office.posts import Region
from sim.office.scenario import Scenario
from sim.office.timetables import DayKind, DayKinds, head_count, stretches
from sim.office.working_days import WorkingDay


def minutes_on_duty(office: Scenario, region: Region, days: Sequence[WorkingDay]) -> list[dict[int, float]]:
    """For each group of a region, the minutes a working day that its officers are on duty in each office.

    By their timetables: without breaks and overtime, those who are expected to come only, late or not.
    """
    kinds = DayKinds(office)
    numbers = [kinds.number(day) for day in days]
    found: list[dict[int, float]] = [{} for _ in region.groups]
    attending = 1.0 - (office.staff.attendance.absence if office.staff and office.staff.attendance else 0.0)
    posts = {number: next(own) for number, own in groupby(region.posts, lambda post: post.group)}
    for number, post in posts.items():
        group, home = region.groups[number]
        if group.moves:
            where = Counter((kind, region.works_in(post, day.date)) for kind, day in zip(numbers, days, strict=True))
        else:
            where = Counter((kind, home) for kind in numbers)
        there = _coming(group)
        for (kind, place), count in where.items():
            worked = _worked(group, kinds.kinds[kind])
            minutes = sum(share * seconds for share, seconds in zip(there, worked, strict=True)) / 60.0
            found[number][place] = found[number].get(place, 0.0) + attending * count * minutes / len(days)
    return found


def _worked(group: OfficerGroup, kind: DayKind) -> list[int]:
    """The seconds that each of a group works on a kind of day; all alike unless their number changes by hour."""
    heads = head_count(group)
    differ = heads if group.capacity is not None else min(heads, 1)
    found = [sum(b - a for a, b in stretches(group, head, kind)) for head in range(differ)]
    return found if group.capacity is not None else found * heads


def _coming(group: OfficerGroup) -> list[float]:
    """With which probability each of a group comes on a day."""
    heads = head_count(group)
    if group.present is None:
        return [1.0] * heads
    return [sum(share for come, share in group.present if place < come) for place in range(heads)]
