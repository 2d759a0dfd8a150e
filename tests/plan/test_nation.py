"""Does the plan of a nation's offices grow with the offices, and no faster?"""

import gc
import time
from dataclasses import replace

import sim
from sim.office import Office, Scenario
from sim.office.workload import workload
from sim.plan import plan_of


def nation(offices: int) -> Scenario:
    """The bundled civil registry, so many times over."""
    usual = sim.load("dukcapil")
    places = tuple(Office(name=f"kab-{number}", share=1.0 / offices) for number in range(offices))
    return replace(usual, offices=places, days=10, citizens=replace(usual.citizens, count=2_000 * offices))


def seconds(scenario: Scenario) -> float:
    """CPU time without the garbage that other tests have left to search."""
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        plan_of(scenario)
        workload(scenario)
        return time.process_time() - began
    finally:
        gc.enable()


def test_four_times_the_offices_take_no_more_than_eight_times_as_long_to_plan():
    """What grows with the square would take sixteen times."""
    few = min(seconds(nation(64)) for _ in range(2))
    assert any(seconds(nation(256)) < 8 * few for _ in range(2))
