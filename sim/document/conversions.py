"""Parameters of distributions as other programs name them → a mean and what else is asked for here."""

import math
from collections.abc import Callable, Mapping
from typing import Any

from sim.office.faults import Hint

Numbers = tuple[float, ...]
Written = Mapping[str, float]
MEAN, SD = ("mean_min", "mean"), ("sd_min", "sd", "std", "std_min", "stdev")
_CONVERSIONS: tuple[tuple[str, tuple[tuple[str, ...], ...], Callable[..., Written]], ...] = (
    ("lognormal", (("mu", "meanlog", "mean_log", "log_mean"), ("sigma", "sdlog", "sd_log", "log_sd", "s")),
     lambda mu, sigma: {"mean_min": math.exp(mu + sigma * sigma / 2), "cv": math.sqrt(math.expm1(sigma * sigma))}),
    ("lognormal", (("scale", "median"), ("sigma", "s")),
     lambda median, s: {"mean_min": median * math.exp(s * s / 2), "cv": math.sqrt(math.expm1(s * s))}),
    ("gamma", (("shape", "alpha", "k", "a"), ("scale", "theta")),
     lambda shape, scale: {"mean_min": shape * scale, "cv": 1 / math.sqrt(shape)}),
    ("gamma", (("shape", "alpha", "k", "a"), ("rate", "beta", "lambda")),
     lambda shape, rate: {"mean_min": shape / rate, "cv": 1 / math.sqrt(shape)}),
    ("weibull", (("shape", "k", "c"), ("scale", "lambda")),
     lambda shape, scale: {"mean_min": scale * math.gamma(1 + 1 / shape), "shape": shape}),
    ("erlang", (("stages", "k", "shape", "n"), ("rate", "lambda")),
     lambda stages, rate: {"mean_min": stages / rate, "stages": stages}),
    ("erlang", (("stages", "k", "shape", "n"), ("scale",)),
     lambda stages, scale: {"mean_min": stages * scale, "stages": stages}),
    ("normal", (("mu", "mean", "loc"), ("sigma", "sd", "std", "scale")),
     lambda mu, sigma: {"mean_min": mu, "sd_min": sigma}),
    *[(dist, (MEAN, SD), lambda mean, sd: {"mean_min": mean, "cv": sd / mean}) for dist in ("gamma", "lognormal")],
    ("normal", (MEAN, ("cv",)), lambda mean, cv: {"mean_min": mean, "sd_min": mean * cv}),
    ("exponential", (("rate_per_hour", "per_hour", "rate_hour"),), lambda rate: {"mean_min": 60 / rate}),
    ("exponential", (("rate", "lambda", "lambd", "rate_per_min", "mu"),), lambda rate: {"mean_min": 1 / rate}),
    ("exponential", (("scale",),), lambda scale: {"mean_min": scale}),
)  # fmt: skip
"""A distribution, the names of its parameters elsewhere, and what they are here; numbers in or per minute."""
AMBIGUOUS = ("rate", "lambda", "lambd", "mu")
"""A rate may be meant by the hour as well."""


def converted(table: Mapping[str, Any], key: str) -> Hint | None:
    """What to write instead of the parameters of a distribution that has other names elsewhere."""
    for dist, names, formula in _CONVERSIONS:
        keys = [next((name for name in either if name in table), None) for either in names]
        if table.get("dist") == dist and key in keys and None not in keys:
            return _told(dist, formula, [table[str(one)] for one in keys], key, keys.index(key))
    return None


def _told(dist: str, formula: Callable[..., Written], values: list[Any], key: str, place: int) -> Hint | None:
    if not all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values):
        return None
    try:
        found = formula(*map(float, values))
    except (ArithmeticError, ValueError):
        return None
    hourly = dist == "exponential" and key in AMBIGUOUS
    told = {"write": written(dist, found), "supplies": [*found], "suggestion": [*found][min(place, len(found) - 1)]}
    if hourly:
        return Hint("convert_rate", {**told, "hourly": written(dist, {"mean_min": 60 * found["mean_min"]})})
    return Hint("convert", told)


def written(dist: str, values: Written) -> str:
    """A distribution as a file has it."""
    return "{ " + ", ".join([f'dist = "{dist}"', *(f"{key} = {value:.4g}" for key, value in values.items())]) + " }"
