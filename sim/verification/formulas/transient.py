"""A day that starts empty and whose arrivals change by the hour.

A. Kolmogorov (1931), "Über die analytischen Methoden in der Wahrscheinlichkeitsrechnung": the forward
equations of the number present, integrated numerically. For servers without end: S. G. Eick, W. A. Massey &
W. Whitt (1993), "The physics of the Mt/G/∞ queue".
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
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
    return [(a, b, mean * (1.0 + swing * (cos(per * a) - cos(per * b)) / (per * (b - a)))) for a, b in pairwise(edges)]


def transient(
    rate: Rate, mu: float, servers: int, theta: float, at: Sequence[float], most: int = 300
) -> list[dict[str, float]]:
    """M(t)/M/c, with abandonment at rate theta (0: none), empty at 0: who is there at the times `at`.

    EN is the mean number present, EQ of them waiting, P_delay the chance that all servers are busy.
    """
    p = _flow(np.eye(most)[0], (0.0, max(at)), at, rate, _leaving(most, mu, servers, theta))
    return [_present(p[:, i], servers) for i in range(len(at))]


def transient_in_steps(
    steps: Steps, servers: Sequence[int], mu: float, theta: float, at: Sequence[float], most: int = 300
) -> list[dict[str, float]]:
    """The same where the rate and the number of servers change at the ends of the steps; servers only ever join."""
    p, found = np.eye(most)[0], []
    for (start, end, lam), busy in zip(steps, servers, strict=True):
        inside = [t for t in at if start < t <= end]
        path = _flow(p, (start, end), [*inside, end], _steady(lam), _leaving(most, mu, busy, theta))
        found += [_present(path[:, i], busy) for i in range(len(inside))]
        p = path[:, -1]
    return found


def _steady(lam: float) -> Rate:
    return lambda _: lam


def _leaving(most: int, mu: float, servers: int, theta: float) -> Any:
    n = np.arange(most)
    return np.minimum(n, servers) * mu + (n - servers).clip(0) * theta


def _flow(p: Any, span: tuple[float, float], at: Sequence[float], rate: Rate, leaves: Any) -> Any:
    from scipy.integrate import solve_ivp

    def change(t: float, p: Any) -> Any:
        up, down = rate(t) * p[:-1], leaves[1:] * p[1:]
        moved = np.zeros(len(p))
        moved[:-1] += down - up
        moved[1:] += up - down
        return moved

    times = sorted(set(at))
    path = solve_ivp(change, span, p, t_eval=times, rtol=1e-9, atol=1e-12, max_step=0.5).y
    return path[:, [times.index(t) for t in at]]


def _present(p: Any, servers: int) -> dict[str, float]:
    n = np.arange(len(p))
    return {
        "EN": float((n * p).sum()),
        "EQ": float(((n - servers).clip(0) * p).sum()),
        "P_delay": float(p[servers:].sum()),
    }


def busy_without_end(steps: Steps, mu: float, at: float) -> float:
    """M(t)/M/∞: the mean number present at a time, empty at 0; it is Poisson (Eick, Massey & Whitt 1993)."""
    begun = [(start, min(end, at), rate) for start, end, rate in steps if start < at]
    return sum(rate / mu * (exp(-mu * (at - end)) - exp(-mu * (at - start))) for start, end, rate in begun)
