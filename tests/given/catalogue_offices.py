"""Bundled offices with few citizens and few days, and the measures of the catalogue in each of their variants."""

from dataclasses import replace
from datetime import date
from functools import cache

import sim
from sim.office import Scenario
from sim.office.reform import Reform
from sim.plan import plan_of
from sim.reforms import CATALOGUE

DAYS = 12
LIVELY = {"dukcapil": 6_000, "puskesmas": 3_000, "dukcapil-wilayah": 6_000}
"""Bundled offices, one of them a region, and as many citizens as keep a run short."""
BY_VARIANT = [(name, variant) for name, kind in CATALOGUE.items() for variant in (kind.presets or [None])]


@cache
def office(name: str) -> Scenario:
    """A bundled office, with people as bundled, over a few days."""
    found = sim.load(name)
    assert found.citizens is not None
    return replace(found, days=DAYS, citizens=replace(found.citizens, count=LIVELY[name]))


@cache
def working_day(name: str, number: int) -> date:
    """The date of a working day of the run."""
    return date.fromordinal(int(plan_of(office(name)).arrays.day["date"][number]))


def measure(name: str, variant: str | None = None, **keys: object) -> Reform:
    """A measure of the catalogue."""
    return CATALOGUE[name](**keys, **({} if variant is None else {"variant": variant}))  # type: ignore[arg-type]


def reformed(name: str, *reforms: Reform) -> Scenario:
    """A bundled office with reforms."""
    return replace(office(name), reforms=reforms)
