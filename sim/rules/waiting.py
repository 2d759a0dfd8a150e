"""Whether to join a line, and how long to stay in it."""

from collections.abc import Sequence

from sim.rules.records import Piece
from sim.rules.registry import rule


@rule
def balking_share(pieces: Sequence[Piece], first: int, count: int, length: int) -> float:
    """The share who turn away from a line of that length: the last entry that the length has reached."""
    share = 0.0
    for i in range(first, first + count):
        if length >= pieces[i].start:
            share = pieces[i].value
    return share
