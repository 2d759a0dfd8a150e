"""Several lines from which people choose: at random, the shortest, with and without changing over."""

from sim.office import Lines, Station
from sim.verification import quantities
from sim.verification.case import Case
from sim.verification.formulas import mmc, shortest_of_two
from sim.verification.offices import exponential, one_station, scale, settled

LAM = 0.8
"""Arrivals for each server, whose services take one unit of time."""


def cases() -> list[Case]:
    """All of them."""
    one, three = mmc(LAM, 1.0, 1), mmc(3.0 * LAM, 1.0, 3)
    split = one | {"Lq": 3.0 * one["Lq"], "L": 3.0 * one["L"]}
    return [
        _case("3 × M/M/1, a line at random", "M/M/1 (Erlang 1917)", 3, split, Lines(choice="random")),
        _case("M/M/3, changing over at 2", "Erlang (1917)", 3, three, Lines(choice="random", jockeying=2)),
        _case("the shorter of two lines", "Kingman (1961)", 2, shortest_of_two(2.0 * LAM, 1.0), Lines()),
        _case(
            "the shorter of two lines, changing over at 3",
            "Adan, Wessels & Zijm (1991)",
            2,
            shortest_of_two(2.0 * LAM, 1.0, 3),
            Lines(jockeying=3),
        ),
    ]


def _case(name: str, source: str, servers: int, exact: dict[str, float], lines: Lines) -> Case:
    unit_s = scale(servers)
    office = one_station(
        f"{name} λ={servers * LAM:g} μ=1",
        servers * LAM,
        exponential(1.0, unit_s),
        servers,
        unit_s=unit_s,
        warm_up_s=settled(1.0, 1, LAM, unit_s),
        station=Station(name="a", lines=lines),
    )
    checked = (
        quantities.waiting(exact["P_wait"]),
        quantities.wait(exact["Wq"], unit_s),
        quantities.sojourn(exact["W"], unit_s),
        quantities.queue(exact["Lq"]),
        quantities.present(exact["L"]),
    )
    return Case(office.name, source, office, checked)
