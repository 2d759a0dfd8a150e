"""How much each number that was varied moves an outcome, told from the chance of runs.

Outcomes are given by point and run; all points have the same luck in a run. What is squared is made of products of
different runs, whose chance is independent, so that noise does not pass for an effect. An interval has two parts: that
other points would have been drawn, and that other runs would have been made.

M. D. Morris, Factorial sampling plans for preliminary computational experiments, Technometrics 33 (1991), 161–174; F.
Campolongo, J. Cariboni, A. Saltelli, An effective screening design for sensitivity analysis of large models,
Environmental Modelling & Software 22 (2007), 1509–1518; M. J. W. Jansen, Analysis of variance designs for model output,
Computer Physics Communications 117 (1999), 35–43; A. Saltelli and others, Variance based sensitivity analysis of model
output: design and estimator for the total sensitivity index, the same 181 (2010), 259–270.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.measures.intervals import LEVEL, Estimate

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int_]
FEWEST = 3
"""With fewer runs a point chance cannot be told from an effect."""
ROUNDING = 1e-20
"""What is left of a variance below this share of it is rounding: two neighbours in other order leave more."""


class Effect(NamedTuple):
    """What a number does to an outcome: `size` with its interval, beside it what else its method tells.

    `chance` is the probability of as much by chance alone; NaN where so few runs or points cannot tell.
    """

    size: Estimate
    beside: Estimate
    chance: float


def across(left: Floats, right: Floats) -> Floats:
    """The mean product of different runs (the last axis); of the same where there is one run only."""
    runs = left.shape[-1]
    if runs == 1:
        return (left * right)[..., 0]  # type: ignore[no-any-return]
    sums = left.sum(axis=-1) * right.sum(axis=-1) - (left * right).sum(axis=-1)
    return np.asarray(sums / (runs * (runs - 1)))


def noise(found: Floats) -> float:
    """Which share of the variance over points (points by runs) is chance of runs; NaN with one run."""
    seen = float(found.mean(axis=1).var())
    if found.shape[1] == 1 or seen == 0.0:
        return np.nan
    centred = found - found.mean(axis=0)
    return float(np.clip(1.0 - across(centred, centred).mean() / seen, 0.0, 1.0))


def by_chance(moved: Floats) -> float:
    """The probability that differences (blocks by runs) are chance alone; NaN with fewer than three runs.

    Of one block the test of Student. Of several, in which an effect may have either sign: each run is held against the
    mean of the others, as cross-validation does; sums of that are 0 in the mean without an effect, whatever the blocks
    of a run share. Their variance is that of a degenerate U-statistic (Serfling 1980, 5.5.2).
    """
    from scipy.special import stdtr

    blocks, runs = moved.shape
    if not moved.any():
        return 1.0
    if runs < FEWEST:
        return np.nan
    others = (moved.sum(axis=1, keepdims=True) - moved) / (runs - 1)
    agreed, sides, wider = (moved[0], 2.0, 1.0) if blocks == 1 else ((moved * others).mean(axis=0), 1.0, 0.0)
    wider = wider or 2.0 * (runs - 1) / (runs - 2)
    error = float(np.sqrt(wider * agreed.var(ddof=1) / runs))
    mean = abs(float(agreed.mean())) if blocks == 1 else float(agreed.mean())
    return sides * float(stdtr(runs - 1, -mean / error)) if error else float(mean <= 0.0)


def morris(found: Floats, places: Floats) -> list[Effect]:
    """The elementary effects of trajectories (Morris 1991): mean absolute effect (Campolongo 2007), beside it sigma.

    `found` are trajectories by points by runs, `places` trajectories by points by numbers, from 0 to 1. An effect is
    that of the whole range. Sigma is free of the chance of runs, the mean absolute effect is not: see `morris_chance`.
    """
    effects = _elementary(found, places)

    def told(effects: Floats) -> Floats:
        centred = effects - effects.mean(axis=0)
        sigma = np.sqrt(np.maximum(across(centred, centred).sum(axis=0) / max(len(effects) - 1, 1), 0.0))
        return np.array([np.abs(effects.mean(axis=-1)).mean(axis=0), sigma])

    sizes = np.abs(effects.mean(axis=-1))
    error = sizes.std(axis=0, ddof=1) / np.sqrt(len(sizes)) if len(sizes) > 1 else np.full(sizes.shape[1], np.inf)
    size, sigma = told(effects)
    wide = _half(error, len(sizes), *_over_runs(lambda kept: told(effects[..., kept])[0], effects.shape[-1]))
    return [
        Effect(Estimate(size[k], max(size[k] - wide[k], 0.0), size[k] + wide[k], found.shape[-1]),
               _alone(sigma[k]), by_chance(effects[:, k]))
        for k in range(len(size))
    ]  # fmt: skip


def morris_chance(found: Floats, places: Floats) -> Floats:
    """About the mean absolute effect that chance of runs alone would show for each number; NaN with one run."""
    effects = _elementary(found, places)
    if effects.shape[-1] == 1:
        return np.full(effects.shape[1], np.nan)
    errors = effects.std(axis=-1, ddof=1) / np.sqrt(effects.shape[-1])
    return np.asarray(np.sqrt(2.0 / np.pi) * errors.mean(axis=0))


def _elementary(found: Floats, places: Floats) -> Floats:
    """Trajectories by numbers by runs."""
    steps, moves = np.diff(places, axis=1), np.diff(found, axis=1)
    effects = np.zeros((len(found), places.shape[2], found.shape[2]))
    each = np.arange(len(found))[:, None]
    which = np.abs(steps).argmax(axis=2)
    effects[each, which] = moves / np.take_along_axis(steps, which[:, :, None], axis=2)
    return effects


def sobol(found: Floats) -> list[Effect]:
    """Total shares of the variance (Jansen 1999), beside them those of each number alone (Saltelli 2010).

    `found` are blocks by points by runs: the points of a block are one, that with each number of another in turn, and
    the other.
    """
    centred = found - found.mean(axis=(0, 1))
    first, swapped, other = centred[:, :1], centred[:, 1:-1], centred[:, -1:]

    def parts(kept: Ints) -> tuple[Floats, Floats]:
        """By block what is summed up: total and first-order by number, and the variance."""
        a, ab, b = first[..., kept], swapped[..., kept], other[..., kept]
        whole = (across(a, a) + across(b, b)) / 2.0
        return np.stack([across(a - ab, a - ab) / 2.0, across(np.broadcast_to(b, ab.shape), ab - a)]), whole

    def shares(kept: Ints) -> Floats:
        above, whole = parts(kept)
        variance = whole.mean() - ((first[..., kept].mean() + other[..., kept].mean()) / 2.0) ** 2
        return np.asarray(above.mean(axis=1) / variance) if variance > 0.0 else np.full(above.shape[::2], np.nan)

    every = np.arange(found.shape[-1])
    above, whole = parts(every)
    found_shares = shares(every)
    off = above - found_shares[:, None] * whole
    error = off.std(axis=1, ddof=1) / (whole.mean() * np.sqrt(len(found))) if len(found) > 1 else np.inf + found_shares
    wide = _half(error, len(found), *_over_runs(shares, found.shape[-1]))
    runs = found.shape[-1]
    total, alone = (
        [Estimate(x, x - w, x + w, runs) for x, w in zip(found_shares[i], wide[i], strict=True)] for i in (0, 1)
    )
    moved = first - swapped
    return [Effect(total[k], alone[k], by_chance(moved[:, k])) for k in range(len(total))]


def ranks(drawn: Floats, found: Floats, kinds: frozenset[int] = frozenset(), level: float = LEVEL) -> list[Effect]:
    """Partial rank correlations (Iman and Conover 1979) of point means with each column of `drawn`, by Fisher's z.

    Of columns of `kinds` the root of the partial share explained, without sign or interval. Where points are too few to
    hold so many columns (see `held`) plain rank correlations. NaN where the others settle the order by themselves.
    Beside it nothing.
    """
    from scipy.special import fdtrc, ndtri
    from scipy.stats import rankdata

    points, runs = found.shape
    parts = [_dummies(column) if place in kinds else rankdata(column)[:, None] for place, column in enumerate(drawn.T)]
    outcome = rankdata(found.mean(axis=1))
    constant, effects = np.ptp(outcome) == 0.0, []
    for place, part in enumerate(parts):
        others = [*parts[:place], *parts[place + 1 :]] if held(parts, points) else []
        size, left = part.shape[1], points - 1 - part.shape[1] - sum(one.shape[1] for one in others)
        if left < 2 or constant or not size:
            effects.append(Effect(_alone(np.nan), _alone(np.nan), 1.0 if constant or not size else np.nan))
            continue
        (full, signs), (without, _) = _rest([part, *others], outcome), _rest(others, outcome)
        if without <= ROUNDING * outcome @ outcome:  # the others settle the whole order of the points
            effects.append(Effect(_alone(np.nan), _alone(np.nan), np.nan))
            continue
        share = max(without - full, 0.0) / without
        chance = float(fdtrc(size, left, share / max(1.0 - share, 1e-12) * left / size))
        rho = np.sqrt(share) * (1.0 if place in kinds else signs[0])
        wide = np.nan if place in kinds else ndtri((1.0 + level) / 2.0) / np.sqrt(max(left - 1, 1))
        z = np.arctanh(np.clip(rho, -1.0 + 1e-12, 1.0 - 1e-12))
        correlation = Estimate(rho, np.tanh(z - wide), np.tanh(z + wide), 1 if place in kinds else runs)
        effects.append(Effect(correlation, _alone(np.nan), chance))
    return effects


def held(parts: Sequence[Floats], points: int) -> bool:
    """Whether so many points are enough to hold all other columns while one is looked at."""
    return points - 1 - sum(part.shape[1] for part in parts) >= 2


def _rest(parts: Sequence[Floats], outcome: Floats) -> tuple[float, Floats]:
    """What a regression on columns leaves unexplained, and the signs of its slopes."""
    columns = np.column_stack([*parts, np.ones(len(outcome))])
    slopes = np.linalg.lstsq(columns, outcome, rcond=None)[0]
    return float(((outcome - columns @ slopes) ** 2).sum()), np.sign(slopes)


def _dummies(column: Floats) -> Floats:
    """A column for each kind but the first."""
    return np.asarray(column[:, None] == np.unique(column)[1:], float)


def swing(low: Floats, high: Floats) -> Effect:
    """From the outcome at the low end of a number (by run) to that at its high end, paired; beside it the low one."""
    from sim.measures.intervals import estimate

    return Effect(estimate(high - low), estimate(low), by_chance((high - low)[None]))


def told(effects: Sequence[Effect], sure: float) -> list[bool | None]:
    """Which effects are told from chance, together after Holm (1979); None where that cannot be said."""
    chances = np.array([one.chance for one in effects])
    found: list[bool | None] = [None if np.isnan(chance) else False for chance in chances]
    for rank, at in enumerate(np.argsort(chances, kind="stable")):
        if not chances[at] * (len(chances) - rank) <= sure:
            break
        found[at] = True
    return found


def _over_runs(statistic: Callable[[Ints], Floats], runs: int) -> tuple[Floats | float, int]:
    """The standard error that comes of the runs (jackknife), and how many there are; none with fewer than three."""
    if runs < FEWEST:
        return 0.0, 0
    every = np.arange(runs)
    found = np.array([statistic(every[every != run]) for run in every])
    return np.sqrt((runs - 1) / runs * ((found - found.mean(axis=0)) ** 2).sum(axis=0)), runs


def _half(error: Floats, blocks: int, by_runs: Floats | float, runs: int) -> Floats:
    """Half an interval of both parts."""
    from scipy.special import stdtrit

    at = (1.0 + LEVEL) / 2.0
    own = error * stdtrit(max(blocks - 1, 1), at)
    return np.asarray(np.sqrt(own**2 + (by_runs * stdtrit(max(runs - 1, 1), at)) ** 2))


def _alone(value: float) -> Estimate:
    """A number without an interval."""
    return Estimate(float(value), np.nan, np.nan, 0)
