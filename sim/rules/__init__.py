"""The model's rules: pure functions of state, parameter and uniform number, written once for both engines."""

from sim.rules import (
    appraisal,
    belief,
    cases,
    chance,
    channels,
    clock,
    demand,
    distributions,
    effects,
    integrity,
    opinion,
    skills,
    staff,
    supervision,
    survey,
    trust,
    waiting,
)
from sim.rules.registry import RULES, rule

__all__ = [
    "RULES",
    "appraisal",
    "belief",
    "cases",
    "chance",
    "channels",
    "clock",
    "demand",
    "distributions",
    "effects",
    "integrity",
    "opinion",
    "rule",
    "skills",
    "staff",
    "supervision",
    "survey",
    "trust",
    "waiting",
]
