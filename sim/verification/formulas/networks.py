"""Networks of stations: a visit goes from step to step, and may come back.

J. R. Jackson (1963), "Jobshop-like queueing systems"; R. R. P. Jackson (1954), "Queueing systems with phase
type service", for stations one behind the other. Each station behaves as an M/M/c of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.verification.formulas.markov import mmc


@dataclass(frozen=True)
class Node:
    """A station of a network: its servers, and the rate at which each serves."""

    mu: float
    servers: int


def traffic(outside: Sequence[float], routes: Sequence[Sequence[float]]) -> list[float]:
    """The rate of arrivals at each station: from outside and from the others (routes[i][j] from i to j)."""
    back = np.eye(len(outside)) - np.asarray(routes).T
    return [float(rate) for rate in np.linalg.solve(back, np.asarray(outside))]


def jackson(
    outside: Sequence[float], routes: Sequence[Sequence[float]], nodes: Sequence[Node]
) -> tuple[list[dict[str, float]], float]:
    """Each station in the steady state, and the mean time from the door in to the door out."""
    rates = traffic(outside, routes)
    found = [{"lam": rate} | mmc(rate, node.mu, node.servers) for rate, node in zip(rates, nodes, strict=True)]
    return found, sum(one["L"] for one in found) / sum(outside)
