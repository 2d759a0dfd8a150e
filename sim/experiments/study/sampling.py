"""Where the points of a design lie: a row a point, a column a number that is varied, from 0 (its low end) to 1."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.language.errors import BadRequest

Places = npt.NDArray[np.float64]
LEVELS = 4
"""Of each number in a Morris design."""


def needed(module: str, package: str) -> Any:
    """A library that not everybody has. Raises BadRequest with what to install."""
    try:
        return import_module(module)
    except ImportError:
        raise BadRequest("no_research", package=package) from None


def fractional(columns: int, resolution: int) -> Places:
    """The smallest regular fraction of a two-level factorial of that resolution (Box and Hunter 1961).

    With 3 main effects are told from each other, with 4 from the effects of pairs as well: columns are products of
    basic ones, with 4 of an odd number, of which no three make another. Made by pyDOE3 of words that are ours: those
    that it finds for a resolution are not of it from 16 columns on, nor any of resolution 5 (its version 1.6).
    """
    basic = next(number for number in range(1, columns + 1) if len(_words(number, resolution)) >= columns)
    words = " ".join(_words(basic, resolution)[:columns])
    return _from_signs(needed("pyDOE3", "pyDOE3").fracfact(words))


def _words(basic: int, resolution: int) -> list[str]:
    """The products of basic columns that may stand in a design, the short ones first."""
    sizes = range(1, basic + 1, 1 if resolution == RESOLUTIONS[0] else 2)
    return ["".join(word) for size in sizes for word in combinations("abcdefgh"[:basic], size)]


def plackett_burman(columns: int) -> Places:
    """The design of Plackett and Burman (1946), of four points more than columns at the most; by pyDOE3."""
    return _from_signs(needed("pyDOE3", "pyDOE3").pbdesign(columns))


def _from_signs(signs: Places) -> Places:
    return (np.asarray(signs, float) + 1.0) / 2.0


def latin_hypercube(columns: int, size: int, seed: int) -> Places:
    """Each column has one place in each of `size` equal parts (McKay, Beckman and Conover 1979)."""
    from scipy.stats.qmc import LatinHypercube

    return np.asarray(LatinHypercube(columns, rng=seed).random(size))


def sobol_sequence(columns: int, size: int, seed: int) -> Places:
    """The first points of a scrambled Sobol sequence; of twice the size the first half are the same."""
    from scipy.stats.qmc import Sobol

    return np.asarray(Sobol(columns, rng=seed).random(size))


def morris(columns: int, size: int, seed: int) -> Places:
    """So many trajectories (Morris 1991), one after the other, each of a point more than columns; by SALib."""
    sample = needed("SALib.sample.morris", "SALib").sample
    return np.asarray(sample(problem([str(column) for column in range(columns)]), size, LEVELS, seed=seed))


def saltelli(columns: int, size: int, seed: int) -> Places:
    """So many blocks: a point, the point with each column of another in turn, the other (Saltelli 2010); by SALib."""
    sample = needed("SALib.sample.sobol", "SALib").sample
    named = problem([str(column) for column in range(columns)])
    return np.asarray(sample(named, size, calc_second_order=False, seed=seed))


def problem(names: list[str]) -> dict[str, Any]:
    """What SALib calls a problem: numbers by name, each from 0 to 1."""
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


class Sampling(NamedTuple):
    """A sample of places: how, of how many unless a study says so, how many points of a size and columns.

    `doubling`: sizes are powers of two, or the sample loses its balance. `alone`: columns have to be independent.
    """

    places: Callable[[int, int, int], Places]
    size: int
    points: Callable[[int, int], int]
    doubling: bool = False
    alone: bool = False


SAMPLES = {
    "latin_hypercube": Sampling(latin_hypercube, 64, lambda size, _: size),
    "sobol": Sampling(sobol_sequence, 64, lambda size, _: size, doubling=True),
    "morris": Sampling(morris, 10, lambda size, columns: size * (columns + 1), alone=True),
    "saltelli": Sampling(saltelli, 64, lambda size, columns: size * (columns + 2), doubling=True, alone=True),
}
FRACTIONS = ("fractional", "plackett_burman")
"""Designs of levers that have two values each."""
RESOLUTIONS = (3, 4)
MOST_COLUMNS = 23
"""Of a Plackett–Burman design; a larger one pyDOE3 (1.6) does not make."""
