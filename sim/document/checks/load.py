"""Whether the work that is expected fits the officers: an office read as something else than was meant shows here."""

from collections.abc import Iterator

from sim.language.catalogue import Amount
from sim.office.faults import Hint, Path, Problem
from sim.office.scenario import Scenario
from sim.office.workload import GroupLoad, Workload, workload

LEAST, MOST = 0.05, 1.0
"""Offered loads below and above which something may not be as it was meant."""


def check_load(scenario: Scenario) -> Iterator[Problem]:
    """Warnings where the whole office, or a group of its officers, has hardly any work or more than it has hours."""
    found = workload(scenario)
    if not any(group.duty_min > 0.0 for group in found.groups):
        return
    if found.load < LEAST:
        path, hint = _demand(scenario)
        yield Problem(path, "office_load_low", _values(found, found.load), (Hint(hint),), warning=True)
        return
    if _over(found.load):
        yield Problem(("officer",), "office_load_high", _values(found, found.load), warning=True)
        return
    for place, group in enumerate(scenario.officers):
        own = [each for each in found.groups if each.group is group and each.foreseen]
        yield from _group(found, own, ("officer", place, "name"))


def _group(found: Workload, own: list[GroupLoad], path: Path) -> Iterator[Problem]:
    """The fullest of a group's offices where it is too full, else the emptiest."""
    high = max(own, key=lambda each: each.load, default=None)
    low = min(own, key=lambda each: each.load, default=None)
    if high is not None and _over(high.load):
        yield Problem(path, "group_load_high", _values(found, high.load) | {"name": high.name}, warning=True)
    elif low is not None and low.load < LEAST:
        yield Problem(path, "group_load_low", _values(found, low.load) | {"name": low.name}, warning=True)


def _over(load: float) -> bool:
    """Whether it would be shown as more than there is."""
    return round(load, 2) > MOST


def _demand(scenario: Scenario) -> tuple[Path, str]:
    """Where it says who comes, and what may be wrong with it."""
    if scenario.citizens is None or (scenario.citizens.count == 0 and scenario.arrivals):
        return ("arrivals", 0), "few_arrivals"
    return ("citizens", "count"), "few_citizens"


def _values(found: Workload, load: float) -> dict[str, object]:
    return {"visits": Amount(sum(found.visits.values())), "load": Amount(100.0 * load)}
