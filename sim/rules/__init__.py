"""The model's rules: pure functions of state, parameter and uniform number, written once for both engines."""

from sim.rules import cases, chance, channels, clock, demand, distributions, waiting
from sim.rules.registry import RULES, rule

__all__ = ["RULES", "cases", "chance", "channels", "clock", "demand", "distributions", "rule", "waiting"]
