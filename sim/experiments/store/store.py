"""The store: a folder of Parquet files, one a finished block of runs, which studies share.

    loket-store.json                      what the folder is
    runs/POINT/000000-000015.parquet      runs 0 to 15 of a point; POINT is the hash of all that settles their bits
    runs/POINT/point.json                 the point for people: scenario, seed, program, platform
    studies/STUDY.parquet, STUDY.json     the points of a study by their columns, and its manifest
    kept/NAME/000000.run                  a whole run of something else (see `sim.experiments.store.whole_runs`)

Each file is whole or not there (see `sim.whole_files`), and is read only as long as it is to the bit what was written.
"""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.experiments.store.blocks import (
    Values,
    block_about,
    block_table,
    block_values,
    content_of,
    read_table,
    said_in,
    write_table,
)
from sim.language import Phrase
from sim.language.errors import BadRequest
from sim.measures import Key
from sim.whole_files import LOCK, MARK, Draft, alone, write_whole
from sim.whole_files import sweep as swept

if TYPE_CHECKING:
    import pyarrow as pa

STORE, POINT, KEPT = "loket-store.json", "point.json", "kept"
MOST_RUNS = 256
"""The most runs of a block; a file whose name says more is none of ours."""
SAYS = {"loket": "store", "schema": 1}
BLOCK = re.compile(r"(\d{6,})-(\d{6,})\.parquet")
HASH = re.compile(r"[0-9a-f]{32}")
RUN = re.compile(r"\d{6,}\.run")
STUDY = re.compile(r"([0-9a-f]{32})\.(parquet|json)")


class Block(NamedTuple):
    """A file with the runs of a point from `first` to before `end`."""

    path: Path
    point: str
    first: int
    end: int

    @property
    def about(self) -> dict[str, Any]:
        """What its file says of itself."""
        return {"point": self.point, "first": self.first, "end": self.end}


class Held(NamedTuple):
    """Which blocks of a point are there and whole, and which are not as they were written."""

    whole: tuple[Block, ...]
    damaged: tuple[Block, ...]

    def missing(self, runs: int) -> list[int]:
        """The runs below a number that no whole block holds."""
        there = np.zeros(runs, bool)
        for block in self.whole:
            there[block.first : block.end] = True
        return [int(run) for run in np.flatnonzero(~there)]


class Store:
    """A store at a folder. Raises BadRequest for a folder that is something else."""

    def __init__(self, folder: str | Path) -> None:
        if not str(folder).strip():  # which would be the folder where one works
            raise BadRequest("store_blank")
        self.folder = Path(folder)
        if os.path.lexists(self.folder) and not self.folder.is_dir():
            raise BadRequest("store_is_file", path=self.folder)
        others = any(not entry.name.endswith(MARK) for entry in _entries(self.folder))
        if others and not self.exists:
            raise BadRequest("store_other", path=self.folder)

    @property
    def exists(self) -> bool:
        """Whether it is there. Raises BadRequest for one of a later Loket."""
        try:
            said = said_in((self.folder / STORE).read_bytes()) if (self.folder / STORE).is_file() else None
        except OSError:
            return False
        if said is not None and said.get("loket") == SAYS["loket"] and said != SAYS:
            raise BadRequest("store_newer", path=self.folder)
        return bool(said == SAYS)

    def make(self) -> None:
        """Have it there. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self.exists:
            write_whole(self.folder / STORE, json.dumps(SAYS))
        for part in ("runs", "studies"):
            (self.folder / part).mkdir(exist_ok=True)

    def points(self) -> Iterator[str]:
        """The points that it holds something of, by name."""
        for entry in _entries(self.folder / "runs"):
            if HASH.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
                yield entry.name

    def blocks(self, point: str) -> list[Block]:
        """The blocks of a point by their names, unread."""
        found = []
        for entry in _entries(self._home(point)):
            name = BLOCK.fullmatch(entry.name)
            if name is not None and 0 <= int(name[2]) - int(name[1]) < MOST_RUNS:
                found.append(Block(Path(entry.path), point, int(name[1]), int(name[2]) + 1))
        return sorted(found, key=lambda block: (block.first, block.end))

    def held(self, point: str) -> Held:
        """The blocks of a point, each read to its last bit."""
        whole: list[Block] = []
        damaged: list[Block] = []
        for block in self.blocks(point):
            (whole if block_about(block.path) == block.about else damaged).append(block)
        return Held(tuple(whole), tuple(damaged))

    def block(self, point: str, first: int, end: int) -> Block:
        """The block of runs from `first` to before `end`, there or not."""
        return Block(self._home(point) / f"{first:06}-{end - 1:06}.parquet", point, first, end)

    @contextmanager
    def held_alone(self, point: str) -> Iterator[None]:
        """Keep others from making runs of a point meanwhile. Raises BlockingIOError where somebody does."""
        self._home(point).mkdir(exist_ok=True)
        with alone(self._home(point)):
            yield

    def write(self, block: Block, keys: Sequence[Key], values: Values) -> None:
        """Write a block; shape of values (runs, keys). Raises OSError, and then nothing of it is there."""
        make_way(block.path)
        with Draft(block.path) as draft:
            write_table(draft.path, block_table(block.point, block.first, keys, values), block.about)
            draft.publish()

    def describe(self, point: str, about: Mapping[str, Any]) -> None:
        """Write for people what a point is, once."""
        path = self._home(point) / POINT
        if not path.exists():
            write_whole(path, json.dumps(about, ensure_ascii=False, indent=1, default=str) + "\n")

    def read(self, point: str, runs: Sequence[int]) -> tuple[list[Key], Values]:
        """The measures of a point, and their values in the runs asked for.

        Raises BadRequest where one of them is not there, or a file is not as it was written.
        """
        keys: list[Key] = []
        found: dict[int, Values] = {}
        wanted = set(runs)
        for block in self.blocks(point):
            here = wanted.intersection(range(block.first, block.end)).difference(found)
            if here:
                own, values = _read(block)
                keys = keys or own
                found.update({run: values[run - block.first] for run in here})
        if wanted - found.keys():
            raise BadRequest("store_gone", path=self._home(point), run=min(wanted - found.keys()))
        return keys, np.array([found[run] for run in runs]).reshape(len(runs), len(keys))

    def write_study(self, name: str, table: "pa.Table", manifest: Mapping[str, Any]) -> None:
        """Write the points of a study and its manifest."""
        with Draft(self.folder / "studies" / f"{name}.parquet") as draft:
            write_table(draft.path, table, {"study": name})
            draft.publish()
        said = json.dumps(manifest, ensure_ascii=False, indent=1, default=str)
        write_whole(self.folder / "studies" / f"{name}.json", f"{said}\n")

    def studies(self) -> "Iterator[tuple[str, pa.Table | None]]":
        """The studies that were run into it; None for one whose file is not as it was written."""
        for entry in _entries(self.folder / "studies"):
            name = STUDY.fullmatch(entry.name)
            if name is not None and name[2] == "parquet":
                found = read_table(Path(entry.path))
                yield name[1], found[0] if found is not None and found[1] == {"study": name[1]} else None

    def whole_runs(self) -> list[Path]:
        """The files of whole runs by their names, unread."""
        homes = [entry for entry in _entries(self.folder / KEPT) if HASH.fullmatch(entry.name)]
        found = (entry for home in homes if home.is_dir(follow_symlinks=False) for entry in _entries(Path(home.path)))
        return [Path(entry.path) for entry in found if RUN.fullmatch(entry.name) and not entry.is_dir()]

    def tidy(self) -> int:
        """Remove what is damaged or was left half written, and nothing that Loket did not make; how many files."""
        gone = 0
        for point in self.points():
            for block in self.held(point).damaged:
                if once_ours(block.path):
                    block.path.unlink(missing_ok=True)
                    gone += 1
        kept = {path.parent for path in self.whole_runs()}
        for folder in (self.folder, self.folder / "studies", *kept, *(self._home(point) for point in self.points())):
            before = sum(entry.name.endswith(MARK) for entry in _entries(folder))
            swept(folder)
            gone += before - sum(entry.name.endswith(MARK) for entry in _entries(folder))
        return gone

    def foreign(self) -> list[Path]:
        """What stands in it that is not Loket's."""
        found = [path for path in _walk(self.folder) if not self._known(path)]
        return sorted(found)

    def _known(self, path: Path) -> bool:
        *folders, name = path.relative_to(self.folder).parts
        if name.startswith(".") and name.endswith((MARK, LOCK)):
            return True
        if folders == ["studies"]:
            return STUDY.fullmatch(name) is not None
        if len(folders) == 2 and folders[0] == "runs" and HASH.fullmatch(folders[1]):
            return name == POINT or BLOCK.fullmatch(name) is not None
        if len(folders) == 2 and folders[0] == KEPT and HASH.fullmatch(folders[1]):
            return RUN.fullmatch(name) is not None
        return not folders and name == STORE

    def _home(self, point: str) -> Path:
        return self.folder / "runs" / point


def missing_blocks(held: Held, runs: int, size: int) -> list[tuple[int, int]]:
    """From where to where runs are to be made: cut at multiples of a size; what is damaged is made as it was."""
    cuts = [(block.first, block.end) for block in held.damaged]
    found, taken = list(cuts), {run for first, end in cuts for run in range(first, end)}
    for run in held.missing(runs):
        if run in taken:
            continue
        if found and found[-1] not in cuts and found[-1][1] == run and run % size:
            found[-1] = (found[-1][0], run + 1)
        else:
            found.append((run, run + 1))
    return found


def damage(blocks: Sequence[Block], warn: Callable[[Phrase], None]) -> None:
    """Name what is not as it was written."""
    for block in blocks:
        warn(Phrase("sweep.damaged", {"path": block.path}))


def _read(block: Block) -> tuple[list[Key], Values]:
    found = read_table(block.path) if block_about(block.path) == block.about else None
    if found is None:
        raise BadRequest("store_damaged", path=block.path)
    return block_values(found[0], block.end - block.first)


def _entries(folder: Path) -> "list[os.DirEntry[str]]":
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


def _walk(folder: Path) -> Iterator[Path]:
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        else:
            yield Path(entry.path)


def once_ours(path: Path) -> bool:
    """Whether a damaged file at a place of ours once was ours: it still begins or ends as we write."""
    content = content_of(path)
    if content is None:
        return False
    return content == b"" or content.startswith((b"PAR1", b'{"sha256"')) or b"loket-sha256" in content


def make_way(path: Path) -> None:
    """Have neither link nor pipe at a place of ours: what is written there must come to be there. Raises OSError."""
    if path.is_symlink() or path.is_fifo():
        path.unlink()
