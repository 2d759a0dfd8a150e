"""The office year with every mechanism of the whole office present but unused, beside the walk-in office alone."""

from dataclasses import replace
from functools import partial
from statistics import fmean
from typing import Any

from benchmarks import office_year
from benchmarks.loket import office, replicated
from benchmarks.report import Report
from benchmarks.timing import Timed, cpu_median, in_rounds, times_faster
from sim.office import (
    Channel,
    Citizens,
    Outage,
    Return,
    Returns,
    Scenario,
    Shortage,
    Slots,
    Station,
    Tickets,
)
from sim.office.distributions import Constant
from sim.office.units import Span

ROUNDS, QUICK_ROUNDS = 9, 1
QUICK_DAYS = 5
ALONE, UNUSED = "walk-in office alone", "all mechanisms, unused"
ENGINE = "compiled"


def measure(*, quick: bool = False) -> Report:
    """CPU time of a year in the compiled engine, all measures included."""
    days, rounds = (QUICK_DAYS, QUICK_ROUNDS) if quick else (250, ROUNDS)
    alone = replace(office("year"), days=days)
    scenarios = {ALONE: alone, UNUSED: with_everything(alone)}
    for scenario in scenarios.values():
        replicated(replace(scenario, days=1), ENGINE, 0)
    found = in_rounds({name: partial(office_year.visits_and_steps, s, ENGINE) for name, s in scenarios.items()}, rounds)
    if answers(found[ALONE]) != answers(found[UNUSED]):
        raise RuntimeError("what nobody uses has changed the visits")
    rows = [row(name, times, found[ALONE]) for name, times in found.items()]
    return Report("unused", f"{days} days of an office, median of {rounds} rounds of CPU time", rows)


def answers(times: list[Timed]) -> list[object]:
    """What was simulated in each round."""
    return [t.answer for t in times]


def row(name: str, times: list[Timed], alone: list[Timed]) -> dict[str, Any]:
    """A row of the report."""
    return {
        "office": name,
        "seconds": cpu_median(times),
        "visits": round(fmean(t.answer[0] for t in times)),
        "times the time alone": times_faster(alone, times),
    }


def with_everything(scenario: Scenario) -> Scenario:
    """The office with channels that nobody takes, papers that nobody forgets, and trouble that never comes."""
    back = Return(share=0.5)
    slots = (Slots(Span(28_800, 36_000), 15.0, 2),)
    never = Constant(value_min=30.0)
    first = scenario.services[0]
    people = scenario.citizens or Citizens(count=0, needs_per_year=0.0)
    return replace(
        scenario,
        stations=(*scenario.stations, Station(name="belakang", back_office=True, order="due")),
        services=tuple(
            replace(
                service,
                documents=4,
                deadline_days=5,
                steps=tuple(replace(step, checks_file=0.9) for step in service.steps),
            )
            for service in scenario.services
        ),
        officers=tuple(replace(group, late_share=0.0, late=never) for group in scenario.officers),
        citizens=replace(people, travel=Constant(value_min=60.0), villages=20),
        channels=(
            Channel(name="daring", kind="online", willing=0.0),
            Channel(name="janji", kind="appointment", willing=0.0, slots=slots),
            Channel(name="desa", kind="bundle", willing=0.0, days=("tue",)),
        ),
        returns=Returns(incomplete=back, no_ticket=back, no_show=back, no_form=back, error=back),
        tickets=Tickets(quota=1_000_000),
        outages=(Outage(name="mati", stations=(scenario.stations[0].name,), chance=0.0, lasts=never),),
        shortages=(
            Shortage(name="blanko", steps=(f"{first.name}.{first.steps[0].name}",), chance=0.0, lasts_days=((1, 1.0),)),
        ),
    )
