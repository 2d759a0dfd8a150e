"""Families of durations, fitted by maximum likelihood to what was seen of them, and compared by a proper score."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import optimize, special

Floats = npt.NDArray[Any]
Law = Callable[[Floats, float, float], Floats]
LEAST = 1e-12
"""A likelihood below this says no more than that a value does not fit."""


class Family(NamedTuple):
    """A family by its mean and a second number (`shape`, as a scenario calls it; none: nothing).

    `below` is the distribution function of (x, mean, second), `share` the part of the mean that lies below x.
    """

    name: str
    shape: str
    below: Law
    share: Law


def _gamma(more: int) -> Law:
    return lambda x, mean, cv: special.gammainc(1.0 / cv**2 + more, x / (mean * cv**2))


def _lognormal(more: int) -> Law:
    def below(x: Floats, mean: float, cv: float) -> Floats:
        sd = np.sqrt(np.log1p(cv**2))
        return special.ndtr((np.log(np.maximum(x, 1e-300) / mean) + sd**2 / 2.0) / sd - more * sd)

    return below


def _weibull(x: Floats, mean: float, shape: float) -> Floats:
    return -np.expm1(-((x * special.gamma(1.0 + 1.0 / shape) / mean) ** shape))


def _weibull_share(x: Floats, mean: float, shape: float) -> Floats:
    return special.gammainc(1.0 + 1.0 / shape, (x * special.gamma(1.0 + 1.0 / shape) / mean) ** shape)


FAMILIES = (
    Family("gamma", "cv", _gamma(0), _gamma(1)),
    Family("lognormal", "cv", _lognormal(0), _lognormal(1)),
    Family("weibull", "shape", _weibull, _weibull_share),
    Family("exponential", "", lambda x, m, _: -np.expm1(-x / m), lambda x, m, _: special.gammainc(2.0, x / m)),
)
"""Those of a scenario that have a mean and a tail."""


@dataclass(frozen=True)
class Rounded:
    """Durations between two times that a clock wrote in steps of `step`; each `value` (a multiple of it) `count` times.

    Of a duration s that begins anywhere within a step, the share 1 - |s - value| / step is seen as `value`, so that
    the likelihood is a second difference of the integrated distribution function: no bias, however coarse the clock.
    """

    value: Floats
    count: Floats
    step: float

    def likelihood(self, family: Family, mean: float, second: float) -> Floats:
        """Of each value."""
        left, here, right = (self._upto(family, self.value + k * self.step, mean, second) for k in (-1, 0, 1))
        return (right - 2.0 * here + left) / self.step

    @staticmethod
    def _upto(family: Family, x: Floats, mean: float, second: float) -> Floats:
        x = np.maximum(x, 0.0)
        return x * family.below(x, mean, second) - mean * family.share(x, mean, second)


@dataclass(frozen=True)
class Censored:
    """Durations known to lie in (low, high]; `count` of each. A high of infinity: longer than `low`."""

    low: Floats
    high: Floats
    count: Floats

    def likelihood(self, family: Family, mean: float, second: float) -> Floats:
        """Of each interval."""
        above = np.isinf(self.high)
        upto = np.where(above, 1.0, family.below(np.where(above, 1.0, self.high), mean, second))
        return upto - family.below(self.low, mean, second)


@dataclass(frozen=True)
class Fit:
    """A family with its numbers: `mean` in the unit of the data, `second`; the covariance of their logarithms."""

    family: Family
    mean: float
    second: float
    covariance: Floats
    loglik: float

    @property
    def numbers(self) -> tuple[float, ...]:
        """The numbers that the family has."""
        return (self.mean, self.second) if self.family.shape else (self.mean,)


Data = Rounded | Censored


def score(data: Data, family: Family, mean: float, second: float) -> float:
    """The sum of the logarithms of the likelihood: the proper score by which families are fitted and compared."""
    return float(data.count @ np.log(np.maximum(data.likelihood(family, mean, second), LEAST)))


def fitted(data: Data, family: Family, start: tuple[float, float]) -> Fit:
    """The fit of a family by maximum likelihood, sought from a mean and a second number."""
    size = 2 if family.shape else 1

    def numbers(logs: Floats) -> Floats:
        return np.exp(np.clip(np.append(logs, 0.0)[:2], -20.0, 20.0))

    def loss(logs: Floats) -> float:
        mean, second = numbers(logs)
        return -score(data, family, mean, min(max(second, 0.02), 50.0))

    options = {"xatol": 1e-4, "fatol": 1e-4, "maxiter": 400}
    found = optimize.minimize(loss, np.log(start[:size]), method="Nelder-Mead", options=options).x
    mean, second = numbers(found)
    return Fit(family, float(mean), float(second), _covariance(loss, found), -loss(found))


def _covariance(loss: Callable[[Floats], float], at: Floats, step: float = 1e-3) -> Floats:
    """The inverse of the curvature, by differences."""
    moves, size = step * np.eye(len(at)), len(at)
    curve = np.array(
        [
            [loss(at + a + b) - loss(at + a - b) - loss(at - a + b) + loss(at - a - b) for b in moves]
            for a in moves
        ]
    ) / (4.0 * step * step)  # fmt: skip
    values, vectors = np.linalg.eigh(curve)
    kept = np.maximum(values, 1e-2)  # flat where the data say nothing: a factor of e^10 either way
    return np.asarray((vectors / kept) @ vectors.T).reshape(size, size)


def compared(
    whole: Data, halves: Sequence[Data], start: tuple[float, float], families: Sequence[Family] = FAMILIES
) -> tuple[Fit, dict[str, float]]:
    """The family that foretells each half of the data best from the other, fitted to all; and every family's score.

    The score is the logarithm of the likelihood of a value that was not used, on average.
    """
    seen = sum(half.count.sum() for half in halves)
    scores = {}
    for family in families:
        fits = [fitted(half, family, start) for half in halves]
        told = [score(other, family, fit.mean, fit.second) for fit, other in zip(fits, reversed(halves), strict=True)]
        scores[family.name] = sum(told) / seen
    best = max(families, key=lambda family: scores[family.name])
    return fitted(whole, best, start), scores
