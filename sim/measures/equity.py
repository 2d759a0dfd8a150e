"""How far groups of citizens lie apart: each group, each against the rest, and the best against the worst."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from sim.measures.citizen_groups import LEAST_PEOPLE, Groups
from sim.measures.histogram import Floats, Ints, regrouped
from sim.measures.measure import BETWEEN, LOWER, NEITHER, Key, Measure, keyed
from sim.measures.visits import ratio

_GAPS = (
    Measure("wait_gap", "min", LOWER, dimension="fairness", between=("age", "disability")),
    Measure("turned_away_gap", "share", LOWER),
    Measure("visits_gap", "visits/case", LOWER, dimension="fairness", between=("skill",)),
    Measure("paid_gap", "rupiah/citizen", LOWER),
    Measure("trust_gap", "points 0-1", LOWER, dimension="fairness", between=("connection",), of_100=True),
    Measure("satisfaction_gap", "points 0-1", LOWER, of_100=True),
)
_RESTS = tuple(
    Measure(gap.name.replace("_gap", "_against_rest"), gap.unit, NEITHER, of_100=gap.of_100, least=-1.0)
    for gap in _GAPS
)
MEASURES = (*_GAPS, *_RESTS)


class Compared(NamedTuple):
    """What groups are compared by: measures of the group, of the gap, against the rest ("": not wanted).

    The value of a group is `scale` times the sum of `above` by that of `below`, both by cell; `people` are
    those behind it.
    """

    measure: str
    gap: str
    rest: str
    above: Floats
    below: Floats | Ints
    people: Ints
    scale: float = 1.0


def group_values(found: Compared, cut: Groups, place: Ints) -> Iterator[tuple[Key, float]]:
    """The value of each group; NaN for fewer than LEAST_PEOPLE."""
    values = _grouped(found, place, len(cut.names))[0]
    return keyed(found.measure, cut.by, cut.names, values)


def gaps(found: Compared, cut: Groups, place: Ints) -> Iterator[tuple[Key, float]]:
    """The best against the worst group, and each against all others together; NaN where too few people are behind."""
    values, against = _grouped(found, place, len(cut.names))
    known = values[np.isfinite(values)]
    yield Key(found.gap, BETWEEN, cut.by), float(np.ptp(known)) if len(known) > 1 else np.nan
    yield from keyed(found.rest, cut.by, cut.names, against)


def _grouped(found: Compared, place: Ints, size: int) -> tuple[Floats, Floats]:
    """By group the value, and its difference to that of the others."""
    above, below, people = (regrouped(part, place, size) for part in (found.above, found.below, found.people))
    enough, others = people >= LEAST_PEOPLE, people.sum() - people >= LEAST_PEOPLE
    values = np.where(enough, found.scale * ratio(above, below), np.nan)
    rest = found.scale * ratio(above.sum() - above, below.sum() - below)
    return values, np.where(enough & others, values - rest, np.nan)
