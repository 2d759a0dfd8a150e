"""Who changes posts with whom: rotation in turn, and placement by background."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise, zip_longest

import numpy as np

from sim.plan.layout import Arrays

Swap = tuple[int, int, int]
"""On a day the officers at two posts change places."""


def rotated(arrays: Arrays, offices: Iterable[Sequence[int]], days: Sequence[int]) -> Iterator[Swap]:
    """Everybody moves on by a post, on each of the days; neighbours serve something else wherever that is possible."""
    for posts in offices:
        order = dealt(arrays, posts)
        for day in days:
            for one, other in pairwise(order):
                yield day, one, other


def dealt(arrays: Arrays, posts: Sequence[int]) -> list[int]:
    """Posts dealt out by what they serve, one of each kind, then the second of each; none if all are of a kind."""
    kinds: dict[tuple[int, ...], list[int]] = {}
    for post in posts:
        kinds.setdefault(_serves(arrays, post), []).append(post)
    rounds = zip_longest(*kinds.values())
    return [post for some in rounds for post in some if post is not None] if len(kinds) > 1 else []


def placed(arrays: Arrays, offices: Iterable[Sequence[int]], day: int) -> Iterator[Swap]:
    """Swaps within an office, each of which brings more work within its officer's background, while there are any.

    The work of a post is the mean, over its steps, of how many times longer it takes.
    """
    holds = list(range(len(arrays.officer)))
    for posts in offices:
        better = True
        while better:
            better = False
            for one, other in combinations(posts, 2):
                if _gain(arrays, holds, one, other) > 1e-12:
                    holds[one], holds[other] = holds[other], holds[one]
                    better = True
                    yield day, one, other


def _gain(arrays: Arrays, holds: Sequence[int], one: int, other: int) -> float:
    """By how much the work of two posts gets shorter when those who hold them change places."""
    now = misfit(arrays, holds[one], one) + misfit(arrays, holds[other], other)
    return now - misfit(arrays, holds[other], one) - misfit(arrays, holds[one], other)


def misfit(arrays: Arrays, who: int, post: int) -> float:
    """How many times longer the work of a post takes for who came with the background of another."""
    steps = int(arrays.office["steps"][0])
    own = arrays.competence[who * steps : (who + 1) * steps]["misfit"]
    serves = arrays.competence[post * steps : (post + 1) * steps]["serves"]
    return float(np.sum(own[serves > 0]) / max(1, np.count_nonzero(serves)))


def _serves(arrays: Arrays, post: int) -> tuple[int, ...]:
    steps = int(arrays.office["steps"][0])
    return tuple(arrays.competence[post * steps : (post + 1) * steps]["serves"].tolist())
