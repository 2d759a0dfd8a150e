"""Scenario files: TOML in, Scenario out, with messages that name file and line."""

from sim.scenario.bundled import bundled_root
from sim.scenario.faults import Fault, ScenarioFaults
from sim.scenario.loading import check, load

__all__ = ["Fault", "ScenarioFaults", "bundled_root", "check", "load"]
