"""A batch experiment in a folder: a Parquet file for each point; points that are there already are not run again."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.measures import MEASURES, Key, paired, verdict
from sim.office import Scenario
from sim.office.reform import Reform
from sim.plan import Plan
from sim.runs.manifest import loket_version
from sim.runs.names import name_of
from sim.runs.progress import Progress
from sim.runs.replicate import Request, replicate

if TYPE_CHECKING:
    import pandas as pd

ABOUT = b"loket"
"""Under this key the metadata of a file says what was run, as JSON."""
PROGRAM = ("rules", "plan", "engines/compiled", "measures")
"""The parts of the program whose change calls for new runs."""
NOTHING = ""


@dataclass(frozen=True)
class Point:
    """A scenario of a batch, and in columns what tells it from the others."""

    scenario: Scenario
    columns: Mapping[str, str | float] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Its file, without the ending: the scenario and the columns."""
        parts = [name_of(self.scenario), *(f"{value:g}" if isinstance(value, float) else value for value in self._told)]
        return ".".join(re.sub(r"[^\w.+-]+", "-", part) for part in parts)

    @property
    def _told(self) -> list[str | float]:
        return [value for value in self.columns.values() if value not in (NOTHING, 0.0)]


@dataclass(frozen=True)
class Batch:
    """The points of a batch, all run; `ran` were run now, the others were there."""

    folder: Path
    points: tuple[Point, ...]
    ran: tuple[str, ...]

    def table(self) -> pd.DataFrame:
        """A row for each run of each point: office, the columns of the point, the run, all measures."""
        import pandas as pd

        frames = [pd.read_parquet(file_of(self.folder, point)) for point in self.points]
        return pd.concat(frames, ignore_index=True)

    def differences(self, *measures: str) -> pd.DataFrame:
        """Each point with reforms against that of the same office without, paired by run, with interval and verdict."""
        import pandas as pd

        return pd.DataFrame(list(_differences(self.table(), measures)))


def crossed(scenarios: Sequence[Scenario], reforms: Sequence[Reform], strengths: Sequence[float]) -> list[Point]:
    """Each office without reforms, and with each reform alone at each strength."""
    found = []
    for scenario in scenarios:
        bare = replace(scenario, reforms=())
        found.append(Point(bare, {"reform": NOTHING, "strength": 0.0}))
        for reform in reforms:
            for strength in strengths:
                office = replace(bare, reforms=(replace(reform, strength=strength),))
                found.append(Point(office, {"reform": reform.key, "strength": float(strength)}))
    return found


def run_batch(
    points: Sequence[Point],
    folder: str | Path,
    *,
    runs: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Batch:
    """Run the points that `folder` does not hold yet; interrupted at any moment, the next call goes on from there.

    A file that was made from other numbers, other runs, or another version of the program is made anew. All points
    have common random numbers. `workers` are threads. Raises ValueError where two points have one name.
    """
    folder = Path(folder)
    _refuse_doubles(points)
    folder.mkdir(parents=True, exist_ok=True)
    ran = []
    for point in points:
        plan = Request(point.scenario, runs, days, seed).plan()
        about = _about(point, plan)
        if _there(file_of(folder, point)) != about:
            result = replicate(plan, workers=workers, progress=progress)
            first = {"office": name_of(point.scenario), **point.columns}
            _write(file_of(folder, point), result.runs.drop(columns="scenario").assign(**first), list(first), about)
            ran.append(point.name)
    return Batch(folder, tuple(points), tuple(ran))


def file_of(folder: Path, point: Point) -> Path:
    """The file of a point."""
    return folder / f"{point.name}.parquet"


def _refuse_doubles(points: Sequence[Point]) -> None:
    names = [point.name for point in points]
    doubles = {name for name in names if names.count(name) > 1}
    if doubles:
        raise ValueError(f"several points are called {', '.join(sorted(doubles))}: give them columns that differ")


def _about(point: Point, plan: Plan) -> dict[str, Any]:
    """What a file rests on: for people the scenario, for the comparison hashes of all numbers and of the program."""
    from sim.scenario.document import document_of

    numbers = hashlib.sha256(repr(plan.names).encode())
    for array in plan.arrays:
        numbers.update(array.tobytes())
    found = {
        "loket": loket_version(),
        "program": _program(),
        "numbers": numbers.hexdigest(),
        "runs": plan.scenario.runs,
        "columns": dict(point.columns),
        "scenario": document_of(plan.scenario),
    }
    known: dict[str, Any] = json.loads(json.dumps(found, default=str))
    return known


@cache
def _program() -> str:
    found = hashlib.sha256()
    root = Path(__file__).parent.parent
    for part in PROGRAM:
        for path in sorted((root / part).rglob("*.py")):
            found.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return found.hexdigest()


def _there(path: Path) -> dict[str, Any] | None:
    """What a file says it rests on; None where there is none, or one that cannot be read."""
    from pyarrow import ArrowInvalid, parquet

    try:
        metadata = parquet.read_schema(path).metadata or {}
        about: dict[str, Any] = json.loads(metadata.get(ABOUT, b"null"))
    except (OSError, ArrowInvalid, ValueError):
        return None
    return about


def _write(path: Path, frame: pd.DataFrame, first: list[str], about: dict[str, Any]) -> None:
    """Write under a draft name, and name it when it is whole."""
    import pyarrow as pa
    from pyarrow import parquet

    ordered = frame[[*first, *(column for column in frame if column not in first)]]
    table = pa.Table.from_pandas(ordered, preserve_index=False)
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), ABOUT: json.dumps(about)})
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".draft")
    os.close(handle)
    draft = Path(name)
    try:
        parquet.write_table(table, draft, compression="zstd")
        with suppress(OSError):
            draft.chmod(0o644)  # what mkstemp makes is for one user only; results are shared
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _differences(table: pd.DataFrame, measures: Sequence[str]) -> Iterator[dict[str, Any]]:
    for office, own in table.groupby("office", sort=False):
        baseline = own[own["reform"] == NOTHING].set_index("run")
        for (reform, strength), variant in own[own["reform"] != NOTHING].groupby(["reform", "strength"], sort=False):
            by_run = variant.set_index("run").loc[baseline.index]
            for measure in measures:
                gap = paired(by_run[measure].to_numpy(), baseline[measure].to_numpy())
                known = MEASURES[Key(*measure.split("[")[:1]).measure]
                said = {"low": gap.low, "high": gap.high, "runs": gap.runs, "verdict": str(verdict(gap, known))}
                about = {"office": office, "reform": reform, "strength": strength, "measure": measure}
                yield {**about, "unit": known.unit, "difference": gap.mean, **said}
