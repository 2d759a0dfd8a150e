"""What both engines make of an office, and whether it is the same to the last bit."""

from collections.abc import Callable
from functools import cache

import numpy as np
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from random_offices import offices

from sim.engines.compiled import CompiledEngine
from sim.engines.reference import ReferenceEngine
from sim.office import Scenario
from sim.plan import plan_of
from sim.plan.engine import Engine

AT_ONCE = 10
"""So many examples are all drawn anew; of more than that, Hypothesis makes most by changing the one before a little."""
SLOW_IS_FINE = [HealthCheck.too_slow, HealthCheck.data_too_large]


def story(engine: type[Engine], scenario: Scenario, run: int, days_at_once: int) -> tuple[np.ndarray, ...]:
    """All that an engine records and leaves behind, run in stretches of so many days."""
    plan = plan_of(scenario)
    running = engine(plan, run)
    blocks = [running.advance(days_at_once) for _ in range(-(-scenario.days // days_at_once))]
    return (*[np.concatenate(parts) for parts in zip(*blocks, strict=True)], running.citizens(), running.staff())


def agree(scenario: Scenario, run: int, days_at_once: int) -> None:
    """Both engines record the same, however many days the compiled one runs at once."""
    reference = story(ReferenceEngine, scenario, run, scenario.days)
    compiled = story(CompiledEngine, scenario, run, days_at_once)
    for a, b in zip(reference, compiled, strict=True):
        assert a.dtype == b.dtype
        if not np.array_equal(a, b):  # row by row, which tells where, takes a hundred times as long
            for left, right in zip(a, b, strict=False):
                assert left == right
            assert len(a) == len(b)


def each(count: int, check: Callable[..., None], *drawn: st.SearchStrategy[object], first: int | None = None) -> None:
    """Check so many random examples, always the same where the `first` seed is given."""
    for part in range(count // AT_ONCE):
        test = given(st.tuples(*drawn))(lambda example: check(*example))
        test = settings(max_examples=AT_ONCE, deadline=None, suppress_health_check=SLOW_IS_FINE, database=None)(test)
        (test if first is None else seed(first + part)(test))()


def gathered(count: int) -> list[Scenario]:
    """So many random offices, always the same."""
    return [scenario for part in range(count // AT_ONCE) for scenario in gathered_at_once(part)]


@cache
def gathered_at_once(part: int) -> list[Scenario]:
    """Those that are drawn together."""
    found: list[Scenario] = []
    each(AT_ONCE, found.append, offices(), first=part)
    return found


def differs(scenario: Scenario, compiled: tuple[np.ndarray, ...]) -> bool:
    """Whether the (mutated) reference engine tells another story; breaking down is one too."""
    try:
        reference = story(ReferenceEngine, scenario, 0, scenario.days)
    except (ValueError, AttributeError, RuntimeError, OverflowError):
        return True
    return not all(np.array_equal(a, b) for a, b in zip(reference, compiled, strict=True))
