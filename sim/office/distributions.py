"""Distributions of durations, in minutes, as a scenario names them."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from sim.office.units import Minutes

Positive = Annotated[float, Field(gt=0, le=1e7, allow_inf_nan=False)]


@dataclass(frozen=True, kw_only=True)
class Constant:
    """Always the same."""

    dist: Literal["constant"] = "constant"
    value_min: Minutes


@dataclass(frozen=True, kw_only=True)
class Uniform:
    """Equally likely between low and high."""

    dist: Literal["uniform"] = "uniform"
    low_min: Minutes
    high_min: Minutes


@dataclass(frozen=True, kw_only=True)
class Triangular:
    """Between low and high, most often near the mode."""

    dist: Literal["triangular"] = "triangular"
    low_min: Minutes
    mode_min: Minutes
    high_min: Minutes


@dataclass(frozen=True, kw_only=True)
class Exponential:
    """Memoryless; coefficient of variation 1."""

    dist: Literal["exponential"] = "exponential"
    mean_min: Positive


@dataclass(frozen=True, kw_only=True)
class Hyperexponential:
    """Two exponentials with balanced means; coefficient of variation above 1 (at least 1)."""

    dist: Literal["hyperexponential"] = "hyperexponential"
    mean_min: Positive
    cv: Annotated[float, Field(ge=1, le=100, allow_inf_nan=False)]


@dataclass(frozen=True, kw_only=True)
class Erlang:
    """Sum of equal exponential stages."""

    dist: Literal["erlang"] = "erlang"
    mean_min: Positive
    stages: Annotated[int, Field(ge=1, le=1000)]


@dataclass(frozen=True, kw_only=True)
class Gamma:
    """Gamma with the given mean and coefficient of variation."""

    dist: Literal["gamma"] = "gamma"
    mean_min: Positive
    cv: Annotated[float, Field(gt=0, le=10, allow_inf_nan=False)]


@dataclass(frozen=True, kw_only=True)
class Lognormal:
    """Lognormal with the given mean and coefficient of variation (of the durations, not of their logarithms)."""

    dist: Literal["lognormal"] = "lognormal"
    mean_min: Positive
    cv: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


@dataclass(frozen=True, kw_only=True)
class Weibull:
    """Weibull with the given mean; shape below 1 has a heavy tail, above 1 a light one."""

    dist: Literal["weibull"] = "weibull"
    mean_min: Positive
    shape: Annotated[float, Field(ge=0.1, le=1000, allow_inf_nan=False)]


@dataclass(frozen=True, kw_only=True)
class Normal:
    """Normal, cut off below `least_min` (mean and sd are those before the cut)."""

    dist: Literal["normal"] = "normal"
    mean_min: float
    sd_min: Positive
    least_min: Minutes = 0.0


@dataclass(frozen=True, kw_only=True)
class Empirical:
    """One of the observed values, equally likely unless weights are given."""

    dist: Literal["empirical"] = "empirical"
    values_min: tuple[Minutes, ...]
    weights: tuple[Annotated[float, Field(ge=0, allow_inf_nan=False)], ...] | None = None


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
