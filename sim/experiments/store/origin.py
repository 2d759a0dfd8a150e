"""By what runs are made: the program and the platform, which together settle every bit, and for people the machine."""

import hashlib
import json
import math
import os
import platform
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from sim.plan import Plan
from sim.reforms import PLUG_INS
from sim.runs.tables.manifest import loket_version, versions

ROOT = Path(__file__).parents[2]
PROGRAM = ("rules", "plan", "engines/compiled", "measures", "runs")
"""The parts of the program whose change calls for new runs."""
COUNTING = ("numpy", "numba", "llvmlite")
"""The packages that reckon, whose versions are part of the program."""
UNSEEN = ("title", "question", "runs", "compare", "doubt", "calibrated")
"""What a scenario says that no run depends on."""
TRIALS = 2_000
"""So many values of each function tell one library of mathematics from another."""


class Origin(NamedTuple):
    """Two runs of the same numbers and seed are the same to the bit where both of these are the same."""

    program: str
    platform: str


@cache
def origin() -> Origin:
    """Of this process."""
    versions = [f"{name} {version(name)}" for name in COUNTING]
    return Origin(digest_of([*versions, *_sources(PROGRAM), *_plug_ins()]), _platform())


@cache
def whole_program() -> str:
    """A digest of all that makes a plan of a file, too."""
    return digest_of([*origin(), *_sources(("",))])


def numbers_of(plan: Plan) -> str:
    """A hash of all numbers that an engine runs, and of what they are called."""
    found = hashlib.sha256(repr(plan.names).encode())
    for name, array in zip(plan.arrays._fields, plan.arrays, strict=True):
        found.update(f"{name} {array.dtype} {array.shape}".encode() + array.tobytes())
    return found.hexdigest()[:32]


def point_of(plan: Plan) -> str:
    """The name of what a plan gives: a hash of scenario, numbers, seed and origin, whatever it is called."""
    from sim.scenario.document import document_of

    said = {key: value for key, value in document_of(plan.given).items() if key not in UNSEEN}
    return digest_of([*origin(), numbers_of(plan), json.dumps(said, sort_keys=True, default=str)])


def about_machine(command: Sequence[str]) -> dict[str, Any]:
    """For a manifest: versions, machine, state of git, command."""
    machine = {"platform": origin().platform, "system": platform.platform(), "cores": os.cpu_count()}
    versions_ = {"loket": loket_version(), "python": platform.python_version(), **versions()}
    return {"program": versions_, "source": origin().program, "machine": machine, "git": _git(), "command": [*command]}


def _platform() -> str:
    """System, processor, and how the mathematics of this machine rounds, by which its results may differ."""
    found = hashlib.sha256()
    for number in range(1, TRIALS + 1):
        x = number / 173.0
        tried = (math.exp(-x), math.exp(x / 9.0), math.log(x), math.pow(x, 0.37), math.sqrt(x), math.cos(x))
        found.update("".join(value.hex() for value in tried).encode())
    return f"{platform.system()}-{platform.machine()}-{found.hexdigest()[:8]}"


def _sources(parts: Sequence[str]) -> Iterator[bytes]:
    for part in parts:
        for path in sorted((ROOT / part).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix().encode() + path.read_bytes()


def _plug_ins() -> Iterator[bytes]:
    """Reforms of other packages, which run within the program; a point is another when one of them changes."""
    for one in PLUG_INS:
        yield from (f"{one.package} {path.name}".encode() + path.read_bytes() for path in one.files)


def digest_of(parts: Sequence[str | bytes]) -> str:
    """A short hash of parts in their order."""
    found = hashlib.sha256()
    for part in parts:
        found.update(hashlib.sha256(part.encode() if isinstance(part, str) else part).digest())
    return found.hexdigest()[:32]


def _git() -> dict[str, Any] | None:
    """Commit of the program, and whether files were changed since; None where it is no checkout."""
    said = []
    with suppress(OSError, subprocess.SubprocessError):
        for words in (("rev-parse", "HEAD"), ("status", "--porcelain")):
            done = subprocess.run(  # noqa: S603
                ["git", "-C", str(ROOT), *words],  # noqa: S607  (git, as the user finds it)
                capture_output=True,
                text=True,
                check=True,
                timeout=20,
            )
            said.append(done.stdout.strip())
    return {"commit": said[0], "changed": bool(said[1])} if len(said) == 2 else None
