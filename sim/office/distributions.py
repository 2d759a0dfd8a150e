"""Distributions of durations, in minutes, as a scenario names them: the mean, the tail and the law of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import erf, erfc, exp, gamma, log, log1p, pi, sqrt
from typing import Annotated, Literal, NamedTuple, Self, get_args

from pydantic import Field, model_validator

from sim.office.faults import wrong
from sim.office.units import CLOSED, Minutes
from sim.rules import distributions as rules

NODES = 1025

Positive = Annotated[float, Field(strict=True, gt=0, le=1e7, allow_inf_nan=False)]


class Law(NamedTuple):
    """How values are drawn (durations in seconds): a kind, three numbers, and for some a table with its nodes."""

    kind: int
    a: float = 0.0
    b: float = 0.0
    c: float = 0.0
    nodes: int = 0
    table: Sequence[float] = ()


def _law(kind: int, *minutes: float) -> Law:
    a, b, c = [60.0 * m for m in minutes] + [0.0] * (3 - len(minutes))
    return Law(kind, a, b, c)


class _ByMean:
    """What is named by its mean."""

    mean_min: Positive

    @property
    def expected_min(self) -> float:
        """The mean, in minutes."""
        return self.mean_min


@dataclass(frozen=True, kw_only=True)
class Constant:
    """Always the same."""

    __pydantic_config__ = CLOSED

    dist: Literal["constant"] = "constant"
    value_min: Minutes

    @property
    def expected_min(self) -> float:
        """The mean, in minutes."""
        return self.value_min

    def above(self, minutes: float) -> float:
        """The share at or above so many minutes."""
        return float(self.value_min >= minutes)

    def law(self) -> Law:
        """Its law: a the value."""
        return _law(rules.CONSTANT, self.value_min)


@dataclass(frozen=True, kw_only=True)
class Uniform:
    """Equally likely between low and high."""

    __pydantic_config__ = CLOSED

    dist: Literal["uniform"] = "uniform"
    low_min: Minutes
    high_min: Minutes

    @model_validator(mode="after")
    def rising(self) -> Self:
        """Low lies at or below high."""
        if self.low_min > self.high_min:
            raise wrong("not_rising", order="low_min ≤ high_min")
        return self

    @property
    def expected_min(self) -> float:
        """The mean, in minutes."""
        return (self.low_min + self.high_min) / 2.0

    def above(self, minutes: float) -> float:
        """The share at or above so many minutes."""
        width = self.high_min - self.low_min
        return (self.high_min - minutes) / width if width > 0.0 else float(self.low_min >= minutes)

    def law(self) -> Law:
        """Its law: a low, b high."""
        return _law(rules.UNIFORM, self.low_min, self.high_min)


@dataclass(frozen=True, kw_only=True)
class Triangular:
    """Between low and high, most often near the mode."""

    __pydantic_config__ = CLOSED

    dist: Literal["triangular"] = "triangular"
    low_min: Minutes
    mode_min: Minutes
    high_min: Minutes

    @model_validator(mode="after")
    def rising(self) -> Self:
        """The mode lies between low and high."""
        if not self.low_min <= self.mode_min <= self.high_min:
            raise wrong("not_rising", order="low_min ≤ mode_min ≤ high_min")
        return self

    @property
    def expected_min(self) -> float:
        """The mean, in minutes."""
        return (self.low_min + self.mode_min + self.high_min) / 3.0

    def above(self, minutes: float) -> float:
        """The share at or above so many minutes."""
        low, mode, high = self.low_min, self.mode_min, self.high_min
        if minutes <= low or minutes > high:
            return float(minutes <= low)
        if minutes < mode:
            return 1.0 - (minutes - low) ** 2 / ((high - low) * (mode - low))
        return (high - minutes) ** 2 / ((high - low) * (high - mode)) if high > mode else 0.0

    def law(self) -> Law:
        """Its law: a low, b mode, c high; a constant where low = high."""
        if self.low_min == self.high_min:
            return _law(rules.CONSTANT, self.low_min)
        return _law(rules.TRIANGULAR, self.low_min, self.mode_min, self.high_min)


@dataclass(frozen=True, kw_only=True)
class Exponential(_ByMean):
    """Memoryless; coefficient of variation 1."""

    __pydantic_config__ = CLOSED

    dist: Literal["exponential"] = "exponential"
    mean_min: Positive

    def above(self, minutes: float) -> float:
        """The share at or above so many minutes."""
        return exp(-minutes / self.mean_min)

    def law(self) -> Law:
        """Its law: a = m."""
        return _law(rules.EXPONENTIAL, self.mean_min)


@dataclass(frozen=True, kw_only=True)
class Hyperexponential(_ByMean):
    """Two exponentials with balanced means; coefficient of variation above 1 (at least 1)."""

    __pydantic_config__ = CLOSED

    dist: Literal["hyperexponential"] = "hyperexponential"
    mean_min: Positive
    cv: Annotated[float, Field(strict=True, ge=1, le=100, allow_inf_nan=False)]

    @property
    def _share(self) -> float:
        return 0.5 * (1.0 + sqrt((self.cv * self.cv - 1.0) / (self.cv * self.cv + 1.0)))

    def above(self, minutes: float) -> float:
        """The share at or above so many minutes."""
        parts = (self._share, 1.0 - self._share)
        return sum(part * exp(-2.0 * part * minutes / self.mean_min) for part in parts)

    def law(self) -> Law:
        """Its law: a = (1 + sqrt((cv² - 1) / (cv² + 1))) / 2, b = m / 2a, c = m / 2(1 - a): balanced means."""
        share, mean = self._share, 60.0 * self.mean_min
        return Law(rules.HYPEREXPONENTIAL, share, mean / (2.0 * share), mean / (2.0 * (1.0 - share)))


@dataclass(frozen=True, kw_only=True)
class Erlang(_ByMean):
    """Sum of equal exponential stages."""

    __pydantic_config__ = CLOSED

    dist: Literal["erlang"] = "erlang"
    mean_min: Positive
    stages: Annotated[int, Field(strict=True, ge=1, le=1000)]

    def above(self, minutes: float) -> float:
        """The share at or above so many minutes."""
        return _above_gamma(self.stages, minutes / self.mean_min)

    def law(self) -> Law:
        """Its law: a = m; quantiles of gamma with shape = stages."""
        return gamma_law(60.0 * self.mean_min, 1.0 / sqrt(self.stages))


@dataclass(frozen=True, kw_only=True)
class Gamma(_ByMean):
    """Gamma with the given mean and coefficient of variation."""

    __pydantic_config__ = CLOSED

    dist: Literal["gamma"] = "gamma"
    mean_min: Positive
    cv: Annotated[float, Field(strict=True, gt=0, le=10, allow_inf_nan=False)]

    def above(self, minutes: float) -> float:
        """The share at or above so many minutes."""
        return _above_gamma(1.0 / (self.cv * self.cv), minutes / self.mean_min)

    def law(self) -> Law:
        """Its law: a = m; quantiles of gamma with shape = 1 / cv²."""
        return gamma_law(60.0 * self.mean_min, self.cv)


@dataclass(frozen=True, kw_only=True)
class Lognormal(_ByMean):
    """Lognormal with the given mean and coefficient of variation (of the durations, not of their logarithms)."""

    __pydantic_config__ = CLOSED

    dist: Literal["lognormal"] = "lognormal"
    mean_min: Positive
    cv: Annotated[float, Field(strict=True, ge=0, le=100, allow_inf_nan=False)]

    def above(self, minutes: float) -> float:
        """The share at or above so many minutes."""
        variance = log1p(self.cv * self.cv)
        if variance == 0.0:
            return float(self.mean_min >= minutes)
        return _above_normal((log(minutes / self.mean_min) + 0.5 * variance) / sqrt(variance))

    def law(self) -> Law:
        """Its law: b² = ln(1 + cv²), a = ln m - b² / 2: mean and cv of the minutes, not of their logarithms."""
        return lognormal_law(60.0 * self.mean_min, self.cv)


@dataclass(frozen=True, kw_only=True)
class Weibull(_ByMean):
    """Weibull with the given mean; shape below 1 has a heavy tail, above 1 a light one."""

    __pydantic_config__ = CLOSED

    dist: Literal["weibull"] = "weibull"
    mean_min: Positive
    shape: Annotated[float, Field(strict=True, ge=0.1, le=1000, allow_inf_nan=False)]

    def above(self, minutes: float) -> float:
        """The share at or above so many minutes."""
        return exp(-pow(minutes * gamma(1.0 + 1.0 / self.shape) / self.mean_min, self.shape))

    def law(self) -> Law:
        """Its law: a = m / Γ(1 + 1 / shape), b = 1 / shape."""
        return Law(rules.WEIBULL, 60.0 * self.mean_min / gamma(1.0 + 1.0 / self.shape), 1.0 / self.shape)


@dataclass(frozen=True, kw_only=True)
class Normal:
    """Normal, cut off below `least_min` (mean and sd are those before the cut)."""

    __pydantic_config__ = CLOSED

    dist: Literal["normal"] = "normal"
    mean_min: Annotated[float, Field(strict=True, ge=-1e7, le=1e7, allow_inf_nan=False)]
    sd_min: Positive
    least_min: Minutes = 0.0

    @model_validator(mode="after")
    def something_left(self) -> Self:
        """The cut leaves something of the distribution."""
        if self.mean_min + 4 * self.sd_min < self.least_min:
            raise wrong("normal_cut", least=self.least_min)
        return self

    @property
    def expected_min(self) -> float:
        """The mean of what the cut leaves, in minutes."""
        cut = (self.least_min - self.mean_min) / self.sd_min
        left = 0.5 * erfc(cut / sqrt(2.0))
        return self.mean_min + self.sd_min * exp(-0.5 * cut * cut) / sqrt(2.0 * pi) / left

    def above(self, minutes: float) -> float:
        """The share at or above so many minutes."""
        cut = _above_normal((self.least_min - self.mean_min) / self.sd_min)
        return _above_normal((minutes - self.mean_min) / self.sd_min) / cut

    def law(self) -> Law:
        """Its law: a mean, b standard deviation, c the probability below `least_min`; all of them before the cut."""
        below = 0.5 * (1.0 + erf((self.least_min - self.mean_min) / (self.sd_min * sqrt(2.0))))
        return Law(rules.NORMAL, 60.0 * self.mean_min, 60.0 * self.sd_min, below)


@dataclass(frozen=True, kw_only=True)
class Empirical:
    """One of the observed values, equally likely unless weights are given."""

    __pydantic_config__ = CLOSED

    dist: Literal["empirical"] = "empirical"
    values_min: Annotated[tuple[Minutes, ...], Field(min_length=1)]
    weights: tuple[Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)], ...] | None = None

    @model_validator(mode="after")
    def weighed(self) -> Self:
        """A weight for each value, not all of them 0."""
        if self.weights is not None and len(self.weights) != len(self.values_min):
            raise wrong("weights_length", weights=len(self.weights), values=len(self.values_min))
        if self.weights is not None and sum(self.weights) <= 0:
            raise wrong("weights_zero")
        return self

    @property
    def expected_min(self) -> float:
        """The mean, in minutes."""
        weights = self.weights or (1.0,) * len(self.values_min)
        return sum(w * v for w, v in zip(weights, self.values_min, strict=True)) / sum(weights)

    def above(self, minutes: float) -> float:
        """The share at or above so many minutes."""
        weights = self.weights or (1.0,) * len(self.values_min)
        there = zip(weights, self.values_min, strict=True)
        return sum(weight for weight, value in there if value >= minutes) / sum(weights)

    def law(self) -> Law:
        """Its law: the values, by their cumulative weights."""
        import numpy as np

        weights = np.asarray(self.weights or (1.0,) * len(self.values_min))
        upto = (np.cumsum(weights) / weights.sum()).tolist()
        seconds = [60.0 * value for value in self.values_min]
        return Law(rules.EMPIRICAL, nodes=len(seconds), table=(*upto, *seconds))


Distribution = Annotated[
    Constant | Uniform | Triangular | Exponential | Hyperexponential | Erlang | Gamma | Lognormal | Weibull | Normal
    | Empirical,
    Field(discriminator="dist"),
]  # fmt: skip
DISTRIBUTIONS: tuple[type[Distribution], ...] = get_args(get_args(Distribution)[0])


def beyond(distribution: Distribution | None, minutes: float) -> float:
    """The share of a distribution at or above so many minutes; without one all is 0."""
    if minutes <= 0.0:
        return 1.0
    return 0.0 if distribution is None else max(0.0, min(1.0, distribution.above(minutes)))


def gamma_law(mean: float, cv: float) -> Law:
    """A gamma by its mean and coefficient of variation."""
    return Law(rules.TABLE, mean, nodes=NODES, table=_gamma_table(1.0 / (cv * cv)))


def lognormal_law(mean: float, cv: float) -> Law:
    """A lognormal by its mean and coefficient of variation."""
    variance = log1p(cv * cv)
    return Law(rules.LOGNORMAL, log(mean) - 0.5 * variance, sqrt(variance))


def _above_normal(z: float) -> float:
    return 0.5 * erfc(z / sqrt(2.0))


def _above_gamma(shape: float, ratio: float) -> float:
    from scipy.special import gammaincc

    return float(gammaincc(shape, shape * ratio))


@lru_cache(maxsize=64)
def _gamma_table(shape: float) -> Sequence[float]:
    """Log quantiles of a gamma of unit mean at nodes uniform in z: mean and variance to about 1e-5."""
    import numpy as np
    from scipy.special import gammainccinv, gammaincinv, ndtr

    z = np.linspace(-rules.Z_MOST, rules.Z_MOST, NODES)
    quantile = np.where(z < 0, gammaincinv(shape, ndtr(z)), gammainccinv(shape, ndtr(-z)))
    return tuple(np.log(np.maximum(quantile / shape, 1e-300)).tolist())
