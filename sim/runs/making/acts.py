"""What reforms did in a run, as people would tell it: of the moves of a day only where each began and ended."""

from collections.abc import Iterator

import numpy as np

from sim.plan.layout import Records
from sim.plan.tables import ACT_ROW, MOVED


def merged_moves(acts: Records) -> Records:
    """The acts of a run (ACT_ROW) with the swaps of each morning put together, before what happened later that day.

    A rotation is made of swaps of two posts, so engines write down every post that somebody only passes through.
    """
    moved = acts["what"] == MOVED
    if not moved.any():
        return acts
    found = np.concatenate([np.array(list(_moves(acts[moved])), ACT_ROW), acts[~moved]])
    return found[np.argsort(found["day"], kind="stable")]


def _moves(swaps: Records) -> Iterator[tuple[int, int, int, float]]:
    """Each who came to another post on a day, by post; the two rows of a swap follow each other."""
    for day in np.unique(swaps["day"]):
        came_from: dict[int, int] = {}
        for swap in swaps[swaps["day"] == day][::2]:
            one, other = int(swap["who"]), int(swap["value"])
            came_from[one], came_from[other] = came_from.get(other, other), came_from.get(one, one)
        for post in sorted(post for post in came_from if came_from[post] != post):
            yield int(day), MOVED, post, float(came_from[post])
