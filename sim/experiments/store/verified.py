"""A store looked through: what it holds, read to the last bit, what is damaged in it, what is not Loket's."""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sim.experiments.store.blocks import content_of, said_in
from sim.experiments.store.store import POINT, Store, once_ours
from sim.experiments.store.whole_runs import whole_run
from sim.language import text
from sim.language.errors import BadRequest


class Told(NamedTuple):
    """A study as its manifest tells it."""

    name: str
    title: str
    points: int
    created: str


@dataclass(frozen=True)
class Verified:
    """What a store holds: points of studies with their runs, and whole runs and draws of something else (`kept`).

    `origins` counts points by platform and program; `cleaned` are files that were removed.
    """

    folder: Path
    points: int
    runs: int
    kept: int
    files: int
    bytes: int
    origins: Mapping[str, int]
    studies: tuple[Told, ...]
    damaged: tuple[Path, ...]
    foreign: tuple[Path, ...]
    cleaned: int | None = None

    def __repr__(self) -> str:
        return text("sweep.store.title", folder=self.folder)


def verified(folder: str | Path, *, clean: bool = False) -> Verified:
    """Look through a store. With `clean` what is damaged or half written goes. Raises BadRequest for another folder."""
    store = Store(folder)
    if not store.exists:
        raise BadRequest("store_none", path=folder)
    cleaned = store.tidy() + _clean_runs(store) if clean else None
    points = runs = files = size = 0
    damaged: list[Path] = []
    origins: Counter[str] = Counter()
    for point in store.points():
        held = store.held(point)
        damaged += [block.path for block in held.damaged]
        points += bool(held.whole)
        files += len(held.whole)
        runs += max((block.end for block in held.whole), default=0) - len(
            held.missing(max((block.end for block in held.whole), default=0))
        )
        size += sum(block.path.stat().st_size for block in held.whole)
        if held.whole:
            origins[_origin(store.folder / "runs" / point / POINT)] += 1
    told = []
    for name, table in store.studies():
        if table is None:
            damaged.append(store.folder / "studies" / f"{name}.parquet")
        else:
            told.append(_told(store.folder / "studies" / f"{name}.json", name, table.num_rows))
    whole, broken = _whole_runs(store)
    damaged += broken
    files, size = files + len(whole), size + sum(path.stat().st_size for path in whole)
    return Verified(
        store.folder, points, runs, len(whole), files, size, dict(origins), tuple(told), tuple(damaged),
        tuple(store.foreign()), cleaned,
    )  # fmt: skip


def _whole_runs(store: Store) -> tuple[list[Path], list[Path]]:
    """The files of whole runs that are as they were written, and those that are not."""
    kept = store.whole_runs()
    broken = [path for path in kept if whole_run(path) is None]
    return [path for path in kept if path not in broken], broken


def _clean_runs(store: Store) -> int:
    """Remove damaged files of whole runs that once were ours; how many."""
    gone = [path for path in store.whole_runs() if whole_run(path) is None and once_ours(path)]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _origin(path: Path) -> str:
    with suppress(OSError, ValueError, LookupError, TypeError):
        said = said_in(content_of(path) or b"") or {}
        return f"{said['platform']}, {said['program'][:8]}"
    return "?"


def _told(path: Path, name: str, points: int) -> Told:
    title = created = ""
    with suppress(OSError, ValueError, LookupError, TypeError, AttributeError):
        said = said_in(content_of(path) or b"") or {}
        title, created = str(said.get("called") or said.get("study", {}).get("title", "")), str(said.get("created", ""))
    return Told(name, title, points, created)
