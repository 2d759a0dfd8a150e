"""Whole runs in a store, with all that a comparison tells of them, so that an interrupted one goes on.

    kept/NAME/000012.run      run 12 of a batch; NAME is the hash of all that settles its bits

A file is one line of JSON (digest and size) and then NumPy's `.npz`, pressed by zstd. It is read only as long as it is
to the bit what was written, and never as objects.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from sim.experiments.store.origin import digest_of, point_of
from sim.experiments.store.store import KEPT, Store, unlink_link
from sim.runs.making.keeping import Arrays, Settled, keeping
from sim.whole_files import write_whole

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

    def shelf(self, settled: Settled) -> "RunShelf":
        """The shelf of a batch."""
        name = digest_of([*map(point_of, settled.plans), *settled.words])
        return RunShelf(self._store.folder / KEPT / name)


class RunShelf:
    """The runs of one batch, a file each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, number: int) -> Arrays | None:
        """What was put by; None where there is nothing, or not as it was written."""
        content = whole_run(self._place(number))
        try:
            return None if content is None else dict(np.load(BytesIO(content), allow_pickle=False))
        except (OSError, ValueError, BadZipFile):  # whole, but none of ours
            return None

    def write(self, number: int, arrays: Arrays) -> None:
        """Put it by. Raises OSError."""
        import pyarrow as pa

        npz = BytesIO()
        np.savez(npz, **arrays)  # type: ignore[arg-type]  # none is called allow_pickle
        content = npz.getvalue()
        body = pa.compress(content, codec="zstd", asbytes=True)
        self._folder.mkdir(parents=True, exist_ok=True)
        about = {"sha256": _digest(self._place(number), body), "size": len(content)}
        unlink_link(self._place(number))
        write_whole(self._place(number), json.dumps(about).encode() + b"\n" + body)

    def _place(self, number: int) -> Path:
        return self._folder / f"{number:06}.run"


def whole_run(path: Path) -> bytes | None:
    """What a file holds; None where it is not there as it was written, or is of another run."""
    import pyarrow as pa

    try:
        head, _, body = (b"" if path.is_symlink() else path.read_bytes()).partition(b"\n")
        about = json.loads(head)
        if about["sha256"] != _digest(path, body) or not 0 < about["size"] <= LARGEST:
            return None
        return bytes(pa.decompress(body, decompressed_size=about["size"], codec="zstd", asbytes=True))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _digest(path: Path, body: bytes) -> str:
    return hashlib.sha256(f"{path.parent.name}/{path.name}".encode() + body).hexdigest()
