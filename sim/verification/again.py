"""Cases of more than one visit, and appointments: what the queue of citizens who come again is known to do."""

from typing import Any

from sim.measures import Key
from sim.scenario import load
from sim.verification import quantities
from sim.verification.case import Case, Quantity
from sim.verification.formulas import appointments, mmc
from sim.verification.seen import Seen

NEW, UNIT_S = 0.6, 300.0
"""New cases a unit of time, and the seconds in it."""
MISS = 1.0 - 0.9 * 0.95
"""No-shows of appointments made the day before."""
JACKSON = "Jackson (1963)"
JANSSON = "Jansson (1966); Hassin & Mendel (2008)"
BOOKED = 1
"""The number of the channel of appointments."""


def cases() -> list[Case]:
    """All of them."""
    return [
        _comes_again("M/M/1, papers missing p=0.2 λ=0.6", "papers-missing", 0.2),
        _comes_again("M/M/1 and time at home, mistakes p=0.25 λ=0.6", "mistakes-found", 0.25),
        _appointments("Appointments every 20 min", "appointments", 36, 1, 20.0),
        _appointments("Appointments in pairs every 40 min", "appointments-in-pairs", 18, 2, 40.0),
    ]


def _comes_again(name: str, file: str, again: float) -> Case:
    """With probability `again` a visit is not the last: the station is one to which more people come."""
    node = mmc(NEW / (1.0 - again), 1.0, 1)
    checked = (
        quantities.measured("visits a case", 1.0 / (1.0 - again), "visits per case", Key("visits_per_case")),
        quantities.measured("one visit", 1.0 - again, quantities.SHARE, Key("one_visit_share")),
        quantities.throughput(NEW / (1.0 - again), UNIT_S, 0, "with returns"),
        quantities.wait(node["Wq"], UNIT_S),
        quantities.present(node["L"]),
        _time_of_case(node["L"] / NEW),
    )
    return Case(name, JACKSON, load(f"verification/{file}"), checked)


def _time_of_case(value: float) -> Quantity:
    """The mean time at the office over all visits of a case that began within the window."""

    def estimate(run: Seen) -> float:
        found = run.block.cases
        began = (found["began_s"] >= run.start) & (found["began_s"] < run.end)
        return float(found["spent_s"][began].mean()) / UNIT_S

    return Quantity("W of a case", value, quantities.TIME, estimate)


def _appointments(name: str, file: str, slots: int, places: int, gap: float) -> Case:
    """Every place of every day is taken, each day begins empty; the last gap ends at closing."""
    exact = appointments(slots, places, gap, 1.0 / 15.0, MISS)

    def waits(run: Seen, mine: Any) -> float:
        return float(run.waited_s[mine].mean()) / 60.0

    checked = (
        Quantity("no-shows", MISS, quantities.SHARE, lambda run: float((~run.served)[_booked(run)].mean())),
        Quantity("Wq", exact["Wq"], "min", lambda run: waits(run, _kept(run))),
        Quantity("Wq of the last slot", exact["Wq_last"], "min", lambda run: waits(run, _kept(run) & _last(run, gap))),
        Quantity("P(wait)", exact["P_wait"], quantities.SHARE, lambda run: float(run.not_at_once[_kept(run)].mean())),
        quantities.measured("overtime a day", exact["after"], "min", Key("overtime_min_per_day")),
    )
    return Case(name, JANSSON, load(f"verification/{file}"), checked)


def _booked(run: Seen) -> Any:
    return run.rows["channel"] == BOOKED


def _kept(run: Seen) -> Any:
    return _booked(run) & run.served


def _last(run: Seen, gap: float) -> Any:
    return run.rows["came_s"] >= run.end - 60.0 * gap
