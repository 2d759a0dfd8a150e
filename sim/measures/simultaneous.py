"""Several differences at once: intervals that all hold together, what pairing was worth, how many runs would tell."""

import math
from collections.abc import Sequence

import numpy as np

from sim.measures.intervals import LEVEL, Floats, t_quantile

DRAWS, SEED = 5_000, 2026
FEW = 10
"""Below so many runs variances are too uncertain to say what pairing was worth, or how the differences go together."""
AS_LARGE = 60
"""More runs than these leave the quantile of the largest t as it is, once it is said as a level."""
CHANCE = 0.8
"""With which a difference is to be told apart where it is asked how many runs that takes."""

Pairs = Sequence[tuple[int, int]]


def joint_level(values: Floats, pairs: Pairs, level: float = LEVEL) -> float:
    """At which level each interval of a difference must be made so that all of them hold together at `level`.

    `values` are those of a measure by run and scenario, with common random numbers in a row; `pairs` are columns.
    It is the quantile of the largest |t| of all pairs under the covariances found between the scenarios, so that a
    common baseline (Dunnett 1955) or a common luck (Yang and Nelson 1991) is made use of (Hothorn, Bretz and Westfall
    2008, Simultaneous inference in general parametric models), drawn with the number of runs that there is, so that the
    standard deviations are as uncertain as they are. Never wider than Bonferroni's, which is taken where runs are few.
    One interval for a test and for people: a difference is told from 0 where its interval leaves 0 out.
    """
    most = 1.0 - (1.0 - level) / max(1, len(pairs))
    known = values[np.isfinite(values).all(axis=1)]
    runs, scenarios = known.shape
    if len(pairs) < 2 or runs < max(FEW, scenarios + 2):
        return most
    drawn = min(runs, AS_LARGE)
    largest = _largest_t(known - known.mean(axis=0), pairs, drawn)
    return most if largest is None else min(most, max(level, _as_level(float(np.quantile(largest, level)), drawn - 1)))


def _largest_t(centred: Floats, pairs: Pairs, runs: int) -> Floats | None:
    """The largest |t| of all pairs in each of many samples of so many runs; None where no pair differs at all."""
    _, sizes, axes = np.linalg.svd(centred / math.sqrt(len(centred) - 1), full_matrices=False)
    one, other = (np.array(side) for side in zip(*pairs, strict=True))
    apart = (axes[:, one] - axes[:, other]) * sizes[:, None]
    spread = np.sqrt((apart * apart).sum(axis=0))
    apart = apart[:, spread > 1e-9 * max(float(sizes[0]), 1e-300)]
    if not apart.shape[1]:
        return None
    normal = np.random.default_rng(SEED).standard_normal((DRAWS, runs, len(sizes)))
    means = normal.mean(axis=1)
    normal -= means[:, None, :]
    covariances = np.einsum("bri,brj->bij", normal, normal) / (runs - 1)
    variances = np.einsum("ip,bij,jp->bp", apart, covariances, apart, optimize=True)
    found: Floats = np.abs(math.sqrt(runs) * (means @ apart) / np.sqrt(variances)).max(axis=1)
    return found


def _as_level(quantile: float, degrees: int) -> float:
    """The level of a single two-sided interval of Student's t that is as wide."""
    from scipy.special import stdtr

    return float(2.0 * stdtr(degrees, quantile) - 1.0)


def pairing_worth(ours: Floats, theirs: Floats) -> float:
    """How many times as many runs it would take without common random numbers to know a difference as well.

    The variance with luck of their own over that of the paired differences; NaN where runs are few.
    """
    known = np.isfinite(ours) & np.isfinite(theirs)
    ours, theirs = ours[known], theirs[known]
    if len(ours) < FEW or not (ours - theirs).std() > 0.0:
        return math.nan
    return float((ours.var(ddof=1) + theirs.var(ddof=1)) / (ours - theirs).var(ddof=1))


def runs_to_tell(differences: Floats, size: float, level: float = LEVEL) -> float:
    """About how many runs in all tell a difference of a size from 0 with four chances in five (NaN: too few)."""
    from scipy.special import ndtri

    found = differences[np.isfinite(differences)]
    if len(found) < FEW or not size > 0.0:
        return math.nan
    errors = t_quantile(len(found) - 1, level) + float(ndtri(CHANCE))
    return max(float(len(found)), math.ceil((errors * float(found.std(ddof=1)) / size) ** 2))
