"""Distributions of durations, in minutes, as a scenario names them."""

from dataclasses import dataclass
from math import erfc, exp, pi, sqrt
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.office.faults import wrong
from sim.office.units import CLOSED, Minutes

Positive = Annotated[float, Field(strict=True, gt=0, le=1e7, allow_inf_nan=False)]


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


@dataclass(frozen=True, kw_only=True)
class Exponential(_ByMean):
    """Memoryless; coefficient of variation 1."""

    __pydantic_config__ = CLOSED

    dist: Literal["exponential"] = "exponential"
    mean_min: Positive


@dataclass(frozen=True, kw_only=True)
class Hyperexponential(_ByMean):
    """Two exponentials with balanced means; coefficient of variation above 1 (at least 1)."""

    __pydantic_config__ = CLOSED

    dist: Literal["hyperexponential"] = "hyperexponential"
    mean_min: Positive
    cv: Annotated[float, Field(strict=True, ge=1, le=100, allow_inf_nan=False)]


@dataclass(frozen=True, kw_only=True)
class Erlang(_ByMean):
    """Sum of equal exponential stages."""

    __pydantic_config__ = CLOSED

    dist: Literal["erlang"] = "erlang"
    mean_min: Positive
    stages: Annotated[int, Field(strict=True, ge=1, le=1000)]


@dataclass(frozen=True, kw_only=True)
class Gamma(_ByMean):
    """Gamma with the given mean and coefficient of variation."""

    __pydantic_config__ = CLOSED

    dist: Literal["gamma"] = "gamma"
    mean_min: Positive
    cv: Annotated[float, Field(strict=True, gt=0, le=10, allow_inf_nan=False)]


@dataclass(frozen=True, kw_only=True)
class Lognormal(_ByMean):
    """Lognormal with the given mean and coefficient of variation (of the durations, not of their logarithms)."""

    __pydantic_config__ = CLOSED

    dist: Literal["lognormal"] = "lognormal"
    mean_min: Positive
    cv: Annotated[float, Field(strict=True, ge=0, le=100, allow_inf_nan=False)]


@dataclass(frozen=True, kw_only=True)
class Weibull(_ByMean):
    """Weibull with the given mean; shape below 1 has a heavy tail, above 1 a light one."""

    __pydantic_config__ = CLOSED

    dist: Literal["weibull"] = "weibull"
    mean_min: Positive
    shape: Annotated[float, Field(strict=True, ge=0.1, le=1000, allow_inf_nan=False)]


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


Distribution = Annotated[
    Constant
    | Uniform
    | Triangular
    | Exponential
    | Hyperexponential
    | Erlang
    | Gamma
    | Lognormal
    | Weibull
    | Normal
    | Empirical,
    Field(discriminator="dist"),
]
