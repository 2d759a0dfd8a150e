"""Stations with Poisson arrivals and exponential services.

A. K. Erlang (1917), "Solution of some problems in the theory of probabilities of significance in automatic
telephone exchanges". C. Palm (1957), "Research on telephone traffic carried by full availability groups"
(abandonment). L. Kleinrock (1975), Queueing Systems, volume 1, chapter 3.
"""

from math import exp, log

import numpy as np
import numpy.typing as npt

States = npt.NDArray[np.float64]
FAR_STATE = 4000
"""States beyond this number of people have no weight in any of the models here."""


def erlang_b(servers: int, load: float) -> float:
    """The share of arrivals lost where nobody may wait (Erlang 1917); load is arrival rate × mean service."""
    lost = 1.0
    for n in range(1, servers + 1):
        lost = load * lost / (n + load * lost)
    return lost


def erlang_c(servers: int, load: float) -> float:
    """The share of arrivals who wait where all wait as long as it takes (Erlang 1917)."""
    lost = erlang_b(servers, load)
    return lost / (1.0 - load / servers * (1.0 - lost))


def mmc(lam: float, mu: float, servers: int) -> dict[str, float]:
    """M/M/c in the steady state; rates per unit of time, waits in units of time.

    P_late is the share who wait longer than t = 1 / (c mu - lam), which is the mean wait of those who wait.
    P90 is the wait that nine in ten do not exceed.
    """
    load = lam / mu
    waiting = erlang_c(servers, load)
    wait = waiting / (servers * mu - lam)
    return {
        "rho": load / servers,
        "P_wait": waiting,
        "P_late": waiting * exp(-1.0),
        "P90": max(0.0, log(waiting / 0.1)) / (servers * mu - lam),
        "Wq": wait,
        "Lq": lam * wait,
        "W": wait + 1.0 / mu,
        "L": lam * wait + load,
    }


def birth_death(births: States, deaths: States) -> States:
    """The stationary distribution of a birth-death process: births[n] from n to n + 1, deaths[n] from n + 1 to n."""
    with np.errstate(divide="ignore"):  # a birth rate of 0 ends the chain there
        weight = np.concatenate([[0.0], np.cumsum(np.log(births) - np.log(deaths))])
    chance = np.exp(weight - weight.max())
    return np.asarray(chance / chance.sum())


def mmck(lam: float, mu: float, servers: int, capacity: int) -> dict[str, float]:
    """M/M/c/K: at most `capacity` people present, who finds it full is lost (Kleinrock 1975, section 3.6)."""
    n = np.arange(capacity + 1)
    p = birth_death(np.full(capacity, lam), np.minimum(n[1:], servers) * mu)
    queue = float(((n - servers).clip(0) * p).sum())
    return {
        "P_block": float(p[-1]),
        "L": float((n * p).sum()),
        "Lq": queue,
        "Wq_accepted": queue / (lam * (1.0 - float(p[-1]))),
    }


def erlang_a(lam: float, mu: float, theta: float, servers: int, at_once: float = 0.0) -> dict[str, float]:
    """M/M/c+M: who waits gives up at rate theta (Palm 1957); a share `at_once` leaves unless served at once."""
    n = np.arange(FAR_STATE)
    joins = np.where(n[:-1] < servers, lam, lam * (1.0 - at_once))
    leaves = np.minimum(n[1:], servers) * mu + (n[1:] - servers).clip(0) * theta
    p = birth_death(joins, leaves)
    waiting = float(p[servers:].sum())
    queue = float(((n - servers).clip(0) * p).sum())
    return {
        "P_wait": waiting,
        "P_abandon": at_once * waiting + theta * queue / lam,
        "Lq": queue,
        "E_wait_all": queue / lam,
        "occupancy": float((np.minimum(n, servers) * p).sum()) / servers,
        "E_wait_given_wait": queue / lam / waiting,
        "P_just_full": float(p[servers]),
    }
