"""A block of finished runs as a Parquet file: a row for each run and measure, and a digest of the whole file within it.

The checksums of Parquet's pages leave out what lies between them; a file counts only as long as it is to the
bit what was written.
"""

import hashlib
import json
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sim.measures import Key

if TYPE_CHECKING:
    import pyarrow as pa

ABOUT = "loket"
"""Under this key the metadata of a file says what it holds, as JSON."""
DIGEST = "loket-sha256"
BEFORE, LENGTH = b"sha256:", 64
"""Where the digest stands in the file: behind these letters, which come last in it; it is formed over noughts there."""
NOUGHTS = b"0" * LENGTH
NAMES = ("point", "measure", "by", "group")
"""The columns of a block that hold names; beside them stand `run` and `value`."""
COLUMNS = {**dict.fromkeys(NAMES, "BYTE_ARRAY"), "run": "INT64", "value": "DOUBLE"}
"""The columns of a block as they are written."""
Values = npt.NDArray[np.float64]


def write_table(path: Path, table: "pa.Table", about: Mapping[str, Any]) -> None:
    """Write a table with what it is, checksums of its pages, and a digest of the whole."""
    from pyarrow import parquet

    named = [name for name in table.column_names if name in NAMES]
    form = {"compression": "zstd", "use_dictionary": named, "write_page_checksum": True}
    if "value" in table.column_names:
        form["column_encoding"] = {"value": "BYTE_STREAM_SPLIT"}
    with path.open("wb") as file, parquet.ParquetWriter(file, table.schema, **form) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata({ABOUT: json.dumps(about), DIGEST: (BEFORE + NOUGHTS).decode()})
    content = path.read_bytes()
    at = content.rindex(BEFORE + NOUGHTS) + len(BEFORE)
    with path.open("r+b") as written:
        written.seek(at)
        written.write(hashlib.sha256(content).hexdigest().encode())


def about_of(path: Path) -> dict[str, Any] | None:
    """What a file says it is; None where it is not there as it was written, or is no file of ours."""
    return _about(content_of(path))


def block_about(path: Path) -> dict[str, Any] | None:
    """The same of a block; None also where its columns are not those of runs."""
    import pyarrow as pa
    from pyarrow import parquet

    content = content_of(path)
    about = _about(content)
    if about is None or content is None:
        return None
    found = parquet.read_metadata(pa.BufferReader(content))
    columns = {one.path: one.physical_type for one in map(found.schema.column, range(found.num_columns))}
    runs = _runs(about)
    return about if columns == COLUMNS and runs > 0 and found.num_rows % runs == 0 < found.num_rows else None


def _runs(about: Mapping[str, Any]) -> int:
    first, end = about.get("first"), about.get("end")
    return end - first if isinstance(first, int) and isinstance(end, int) else 0


def read_table(path: Path) -> "tuple[pa.Table, dict[str, Any]] | None":
    """A table and what it is; None as `about_of`."""
    import pyarrow as pa
    from pyarrow import parquet

    content = content_of(path)
    about = _about(content)
    if about is None or content is None:
        return None
    names = [name for name in NAMES if name in parquet.read_schema(pa.BufferReader(content)).names]
    return parquet.read_table(pa.BufferReader(content), read_dictionary=names, page_checksum_verification=True), about


def block_table(point: str, first: int, keys: Sequence[Key], values: Values) -> "pa.Table":
    """The rows of runs from `first` on, each with all measures in the order of `keys`; shape of values (runs, keys)."""
    import pyarrow as pa

    runs, names = len(values), {"measure": 0, "by": 1, "group": 2}
    columns: dict[str, Any] = {"point": pa.DictionaryArray.from_arrays(np.zeros(values.size, np.int32), [point])}
    columns["run"] = np.repeat(np.arange(first, first + runs), len(keys))
    for name, place in names.items():
        said = [key[place] for key in keys]
        known = list(dict.fromkeys(said))
        at = {one: number for number, one in enumerate(known)}
        codes = np.tile(np.array([at[one] for one in said], np.int32), runs)
        columns[name] = pa.DictionaryArray.from_arrays(codes, pa.array(known))
    return pa.table({**columns, "value": values.reshape(-1)})


def block_values(table: "pa.Table", runs: int) -> tuple[list[Key], Values]:
    """The measures of a block in their order, and its values by run."""
    size = table.num_rows // runs
    head = table.slice(0, size)
    said = zip(*(head[name].to_pylist() for name in ("measure", "by", "group")), strict=True)
    return [Key(*one) for one in said], table["value"].to_numpy().reshape(runs, size)


def content_of(path: Path) -> bytes | None:
    """What a file holds; None where none is that can be read, or something else is: a link, or a pipe, which waits."""
    try:
        return path.read_bytes() if stat.S_ISREG(path.lstat().st_mode) else None
    except OSError:
        return None


def _about(content: bytes | None) -> dict[str, Any] | None:
    import pyarrow as pa
    from pyarrow import parquet

    if content is None or not _as_written(content):
        return None
    try:
        return said_in((parquet.read_metadata(pa.BufferReader(content)).metadata or {})[ABOUT.encode()])
    except (pa.ArrowException, LookupError):
        return None


def said_in(content: bytes | str) -> dict[str, Any] | None:
    """What a file of ours says of itself in JSON; None where it says nothing."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _as_written(content: bytes) -> bool:
    at = content.rfind(BEFORE) + len(BEFORE)
    told = content[at : at + LENGTH]
    return hashlib.sha256(content[:at] + NOUGHTS + content[at + LENGTH :]).hexdigest().encode() == told
