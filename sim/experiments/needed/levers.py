"""What can be varied until a target is met: officers of a group, hours of a counter more, places for appointments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Protocol

from sim.language.errors import BadRequest, Unknown
from sim.language.words import Words
from sim.office import Scenario
from sim.office.channels import Channel
from sim.office.officers import OfficerGroup
from sim.office.units import WEEKDAYS, Span, Spans, Week
from sim.office.working_days import weekly
from sim.office.workload import workload

HOUR_S = 3600
LUNCH_S = 75 * 60
"""A longer gap at noon is for prayers (on Fridays), and nobody works in it."""


class Lever(Protocol):
    """A number of an office that is varied, from `now` on."""

    @property
    def now(self) -> int:
        """What it is today."""

    def at(self, office: Scenario, number: int) -> Scenario:
        """The office with another number."""


@dataclass(frozen=True)
class Officers:
    """The officers of a group."""

    group: OfficerGroup

    @property
    def now(self) -> int:
        """How many there are; where that changes by hour or by chance, the most."""
        return officers(self.group)

    def at(self, office: Scenario, number: int) -> Scenario:
        """The office with so many; where that changes, so many at most."""
        groups = (with_officers(one, number) if one.name == self.group.name else one for one in office.officers)
        return replace(office, officers=tuple(groups))


@dataclass(frozen=True)
class Places:
    """The places of each slot of an appointment channel."""

    channel: Channel

    @property
    def now(self) -> int:
        """The places of the slots that have most."""
        return max(slots.places for slots in self.channel.slots)

    def at(self, office: Scenario, number: int) -> Scenario:
        """The office with so many in the slots that have most, and as many more or less in the others."""
        more = number - self.now
        slots = tuple(replace(one, places=max(0, one.places + more)) for one in self.channel.slots)
        channels = (replace(one, slots=slots) if one.name == self.channel.name else one for one in office.channels)
        return replace(office, channels=tuple(channels))


@dataclass(frozen=True)
class Hours:
    """One officer of a group more for an hour of the day: the hours (seconds since midnight), in their order."""

    group: OfficerGroup
    hours: tuple[int, ...] = ()
    now: int = 0

    def at(self, office: Scenario, number: int) -> Scenario:
        """The office with the first so many of the hours."""
        taken = self.hours[:number]
        spans = [[Span(hour, hour + HOUR_S) for hour in dict.fromkeys(taken) if taken.count(hour) > more]
                 for more in range(max((taken.count(hour) for hour in taken), default=0))]  # fmt: skip
        return with_more(office, self.group, spans)


def group_of(office: Scenario, named: str | None) -> OfficerGroup:
    """A group by its name or title, else that at the front with most work for its hours. Raises BadRequest, Unknown."""
    groups = {group.name: group for group in office.officers}
    titles = {title.casefold(): group for group in office.officers if group.title for title in group.title.values()}
    if named is None:
        front = [one for one in workload(office).groups if one.front]
        if not front:
            raise BadRequest("nobody_at_front")
        return groups[max(front, key=lambda one: one.load).group.name]
    found = groups.get(named) or titles.get(named.casefold())
    if found is None:
        raise Unknown("group_of_officers", named, groups)
    return found


def channel_of(office: Scenario, named: str | None) -> Channel:
    """A channel for appointments by its name or title, else the first. Raises BadRequest, Unknown."""
    channels = [one for one in office.channels if one.kind == "appointment" and one.slots]
    if not channels:
        raise BadRequest("no_appointments")
    for one in channels:
        titles = [title.casefold() for title in one.title.values()] if one.title else []
        if named is None or named == one.name or named.casefold() in titles:
            return one
    raise Unknown("channel_of_appointments", named, [one.name for one in channels])


def officers(group: OfficerGroup) -> int:
    """How many of a group there are; where that changes by hour or by chance, the most."""
    if group.capacity is not None:
        return int(max(part.value for part in group.capacity))
    return max(heads for heads, _ in group.present) if group.present else group.count


def with_officers(group: OfficerGroup, most: int) -> OfficerGroup:
    """The group with so many; where that changes by hour or by chance, at most, and as many more or less otherwise."""
    more = most - officers(group)
    if group.capacity is not None:
        parts = (replace(part, value=float(max(part.value + more, 0))) for part in group.capacity)
        return replace(group, capacity=tuple(parts))
    if not group.present:
        return replace(group, count=most)
    chances: dict[int, float] = {}
    for heads, chance in group.present:
        chances[max(heads + more, 0)] = chances.get(max(heads + more, 0), 0.0) + chance
    return replace(group, count=max(group.count + more, *chances), present=tuple(sorted(chances.items())))


def with_more(office: Scenario, group: OfficerGroup, spans: Sequence[Sequence[Span]]) -> Scenario:
    """The office with an officer more of a group for each list of hours, on the days and at the times that it is open.

    At noon too, where the office has a break for lunch, and in the hour before it opens. They belong to groups of their
    own, so that the others keep their luck.
    """
    added = []
    for number, own in enumerate(spans):
        hours = {day: _within(own, _open(weekly(office.hours, place) or ())) for place, day in enumerate(WEEKDAYS)}
        more: dict[str, Any] = {
            "count": 1,
            "hours": Week(**hours),
            "breaks": None,
            "ramadan_hours": None,
            "capacity": None,
        }
        alone: dict[str, Any] = {"present": None, "late_share": 0.0, "late": None, "moves": ()}
        added.append(replace(group, **_called(group, f"+{number + 1}"), **more, **alone))
    return replace(office, officers=(*office.officers, *added))


def between(hours: Spans) -> Spans:
    """From opening to closing, but for gaps that are longer than a lunch."""
    found: list[Span] = []
    for span in sorted(hours, key=lambda one: one.start_s):
        if found and span.start_s - found[-1].end_s <= LUNCH_S:
            found[-1] = Span(found[-1].start_s, span.end_s)
        else:
            found.append(span)
    return tuple(found)


def _open(hours: Spans) -> Spans:
    """From an hour before opening to closing, but for long gaps."""
    first, *others = between(hours) or (None,)
    return () if first is None else (Span(max(0, first.start_s - HOUR_S), first.end_s), *others)


def lunch(office: Scenario, group: OfficerGroup) -> Span | None:
    """The break at noon that all of a group have at once on most weekdays; None without one."""
    gaps = [gap for place in range(len(WEEKDAYS)) for gap in _lunches(_own(office, group, place))]
    return max(gaps, key=gaps.count, default=None)


def in_turns(office: Scenario, groups: Iterable[OfficerGroup]) -> Scenario | None:
    """The office in which half of each group has lunch before the others, and which stays open; None where none can.

    As many hours of work as before. Who is alone in a group, and long breaks, as for prayers on Fridays, stay.
    """
    able = {one.name for one in groups if lunch(office, one) and officers(one) > 1 and one.capacity is None}
    if not able:
        return None
    fasting = office.calendar.ramadan_hours if office.calendar is not None else None
    found: list[OfficerGroup] = []
    for one in office.officers:
        own: dict[str, Any] = (
            {} if one.hours else {"hours": office.hours, "ramadan_hours": one.ramadan_hours or fasting}
        )
        same = replace(one, **own)
        found += _two_turns(office, same) if one.name in able else [same]
    hours = {day: between(weekly(office.hours, place) or ()) for place, day in enumerate(WEEKDAYS)}
    return replace(office, hours=Week(**hours), officers=tuple(found))


def _two_turns(office: Scenario, group: OfficerGroup) -> list[OfficerGroup]:
    """Those who have lunch as usual, and those who have it before."""
    gap, heads = lunch(office, group) or Span(0, 0), officers(group)
    before = Span(gap.start_s - (gap.end_s - gap.start_s), gap.start_s)
    late = {day: _own(office, group, place) for place, day in enumerate(WEEKDAYS)}
    early = {day: _without(between(own), before) if gap in _lunches(own) else own for day, own in late.items()}
    half = heads // 2
    return [replace(group, **_share(group, heads - half), hours=Week(**late), breaks=None),
            replace(group, **_share(group, half), **_called(group, "2"), hours=Week(**early), breaks=None)]  # fmt: skip


def _share(group: OfficerGroup, heads: int) -> dict[str, Any]:
    """So many of a group, of whom as large a share comes as of all."""
    if not group.present:
        return {"count": heads}
    comes = sum(there * chance for there, chance in group.present) / officers(group)
    chances = [1.0]
    for _ in range(heads):
        chances = [(chances[k] if k < len(chances) else 0.0) * (1.0 - comes) + (chances[k - 1] if k else 0.0) * comes
                   for k in range(len(chances) + 1)]  # fmt: skip
    return {"count": heads, "present": tuple((there, chance) for there, chance in enumerate(chances) if chance > 0.0)}


def _called(group: OfficerGroup, mark: str) -> dict[str, Any]:
    title = group.title
    return {
        "name": f"{group.name} {mark}",
        "title": None if title is None else Words(**{lang: f"{said} {mark}" for lang, said in title.items()}),
    }


def _own(office: Scenario, group: OfficerGroup, place: int) -> Spans:
    """When a group works on a weekday."""
    hours = weekly(office.hours, place) or ()
    own = hours if group.hours is None or not hours else weekly(group.hours, place)
    for gap in (weekly(group.breaks, place) or ()) if group.breaks is not None else ():
        own = _without(own or (), gap)
    return own or ()


def _lunches(own: Spans) -> list[Span]:
    gaps = (Span(one.end_s, other.start_s) for one, other in pairwise(own))
    return [gap for gap in gaps if gap.end_s - gap.start_s <= LUNCH_S]


def _without(spans: Iterable[Span], gap: Span) -> Spans:
    parts: list[Span] = []
    for one in spans:
        parts += [Span(one.start_s, min(one.end_s, gap.start_s)), Span(max(one.start_s, gap.end_s), one.end_s)]
    return tuple(part for part in parts if part.end_s > part.start_s)


def _within(spans: Iterable[Span], allowed: Spans) -> Spans:
    parts = (Span(max(a.start_s, b.start_s), min(a.end_s, b.end_s)) for a in spans for b in allowed)
    whole: list[Span] = []
    for part in sorted(parts, key=lambda one: one.start_s):
        if part.end_s <= part.start_s:
            continue
        if whole and part.start_s <= whole[-1].end_s:
            whole[-1] = Span(whole[-1].start_s, max(whole[-1].end_s, part.end_s))
        else:
            whole.append(part)
    return tuple(whole)
