"""What reforms change, as both engines read it: numbers of the plan over time, courses, moves of people, surveys."""

import numpy as np

from sim.plan.layout import Arrays

TUNED = ("office", "service", "step", "station", "officer", "class_", "channel", "trouble", "behaviour", "segment")
"""The arrays whose numbers reforms change, in the order in which they stand in memory."""

PARAMETER = np.dtype(
    [(n, "i8") for n in ("array", "row", "field", "word", "whole", "turned", "first", "count")]
    + [(n, "f8") for n in ("base", "stored", "low", "high")]
)
"""A number of the plan that reforms change: where it stands, what it is without them, and its bounds.

`array` counts in TUNED, `word` the 8-byte words of all of those together; `whole`: stored as a whole number, `turned`:
as its complement, which is `stored` without any reform. First and count say which effects change it.
"""

EFFECT = np.dtype(
    [(n, "i8") for n in ("first", "last", "how", "level", "ramp")] + [(n, "f8") for n in ("half", "strength", "value")]
)
"""A change of a parameter from the day `first` up to `last`; `level` (or NONE) is the condition it depends on."""

LEVEL = np.dtype([("kind", "i8"), ("key", "i8"), ("which", "i8"), ("chance", "f8")])
"""How far something is reached that effects depend on.

ADOPTED: the mean adoption of the novelty `which`; REPAIRED: so much of an element of the SKM, by a survey;
LOT: all of it with probability `chance`.
"""
ADOPTED, REPAIRED, LOT = range(3)

NOVELTY = np.dtype([("first", "i8"), ("last", "i8")])
"""A reform that officers have to adopt."""

NEWS = np.dtype([("dip", "f8")])
"""By how much longer a step takes as long as nothing of a novelty is adopted: of each novelty, the steps of SERVICE."""

COURSE = np.dtype([(n, "f8") for n in ("gain", "errors", "courtesy", "digital", "peers", "kept")])
"""A course (sim.office.effects.Course); `kept` is what a working day leaves of it."""

ATTENDS = np.dtype([("officer", "i8"), ("course", "i8"), ("first", "i8"), ("last", "i8"), ("chance", "f8")])
"""Whoever holds a post attends a course, with a probability: away from the day `first` up to `last`, trained then."""

SWAP = np.dtype([("day", "i8"), ("one", "i8"), ("other", "i8"), ("key", "i8"), ("chance", "f8")])
"""On a morning the officers at two posts change places, with a probability."""

SURVEY = np.dtype(
    [(n, "i8") for n in ("first", "last", "every", "begins", "lag", "levels_first", "key")]
    + [(n, "f8") for n in ("answers", "repairs", "sample")]
)
"""A survey (sim.office.effects.Survey): it begins on the days `begins` after each `every`; the levels of the
nine elements begin at `levels_first`."""

KINDS = {
    "parameter": PARAMETER, "effect": EFFECT, "level": LEVEL, "novelty": NOVELTY, "news": NEWS, "course": COURSE,
    "attends": ATTENDS, "swap": SWAP, "survey": SURVEY,
}  # fmt: skip
"""What each array of the plan that is about reforms is made of."""


def words_before(arrays: Arrays, name: str) -> int:
    """How many 8-byte words stand before a tuned array."""
    sizes = [getattr(arrays, other).nbytes // 8 for other in TUNED[: TUNED.index(name)]]
    return sum(sizes)  # integers


def own(arrays: Arrays) -> Arrays:
    """The plan with tuned arrays of its own; the plan itself where nothing changes."""
    if len(arrays.parameter) == 0:
        return arrays
    words = np.concatenate([getattr(arrays, name).view(np.int64) for name in TUNED])
    parts, place = {}, 0
    for name in TUNED:
        array = getattr(arrays, name)
        size = array.nbytes // 8
        parts[name] = words[place : place + size].view(array.dtype)
        place += size
    return arrays._replace(**parts, number=words.view(np.float64), whole=words)
