"""Families of models of one station that loses customers: Erlang B, Erlang A, M/M/c/K, mixed losses."""

from sim.office import Station
from sim.verification import quantities
from sim.verification.case import Case
from sim.verification.formulas import erlang_a, erlang_b, mmck
from sim.verification.offices import exponential, one_station, scale

B = ((1, 1), (2, 1), (5, 3), (10, 8), (17, 10))
A = ((48, 1, 0.5, 50), (10 / 3, 1 / 3, 1 / 5, 14), (1, 1 / 4, 1 / 5, 4), (1.2, 1 / 5, 1 / 10, 5), (100, 1, 1, 100))
K = ((3, 4, 2, 3), (0.9, 1, 1, 5))


def cases() -> list[Case]:
    """All of them."""
    return [_b(*loads) for loads in B] + [_a(*rates) for rates in A] + [_k(*rates) for rates in K]


def _b(servers: int, load: float) -> Case:
    lost = erlang_b(servers, load)
    unit_s = scale(servers)
    name = f"Erlang B c={servers} a={load:g}"
    office = one_station(
        name,
        load,
        exponential(1.0, unit_s),
        servers,
        unit_s=unit_s,
        warm_up_s=20.0 * unit_s,
        station=Station(name="a", room=0),
    )
    busy = load * (1.0 - lost)
    checked = (quantities.blocked(lost), quantities.present(busy), quantities.occupancy(busy / servers, servers))
    return Case(name, "Erlang (1917)", office, checked)


def _a(lam: float, mu: float, theta: float, servers: int) -> Case:
    exact = erlang_a(lam, mu, theta, servers)
    edge = servers * mu * exact["P_just_full"] / exact["P_wait"]
    unit_s = scale(edge, 300.0 * mu)
    name = f"Erlang A λ={lam:.4g} μ={mu:.4g} θ={theta:g} c={servers}"
    patient = Station(name="a", patience=exponential(theta, unit_s))
    warm_up_s = 20.0 * unit_s / min(mu, theta)
    office = one_station(
        name, lam, exponential(mu, unit_s), servers, unit_s=unit_s, warm_up_s=warm_up_s, station=patient
    )
    checked = (
        quantities.waiting(exact["P_wait"]),
        quantities.abandoning(exact["P_abandon"]),
        quantities.wait(exact["E_wait_all"], unit_s),
        quantities.wait_of_waiting(exact["E_wait_given_wait"], unit_s),
        quantities.queue(exact["Lq"]),
        quantities.occupancy(exact["occupancy"], servers),
    )
    return Case(name, "Palm (1957)", office, checked)


def _k(lam: float, mu: float, servers: int, capacity: int) -> Case:
    exact = mmck(lam, mu, servers, capacity)
    unit_s = scale(servers * mu, 300.0 * mu)
    name = f"M/M/{servers}/{capacity} λ={lam:g} μ={mu:g}"
    warm_up_s = 20.0 * capacity * unit_s / mu
    narrow = Station(name="a", room=capacity - servers)
    office = one_station(
        name, lam, exponential(mu, unit_s), servers, unit_s=unit_s, warm_up_s=warm_up_s, station=narrow
    )
    checked = (
        quantities.blocked(exact["P_block"]),
        quantities.present(exact["L"]),
        quantities.queue(exact["Lq"]),
        quantities.wait(exact["Wq_accepted"], unit_s),
    )
    return Case(name, "Kleinrock (1975), section 3.6", office, checked)
