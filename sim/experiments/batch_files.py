"""A file of a batch: a table, what it rests on, and a digest of the whole file within it.

The checksums of Parquet's pages leave out what lies between them; a file counts only as long as it is to the
bit what was written.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import pyarrow as pa

ABOUT = "loket"
"""Under this key the metadata of a file says what was run, as JSON."""
DIGEST = "loket-sha256"
BEFORE, LENGTH = b"sha256:", 64
"""Where the digest stands in the file: behind these letters, which come last in it; it is formed over noughts there."""
NOUGHTS = b"0" * LENGTH


class PointFile(NamedTuple):
    """A file as it was written."""

    table: "pa.Table"
    about: dict[str, Any]


def write_point(path: Path, table: "pa.Table", about: Mapping[str, Any]) -> None:
    """Write a table with what it rests on."""
    from pyarrow import parquet

    with path.open("wb") as file, parquet.ParquetWriter(file, table.schema, compression="zstd") as writer:
        writer.write_table(table)
        writer.add_key_value_metadata({ABOUT: json.dumps(about), DIGEST: (BEFORE + NOUGHTS).decode()})
    content = path.read_bytes()
    at = content.rindex(BEFORE + NOUGHTS) + len(BEFORE)
    with path.open("r+b") as written:
        written.seek(at)
        written.write(hashlib.sha256(content).hexdigest().encode())


def read_point(path: Path) -> PointFile | None:
    """The table of a file and what it rests on; None where it is not there as it was written."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        content = path.read_bytes()
        if not _as_written(content):
            return None
        table = parquet.read_table(pa.BufferReader(content))
        about = json.loads((parquet.read_metadata(pa.BufferReader(content)).metadata or {})[ABOUT.encode()])
    except (OSError, pa.ArrowException, ValueError, LookupError):
        return None
    return PointFile(table, about)


def _as_written(content: bytes) -> bool:
    at = content.rfind(BEFORE) + len(BEFORE)
    told = content[at : at + LENGTH]
    return hashlib.sha256(content[:at] + NOUGHTS + content[at + LENGTH :]).hexdigest().encode() == told
