"""How far a difference lies apart over what is not known, chance taken off, and which unknown numbers decide it."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.measures.intervals import LEVEL

Floats = npt.NDArray[np.float64]
SURE = 0.01
"""The chance that a number is called decisive among many of which none is; a table holds many differences."""
TINY = 1e-12


class Spread(NamedTuple):
    """Between what a true difference lies over draws of what is not known; NaN where fewer than two draws had it."""

    mean: float
    low: float
    high: float
    draws: int

    def leaves_out_nought(self) -> bool:
        """Whether its sign is the same over (nearly) all draws."""
        return self.low > 0.0 or self.high < 0.0


def spread(found: Floats, chance: Floats, level: float = LEVEL) -> Spread:
    """The middle `level` of the true difference over draws, of each of which one run was seen.

    `found` are the differences by draw, `chance` those of runs in which nothing is drawn: their variance is taken off
    that of `found`, and the draws are moved towards their mean accordingly. So it does not narrow with more runs or
    draws. Where chance alone would scatter as far it has no width. Quantiles: Hyndman and Fan (1996), number 8.
    """
    found, chance = found[np.isfinite(found)], chance[np.isfinite(chance)]
    if len(found) < 2:
        return Spread(*(np.nan,) * 3, len(found))
    mean, seen = float(found.mean()), float(found.var(ddof=1))
    by_chance = float(chance.var(ddof=1)) if len(chance) > 1 else 0.0
    shrunk = max(seen - by_chance, 0.0) / seen if seen else 0.0
    ends = ((1.0 - level) / 2.0, (1.0 + level) / 2.0)
    low, high = np.quantile(mean + (found - mean) * shrunk**0.5, ends, method="median_unbiased")
    return Spread(mean, float(low), float(high), len(found))


class Decisive(NamedTuple):
    """An unknown number with the rank correlation of a difference with it (Spearman); of kinds the share explained."""

    place: int
    correlation: float


def decisive(drawn: Floats, found: Floats, kinds: frozenset[int] = frozenset()) -> list[Decisive]:
    """The columns of `drawn` (draws by numbers) that move a difference beyond doubt, the strongest first.

    Spearman's rank correlation, for columns of `kinds` Kruskal and Wallis; tested together after Holm (1979). Nothing
    where there are too few draws to tell among so many numbers.
    """
    from scipy.special import stdtr
    from scipy.stats import kruskal, rankdata

    there = np.isfinite(found)
    drawn, found, draws = drawn[there], found[there], int(there.sum())
    if draws < 3 or np.ptp(found) == 0.0:
        return []
    places = [place for place, column in enumerate(drawn.T) if np.ptp(column) > 0.0]
    ours, theirs = (ranks - ranks.mean(axis=0) for ranks in (rankdata(drawn[:, places], axis=0), rankdata(found)))
    moved = theirs @ ours / np.sqrt((ours**2).sum(axis=0) * (theirs**2).sum())
    chances = 2.0 * stdtr(draws - 2, -np.abs(moved) * np.sqrt((draws - 2) / np.maximum(1.0 - moved**2, TINY)))
    for at in (at for at, place in enumerate(places) if place in kinds):
        column = drawn[:, places[at]]
        h, chances[at] = kruskal(*(found[column == kind] for kind in np.unique(column)))
        moved[at] = h / (draws - 1)
    named = []
    for rank, at in enumerate(np.argsort(chances, kind="stable")):
        if chances[at] * (len(places) - rank) > SURE:
            break
        named.append(Decisive(places[at], float(moved[at])))
    return named
