"""Who serves: groups of officers alike in skills and timetable."""

from dataclasses import dataclass
from typing import Literal

from sim.office.units import Count, Profile, Share, Spans, Week, Words


@dataclass(frozen=True, kw_only=True)
class OfficerGroup:
    """`count` officers alike.

    A skill is "service", "service.step" or "*"; `backup_skills` are used when no officer with the skill proper is
    idle. `hours` default to the opening hours; `breaks` are taken from them. `capacity` (stretch, head count) replaces
    `count` where it changes by hour. `present` lists (how many come, probability), drawn for the day. `on_break` says
    what happens to a service that meets a break: finish it first, resume it after, or restart it.
    """

    name: str
    skills: tuple[str, ...]
    count: Count = 1
    title: Words | None = None
    backup_skills: tuple[str, ...] = ()
    hours: Week[Spans] | None = None
    breaks: Week[Spans] | None = None
    capacity: Profile | None = None
    present: tuple[tuple[Count, Share], ...] | None = None
    on_break: Literal["finish", "resume", "restart"] = "finish"
