"""What courses, new ways of working and an appraisal make of an officer today."""

from collections.abc import Sequence

from sim.rules.appraisal import gamed
from sim.rules.records import Behaviour, Course
from sim.rules.registry import rule

VERSED = 0.75
"""The share of `full_cases` from which somebody knows a step of another post."""


@rule
def gained(courses: Sequence[Course], left: Sequence[float], first: int, count: int) -> float:
    """The output gained by courses, of each of which so much is left (T1, T3)."""
    total = 0.0
    for i in range(count):
        total += courses[i].gain * left[first + i]
    return total


@rule
def careful(courses: Sequence[Course], left: Sequence[float], first: int, count: int) -> float:
    """How many times the odds of a mistake are as high after courses."""
    odds = 1.0
    for i in range(count):
        odds *= 1.0 - courses[i].errors * left[first + i]
    return odds


@rule
def mannered(courses: Sequence[Course], left: Sequence[float], first: int, count: int) -> float:
    """The courtesy gained by courses."""
    total = 0.0
    for i in range(count):
        total += courses[i].courtesy * left[first + i]
    return total


@rule
def skilled(courses: Sequence[Course], left: Sequence[float], first: int, count: int) -> float:
    """The digital skill gained by courses."""
    total = 0.0
    for i in range(count):
        total += courses[i].digital * left[first + i]
    return total


@rule
def paced(b: Behaviour, gain: float, breadth: float) -> float:
    """The time of a step today by what is gained (share of output) and known beside the post (L5).

    Haste where speed is what counts shortens it, keeping records for the appraisal takes its share.
    """
    time = 1.0 / (1.0 + gain) / (1.0 + b.variety * breadth)
    return time * (1.0 - b.haste * gamed(b)) * (1.0 + b.burden * b.reward)
