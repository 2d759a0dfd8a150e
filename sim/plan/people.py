"""Citizens and their classes → rows."""

import numpy as np

from sim.office import Citizens, PriorityClass, Scenario

DEFAULT_CLASS = "umum"
Row = tuple[float, ...]


def class_names(scenario: Scenario) -> tuple[str, ...]:
    """The classes; without any there is one."""
    return tuple(c.name for c in scenario.classes) or (DEFAULT_CLASS,)


def priorities(scenario: Scenario) -> list[int]:
    """The priorities that differ, the one called first before the others."""
    return sorted({c.priority for c in scenario.classes}) or [0]


def classes(scenario: Scenario) -> list[Row]:
    """Rows of CLASS."""
    order, citizens = priorities(scenario), scenario.citizens or Citizens(count=0, needs_per_year=0.0)
    found = scenario.classes or (PriorityClass(name=DEFAULT_CLASS),)
    upto = np.cumsum([c.share for c in found])
    return [(order.index(c.priority), float(u), *_traits(c, citizens)) for c, u in zip(found, upto, strict=True)]


def _traits(of: PriorityClass, citizens: Citizens) -> tuple[float, float, float]:
    access = citizens.digital_access if of.digital_access is None else of.digital_access
    skill = citizens.digital_skill if of.digital_skill is None else of.digital_skill
    knows = citizens.knows_document if of.knows_document is None else of.knows_document
    return (access if skill > 0 else 0.0, (1.0 - skill) / skill if skill > 0 else 0.0, knows)


def homes(scenario: Scenario) -> list[tuple[int, float]]:
    """The offices, each with its share of the citizens."""
    whole = sum(office.share for office in scenario.offices)
    return [(number, office.share / whole) for number, office in enumerate(scenario.offices)] or [(0, 1.0)]
