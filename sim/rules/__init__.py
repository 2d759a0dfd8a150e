"""The model's rules: pure functions of state, parameter and uniform number, written once for both engines."""

from sim.rules import (
    appraisal,
    cases,
    chance,
    channels,
    clock,
    demand,
    distributions,
    integrity,
    opinion,
    staff,
    trust,
    waiting,
)
from sim.rules.registry import RULES, rule

__all__ = [
    "RULES",
    "appraisal",
    "cases",
    "chance",
    "channels",
    "clock",
    "demand",
    "distributions",
    "integrity",
    "opinion",
    "rule",
    "staff",
    "trust",
    "waiting",
]
