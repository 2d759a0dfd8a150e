"""Durations and factors from one uniform number each, by inverse transform."""

import math
from collections.abc import Sequence
from math import exp, log, sqrt

from sim.rules.records import Law
from sim.rules.registry import rule

CONSTANT, UNIFORM, TRIANGULAR, EXPONENTIAL, HYPEREXPONENTIAL, LOGNORMAL, WEIBULL, NORMAL, TABLE, EMPIRICAL = range(10)

Z_MOST = 8.25
"""Quantile tables span this many standard deviations to either side."""


@rule
def normal_quantile(p: float) -> float:
    """The standard normal quantile to about 1e-16 (Wichura 1988, algorithm AS 241, PPND16)."""
    q = p - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        top = 2509.0809287301226727 * r + 33430.575583588128105
        top = ((top * r + 67265.770927008700853) * r + 45921.953931549871457) * r + 13731.693765509461125
        top = ((top * r + 1971.5909503065514427) * r + 133.14166789178437745) * r + 3.387132872796366608
        low = 5226.495278852854561 * r + 28729.085735721942674
        low = ((low * r + 39307.89580009271061) * r + 21213.794301586595867) * r + 5394.1960214247511077
        low = ((low * r + 687.1870074920579083) * r + 42.313330701600911252) * r + 1.0
        return q * top / low
    r = sqrt(-log(p if q < 0.0 else 1.0 - p))
    if r <= 5.0:
        r = r - 1.6
        top = 7.7454501427834140764e-4 * r + 0.0227238449892691845833
        top = ((top * r + 0.24178072517745061177) * r + 1.27045825245236838258) * r + 3.64784832476320460504
        top = ((top * r + 5.7694972214606914055) * r + 4.6303378461565452959) * r + 1.42343711074968357734
        low = 1.05075007164441684324e-9 * r + 5.475938084995344946e-4
        low = ((low * r + 0.0151986665636164571966) * r + 0.14810397642748007459) * r + 0.68976733498510000455
        low = ((low * r + 1.6763848301838038494) * r + 2.05319162663775882187) * r + 1.0
    else:
        r = r - 5.0
        top = 2.01033439929228813265e-7 * r + 2.71155556874348757815e-5
        top = ((top * r + 0.0012426609473880784386) * r + 0.026532189526576123093) * r + 0.29656057182850489123
        top = ((top * r + 1.7848265399172913358) * r + 5.4637849111641143699) * r + 6.6579046435011037772
        low = 2.04426310338993978564e-15 * r + 1.4215117583164458887e-7
        low = ((low * r + 1.8463183175100546818e-5) * r + 7.868691311456132591e-4) * r + 0.0148753612908506148525
        low = ((low * r + 0.13692988092273580531) * r + 0.59983220655588793769) * r + 1.0
    return -top / low if q < 0.0 else top / low


@rule
def exponential(mean: float, u: float) -> float:
    """Exponential with the given mean; u strictly below 1."""
    return -mean * log(1.0 - u)


@rule
def triangular(low: float, mode: float, high: float, u: float) -> float:
    """Triangular between low and high."""
    turn = (mode - low) / (high - low)
    if u < turn:
        return low + sqrt(u * (high - low) * (mode - low))
    return high - sqrt((1.0 - u) * (high - low) * (high - mode))


@rule
def hyperexponential(share: float, mean_often: float, mean_rarely: float, u: float) -> float:
    """With probability `share` exponential of one mean, else of the other."""
    if u < share:
        return exponential(mean_often, u / share)
    return exponential(mean_rarely, (u - share) / (1.0 - share))


@rule
def tabled(mean: float, table: Sequence[float], first: int, nodes: int, u: float) -> float:
    """From a table of log quantiles, unit mean, at nodes uniform in z; linear between them."""
    x = (normal_quantile(u) + Z_MOST) * ((nodes - 1) / (2.0 * Z_MOST))
    i = min(int(x), nodes - 2)
    low = table[first + i]
    return mean * exp(low + (x - i) * (table[first + i + 1] - low))


@rule
def observed(table: Sequence[float], first: int, values: int, u: float) -> float:
    """One of `values` observed values; their cumulative probabilities stand first, the values after them."""
    low = 0
    high = values - 1
    while low < high:
        middle = (low + high) // 2
        if u < table[first + middle]:
            high = middle
        else:
            low = middle + 1
    return table[first + values + low]


@rule
def drawn(law: Law, table: Sequence[float], u: float) -> float:
    """The value of a distribution at a uniform number.

    `law` has kind, a, b, c, first and nodes as the plan lays them out; seconds for durations, none for factors.
    """
    kind = law.kind
    if kind == EXPONENTIAL:
        return exponential(law.a, u)
    if kind == LOGNORMAL:
        return exp(law.a + law.b * normal_quantile(u))
    if kind == CONSTANT:
        return law.a
    if kind == UNIFORM:
        return law.a + (law.b - law.a) * u
    if kind == TRIANGULAR:
        return triangular(law.a, law.b, law.c, u)
    if kind == HYPEREXPONENTIAL:
        return hyperexponential(law.a, law.b, law.c, u)
    if kind == WEIBULL:
        return law.a * math.pow(-log(1.0 - u), law.b)
    if kind == NORMAL:
        return max(0.0, law.a + law.b * normal_quantile(law.c + u * (1.0 - law.c)))
    if kind == TABLE:
        return tabled(law.a, table, law.first, law.nodes, u)
    return observed(table, law.first, law.nodes, u)
