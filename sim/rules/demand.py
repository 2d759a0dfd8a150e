"""Who comes, for what, and when."""

from collections.abc import Sequence
from math import exp

from sim.rules.chance import NEEDS_A_DAY
from sim.rules.clock import seconds
from sim.rules.records import Case, Piece
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
def picked(pieces: Sequence[Case], first: int, count: int, u: float) -> int:
    """Which of `count` cases a uniform number falls into, `value` being cumulative; `count` where into none."""
    for i in range(count):
        if u < pieces[first + i].value:
            return i
    return count


@rule
def moment(pieces: Sequence[Piece], first: int, count: int, u: float) -> int:
    """The second of the day at which a need falls on a profile of cumulative weights."""
    i = min(picked(pieces, first, count, u), count - 1)
    piece = pieces[first + i]
    below = pieces[first + i - 1].value if i > 0 else 0.0
    length = piece.end - piece.start
    return min(piece.start + seconds((u - below) / (piece.value - below) * length), piece.end - 1)


@rule
def next_piece(pieces: Sequence[Piece], at: int, last: int, hazard: float) -> int:
    """The stretch, from `at` on, in which a cumulative hazard is reached; `last` where it is not today."""
    while at < last and hazard >= pieces[at].before + pieces[at].value * (pieces[at].end - pieces[at].start):
        at += 1
    return at


@rule
def moment_of_hazard(piece: Piece, hazard: float) -> int:
    """The second at which a cumulative hazard is reached within a stretch of constant rate."""
    return min(piece.start + seconds((hazard - piece.before) / piece.value), piece.end - 1)
