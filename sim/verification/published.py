"""Published models of service systems, against results that others simulated.

Treatment centre: B. L. Nelson (2013), Foundations and Methods of Stochastic Simulation, exercise 13. Its results are
those of 1,500 replications of the package treat_sim 3.0.0 (pythonhealthdatascience/stars-treat-sim) with exactly
piecewise arrivals. A mean is the mean over days of the day's mean, of what happened within the first 1,140 minutes.

Bank: P. L'Ecuyer, BankEv of the tutorial of SSJ, as published: 100 days.
"""

from collections.abc import Callable
from math import sqrt

import numpy as np

from sim.scenario import load
from sim.verification.case import Case, Quantity
from sim.verification.seen import Seen

END = (6 * 60 + 1140) * 60
"""The end of the collection period, in seconds of the day."""
STEPS = ("triage", "register", "examine", "treat", "stabilise", "treat_trauma")
BASE = {
    "arrivals": (226.39667, 0.40207),
    "triage": (31.53895, 0.46214),
    "register": (102.46655, 0.62467),
    "examine": (25.13988, 0.22724),
    "treat": (133.79107, 0.66892),
    "total": (227.22262, 0.61992),
    "stabilise": (151.50661, 1.96941),
    "treat_trauma": (17.83599, 0.34230),
    "total_trauma": (290.91207, 1.91577),
    "throughput": (165.96867, 0.21673),
}
PLUS_ONE = BASE | {"treat": (2.09017, 0.02301), "total": (185.02623, 0.65142), "throughput": (198.364, 0.16795)}
"""Mean and standard error: minutes, patients a day."""
BANK = {"served": (240.590, 19.210 / sqrt(100)), "waited": (4.793, 5.186 / sqrt(100))}
"""Mean and standard error: customers a day, hours of waiting a day."""


def cases() -> list[Case]:
    """All of them."""
    return [
        _centre("Treatment centre", "treatment-centre", BASE),
        _centre("Treatment centre, one more cubicle", "treatment-centre-plus-one", PLUS_ONE),
        bank(BANK, "SSJ tutorial, BankEv"),
    ]


def _centre(name: str, file: str, results: dict[str, tuple[float, float]]) -> Case:
    waits = [_result(f"wait {step}", "min", _wait(STEPS.index(step)), results[step]) for step in STEPS]
    checked = (
        _result("arrivals", "per day", _arrivals, results["arrivals"]),
        *waits,
        _result("total time", "min", _total(STEPS.index("examine"), STEPS.index("treat")), results["total"]),
        _result("total time trauma", "min", _total(STEPS.index("treat_trauma")), results["total_trauma"]),
        _result("throughput", "per day", _throughput, results["throughput"]),
    )
    source = "Nelson (2013), exercise 13; treat_sim 3.0.0"
    return Case(name, source, load(f"verification/{file}"), checked)


def bank(results: dict[str, tuple[float, float]], source: str) -> Case:
    """The bank against somebody's results: served (a day) and waited (hours a day), mean and standard error."""
    checked = (
        _result("served", "per day", lambda run: float(run.served.sum()) / run.days, results["served"]),
        _result("total wait", "h per day", _hours_waited, results["waited"]),
    )
    return Case("Bank with balking", source, load("verification/bank"), checked)


def _result(name: str, unit: str, estimate: Callable[[Seen], float], published: tuple[float, float]) -> Quantity:
    return Quantity(name, published[0], unit, estimate, published[1])


def _wait(step: int) -> Callable[[Seen], float]:
    """The wait of those who began a step within the collection period."""

    def estimate(run: Seen) -> float:
        begun = run.served & (run.rows["step"] == step) & (run.rows["start_s"] <= END)
        return run.daily_mean(run.waited_s / 60.0, begun)

    return estimate


def _total(*ends: int) -> Callable[[Seen], float]:
    """The time in the house of those whose visit ended with one of these steps, within the collection period."""

    def estimate(run: Seen) -> float:
        rows = run.rows
        done = np.isin(rows["step"], ends) & (rows["last"] == 1) & (rows["finish_s"] <= END)
        return run.daily_mean((rows["finish_s"] - rows["came_s"]) / 60.0, done)

    return estimate


def _arrivals(run: Seen) -> float:
    return float((run.rows["step"] == STEPS.index("triage")).sum()) / run.days


def _throughput(run: Seen) -> float:
    done = (run.rows["last"] == 1) & run.served & (run.rows["finish_s"] <= END)
    return float(done.sum()) / run.days


def _hours_waited(run: Seen) -> float:
    return float(run.waited_s[run.served].sum()) / 3600.0 / run.days
