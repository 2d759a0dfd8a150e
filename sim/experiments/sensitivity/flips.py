"""What flips a conclusion: the few doubts, and their ranges, in which a difference has the other sign.

Found by a tree (scikit-learn) on one half of the draws and held on the other: whoever looks through many doubts finds
something in any draws, and chance does not come again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.experiments.study.sampling import needed
from sim.measures.spread import SURE, Spread, spread

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
DEEP, SMALLEST, SHARE = 3, 5, 20
"""A box has at most so many limits; so many draws of the half it is found on, or one of so many of them."""
LOSES = 0.03
"""A limit is left out where the share of flips within falls by no more."""


class Answer(StrEnum):
    """What is known of what flips a conclusion."""

    NOTHING = auto()  # the sign is the same in all draws, chance taken off
    FOUND = auto()
    UNKNOWN = auto()  # it changes, but no doubt that decides it comes out on both halves
    FEW = auto()  # too few draws to look
    UNTRIED = auto()  # the design has no independent draws


class Limit(NamedTuple):
    """From where to where a doubt lies (endless where there is no end); a kind is named instead."""

    path: str
    low: float
    high: float
    kind: str = ""


class Box(NamedTuple):
    """Limits within which a conclusion flips; held on the other half: draws within and beyond, and flips of each."""

    limits: tuple[Limit, ...]
    within: int
    flips: int
    beyond: int
    others: int


@dataclass(frozen=True)
class Flips:
    """Over the draws: in how many a difference has not the sign of its mean, where the true one lies, and the boxes."""

    answer: Answer
    draws: int
    contrary: int
    over: Spread
    boxes: tuple[Box, ...] = ()


class Columns(NamedTuple):
    """What draws are told by: names, values (draws by columns), and of a kind its name, which is 1 where it holds."""

    paths: Sequence[str]
    values: Floats
    kinds: Sequence[str]


def columns_of(paths: Sequence[str], drawn: Sequence[Any]) -> Columns:
    """The values of draws (settings by path): a column a number, one a kind of what is no number."""
    names: list[str] = []
    values: list[list[float]] = []
    kinds: list[str] = []
    for path in paths:
        own = [setting[path] for setting in drawn]
        each = sorted(set(own)) if isinstance(own[0], str) else [""]
        for kind in each:
            names.append(path)
            kinds.append(kind)
            values.append([float(value == kind) if kind else float(value) for value in own])
    return Columns(names, np.array(values, float).T, kinds)


def flips_of(columns: Columns, gaps: Floats, seed: int) -> Flips:
    """What flips the sign of differences (draws by runs) over draws of columns."""
    means = gaps.mean(axis=1)
    over = spread(means, _of_means(gaps - means[:, None] - gaps.mean(axis=0) + gaps.mean()))
    contrary = means * means.mean() < 0.0
    about = (len(means), int(contrary.sum()), over)
    if not contrary.any() or (over.leaves_out_nought() and gaps.shape[1] > 1):
        return Flips(Answer.NOTHING, *about)
    first = np.random.default_rng(seed).permutation(len(means)) < len(means) // 2
    if min(contrary[first].sum(), (~contrary[first]).sum()) < SMALLEST or contrary[~first].sum() < 2:
        return Flips(Answer.FEW, *about)
    boxes = tuple(_held(_boxes(columns, contrary, means, first), columns, contrary & ~first, ~first))
    return Flips(Answer.FOUND if boxes else Answer.UNKNOWN, *about, boxes)


def _of_means(rest: Floats) -> Floats:
    """Numbers of which the variance is that of chance in the mean of runs, what draws share left out; none of one."""
    draws, runs = rest.shape
    if runs == 1 or draws == 1:
        return np.zeros(0)
    error = float(np.sqrt((rest**2).sum() / ((draws - 1) * (runs - 1)) / runs))
    return np.array([-error, error]) / np.sqrt(2.0)


def _boxes(columns: Columns, contrary: Bools, means: Floats, half: Bools) -> Iterator[tuple[Limit, ...]]:
    """The leaves of a tree in which most weight is contrary, with no more limits than they need, none in another."""
    trees = needed("sklearn.tree", "scikit-learn")
    smallest = max(SMALLEST, int(half.sum()) // SHARE)
    tree = trees.DecisionTreeClassifier(max_depth=DEEP, min_samples_leaf=smallest, random_state=0)
    inside, flipped = columns.values[half], contrary[half]
    grown = tree.fit(inside, flipped, sample_weight=np.abs(means[half])).tree_
    learnt = columns._replace(values=inside)
    found = list(dict.fromkeys(_simple(one, learnt, flipped) for one in _leaves(grown, columns, 0, {})))
    for one in found:
        if not any(set(other) < set(one) for other in found):
            yield one


def _leaves(
    tree: Any, columns: Columns, node: int, ends: dict[int, tuple[float, float]]
) -> Iterator[tuple[Limit, ...]]:
    at, cut = int(tree.feature[node]), float(tree.threshold[node])
    if tree.children_left[node] < 0:
        if tree.value[node][0][1] > tree.value[node][0][0]:
            yield tuple(Limit(columns.paths[k], *pair, columns.kinds[k]) for k, pair in ends.items())
        return
    low, high = ends.get(at, (-np.inf, np.inf))
    yield from _leaves(tree, columns, int(tree.children_left[node]), {**ends, at: (low, min(high, cut))})
    yield from _leaves(tree, columns, int(tree.children_right[node]), {**ends, at: (max(low, cut), high)})


def _simple(limits: tuple[Limit, ...], columns: Columns, flipped: Bools) -> tuple[Limit, ...]:
    """Without the limits that do not matter."""
    for one in limits:
        fewer = tuple(other for other in limits if other is not one)
        if fewer and _share(fewer, columns, flipped) >= _share(limits, columns, flipped) - LOSES:
            limits = fewer
    return limits


def _share(limits: Sequence[Limit], columns: Columns, flipped: Bools) -> float:
    within = _within(limits, columns)
    return float(flipped[within].mean()) if within.any() else 0.0


def _within(limits: Sequence[Limit], columns: Columns) -> Bools:
    inside = np.ones(len(columns.values), bool)
    names = list(zip(columns.paths, columns.kinds, strict=True))
    for path, low, high, kind in limits:
        column = columns.values[:, names.index((path, kind))]
        inside &= (column > low) & (column <= high)
    return inside


def _held(found: Iterator[tuple[Limit, ...]], columns: Columns, flipped: Bools, half: Bools) -> Iterator[Box]:
    """Those in which the sign changes more often than elsewhere on the other half as well (Fisher's exact test)."""
    from scipy.stats import fisher_exact

    boxes = list(found)
    for limits in boxes:
        within = _within(limits, columns) & half
        counts = [int(within.sum()), int((flipped & within).sum())]
        counts += [int(half.sum()) - counts[0], int(flipped.sum()) - counts[1]]
        table = [[counts[1], counts[0] - counts[1]], [counts[3], counts[2] - counts[3]]]
        if counts[0] and fisher_exact(table, alternative="greater").pvalue * len(boxes) <= SURE:
            yield Box(limits, *counts)
