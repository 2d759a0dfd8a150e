"""A scenario with values laid over it, as the text of a file of its own."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.office import Scenario
from sim.scenario.document import document_of
from sim.scenario.loading import read
from sim.scenario.new import called
from sim.scenario.writing import set_value, written


def derived(ref: str | Path | Scenario, values: Mapping[str, Any], title: str, target: Path) -> str:
    """A file at `target` that extends another and says what is different; of a scenario of Python the whole.

    `values` as `sim.load` takes them: by path, or tables as in a file. Raises ScenarioFaults where the base is out of
    reach from there.
    """
    if isinstance(ref, Scenario):
        found = read(ref, overrides=values).scenario
        return written({**document_of(found or ref), "title": title})
    whole = {key: value for key, value in values.items() if "." not in key and key != "title"}
    said = written({"schema": 1, "title": title, "extends": called(target, ref), **whole})
    for path, value in values.items():
        said = set_value(said, path, value) if "." in path else said
    return said
