"""What a folder of results says of itself: what was run, with which program, when."""

import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sim.reforms import PLUG_INS
from sim.runs.making.names import name_of
from sim.runs.making.result import Result

SCHEMA = 1
"""The version of the manifest and the tables beside it."""
PACKAGES = ("numpy", "numba", "mesa", "simpy", "scipy", "pandas", "pyarrow")


def manifest(results: Sequence[Result], sources: Sequence[str]) -> dict[str, Any]:
    """The manifest of results; `sources` are the scenarios as the user named them (a bundled name or a file)."""
    first = results[0]
    return {
        "schema": SCHEMA,
        "program": {"loket": loket_version(), "python": platform.python_version(), **versions()},
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "engine": first.engine,
        "seed": first.scenario.seed,
        "runs": len(first.replications),
        "days": first.scenario.days,
        **({"skm_weight": first.skm_weight} if any(result.scenario.opinion for result in results) else {}),
        "scenarios": [_scenario(result, source) for result, source in zip(results, sources, strict=True)],
    }


def loket_version() -> str:
    """The version of this program; "unknown" where it was not installed."""
    try:
        return version("loket")
    except PackageNotFoundError:
        return "unknown"


def command() -> list[str]:
    """What was typed, or how Python was called."""
    return [Path(sys.argv[0]).name, *sys.argv[1:]]


def versions() -> dict[str, str]:
    """Of the packages that results may depend on, those among them that bring reforms."""
    return {name: version(name) for name in (*PACKAGES, *(one.package for one in PLUG_INS))}


def _scenario(result: Result, source: str) -> dict[str, Any]:
    """The text of the file as it was read, and the scenario with all that it extends and all that was asked for.

    `files` are that file, those that it extends (with their texts) and those that they name, each by its digest.
    """
    from sim.scenario.document import document_of

    files = result.given.files
    return {
        "name": name_of(result.scenario),
        "source": source,
        "text": files[0].text if files else None,
        "files": [{key: value for key, value in asdict(file).items() if value is not None} for file in files],
        "resolved": document_of(result.given),
        "left_out": {one.reform.key: list(one.reasons) for one in result.plan.idle},
    }
