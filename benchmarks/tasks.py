"""What benchmarks run in a process of its own; every function answers with plain numbers."""

import time
from dataclasses import replace
from math import ceil

from benchmarks.loket import office, replicated, value
from benchmarks.memory import memory_mb, peak_mb, reset_peak
from sim.office import Citizens, Scenario

NEEDS_PER_YEAR = 0.6
VISITS_OF_THE_STAFF = 67_500
"""Visits a year that the twelve officers of the office year handle."""


def year(engine: str, citizens: int, days: int, *, people: bool = False) -> dict[str, float]:
    """A replication of an office for so many citizens: CPU seconds, visits, memory before and at most (MB)."""
    replicated(replace(office("year"), days=1), engine, 0)
    scenario = sized(citizens, days)
    if people:
        from benchmarks.people import with_people

        scenario = with_people(scenario)
    reset_peak()
    before = memory_mb()
    done = replicated(scenario, engine, 1)
    peak = peak_mb()
    visits = value(done.answer, "arrivals")
    return {"seconds": done.cpu_s, "visits": visits, "before_mb": before, "peak_mb": peak}


def sized(citizens: int, days: int) -> Scenario:
    """The office year for another number of citizens, with as many more officers as their needs ask for."""
    scenario = office("year")
    times = ceil(citizens * NEEDS_PER_YEAR / VISITS_OF_THE_STAFF)
    return replace(
        scenario,
        days=days,
        citizens=Citizens(count=citizens, needs_per_year=NEEDS_PER_YEAR),
        officers=tuple(replace(group, count=times * group.count) for group in scenario.officers),
    )


def first_day(*, reform: bool = False) -> dict[str, float]:
    """Run one day with the compiled engine: seconds by the clock, compilation included where it is due."""
    from sim.reforms import Training

    began = time.perf_counter()
    replicated(replace(office("year"), days=1, reforms=(Training(),) if reform else ()), "compiled", 0)
    return {"first_day_s": time.perf_counter() - began}
