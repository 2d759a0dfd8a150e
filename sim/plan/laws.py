"""Distributions of a scenario → laws: a kind, three numbers, and for some a stretch of the quantile table."""

from functools import lru_cache
from math import erf, gamma, log, log1p, sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.office import distributions as named
from sim.rules import distributions as rules

NODES = 1025


class Law(NamedTuple):
    """A row of LAW."""

    kind: int
    a: float = 0.0
    b: float = 0.0
    c: float = 0.0
    first: int = 0
    nodes: int = 0


class Laws:
    """Collects laws and their tables; equal distributions share one law."""

    def __init__(self) -> None:
        self.laws: list[Law] = []
        self.table: list[float] = []
        self._known: dict[object, int] = {}

    def add(self, distribution: "named.Distribution") -> int:
        """The index of the law of a distribution of durations, in seconds."""
        if distribution not in self._known:
            self._known[distribution] = self._append(self._law(distribution))
        return self._known[distribution]

    def add_factor(self, kind: str, mean: float, cv: float) -> int:
        """The index of the law of a plain factor: "constant", "gamma" or "lognormal" by mean and cv."""
        if cv == 0.0 or kind == "constant":
            return self._append(Law(rules.CONSTANT, mean))
        return self._append(_lognormal(mean, cv) if kind == "lognormal" else self._gamma(mean, cv))

    def _append(self, law: Law) -> int:
        self.laws.append(law)
        return len(self.laws) - 1

    def _law(self, of: "named.Distribution") -> Law:  # noqa: C901  (one case a distribution)
        match of:
            case named.Constant():
                return _plain(rules.CONSTANT, of.value_min)
            case named.Uniform():
                return _plain(rules.UNIFORM, of.low_min, of.high_min)
            case named.Triangular() if of.low_min == of.high_min:
                return _plain(rules.CONSTANT, of.low_min)
            case named.Triangular():
                return _plain(rules.TRIANGULAR, of.low_min, of.mode_min, of.high_min)
            case named.Exponential():
                return _plain(rules.EXPONENTIAL, of.mean_min)
            case named.Hyperexponential():
                return _hyperexponential(60.0 * of.mean_min, of.cv)
            case named.Erlang():
                return self._gamma(60.0 * of.mean_min, 1.0 / sqrt(of.stages))
            case named.Gamma():
                return self._gamma(60.0 * of.mean_min, of.cv)
            case named.Lognormal():
                return _lognormal(60.0 * of.mean_min, of.cv)
            case named.Weibull():
                scale = 60.0 * of.mean_min / gamma(1.0 + 1.0 / of.shape)
                return Law(rules.WEIBULL, scale, 1.0 / of.shape)
            case named.Normal():
                below = 0.5 * (1.0 + erf((of.least_min - of.mean_min) / (of.sd_min * sqrt(2.0))))
                return Law(rules.NORMAL, 60.0 * of.mean_min, 60.0 * of.sd_min, below)
            case named.Empirical():
                return self._observed(of)

    def _gamma(self, mean: float, cv: float) -> Law:
        first = len(self.table)
        self.table.extend(_gamma_table(1.0 / (cv * cv)).tolist())
        return Law(rules.TABLE, mean, first=first, nodes=NODES)

    def _observed(self, of: "named.Empirical") -> Law:
        first = len(self.table)
        weights = np.asarray(of.weights if of.weights is not None else [1.0] * len(of.values_min))
        self.table.extend((np.cumsum(weights) / weights.sum()).tolist())
        self.table.extend([60.0 * value for value in of.values_min])
        return Law(rules.EMPIRICAL, first=first, nodes=len(of.values_min))


def _plain(kind: int, *minutes: float) -> Law:
    a, b, c = [60.0 * m for m in minutes] + [0.0] * (3 - len(minutes))
    return Law(kind, a, b, c)


def _lognormal(mean: float, cv: float) -> Law:
    variance = log1p(cv * cv)
    return Law(rules.LOGNORMAL, log(mean) - 0.5 * variance, sqrt(variance))


def _hyperexponential(mean: float, cv: float) -> Law:
    share = 0.5 * (1.0 + sqrt((cv * cv - 1.0) / (cv * cv + 1.0)))
    return Law(rules.HYPEREXPONENTIAL, share, mean / (2.0 * share), mean / (2.0 * (1.0 - share)))


@lru_cache(maxsize=64)
def _gamma_table(shape: float) -> npt.NDArray[np.float64]:
    """Log quantiles of a gamma of unit mean at nodes uniform in z: mean and variance to about 1e-5."""
    from scipy.special import gammainccinv, gammaincinv, ndtr

    z = np.linspace(-rules.Z_MOST, rules.Z_MOST, NODES)
    quantile = np.where(z < 0, gammaincinv(shape, ndtr(z)), gammainccinv(shape, ndtr(-z)))
    table: npt.NDArray[np.float64] = np.log(np.maximum(quantile / shape, 1e-300))
    return table
