"""Who does the work that several groups of officers could do."""

from collections.abc import Iterator, Mapping, Sequence
from math import prod
from typing import NamedTuple

ROUNDS = 500
NEAR_MIN = 0.05
LEAST_FREE = 0.01
"""A group with more work than time takes what it can do as if so much of its time were free."""


class Piece(NamedTuple):
    """Work in one office, minutes a day; the groups whose first task it is, and those who help where they are busy."""

    office: int
    minutes: float
    first: tuple[int, ...]
    helping: tuple[int, ...] = ()


class Crew(NamedTuple):
    """A group of officers: how many, and the minutes a day that they are on duty in each office."""

    heads: int
    duty: Mapping[int, float]


def shared(pieces: Sequence[Piece], crews: Sequence[Crew]) -> list[float]:
    """The minutes of work that come to each group.

    Whoever is free takes what comes next. So the part of a group is as large as its free time, which the work
    that it takes makes smaller: the loads at which both agree.
    """
    hours = [sum(crew.duty.values()) for crew in crews]
    work = [0.0] * len(crews)
    for turn in range(ROUNDS):
        loads = [some / own if own > 0.0 else 1.0 for some, own in zip(work, hours, strict=True)]
        then = [0.0] * len(crews)
        for piece in pieces:
            for group, part in _parts(piece, loads, crews):
                then[group] += piece.minutes * part
        moves = [new - old for old, new in zip(work, then, strict=True)]
        work = [old + move / (turn + 1) for old, move in zip(work, moves, strict=True)]
        if max(map(abs, moves), default=0.0) < NEAR_MIN:
            break
    return work


def _parts(piece: Piece, loads: Sequence[float], crews: Sequence[Crew]) -> Iterator[tuple[int, float]]:
    """The part of each group: others help while nobody is free whose first task it is, and one of them is."""
    helped = _busy(piece.first, loads, crews) * (1.0 - _busy(piece.helping, loads, crews))
    for groups, whole in ((piece.first, 1.0 - helped), (piece.helping, helped)):
        free = {g: crews[g].duty.get(piece.office, 0.0) * max(LEAST_FREE, 1.0 - loads[g]) for g in groups}
        yield from ((group, whole * own / sum(free.values())) for group, own in free.items())


def _busy(groups: Sequence[int], loads: Sequence[float], crews: Sequence[Crew]) -> float:
    """The share of the time in which nobody of some groups is free, each busy by its load."""
    return prod(pow(min(1.0, loads[group]), crews[group].heads) for group in groups)
