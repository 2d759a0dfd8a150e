"""Whether to join a line, and how long to stay in it."""

from collections.abc import Sequence

from sim.rules.records import Segment
from sim.rules.registry import rule


@rule
def balking_share(segments: Sequence[Segment], first: int, count: int, length: int) -> float:
    """The share who turn away from a line of that length: the last entry that the length has reached."""
    share = 0.0
    for i in range(first, first + count):
        if length >= segments[i].start:
            share = segments[i].value
    return share


@rule
def line_rank(back: int, first: int, booked: int, by_arrival: int, rank: int, ranks: int) -> int:
    """The rank of somebody in a line: who holds an appointment and goes first, then priorities, then files."""
    if back:
        return ranks - 1
    if first:
        return 0
    if by_arrival:
        return booked
    return booked + rank


@rule
def call_rank(back: int, alternates: int, rank: int, ranks: int) -> int:
    """The rank at which the first of a line is called: a second appointment in turn after others, files after all."""
    if back:
        return 2 * ranks
    if alternates and rank == 0:
        return ranks
    return rank


@rule
def tickets_gone(issued: int, quota: int, now: int, until: int) -> bool:
    """Whether there is no ticket left: the quota (-1 for none) is reached, or the machine is closed."""
    return now >= until or (quota >= 0 and issued >= quota)
