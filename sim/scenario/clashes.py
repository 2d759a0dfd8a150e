"""Reforms that switch one parameter of the model to different values at one time."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import NamedTuple

from sim.office import Scenario
from sim.office.effects import Effect
from sim.office.faults import Problem
from sim.office.reform import Reform


class _Switch(NamedTuple):
    reform: Reform
    effect: Effect


def check_clashes(scenario: Scenario) -> Iterator[Problem]:
    """Of two reforms that are in force together only one can have its way; two of a kind have to be made to agree.

    Those of different kinds may go on: the first in canonical order wins, and a warning says so. Reforms that
    are only compared, each alone, may be alternatives.
    """
    if "all_together" not in scenario.compare.against:
        return
    told = set()
    for one, other in combinations(_switches(scenario), 2):
        pair = (one.reform.key, other.reform.key)
        if pair not in told and _clash(one, other):
            told.add(pair)
            values = {"other": one.reform.key, "parameter": one.effect.parameter}
            path = ("reform", scenario.reforms.index(other.reform), "id" if other.reform.id else "name")
            alike = one.reform.name == other.reform.name
            yield Problem(path, "reform_clash" if alike else "reform_wins", values, warning=not alike)


def _switches(scenario: Scenario) -> list[_Switch]:
    """All that reforms switch, in canonical order, in the office as they set it up together."""
    reforms = sorted(scenario.reforms, key=lambda reform: (reform.name, reform.key))
    at_work = [reform for reform in reforms if reform.strength > 0]
    if len(at_work) < 2:
        return []
    for reform in at_work:
        scenario = reform.adds(scenario)
    changes = ((reform, change) for reform in at_work for change in reform.effects(scenario))
    return [
        _Switch(reform, change) for reform, change in changes if isinstance(change, Effect) and change.how == "switch"
    ]


def _clash(one: _Switch, other: _Switch) -> bool:
    same = one.effect.parameter == other.effect.parameter and _overlap(one.effect.where, other.effect.where)
    apart = one.reform is other.reform or one.effect.value == other.effect.value
    return same and not apart and _together(one.reform, other.reform)


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two lists mean anything in common: none named is all, and a service is all its steps."""
    pairs = ((a, b) for a in one for b in other)
    return not one or not other or any(a == b or a.startswith(f"{b}.") or b.startswith(f"{a}.") for a, b in pairs)


def _together(one: Reform, other: Reform) -> bool:
    """Whether there is a day on which both are in force."""
    first = max(reform.start or date.min for reform in (one, other))
    return first <= min(reform.until or date.max for reform in (one, other))
