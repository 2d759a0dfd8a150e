"""What could be done instead of one officer more: a half-time officer, lunch in turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from sim.experiments.needed.levers import Officers, in_turns, officers, with_more
from sim.measures import Estimate, estimate
from sim.measures.simultaneous import joint_level
from sim.office import Scenario
from sim.office.officers import OfficerGroup
from sim.office.units import Span, Spans
from sim.office.working_days import weekly
from sim.office.workload import workload
from sim.runs.making.result import Result

ONE_MORE, MORNING, AFTERNOON, TURNS = "one_more", "half_morning", "half_afternoon", "turns"
MEASURE = "served_within_target"


@dataclass(frozen=True)
class Other:
    """Something else: its name, hours on duty a day more than today, what it comes to.

    `gain` is how much more of all visits are served in time than today, `against` than with one officer more (none of
    itself), both paired by run; all intervals of each kind hold together.
    """

    name: str
    hours: float
    result: Result
    gain: Estimate
    against: Estimate | None


def others(
    office: Scenario, group: OfficerGroup, run: Callable[[Scenario], Result], today: Result
) -> tuple[Other, ...]:
    """What can be done in this office instead of one more officer of a group, which stands first."""
    named = [(name, one) for name, one in _changed(office, group) if one is not None]
    results = [run(one) for _, one in named]
    values = np.array([today.of(MEASURE), *(one.of(MEASURE) for one in results)]).T
    of_today = joint_level(values, [(place, 0) for place in range(1, len(named) + 1)])
    of_one = joint_level(values, [(place, 1) for place in range(2, len(named) + 1)])
    duty = _hours(office)
    found = []
    for place, ((name, one), result) in enumerate(zip(named, results, strict=True), 1):
        gain = estimate(values[:, place] - values[:, 0], of_today)
        against = estimate(values[:, place] - values[:, 1], of_one) if place > 1 else None
        found.append(Other(name, _hours(one) - duty, result, gain, against))
    return tuple(found)


def _changed(office: Scenario, group: OfficerGroup) -> Iterator[tuple[str, Scenario | None]]:
    yield ONE_MORE, Officers(group).at(office, officers(group) + 1)
    usual = _usual(office)
    half = sum(span.end_s - span.start_s for span in usual) // 2
    if half:
        yield MORNING, with_more(office, group, [_first(usual, half)])
        backwards = _first([Span(-span.end_s, -span.start_s) for span in reversed(usual)], half)
        yield AFTERNOON, with_more(office, group, [[Span(-span.end_s, -span.start_s) for span in reversed(backwards)]])
    yield TURNS, in_turns(office, front(office))


def front(office: Scenario) -> list[OfficerGroup]:
    """The groups that serve citizens who are there."""
    names = {one.group.name for one in workload(office).groups if one.front}
    return [one for one in office.officers if one.name in names]


def _usual(office: Scenario) -> Spans:
    """The hours of the weekday on which it is open longest, breaks left out."""
    weeks = (weekly(office.hours, day) or () for day in range(7))
    return max(weeks, key=lambda spans: sum(span.end_s - span.start_s for span in spans))


def _first(spans: Spans | list[Span], seconds: int) -> list[Span]:
    """The first so many seconds of some stretches."""
    found, left = [], seconds
    for span in spans:
        if left > 0:
            found.append(Span(span.start_s, min(span.end_s, span.start_s + left)))
            left -= found[-1].end_s - span.start_s
    return found


def _hours(office: Scenario) -> float:
    """Hours on duty of all officers on an average day."""
    return sum(one.duty_min for one in workload(office).groups) / 60.0
