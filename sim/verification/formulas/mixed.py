"""Stations with Poisson arrivals and any service.

F. Pollaczek (1930), "Über eine Aufgabe der Wahrscheinlichkeitstheorie"; A. Khinchine (1932), "Mathematical theory of
stationary queues". For losses: A. K. Erlang (1917), and the insensitivity of his formula to the kind of service.
"""

from collections.abc import Sequence


def pollaczek_khinchine(lam: float, mean: float, scv: float) -> dict[str, float]:
    """M/G/1; scv is the squared coefficient of variation of the service."""
    rho = lam * mean
    wait = rho * mean * (1.0 + scv) / 2.0 / (1.0 - rho)
    return {"rho": rho, "P_wait": rho, "Wq": wait, "Lq": lam * wait, "W": wait + mean, "L": lam * wait + rho}


def loss(lams: Sequence[float], means: Sequence[float]) -> float:
    """The share of the time that one server, before whom nobody may wait, is busy with several kinds of customers."""
    load = sum(lam * mean for lam, mean in zip(lams, means, strict=True))
    return load / (1.0 + load)
