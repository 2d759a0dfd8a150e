"""Citizens and their classes → rows."""

import numpy as np

from sim.office import AgeBand, Citizens, PriorityClass, Scenario
from sim.plan.rows import Row
from sim.plan.segments import Segments

DEFAULT_CLASS = "umum"


def class_names(scenario: Scenario) -> tuple[str, ...]:
    """The classes; without any there is one."""
    return tuple(c.name for c in scenario.classes) or (DEFAULT_CLASS,)


def priorities(scenario: Scenario) -> list[int]:
    """The priorities that differ, the one called first before the others."""
    return sorted({c.priority for c in scenario.classes}) or [0]


def classes(scenario: Scenario) -> list[Row]:
    """Rows of CLASS."""
    order, citizens = priorities(scenario), _citizens(scenario)
    found = _classes(scenario)
    upto = np.cumsum([c.share for c in found])
    return [
        {
            "rank": order.index(c.priority),
            "value": float(u),
            "knows": citizens.knows_document if c.knows_document is None else c.knows_document,
            "disability": citizens.disability if c.disability is None else c.disability,
            "asked": c.asked,
            "slighted": c.slighted,
        }
        for c, u in zip(found, upto, strict=True)
    ]


def age_names(scenario: Scenario) -> tuple[str, ...]:
    """The age bands; without any there is one, which has no name."""
    return tuple(band.name for band in _citizens(scenario).ages) or ("",)


def ages(scenario: Scenario) -> list[Row]:
    """Rows of AGE: the bands of each class."""
    citizens = _citizens(scenario)
    bands = citizens.ages or (AgeBand(name="semua"),)
    rows: list[Row] = []
    for class_ in _classes(scenario):
        own = dict(class_.ages)
        weights = [own.get(band.name, 0.0) if own else band.share for band in bands]
        upto = np.cumsum(weights) / sum(weights)
        rows += [{"value": float(u), **_digital(b, class_, citizens)} for u, b in zip(upto, bands, strict=True)]
    return rows


def _digital(band: AgeBand, class_: PriorityClass, citizens: Citizens) -> Row:
    """The share with access, and the exponent of the skill: of the age band, else of the class, else of all."""
    access = next(a for a in (band.digital_access, class_.digital_access, citizens.digital_access) if a is not None)
    skill = next(s for s in (band.digital_skill, class_.digital_skill, citizens.digital_skill) if s is not None)
    return {"access": access if skill > 0 else 0.0, "exponent": (1.0 - skill) / skill if skill > 0 else 0.0}


def _citizens(scenario: Scenario) -> Citizens:
    return scenario.citizens or Citizens(count=0, needs_per_year=0.0)


def _classes(scenario: Scenario) -> tuple[PriorityClass, ...]:
    return scenario.classes or (PriorityClass(name=DEFAULT_CLASS),)


def homes(scenario: Scenario) -> list[tuple[int, float]]:
    """The offices, each with its share of the citizens."""
    whole = sum(office.share for office in scenario.offices)
    return [(number, office.share / whole) for number, office in enumerate(scenario.offices)] or [(0, 1.0)]


def members(scenario: Scenario, segments: Segments) -> list[int]:
    """Where each citizen of a network that is given in full begins among the segments; nothing without one.

    The first segment of a citizen says `value` the trust at the start, `before` the pull, `to` how many ties follow.
    """
    talk = scenario.opinion.talk if scenario.opinion is not None else None
    return [segments.member(m.trust, m.pull, m.listens) for m in talk.members] if talk is not None else []
