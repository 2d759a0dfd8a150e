"""The text of a scenario file to start from."""

import tomllib
from pathlib import Path
from typing import Any

from sim.scenario import load


def starting_text(origin: str | None, lang: str) -> str:
    """A small commented office; or the text of another scenario. Raises ScenarioFaults where that one is not in order.

    A scenario that extends a file beside it is written out in full, since the new file may stand elsewhere.
    """
    if origin is None:
        return (Path(__file__).parent / f"{lang}.toml").read_text(encoding="utf-8")
    from sim.scenario.document import document_of
    from sim.scenario.places import find
    from sim.scenario.writing import written

    scenario = load(origin)
    content = find(origin)[0].read_text(encoding="utf-8-sig")
    return written(document_of(scenario)) if _leans_on_files(tomllib.loads(content)) else content


def _leans_on_files(document: dict[str, Any]) -> bool:
    return str(document.get("extends", "")).endswith(".toml")
