"""Who serves: groups of officers alike in skills and timetable."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from sim.office.distributions import Distribution
from sim.office.faults import wrong
from sim.office.names import Name
from sim.office.region import Move
from sim.office.units import CLOSED, Amount, Count, Hourly, Profile, Said, Share, Spans, Table, Text, Week, one_or_more


def _heads(profile: Profile) -> Profile:
    for part in profile:
        if not part.value.is_integer():
            raise wrong("capacity_whole", found=part.value)
    return profile


def _certain(table: tuple[tuple[int, float], ...]) -> tuple[tuple[int, float], ...]:
    total = sum(share for _, share in table)
    if abs(total - 1) > 1e-6:
        raise wrong("present_sum", total=round(total, 6))
    return table


Skills = Annotated[tuple[Text, ...], BeforeValidator(one_or_more, json_schema_input_type=str | tuple[str, ...])]


@dataclass(frozen=True, kw_only=True)
class OfficerGroup:
    """`count` officers alike.

    A skill is "service", "service.step" or "*"; `backup_skills` are used when no officer with the skill
    proper is idle. `hours` default to the opening hours; `breaks` are taken from them. `capacity` (stretch,
    head count) replaces `count` where it changes by hour. `present` lists (how many come, probability), drawn
    for the day. `on_break` says what happens to a service that meets a break: finish it first, resume it
    after, or restart it. On days with special hours `hours` are cut to the opening and closing of the day,
    but for what usually lies before and after them; in Ramadan a weekday's `ramadan_hours` take the place of
    hours and breaks. `late_share` of the mornings an officer comes `late` after the begin of the timetable.

    Where officers learn, `experience` is the number of cases of each step that they begin with (default: in
    full); steps outside their `background` take them longer.

    In a region every office has such a group of its own, unless `office` names one; of `moves` the last that
    fits the day says where the group works.
    """

    __pydantic_config__ = CLOSED

    name: Name
    skills: Annotated[Skills, Field(min_length=1)]
    count: Annotated[Count, Field(le=10_000)] = 1
    title: Said | None = None
    backup_skills: Skills = ()
    hours: Week[Spans] | None = None
    breaks: Week[Spans] | None = None
    ramadan_hours: Week[Spans] | None = None
    capacity: Annotated[Hourly, AfterValidator(_heads)] | None = None
    present: Annotated[Table, AfterValidator(_certain)] | None = None
    on_break: Literal["finish", "resume", "restart"] = "finish"
    late_share: Share = 0.0
    late: Distribution | None = None
    experience: Amount | None = None
    background: Annotated[Skills, Field(min_length=1)] | None = None
    office: Text | None = None
    moves: tuple[Move, ...] = ()
