"""Numbers that a scenario doubts, drawn together: ends are those of 95 %, and estimates that go together do so here."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.document.parameters import number_at, with_number
from sim.office.comparing import Doubt
from sim.office.scenario import Scenario

Z = 1.959964
"""Standard deviations from the middle to an end."""


def correlation(doubt: Sequence[Doubt]) -> npt.NDArray[np.float64]:
    """The correlations of the doubts, in their order: of a pair that is not given what follows from those that are.

    Each number depends on the earlier ones with which it has a pair, and beside that on nothing, so that what is given
    of a few pairs is a possible whole.
    """
    whole = np.eye(len(doubt))
    for at, before, rates in _pairs(doubt):
        among = whole[np.ix_(before, before)]
        weights = np.linalg.lstsq(among, rates, rcond=None)[0]
        explained = float(weights @ among @ weights)
        weights /= max(1.0, np.sqrt(explained))  # pairs that cannot be together
        whole[at, :at] = whole[:at, at] = weights @ whole[np.ix_(before, range(at))]
    return whole


def _pairs(doubt: Sequence[Doubt]) -> Iterator[tuple[int, list[int], npt.NDArray[np.float64]]]:
    """The place of each doubt, those of the earlier ones with which it has a pair, and the correlations."""
    place = {one.path: at for at, one in enumerate(doubt)}
    given: dict[int, dict[int, float]] = {}
    for at, one in enumerate(doubt):
        for path, value in one.correlation:
            if path in place:  # else its reform is left out
                given.setdefault(max(at, place[path]), {})[min(at, place[path])] = value
    for at in sorted(given):
        yield at, list(given[at]), np.array(list(given[at].values()))


def correlated(doubt: Sequence[Doubt], chance: np.random.Generator, count: int) -> npt.NDArray[np.float64]:
    """So many draws (rows) of a standard normal number for each doubt (columns), as `doubted` takes them."""
    return chance.multivariate_normal(np.zeros(len(doubt)), correlation(doubt), count, method="eigh")


def rearranged(places: npt.NDArray[np.float64], rates: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Places from 0 to 1 (draws by doubts), each column with its values in another order, so that columns go together.

    By the ranks of correlated normal scores (Iman and Conover 1982): each column stays the sample that it was.
    """
    if np.array_equal(rates, np.eye(len(rates))):
        return places
    from scipy.special import ndtri

    values, vectors = np.linalg.eigh(rates)
    mixed = ndtri(places) @ (vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T
    rank = mixed.argsort(axis=0).argsort(axis=0)
    return np.take_along_axis(np.sort(places, axis=0), rank, axis=0)


def doubted(scenario: Scenario, normal: Sequence[float] | npt.NDArray[Any]) -> Scenario:
    """The scenario with each number that it doubts in a place between its ends: -1.96 is the low one, 1.96 the high.

    Where both ends are above nought places go by logarithms, as factors do; nothing lies beyond the ends.
    """
    changed = scenario
    for doubt, place in zip(scenario.doubt, normal, strict=True):
        share = float(np.clip((place + Z) / (2.0 * Z), 0.0, 1.0))
        if doubt.low > 0.0:
            value = doubt.low * (doubt.high / doubt.low) ** share
        else:
            value = doubt.low + share * (doubt.high - doubt.low)
        whole = isinstance(number_at(scenario, doubt.path), int)
        changed = with_number(changed, doubt.path, round(value) if whole else value)
    return changed
