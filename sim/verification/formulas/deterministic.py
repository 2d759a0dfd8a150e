"""M/D/c: Poisson arrivals, services that all last the same.

C. D. Crommelin (1932), "Delay probability formulae when the holding times are constant"; the mean by N. T. J.
Bailey (1954), "On queueing processes with bulk service": the number present one service later is Poisson
arrivals on top of what c servers left over, which is his bulk-service queue.
"""

from cmath import exp as cexp
from math import pi


def _roots(servers: int, load: float) -> list[complex]:
    """The c - 1 roots of z**c = exp(load (z - 1)) within the unit circle, by fixed-point iteration."""
    found = []
    for j in range(1, servers):
        turn = cexp(2j * pi * j / servers)
        z = 0j
        for _ in range(2000):
            z = turn * cexp(load / servers * (z - 1.0))
        found.append(z)
    return found


def mdc(lam: float, duration: float, servers: int) -> dict[str, float]:
    """M/D/c in the steady state."""
    load = lam * duration
    free = servers - load
    product, total = 1 + 0j, 0j
    for z in _roots(servers, load):
        product *= 1.0 - z
        total += 1.0 / (1.0 - z)
    present = (servers - free * free) / (2.0 * free) + total.real
    return {
        "rho": load / servers,
        "P_wait": 1.0 - free / product.real,
        "Wq": (present - load) / lam,
        "Lq": present - load,
        "W": (present - load) / lam + duration,
        "L": present,
    }
