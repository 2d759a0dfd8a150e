"""A batch experiment in a folder: a Parquet file for each point; points that are there already are not run again."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import numpy as np

from sim.experiments.batch_files import read_point, write_point
from sim.experiments.designs import DEVICES, check_design
from sim.language import Phrase, text
from sim.language.arguments import checked
from sim.language.errors import BadRequest, Unknown
from sim.measures import MEASURES, Key, Verdict, paired, verdict
from sim.office import Scenario
from sim.office.reform import Reform
from sim.plan import Plan
from sim.runs.idle import warn
from sim.runs.manifest import loket_version
from sim.runs.names import name_of
from sim.runs.progress import Progress, Silent
from sim.runs.replicate import Request, replicate
from sim.runs.size import much
from sim.whole_files import Draft

if TYPE_CHECKING:
    import pandas as pd

PROGRAM = ("rules", "plan", "engines/compiled", "measures")
"""The parts of the program whose change calls for new runs."""
NOTHING = ""


@dataclass(frozen=True)
class Point:
    """A scenario of a batch, and in columns what tells it from the others: texts, numbers, True and False."""

    scenario: Scenario
    columns: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        plain = {name: value.item() if isinstance(value, np.generic) else value for name, value in self.columns.items()}
        object.__setattr__(self, "columns", plain)  # NumPy's numbers are written and compared as Python's

    def __repr__(self) -> str:
        return text("objects.point", name=self.name)

    @property
    def name(self) -> str:
        """Its file, without the ending: the scenario and the columns."""
        told = [value for value in self.columns.values() if isinstance(value, bool) or value not in (NOTHING, 0)]
        parts = [name_of(self.scenario), *map(_in_words, told)]
        name = ".".join(re.sub(r"[^\w.+-]+", "-", normalize("NFC", part)) for part in parts)
        return f"_{name}" if name.split(".")[0].casefold() in DEVICES else name


def _in_words(value: Any) -> str:
    if isinstance(value, float) and float(f"{value:g}") == value:
        return f"{value:g}"
    return str(value)


@dataclass(frozen=True)
class Batch:
    """The points of a batch, all run; `ran` were run now, the others were there."""

    folder: Path
    points: tuple[Point, ...]
    ran: tuple[str, ...]
    rests_on: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    """What the file of each point has to say of itself."""

    def __repr__(self) -> str:
        return text("objects.batch", points=len(self.points), ran=len(self.ran), folder=self.folder)

    @checked
    def table(self) -> pd.DataFrame:
        """A row for each run of each point: office, the columns of the point, the run, all measures.

        Raises BadRequest where a file has gone, was damaged or replaced since.
        """
        import pandas as pd

        return pd.concat(map(self._read, self.points, self.rests_on), ignore_index=True)

    def _read(self, point: Point, about: Mapping[str, Any]) -> pd.DataFrame:
        found = read_point(file_of(self.folder, point))
        if found is None or found.about != about:
            raise BadRequest("batch_file", path=file_of(self.folder, point))
        return found.table.to_pandas()

    @checked
    def differences(self, *measures: str) -> pd.DataFrame:
        """Each point with reforms against that of the same office without, paired by run, with interval and verdict."""
        import pandas as pd

        table = self.table()
        for missing in {"reform", "strength"} - set(table):
            raise BadRequest("no_reforms_in_batch", found=missing)
        for measure in measures:
            if measure not in table or measure.partition("[")[0] not in MEASURES:
                raise Unknown("measure", measure, MEASURES)
        found = pd.DataFrame(list(_differences(table, measures)))
        for point, about in zip(self.points, self.rests_on, strict=True):
            if about["left_out"] and list(about["left_out"]) == [point.columns.get("reform")]:
                here = found["office"] == name_of(point.scenario)
                for column in ("reform", "strength"):
                    here &= found[column] == point.columns[column]
                found.loc[here, "verdict"] = str(Verdict.NOT_APPLICABLE)
        return found


@checked
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


@checked
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

    A file that was made from other numbers, other runs, or another version of the program is made anew, and so is one
    that was damaged, with a warning that names it. All points have common random numbers. `workers` are threads. Raises
    BadRequest before the first run where points cannot be told apart or columns hide a result.
    """
    folder = Path(folder)
    if not points:
        raise BadRequest("no_points")
    check_design(points)
    requests = [Request(point.scenario, runs, days, seed, workers=workers) for point in points]
    for request in requests:
        much(request.size(people=True))
    folder.mkdir(parents=True, exist_ok=True)
    ran, rests_on = [], []
    for point, request in zip(points, requests, strict=True):
        plan, path = request.plan(), file_of(folder, point)
        about = _about(point, plan)
        for one in plan.idle:
            warn(one)
        if _there(path) != about:
            result = replicate(plan, workers=workers, progress=progress)
            first = {"office": name_of(point.scenario), **point.columns}
            _write(path, result.runs.drop(columns="scenario").assign(**first), list(first), about)
            ran.append(point.name)
        rests_on.append(about)
    return Batch(folder, tuple(points), tuple(ran), tuple(rests_on))


def file_of(folder: Path, point: Point) -> Path:
    """The file of a point."""
    return folder / f"{point.name}.parquet"


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
        "left_out": {one.reform.key: list(one.reasons) for one in plan.idle},
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
    """What a file says it rests on; None where there is none, or one that is not as it was written."""
    found = read_point(path)
    if found is None and path.exists():
        Silent().warn(Phrase("cli.batch_damaged", {"path": path}))
    return None if found is None else found.about


def _write(path: Path, frame: pd.DataFrame, first: list[str], about: dict[str, Any]) -> None:
    """Write a whole file with a digest of itself."""
    import pyarrow as pa

    ordered = frame[[*first, *(column for column in frame if column not in first)]]
    with Draft(path) as draft:
        write_point(draft.path, pa.Table.from_pandas(ordered, preserve_index=False), about)
        draft.publish()


def _differences(table: pd.DataFrame, measures: Sequence[str]) -> Iterator[dict[str, Any]]:
    for office, own in table.groupby("office", sort=False):
        baseline = own[own["reform"] == NOTHING].set_index("run")
        for (reform, strength), variant in own[own["reform"] != NOTHING].groupby(["reform", "strength"], sort=False):
            by_run = variant.set_index("run").loc[baseline.index]
            for measure in measures:
                known = MEASURES[Key(*measure.split("[")[:1]).measure]
                gap = paired(by_run[measure].to_numpy(), baseline[measure].to_numpy(), limits=known.limits)
                said = {"low": gap.low, "high": gap.high, "runs": gap.runs, "verdict": str(verdict(gap, known))}
                about = {"office": office, "reform": reform, "strength": strength, "measure": measure}
                yield {**about, "unit": known.unit, "difference": gap.mean, **said}
