"""Ranking and selection: which of several systems is the best, with as few replications as that takes.

The fully sequential procedures KN and KN++ with an indifference zone. S.-H. Kim, B. L. Nelson, A fully sequential
procedure for indifference-zone selection in simulation, ACM TOMACS 11 (2001), 251–273; the same, On the asymptotic
validity of fully sequential selection procedures for steady-state simulation, Operations Research 54 (2006), 475–488.
All that counts are differences of systems in the same replication, whatever they have in common.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.measures.intervals import Floats


@dataclass(frozen=True)
class Zone:
    """What is asked of a selection.

    The best is selected at least as often as `confidence` says wherever it is better than all others by `zone` or more;
    otherwise one that is worse than it by less. Nobody is left out before so many replications as `first` says.
    `updating`: variances are those of all replications so far (KN++), and not of the first ones (KN); that takes fewer,
    and the promise holds as their number grows.
    """

    zone: float
    confidence: float = 0.95
    first: int = 10
    updating: bool = False

    def factor(self, systems: int, runs: int) -> float:
        """By what a variance of differences over so many replications counts: h² of the papers, for dependent ones."""
        beta = (1.0 - self.confidence) / max(1, systems - 1)
        freedom = runs - 1
        return float(freedom * ((2.0 * beta) ** (-2.0 / freedom) - 1.0))


class Stage(NamedTuple):
    """Which systems may still be the best, and whether that is all that can be told.

    It is over with one system, or with several that came out the same to the last bit.
    """

    kept: npt.NDArray[np.bool_]
    over: bool


def stage(values: Floats, asked: Zone, systems: int) -> Stage:
    """After so many replications, of the systems that were not left out before; more is better.

    Shape of `values` (systems still in, replications), as many for each; `systems` are those that there were at first.
    """
    runs = values.shape[1]
    if runs < asked.first:
        return Stage(np.ones(len(values), bool), over=False)
    seen = values if asked.updating else values[:, : asked.first]
    apart = (seen[:, None, :] - seen[None, :, :]).var(axis=2, ddof=1)
    needed = asked.factor(systems, seen.shape[1]) * apart / asked.zone
    margin = np.maximum(0.0, (needed - runs * asked.zone) / 2.0)
    sums = values.sum(axis=1)
    kept = ~(sums[:, None] < sums[None, :] - margin).any(axis=1)
    return Stage(kept, over=bool(kept.sum() == 1 or not margin[np.ix_(kept, kept)].any()))
