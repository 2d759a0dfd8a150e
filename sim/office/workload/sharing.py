"""Who does the work that several groups of officers could do."""

from collections.abc import Sequence
from typing import NamedTuple

ROUNDS = 200
LEAST_FREE = 0.01
"""A group with more work than time takes what it can do as if so much of its time were free."""


class Piece(NamedTuple):
    """Work in one office, minutes a day, and the groups that can do it."""

    office: int
    minutes: float
    able: tuple[int, ...]


def shared(pieces: Sequence[Piece], duty: Sequence[dict[int, float]]) -> list[float]:
    """The minutes of work that come to each group, `duty` being its minutes by office.

    Whoever is free takes what comes next. So the part of a group is as large as its free time, which the work that it
    takes makes smaller: the loads at which both agree.
    """
    hours = [sum(own.values()) for own in duty]
    work = [0.0] * len(duty)
    for turn in range(ROUNDS):
        then = [0.0] * len(duty)
        for piece in pieces:
            for group, part in _parts(piece, work, hours, duty):
                then[group] += piece.minutes * part
        step = 1.0 if turn == 0 else 0.5
        work = [old + step * (new - old) for old, new in zip(work, then, strict=True)]
    return work


def _parts(
    piece: Piece, work: Sequence[float], hours: Sequence[float], duty: Sequence[dict[int, float]]
) -> list[tuple[int, float]]:
    """The part of each able group."""
    if len(piece.able) == 1:
        return [(piece.able[0], 1.0)]
    free = {g: duty[g].get(piece.office, 0.0) * max(LEAST_FREE, 1.0 - work[g] / hours[g]) for g in piece.able}
    whole = sum(free.values())
    return [(group, own / whole) for group, own in free.items()]
