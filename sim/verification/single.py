"""Families of models of one station where everybody waits: M/M/c, M/D/c, M/G/1."""

from dataclasses import replace
from math import sqrt

from sim.office.distributions import Constant, Distribution, Erlang, Hyperexponential, Lognormal
from sim.verification import quantities
from sim.verification.case import Case, Quantity
from sim.verification.formulas import mdc, mmc, pollaczek_khinchine
from sim.verification.offices import exponential, one_station, scale, settled

MMC = ((0.8, 1, 1), (1, 2, 1), (1.6, 1, 2), (1, 1 / 3, 5), (12, 6, 3), (2.7, 1, 3), (9, 1, 10), (10 / 3, 1 / 3, 14))
MDC = ((0.8, 1), (1.6, 2), (2.7, 3), (9, 10))
MG1 = (
    ("M/E2/1", 0.5, Erlang(mean_min=1, stages=2)),
    ("M/H2/1", 4.0, Hyperexponential(mean_min=1, cv=2.0)),
    ("M/LN/1", 1.62, Lognormal(mean_min=1, cv=sqrt(1.62))),
)
QUIET = 0.75
"""Where a station is busier, a run's 90th percentile is not yet free of the bias that every sample quantile has."""
SHORT_S = 2000.0
OFTEN = 0.2
"""Where fewer wait, the 90th percentile is a rare thing, and takes too many replications."""
ERLANG = "Erlang (1917); Gross & Harris, Fundamentals of Queueing Theory"
CROMMELIN = "Crommelin (1932)"
POLLACZEK = "Pollaczek (1930), Khinchine (1932)"


def cases() -> list[Case]:
    """All of them."""
    return (
        [_mmc(*rates) for rates in MMC]
        + [_mdc(*rates) for rates in MDC]
        + [_mg1(name, scv, law) for name, scv, law in MG1]
    )


def _common(exact: dict[str, float], unit_s: float) -> tuple[Quantity, ...]:
    waits = (
        quantities.waiting(exact["P_wait"]),
        quantities.wait(exact["Wq"], unit_s),
        quantities.sojourn(exact["W"], unit_s),
    )
    return (*waits, quantities.queue(exact["Lq"]), quantities.present(exact["L"]))


def _mmc(lam: float, mu: float, servers: int) -> Case:
    exact = mmc(lam, mu, servers)
    unit_s = scale(servers * mu - lam, 300.0 * mu)
    name = f"M/M/{servers} λ={lam:.4g} μ={mu:.4g}"
    warm_up_s = settled(mu, servers, exact["rho"], unit_s)
    office = one_station(name, lam, exponential(mu, unit_s), servers, unit_s=unit_s, warm_up_s=warm_up_s)
    office = replace(office, target_min=unit_s / (servers * mu - lam) / 60.0)
    checked = (
        *_common(exact, unit_s),
        quantities.within(1.0 - exact["P_late"]),
        _busy(exact["rho"], servers, unit_s / mu),
    )
    tail = (quantities.wait_p90(exact["P90"], unit_s),) if exact["rho"] < QUIET and exact["P_wait"] > OFTEN else ()
    return Case(name, ERLANG, office, checked + tail)


def _busy(rho: float, servers: int, service_s: float) -> Quantity:
    """The measure `utilisation` where services are short against the day, else the occupancy within it."""
    return quantities.utilisation(rho) if service_s < SHORT_S else quantities.occupancy(rho, servers)


def _mdc(lam: float, servers: int) -> Case:
    exact = mdc(lam, 1.0, servers)
    unit_s = scale(2.0 * (servers - lam))
    name = f"M/D/{servers} λ={lam:.4g} D=1"
    warm_up_s = settled(1.0, servers, exact["rho"], unit_s)
    office = one_station(name, lam, Constant(value_min=unit_s / 60), servers, unit_s=unit_s, warm_up_s=warm_up_s)
    return Case(name, CROMMELIN, office, _common(exact, unit_s))


def _mg1(kind: str, scv: float, law: Distribution) -> Case:
    """The law has a mean of one minute, and is stretched to the unit of time."""
    exact = pollaczek_khinchine(0.8, 1.0, scv)
    unit_s = 300.0
    name = f"{kind} λ=0.8 E[S]=1 cv²={scv:g}"
    warm_up_s = settled(1.0, 1, exact["rho"], unit_s) * (1.0 + scv) / 2.0
    stretched = type(law)(**{**vars(law), "mean_min": unit_s / 60.0})
    office = one_station(name, 0.8, stretched, 1, unit_s=unit_s, warm_up_s=warm_up_s)
    return Case(name, POLLACZEK, office, _common(exact, unit_s))
