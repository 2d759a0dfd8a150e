"""The quantities that are checked: each an exact value and the way a day adds to its estimate.

Times are in the model's unit of time (`unit_s` seconds).
"""

from typing import Any

from sim.runs.verification.case import Quantity, Ratio
from sim.runs.verification.seen import Seen

TIME, SHARE, PEOPLE = "time units", "share", "people"


def wait(value: float, unit_s: float, name: str = "Wq", step: int | None = None, class_: int | None = None) -> Quantity:
    """The mean wait in the line, of all who joined it."""

    def adds(day: Seen) -> Ratio:
        waited, count = day.mean(day.waited_s, day.joined & day.of(step, class_))
        return waited / unit_s, count

    return Quantity(name, value, TIME, adds)


def wait_of_waiting(value: float, unit_s: float) -> Quantity:
    """The mean wait of those who are not served at once."""

    def adds(day: Seen) -> Ratio:
        waited, count = day.mean(day.waited_s, day.joined & day.not_at_once)
        return waited / unit_s, count

    return Quantity("E[W | W > 0]", value, TIME, adds)


def waiting(value: float) -> Quantity:
    """The share of arrivals who are not served at once."""
    return Quantity("P(wait)", value, SHARE, lambda day: day.share(day.not_at_once, day.joined))


def late(value: float, after_s: float) -> Quantity:
    """The share of arrivals who wait longer than so many seconds: in which order people are called shows here."""
    return Quantity("P(W > t)", value, SHARE, lambda day: day.share(day.waited_s > after_s, day.joined))


def abandoning(value: float) -> Quantity:
    """The share of arrivals who give up."""
    return Quantity("P(abandon)", value, SHARE, lambda day: day.share(day.gave_up, day.inside))


def blocked(value: float) -> Quantity:
    """The share of arrivals who are turned away."""
    return Quantity("P(block)", value, SHARE, lambda day: day.share(day.refused, day.inside))


def present(value: float, step: int | None = None, name: str = "L") -> Quantity:
    """The mean number present, waiting and in service."""
    return Quantity(name, value, PEOPLE, lambda day: day.present(*_stay(day, "finish_s"), day.of(step)))


def queue(value: float) -> Quantity:
    """The mean number waiting."""

    def adds(day: Seen) -> Ratio:
        return day.present(day.rows["arrive_s"], day.rows["arrive_s"] + day.waited_s, day.of())

    return Quantity("Lq", value, PEOPLE, adds)


def occupancy(value: float, servers: int, name: str = "occupancy", step: int | None = None) -> Quantity:
    """The share of the servers' time in service."""

    def adds(day: Seen) -> Ratio:
        served, seconds = day.present(day.rows["start_s"], day.rows["finish_s"], day.served & day.of(step))
        return served, seconds * servers

    return Quantity(name, value, SHARE, adds)


def sojourn(value: float, unit_s: float) -> Quantity:
    """The mean time from the door in to the door out, of visits begun within the window."""

    def adds(day: Seen) -> Ratio:
        rows = day.rows
        done = (rows["last"] == 1) & (rows["came_s"] >= day.start) & (rows["came_s"] < day.end)
        spent, count = day.mean(rows["finish_s"] - rows["came_s"], done)
        return spent / unit_s, count

    return Quantity("W", value, TIME, adds)


def throughput(value: float, unit_s: float, step: int | None = None, name: str = "arrivals") -> Quantity:
    """Arrivals at a step per unit of time."""

    def adds(day: Seen) -> Ratio:
        return float((day.inside & day.of(step)).sum()), (day.end - day.start) / unit_s

    return Quantity(name, value, "per time unit", adds)


def _stay(day: Seen, until: str) -> tuple[Any, Any]:
    return day.rows["arrive_s"], day.rows[until]


def here_at(value: float, second: int, label: str) -> Quantity:
    """The mean number present at a second of the day."""
    return Quantity(f"N({label})", value, PEOPLE, lambda day: (float(_here(day, second).sum()), 1.0))


def waiting_at(value: float, second: int, label: str) -> Quantity:
    """The mean number waiting at a second of the day."""

    def adds(day: Seen) -> Ratio:
        in_line = _here(day, second) & (day.rows["arrive_s"] + day.waited_s > second)
        return float(in_line.sum()), 1.0

    return Quantity(f"Q({label})", value, PEOPLE, adds)


def all_busy_at(value: float, second: int, label: str, servers: int) -> Quantity:
    """The chance that no server is free at a second of the day."""
    name = f"P(all busy at {label})"
    return Quantity(name, value, SHARE, lambda day: (float(_here(day, second).sum() >= servers), 1.0))


def _here(day: Seen, second: int) -> Any:
    return (day.rows["arrive_s"] <= second) & (day.rows["finish_s"] > second)
