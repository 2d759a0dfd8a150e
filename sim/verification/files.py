"""Cases whose offices are scenario files (scenarios/verification): priorities, networks, mixed losses."""

from collections.abc import Sequence

from sim.scenario import load
from sim.verification import quantities
from sim.verification.case import Case, Quantity
from sim.verification.formulas import (
    Node,
    cobham,
    cobham_servers,
    erlang_a,
    erlang_c,
    jackson,
    loss,
    mmc,
)

FIVE, TEN, FIFTY = 300.0, 600.0, 3000.0
"""Seconds in the unit of time of a formula."""
COBHAM = "Cobham (1954)"
RETURNS = ((0.0, 0.7, 0.3), (0.1, 0.0, 0.8), (0.05, 0.0, 0.0))
NODES = (Node(2.0, 1), Node(1.0, 2), Node(0.7, 2))
STEPS = ("service.first", "service.second", "service.third")


def cases() -> list[Case]:
    """All of them."""
    return [
        _priorities("one", "M/M/1 priorities λ=(0.2, 0.6)", cobham((0.2, 0.6), (1, 1), (2, 2)), 0.8),
        _priorities("two", "M/M/2 priorities λ=(0.6, 1)", cobham_servers((0.6, 1.0), 1, 2), erlang_c(2, 1.6)),
        _priorities("three", "M/M/3 priorities λ=(0.5, 1, 1)", cobham_servers((0.5, 1, 1), 1, 3), erlang_c(3, 2.5)),
        _tandem(),
        _network(),
        _rework(),
        _mixed_loss(),
        _leave_at_once(),
    ]


def _case(name: str, source: str, file: str, *checked: Quantity) -> Case:
    return Case(name, source, load(f"verification/{file}"), checked)


def _priorities(servers: str, name: str, waits: Sequence[float], waiting: float) -> Case:
    checked = [
        quantities.wait_of_class(value, FIFTY, class_)
        for value, class_ in zip(waits, ("first", "second", "third"), strict=False)
    ]
    plural = "server" if servers == "one" else "servers"
    return _case(name, COBHAM, f"priority-{servers}-{plural}", *checked, quantities.waiting(waiting))


def _tandem() -> Case:
    first, second = mmc(0.8, 1.0, 1), mmc(0.8, 0.5, 2)
    return _case(
        "Tandem M/M/1 → M/M/2 λ=0.8",
        "R. R. P. Jackson (1954)",
        "tandem",
        quantities.sojourn(first["W"] + second["W"], FIVE),
        quantities.wait_at_step(first["Wq"], FIVE, "service.first", "1"),
        quantities.wait_at_step(second["Wq"], FIVE, "service.second", "2"),
        quantities.present_at_step(first["L"], 0, "1"),
        quantities.present_at_step(second["L"], 1, "2"),
    )


def _network() -> Case:
    nodes, whole = jackson((1.0, 0.0, 0.0), RETURNS, NODES)
    each = [
        quantity
        for i, node in enumerate(nodes)
        for quantity in (
            quantities.throughput(node["lam"], TEN, i, f"{i + 1}"),
            quantities.wait_at_step(node["Wq"], TEN, STEPS[i], f"{i + 1}"),
            quantities.present_at_step(node["L"], i, f"{i + 1}"),
            quantities.busy_at_step(node["rho"], NODES[i].servers, i, f"{i + 1}"),
        )
    ]
    return _case("Jackson network with returns", "Jackson (1963)", "network", *each, quantities.sojourn(whole, TEN))


def _rework() -> Case:
    node = mmc(0.75, 1.0, 1)
    return _case(
        "M/M/1 with rework p=0.2 λ=0.6",
        "Jackson (1963)",
        "rework",
        quantities.throughput(0.75, FIVE, 0, "with returns"),
        quantities.sojourn(node["L"] / 0.6, FIVE),
        quantities.present(node["L"]),
    )


def _mixed_loss() -> Case:
    lost = loss((0.1125, 0.0375), (8.0, 3.0))
    return _case(
        "Mixed loss system λ=(0.1125, 0.0375) E[S]=(8, 3)",
        "Erlang (1917)",
        "mixed-loss",
        quantities.blocked(lost),
        quantities.present(lost),
    )


def _leave_at_once() -> Case:
    exact = erlang_a(1.0, 0.25, 0.2, 4, at_once=0.3)
    return _case(
        "Erlang A λ=1 μ=0.25 θ=0.2 c=4, 30 % leave at once",
        "Palm (1957)",
        "leave-at-once",
        quantities.waiting(exact["P_wait"]),
        quantities.abandoning(exact["P_abandon"]),
        quantities.queue(exact["Lq"]),
        quantities.utilisation(exact["occupancy"]),
    )
