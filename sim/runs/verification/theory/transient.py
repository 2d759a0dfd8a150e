"""A day that starts empty and whose arrivals change by the hour.

A. Kolmogorov (1931), "Über die analytischen Methoden in der Wahrscheinlichkeitsrechnung": the forward equations of the
number present, integrated numerically. For servers without end: S. G. Eick, W. A. Massey & W. Whitt (1993), "The
physics of the Mt/G/∞ queue".
"""

from collections.abc import Callable, Sequence
from math import cos, exp, pi, sin
from typing import Any

import numpy as np

Rate = Callable[[float], float]
Steps = Sequence[tuple[float, float, float]]
"""A rate by stretch: (from, to, rate)."""


def sine(mean: float, swing: float, period: float) -> Rate:
    """The rate mean (1 + swing sin(2 pi t / period))."""
    return lambda t: mean * (1.0 + swing * sin(2.0 * pi * t / period))


def sine_steps(mean: float, swing: float, period: float, until: float, length: float) -> Steps:
    """The same rate as its exact means over stretches of one length."""
    per = 2.0 * pi / period
    edges = [length * i for i in range(round(until / length) + 1)]
    return [
        (a, b, mean * (1.0 + swing * (cos(per * a) - cos(per * b)) / (per * (b - a))))
        for a, b in zip(edges, edges[1:], strict=False)
    ]


def transient(
    rate: Rate, mu: float, servers: int, theta: float, at: Sequence[float], most: int = 300
) -> list[dict[str, float]]:
    """M(t)/M/c, with abandonment at rate theta (0: none), empty at 0: who is there at the times `at`.

    EN is the mean number present, EQ of them waiting, P_delay the chance that all servers are busy.
    """
    from scipy.integrate import solve_ivp

    n = np.arange(most)
    leaves = np.minimum(n, servers) * mu + (n - servers).clip(0) * theta

    def flow(t: float, p: Any) -> Any:
        up, down = rate(t) * p[:-1], leaves[1:] * p[1:]
        change = np.zeros(most)
        change[:-1] += down - up
        change[1:] += up - down
        return change

    p = solve_ivp(flow, (0.0, max(at)), np.eye(most)[0], t_eval=at, rtol=1e-9, atol=1e-12, max_step=0.5).y
    return [_present(p[:, i], n, servers) for i in range(len(at))]


def _present(p: Any, n: Any, servers: int) -> dict[str, float]:
    return {
        "EN": float((n * p).sum()),
        "EQ": float(((n - servers).clip(0) * p).sum()),
        "P_delay": float(p[servers:].sum()),
    }


def busy_without_end(steps: Steps, mu: float, at: float) -> float:
    """M(t)/M/∞: the mean number present at a time, empty at 0; it is Poisson (Eick, Massey & Whitt 1993)."""
    begun = [(start, min(end, at), rate) for start, end, rate in steps if start < at]
    return sum(rate / mu * (exp(-mu * (at - end)) - exp(-mu * (at - start))) for start, end, rate in begun)
