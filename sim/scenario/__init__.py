"""Scenario files: TOML in, Scenario out, with messages that name file and line."""

from typing import Any

import sim.reforms  # noqa: F401 - fills the catalogue, by which [[reform]] is read
from sim.scenario.bundled import bundled_root
from sim.scenario.faults import Fault, ScenarioFaults
from sim.scenario.listing import Listed, scenarios
from sim.scenario.loading import check, is_calendar, load

__all__ = [
    "Fault",
    "Listed",
    "ScenarioFaults",
    "bundled_root",
    "check",
    "document_of",
    "is_calendar",
    "load",
    "new_file",
    "save",
    "scenarios",
    "schema_json",
    "set_value",
]

_LATER = {
    "document_of": "sim.scenario.document",
    "new_file": "sim.scenario.new",
    "save": "sim.scenario.writing",
    "schema_json": "sim.scenario.schema",
    "set_value": "sim.scenario.writing",
}
"""What only writers of files need is imported when it is first used: it takes tomlkit."""


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LATER[name]), name)
