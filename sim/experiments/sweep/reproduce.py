"""A bundle run again and compared: to the bit where program and platform are the same, else by the intervals."""

import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.experiments.store.blocks import read_table
from sim.experiments.store.origin import Origin, origin
from sim.experiments.study.designs import called
from sim.experiments.study.study_file import read_study
from sim.experiments.sweep.bundle import BUNDLE, FILES, RESULTS, SAYS
from sim.experiments.sweep.sweep import sweep
from sim.experiments.sweep.swept import Sweep
from sim.language import text
from sim.language.arguments import checked
from sim.language.errors import BadRequest
from sim.measures import MEASURES, estimate
from sim.runs.making.progress import Progress
from sim.scenario import ScenarioFaults

if TYPE_CHECKING:
    from sim.experiments.store.blocks import Values

MOST_BYTES, MOST_FILES = 2_000_000_000, 10_000
"""What is more within a bundle is none."""
NAMED = "dictionary<values=string, indices=int32, ordered=0>"
COLUMNS = {"number": "int64", "run": "int64", "measure": NAMED, "value": "double"}
"""The columns of the results, and their types."""


@dataclass(frozen=True)
class Apart:
    """A measure of a point that did not come out again: its mean then, with the interval, and now."""

    point: str
    measure: str
    mean: float
    low: float
    high: float
    again: float


@dataclass(frozen=True)
class Reproduced:
    """A bundle run again: how many values there are, how many are the same to the bit, which are apart.

    On another platform or version a measure is apart where its mean lies outside the 95 % interval of the first.
    """

    title: str
    values: int
    same: int
    apart: tuple[Apart, ...]
    first: Origin
    own: Origin
    registered: bool
    """Whether study and scenarios are those that the bundle says."""

    def __repr__(self) -> str:
        return text("objects.reproduced", values=self.values, same=self.same, apart=len(self.apart))

    @property
    def to_the_bit(self) -> bool:
        """Whether program and platform are the same, and with them every bit has to be."""
        return self.first == self.own and self.registered


@checked
def reproduce(
    path: str | Path, store: str | Path | None = None, *, workers: int | None = None, progress: Progress | None = None
) -> Reproduced:
    """Run a bundle again, into a store of its own unless one is named, and compare.

    Raises BadRequest for what is no bundle, ScenarioFaults.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="loket-")))
        about = _unpacked(Path(path), folder)
        found = read_table(folder / RESULTS)
        if found is None or {one.name: str(one.type) for one in found[0].schema} != COLUMNS:
            raise BadRequest("bundle_damaged", path=path, reason=RESULTS)
        place = store if store is not None else folder / "store"
        try:
            study = read_study(folder / about["study"])
            again = sweep(study, place, workers=workers, progress=progress, **about["asked"])
        except ScenarioFaults as error:
            raise error.within(folder, f"{Path(path).name}: ") from error
        compared = list(_compared(found[0].to_pandas(), again, exact=_first(about) == origin()))
        values, same = sum(all_ for all_, _, _ in compared), sum(alike for _, alike, _ in compared)
        apart = tuple(one for *_, some in compared for one in some)
        return Reproduced(
            study.title, values, same, apart, _first(about), origin(), study.digest == about["sha256"]
        )  # fmt: skip


def _first(about: dict[str, Any]) -> Origin:
    return Origin(str(about["program"]), str(about["platform"]))


def _unpacked(path: Path, folder: Path) -> dict[str, Any]:
    """Unpack a bundle, nothing of it outside the folder; what it says of itself. Raises BadRequest."""
    try:
        with zipfile.ZipFile(path) as place:
            parts = place.infolist()
            if len(parts) > MOST_FILES or sum(part.file_size for part in parts) > MOST_BYTES:
                raise BadRequest("bundle_damaged", path=path, reason=f"> {MOST_BYTES / 1e9:g} GB")
            about = json.loads(place.read(BUNDLE))
            if not isinstance(about, dict) or {key: about.get(key) for key in SAYS} != SAYS:
                raise BadRequest("bundle_damaged", path=path, reason=BUNDLE)
            for part in parts:
                name = PurePosixPath(part.filename)
                if name.parts[:1] == (FILES,) or part.filename == RESULTS:
                    _unpack(place, part, folder, path)
    except (OSError, zipfile.BadZipFile, zlib.error, ValueError, LookupError, EOFError, RuntimeError) as error:
        if isinstance(error, BadRequest):
            raise
        raise BadRequest("bundle_damaged", path=path, reason=f"{type(error).__name__}: {error}") from error
    return _sound(about, path)


def _unpack(place: zipfile.ZipFile, part: zipfile.ZipInfo, folder: Path, path: Path) -> None:
    target = (folder / part.filename).resolve()
    if not target.is_relative_to(folder.resolve()) or "\\" in part.filename or part.is_dir():
        raise BadRequest("bundle_damaged", path=path, reason=part.filename)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(place.read(part))


def _sound(about: dict[str, Any], path: Path) -> dict[str, Any]:
    asked, study = about.get("asked"), about.get("study")
    kinds = {"runs": int, "days": int, "seed": int, "until": list}
    good = isinstance(asked, dict) and all(
        key in kinds and (value is None or isinstance(value, kinds[key])) for key, value in asked.items()
    )
    inside = isinstance(study, str) and PurePosixPath(study).parts[:1] == (FILES,) and ".." not in study.split("/")
    if not good or not inside or not all(isinstance(about.get(key), str) for key in ("sha256", "program", "platform")):
        raise BadRequest("bundle_damaged", path=path, reason=BUNDLE)
    return about


def _compared(first: Any, again: Sweep, *, exact: bool) -> Iterator[tuple[int, int, list[Apart]]]:
    """By point and measure: how many values, how many the same to the bit, and what is apart."""
    known = {key: group["value"].to_numpy() for key, group in first.groupby(["number", "measure"], sort=False)}
    for row, values in again.every():
        for measure in (name for number, name in known if number == row.number):
            before, now = known[row.number, measure], values.get(measure)
            alike = 0 if now is None or len(now) != len(before) else _alike(before, now)
            apart = _apart(called(row.variant), measure, before, now) if alike < len(before) else None
            outside = apart is not None and (exact or not apart.low <= apart.again <= apart.high)
            yield len(before), alike, [apart] if apart is not None and outside else []


def _alike(one: "Values", other: "Values") -> int:
    return int((one.view(np.int64) == other.astype(float).view(np.int64)).sum() if len(one) else 0)


def _apart(point: str, measure: str, before: "Values", now: "Values | None") -> Apart:
    known = MEASURES.get(measure.partition("[")[0])  # another version may have had others
    then = estimate(before, limits=known.limits if known is not None else None)
    mean = float(np.nanmean(now)) if now is not None and np.isfinite(now).any() else float("nan")
    return Apart(point, measure, then.mean, then.low, then.high, mean)
