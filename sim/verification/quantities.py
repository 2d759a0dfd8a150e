"""The quantities that are checked: each an exact value and the way a run estimates it.

What users read is taken from `sim.measures`; the rest from the rows. Times are in the model's unit of time
(`unit_s` seconds).
"""

from typing import Any

from sim.measures import Key
from sim.measures.queue_profile import queue_at
from sim.verification.case import Quantity
from sim.verification.seen import Seen

TIME, SHARE, PEOPLE, SQUARED = "time units", "share", "people", "people²"


def measured(name: str, value: float, unit: str, key: Key, factor: float = 1.0) -> Quantity:
    """A measure of the run, times a factor."""
    return Quantity(name, value, unit, lambda run: run.measured[key] * factor)


def wait(value: float, unit_s: float) -> Quantity:
    """The mean wait of all who joined the line."""
    return measured("Wq", value, TIME, Key("wait_of_all_mean_min"), 60.0 / unit_s)


def wait_of_class(value: float, unit_s: float, class_: str) -> Quantity:
    """The mean wait of a priority class."""
    key = Key("wait_of_all_mean_min", "class", class_)
    return measured(f"Wq {class_} class", value, TIME, key, 60.0 / unit_s)


def wait_at_step(value: float, unit_s: float, step: str, label: str) -> Quantity:
    """The mean wait at a step ("service.step")."""
    return measured(f"Wq {label}", value, TIME, Key("step_wait_of_all_mean_min", "step", step), 60.0 / unit_s)


def wait_p90(value: float, unit_s: float) -> Quantity:
    """The wait that nine in ten do not exceed."""
    return measured("P90 wait", value, TIME, Key("wait_p90_min"), 60.0 / unit_s)


def within(value: float) -> Quantity:
    """The share who wait no longer than the scenario's target: in which order people are called shows here."""
    return measured("P(W ≤ t)", value, SHARE, Key("within_target"))


def sojourn(value: float, unit_s: float) -> Quantity:
    """The mean time from the door in to the door out."""
    return measured("W", value, TIME, Key("sojourn_mean_min"), 60.0 / unit_s)


def abandoning(value: float) -> Quantity:
    """The share of arrivals who give up."""
    return measured("P(abandon)", value, SHARE, Key("gave_up_share"))


def blocked(value: float) -> Quantity:
    """The share of arrivals who are turned away."""
    return measured("P(block)", value, SHARE, Key("refused_share"))


def utilisation(value: float) -> Quantity:
    """The share of the officers' time in service, over whole days: from empty to empty."""
    return measured("utilisation", value, SHARE, Key("utilisation"))


def waiting(value: float) -> Quantity:
    """The share of those who join who are not served at once."""
    return Quantity("P(wait)", value, SHARE, lambda run: float(run.not_at_once[run.joined].mean()))


def wait_of_waiting(value: float, unit_s: float) -> Quantity:
    """The mean wait of those who are not served at once."""

    def estimate(run: Seen) -> float:
        return float(run.waited_s[run.joined & run.not_at_once].mean()) / unit_s

    return Quantity("E[W | W > 0]", value, TIME, estimate)


def present(value: float) -> Quantity:
    """The mean number present, waiting and in service."""
    return Quantity("L", value, PEOPLE, lambda run: run.present(run.rows["arrive_s"], run.rows["finish_s"], _all(run)))


def present_at_step(value: float, step: int, label: str) -> Quantity:
    """The mean number present at a step (its number in the plan)."""

    def estimate(run: Seen) -> float:
        return run.present(run.rows["arrive_s"], run.rows["finish_s"], run.rows["step"] == step)

    return Quantity(f"L {label}", value, PEOPLE, estimate)


def queue(value: float) -> Quantity:
    """The mean number waiting."""

    def estimate(run: Seen) -> float:
        return run.present(run.rows["arrive_s"], run.rows["arrive_s"] + run.waited_s, _all(run))

    return Quantity("Lq", value, PEOPLE, estimate)


def occupancy(value: float, servers: int) -> Quantity:
    """The share of the servers' time in service, between warm-up and closing."""
    return busy_at_step(value, servers, 0, "")


def busy_at_step(value: float, servers: int, step: int, label: str) -> Quantity:
    """The same for the servers of a step."""

    def estimate(run: Seen) -> float:
        mine = run.served & (run.rows["step"] == step)
        return run.present(run.rows["start_s"], run.rows["finish_s"], mine) / servers

    return Quantity(f"occupancy {label}".strip(), value, SHARE, estimate)


def throughput(value: float, unit_s: float, step: int, label: str) -> Quantity:
    """Arrivals at a step per unit of time."""

    def estimate(run: Seen) -> float:
        return float((run.inside & (run.rows["step"] == step)).sum()) * unit_s / run.window_s

    return Quantity(f"λ {label}", value, "per time unit", estimate)


def here_at(value: float, second: int, label: str) -> Quantity:
    """The mean number present at a second of the day."""
    return Quantity(f"N({label})", value, PEOPLE, lambda run: float(run.here_at(second).sum()) / run.days)


def spread_at(value: float, mean: float, second: int, label: str) -> Quantity:
    """The variance of the number present at a second of the day, about its exact mean."""

    def estimate(run: Seen) -> float:
        away = run.by_day(run.here_at(second)) - mean
        return float((away * away).mean())

    return Quantity(f"Var N({label})", value, SQUARED, estimate)


def waiting_at(value: float, second: int, label: str) -> Quantity:
    """The mean number waiting at a second of the day."""

    def estimate(run: Seen) -> float:
        rows = run.rows
        lengths = queue_at(rows["arrive_s"], rows["arrive_s"] + run.waited_s, rows["day"], run.days, [second])
        return float(lengths.mean())

    return Quantity(f"Q({label})", value, PEOPLE, estimate)


def all_busy_at(value: float, second: int, label: str, servers: int) -> Quantity:
    """The chance that no server is free at a second of the day."""

    def estimate(run: Seen) -> float:
        return float((run.by_day(run.here_at(second)) >= servers).mean())

    return Quantity(f"P(all busy at {label})", value, SHARE, estimate)


def _all(run: Seen) -> Any:
    return run.rows["arrive_s"] >= 0
