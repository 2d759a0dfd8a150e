"""Who comes, for what, and when."""

from collections.abc import Sequence
from math import exp

from sim.rules.chance import NEEDS_A_DAY
from sim.rules.clock import seconds
from sim.rules.records import Case, Segment
from sim.rules.registry import rule


@rule
def needs_today(mean: float, u: float) -> int:
    """A Poisson number of needs from one uniform number, by inversion; without any `exp` where it is 0 for sure."""
    if u < 1.0 - mean:
        return 0
    term = exp(-mean)
    upto = term
    count = 0
    while u >= upto and count < NEEDS_A_DAY:
        count += 1
        term *= mean / count
        upto += term
    return count


@rule
def picked(segments: Sequence[Case], first: int, count: int, u: float) -> int:
    """Which of `count` cases a uniform number falls into, `value` being cumulative; `count` where into none."""
    for i in range(count):
        if u < segments[first + i].value:
            return i
    return count


@rule
def moment(segments: Sequence[Segment], first: int, count: int, u: float) -> int:
    """The second of the day at which a need falls on a profile of cumulative weights."""
    i = min(picked(segments, first, count, u), count - 1)
    segment = segments[first + i]
    below = segments[first + i - 1].value if i > 0 else 0.0
    length = segment.end - segment.start
    return min(segment.start + seconds((u - below) / (segment.value - below) * length), segment.end - 1)


@rule
def next_piece(segments: Sequence[Segment], at: int, last: int, hazard: float) -> int:
    """The stretch, from `at` on, in which a cumulative hazard is reached; `last` where it is not today."""
    while at < last and hazard >= segments[at].before + segments[at].value * (segments[at].end - segments[at].start):
        at += 1
    return at


@rule
def moment_of_hazard(segment: Segment, hazard: float) -> int:
    """The second at which a cumulative hazard is reached within a stretch of constant rate."""
    return min(segment.start + seconds((hazard - segment.before) / segment.value), segment.end - 1)
