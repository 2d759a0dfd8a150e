"""Does a reform leave an office exactly as it was where it does nothing and before it begins? Does order not matter?"""

from dataclasses import replace
from datetime import timedelta
from functools import cache

import numpy as np
import pytest
from agreement import story
from catalogue_offices import BY_VARIANT, DAYS, LIVELY, measure, office, reformed, working_day

from sim.engines.compiled import CompiledEngine
from sim.plan import plan_of
from sim.plan.tables import Block
from sim.reforms import CATALOGUE

STARTS_ON = 6
"""The working day on which reforms begin where they begin late."""


@cache
def usual(name: str) -> tuple[np.ndarray, ...]:
    """All that is recorded without reforms."""
    return story(CompiledEngine, office(name), 0, DAYS)


def alike(one: tuple[np.ndarray, ...], other: tuple[np.ndarray, ...]) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("name", LIVELY)
def test_reforms_without_strength_or_after_the_run_change_nothing(name: str) -> None:
    """Nor do those that were over before it began; all of the catalogue at once."""
    first, last = working_day(name, 0), working_day(name, DAYS - 1)
    nothing = [
        {"strength": 0.0},
        {"start": last + timedelta(days=1)},
        {"start": first - timedelta(days=9), "until": first - timedelta(days=2)},
    ]
    reforms = [measure(kind, id=f"{kind}{i}", **how) for i, how in enumerate(nothing) for kind in CATALOGUE]
    assert alike(story(CompiledEngine, replace(office(name), reforms=tuple(reforms)), 0, DAYS), usual(name))


@pytest.mark.parametrize(("kind", "variant"), BY_VARIANT)
@pytest.mark.parametrize("name", LIVELY)
def test_before_a_reform_begins_all_is_as_without_it(name: str, kind: str, variant: str | None) -> None:
    """What it sets up stands there closed; visits, cases that end, opinions, days are the same to the last bit."""
    late = measure(kind, variant, start=working_day(name, STARTS_ON))
    plans = [plan_of(each) for each in (reformed(name, late), office(name))]
    running, without = (CompiledEngine(plan, 0) for plan in plans)
    ours, theirs = running.advance(STARTS_ON), without.advance(STARTS_ON)
    names = [list(plan.names.steps) for plan in plans]
    for rows in (ours.visits, ours.cases):  # what it sets up are steps of its own, and others are numbered anew
        rows["step"] = [number if number < 0 else names[1].index(names[0][number]) for number in rows["step"]]
    for field in ("visits", "days", "cases", "opinions", "acts"):
        assert np.array_equal(getattr(ours, field), getattr(theirs, field)), field
    assert np.array_equal(running.citizens(), without.citizens())
    assert officers_alike(ours, theirs)


def officers_alike(ours: Block, theirs: Block) -> bool:
    """Posts that nobody holds yet have rows of their own, in which nothing is done."""
    known = theirs.officers["officer"].max() + 1
    old, new = (ours.officers[ours.officers["officer"] < known], ours.officers[ours.officers["officer"] >= known])
    return np.array_equal(old, theirs.officers) and not new["busy_s"].any() and not new["scheduled_s"].any()


ELSEWHERE = {"placement", "change_support", "innovation_contest"}
"""What these need, these offices and days do not have: see `test_idle_reforms.py`."""


@pytest.mark.parametrize("kind", sorted(set(CATALOGUE) - ELSEWHERE))
def test_every_measure_changes_something_once_it_has_begun(kind: str) -> None:
    """Else it would be no wonder that nothing changes before."""
    assert any(not alike(story(CompiledEngine, reformed(name, measure(kind)), 0, DAYS), usual(name)) for name in LIVELY)


@pytest.mark.parametrize("name", LIVELY)
def test_the_order_of_reforms_changes_nothing(name: str) -> None:
    """Two of each kind, on several schedules."""
    begins = [None, working_day(name, 2), working_day(name, 4)]
    pairs = [measure(kind, start=begins[i % 3], strength=1.0 - 0.1 * (i % 4)) for i, kind in enumerate(CATALOGUE)]
    twice = [*pairs, *[replace(reform, id=f"{reform.name} lain", strength=0.5) for reform in pairs]]
    orders = twice, twice[::-1], sorted(twice, key=lambda reform: (reform.strength, reform.name[::-1]))
    first, *others = (story(CompiledEngine, reformed(name, *order), 0, DAYS) for order in orders)
    assert not alike(first, usual(name))
    assert all(alike(first, other) for other in others)
