"""Priority classes that do not interrupt a service.

A. Cobham (1954), "Priority assignment in waiting line problems", for one server and any service, and for
several servers with the same exponential service.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from sim.verification.formulas.markov import erlang_c


def cobham(lams: Sequence[float], means: Sequence[float], squares: Sequence[float]) -> list[float]:
    """The mean wait of each class before one server, the first class first; squares are second moments."""
    residual = sum(lam * square for lam, square in zip(lams, squares, strict=True)) / 2.0
    return _by_class(residual, [lam * mean for lam, mean in zip(lams, means, strict=True)])


def cobham_servers(lams: Sequence[float], mu: float, servers: int) -> list[float]:
    """The mean wait of each class before several servers with exponential services of rate mu."""
    residual = erlang_c(servers, sum(lams) / mu) / (servers * mu)
    return _by_class(residual, [lam / (servers * mu) for lam in lams])


def _by_class(residual: float, loads: Sequence[float]) -> list[float]:
    upto = [0.0, *accumulate(loads)]
    return [residual / ((1.0 - above) * (1.0 - own)) for above, own in pairwise(upto)]
