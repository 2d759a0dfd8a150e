"""Whole runs in a store, with all that a comparison tells of them, so that an interrupted one goes on.

    kept/NAME/000012.run      run 12 of a scenario, or a draw; NAME is the hash of all that settles its bits

A file is one line of JSON (digest and size) and then NumPy's `.npz`, pressed by zstd. It is read only as long as it is
to the bit what was written, and never as objects. What holds all that is asked for and more is taken, too.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import numpy as np

from sim.experiments.store.blocks import content_of
from sim.experiments.store.origin import digest_of, point_of
from sim.experiments.store.store import KEPT, Store, make_way
from sim.runs.making.keeping import Arrays, Settled, keeping
from sim.whole_files import alone, write_whole

LARGEST = 2 << 30
"""Bytes of a run; what says that it is more was not written here."""


@contextmanager
def kept_in(folder: str | Path | Store) -> Iterator[None]:
    """Within it runs are kept in a store, and taken from it. Raises BadRequest for a folder that is something else."""
    store = folder if isinstance(folder, Store) else Store(folder)
    store.make()
    with keeping(WholeRuns(store)):
        yield


class WholeRuns:
    """The whole runs of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def shelf(self, settled: Sequence[Settled]) -> "RunShelf":
        """The shelf of a batch."""
        return RunShelf(self._store.folder / KEPT, [_names(one) for one in settled])


class RunShelf:
    """The runs of one batch: of each part a file in a folder of its own, or in one of those that hold more."""

    def __init__(self, home: Path, names: Sequence[Sequence[str]]) -> None:
        self._home = home
        self._parts = [[home / name for name in of_part] for of_part in names]

    def read(self, number: int) -> list[Arrays] | None:
        """What was put by; None where a part is not there, or not as it was written."""
        found: list[Arrays] = []
        for folders in self._parts:
            arrays = next(filter(None, (_arrays(_place(folder, number)) for folder in folders)), None)
            if arrays is None:
                return None
            found.append(arrays)
        return found

    def write(self, number: int, parts: Sequence[Arrays]) -> None:
        """Put it by. Raises OSError."""
        for (folder, *_), arrays in zip(self._parts, parts, strict=True):
            _write(_place(folder, number), arrays)

    def alone(self) -> AbstractContextManager[None]:
        """Keep others from making the same meanwhile. Raises BlockingIOError where somebody does."""
        self._home.mkdir(parents=True, exist_ok=True)
        return alone(self._home / digest_of([folder.name for folder, *_ in self._parts]))


def _names(settled: Settled) -> list[str]:
    points = [*map(point_of, settled.plans)]
    return [digest_of([*points, words]) for words in (settled.words, *settled.more)]


def _place(folder: Path, number: int) -> Path:
    return folder / f"{number:06}.run"


def _arrays(path: Path) -> Arrays | None:
    """What a file holds; None where it is not there as it was written, or holds no arrays that were not pressed."""
    content = whole_run(path)
    try:
        with ZipFile(BytesIO(content or b"")) as parts:
            if any(part.compress_type != ZIP_STORED for part in parts.infolist()):  # may be large beyond all bounds
                return None
        return dict(np.load(BytesIO(content or b""), allow_pickle=False))
    except Exception:  # noqa: BLE001  (whatever stands in it)
        return None


def _write(path: Path, arrays: Arrays) -> None:
    import pyarrow as pa

    npz = BytesIO()
    np.savez(npz, **arrays)  # type: ignore[arg-type]  # none is called allow_pickle
    content = npz.getvalue()
    body = pa.compress(content, codec="zstd", asbytes=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    about = {"sha256": _digest(path, body), "size": len(content)}
    make_way(path)
    write_whole(path, json.dumps(about).encode() + b"\n" + body)


def whole_run(path: Path) -> bytes | None:
    """What a file holds; None where it is not there as it was written, or is of another run."""
    import pyarrow as pa

    try:
        head, _, body = (content_of(path) or b"").partition(b"\n")
        about = json.loads(head)
        if about["sha256"] != _digest(path, body) or not 0 < about["size"] <= LARGEST:
            return None
        return bytes(pa.decompress(body, decompressed_size=about["size"], codec="zstd", asbytes=True))
    except Exception:  # noqa: BLE001  (whatever stands in it)
        return None


def _digest(path: Path, body: bytes) -> str:
    return hashlib.sha256(f"{path.parent.name}/{path.name}".encode() + body).hexdigest()
