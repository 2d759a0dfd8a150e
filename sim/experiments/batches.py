"""A batch experiment in a folder: a Parquet file for each point; points that are there already are not run again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.experiments.batch_files import read_point, write_point
from sim.experiments.designs import Point, check_design
from sim.language import Phrase, text
from sim.language.arguments import checked
from sim.language.errors import BadRequest, Unknown
from sim.measures import LEVEL, MEASURES, Key
from sim.plan import Plan
from sim.runs.difference import difference_of
from sim.runs.idle import warn
from sim.runs.manifest import loket_version
from sim.runs.names import name_of
from sim.runs.progress import Progress, Silent
from sim.runs.replicate import replicated
from sim.runs.request import Request
from sim.runs.size import much
from sim.whole_files import Draft

if TYPE_CHECKING:
    import pandas as pd

PROGRAM = ("rules", "plan", "engines/compiled", "measures")
"""The parts of the program whose change calls for new runs."""


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
        """Each point against the first of the same office, paired by run: its columns, interval and verdict.

        Raises BadRequest where no office has two points.
        """
        import pandas as pd

        tables = list(map(self._read, self.points, self.rests_on))
        for measure in measures:
            if measure.partition("[")[0] not in MEASURES or not any(measure in table for table in tables):
                raise Unknown("measure", measure, MEASURES)
        rows: list[dict[str, Any]] = []
        first: dict[str, int] = {}
        for place, point in enumerate(self.points):
            office = name_of(point.scenario)
            if (base := first.setdefault(office, place)) != place:
                about = {"office": office, **point.columns}
                rows += [about | self._difference(measure, tables, place, base) for measure in measures]
        if len(first) == len(self.points):
            raise BadRequest("batch_alone")
        return pd.DataFrame(rows)

    def _difference(self, measure: str, tables: Sequence[pd.DataFrame], place: int, base: int) -> dict[str, Any]:
        ours, theirs = (tables[which].set_index("run").reindex(columns=[measure])[measure] for which in (place, base))
        ours, theirs = ours.align(theirs, join="inner")
        key, practical = Key(measure.partition("[")[0]), self.points[base].scenario.practical
        values = theirs.to_numpy(), ours.to_numpy()
        found = difference_of(key, *values, LEVEL, practical, acts=self._acts(place, base))
        about = {"measure": measure, "unit": MEASURES[key.measure].unit}
        gap = dict(zip(("difference", "low", "high", "runs"), found.difference, strict=True))
        return {**about, **gap, "verdict": str(found.verdict)}

    def _acts(self, place: int, base: int) -> bool:
        """Whether a point is another than its baseline in more than reforms that cannot act there."""
        ours, theirs = self.rests_on[place], self.rests_on[base]
        return not ours["left_out"] or ours["numbers"] != theirs["numbers"]


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
    first = {name_of(point.scenario): point.scenario for point in reversed(points)}
    requests = [
        Request(one, runs, days, seed, workers=workers, instead_of=first[name_of(one)])
        for one in (point.scenario for point in points)
    ]
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
            result = replicated([request], progress=progress)[0]
            told = {"office": name_of(point.scenario), **point.columns}
            _write(path, result.runs.drop(columns="scenario").assign(**told), list(told), about)
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
