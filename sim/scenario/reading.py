"""Files that people hand in → text; whatever cannot be read gets a clear message."""

import csv
import errno
import hashlib
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from unicodedata import normalize

from sim.office.faults import Hint
from sim.office.scenario import ReadFile
from sim.scenario.faults import Fault, ScenarioFaults

MOST_BYTES = 2_000_000
"""A scenario file is text that somebody writes; what is larger is something else."""

_read_now: ContextVar[list[ReadFile] | None] = ContextVar("read", default=None)
_paths: ContextVar[list[Path] | None] = ContextVar("paths", default=None)
_WIDE = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_ERRORS = {
    errno.ENOENT: "file_missing",
    errno.ENOTDIR: "file_missing",
    errno.EACCES: "file_forbidden",
    errno.EPERM: "file_forbidden",
    errno.ELOOP: "file_loop",
    errno.ENAMETOOLONG: "file_name_long",
}


def read_text(path: Path, label: str, most: int = MOST_BYTES) -> str:
    """The text of a file in UTF-8, lines ended by a line feed alone, an accented letter one character everywhere.

    Raises ScenarioFaults.
    """
    content = read_bytes(path, label, most)
    text = _decoded(content, label)
    if (files := _read_now.get()) is not None:
        kept = text if path.suffix == ".toml" else None
        files.append(ReadFile(name=path.name, sha256=hashlib.sha256(content).hexdigest(), text=kept))
    if (paths := _paths.get()) is not None:
        paths.append(path)
    return text


@contextmanager
def noted() -> Iterator[list[ReadFile]]:
    """The files that are read within."""
    files: list[ReadFile] = []
    before = _read_now.set(files)
    try:
        yield files
    finally:
        _read_now.reset(before)


@contextmanager
def places_noted() -> Iterator[list[Path]]:
    """Where the files stand that are read within."""
    paths: list[Path] = []
    before = _paths.set(paths)
    try:
        yield paths
    finally:
        _paths.reset(before)


def _decoded(content: bytes, label: str) -> str:
    for mark, name in _WIDE.items():
        if content.startswith(mark):
            raise refused(label, "not_utf8_wide", encoding=name)
    content = content.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in content:
        raise refused(label, "file_binary")
    try:
        return normalize("NFC", content.decode("utf-8").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = f"0x{content[error.start]:02X}"
        raise refused(label, "not_utf8", line, byte=byte, offset=error.start) from None


def read_bytes(path: Path, label: str, most: int) -> bytes:
    """The bytes of an ordinary file that has at most so many. Raises ScenarioFaults."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise refused(label, "file_folder")
        if not stat.S_ISREG(found.st_mode):
            raise refused(label, "file_special")
        if found.st_size > most:
            raise refused(label, "file_large", size=_megabytes(found.st_size), most=_megabytes(most))
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise refused(label, _ERRORS.get(error.errno or 0, "file_other"), reason=error.strerror) from None
    except ValueError:  # a zero byte in the name
        raise refused(label, "file_missing") from None


class Cells(Iterator[list[str]]):
    """The rows of a CSV text; `line_num` is the line last read. Raises ScenarioFaults where a cell does not end."""

    def __init__(self, lines: Sequence[str], label: str, separator: str) -> None:
        self._rows, self._label = csv.reader(lines, delimiter=separator), label

    @property
    def line_num(self) -> int:
        return self._rows.line_num

    def __next__(self) -> list[str]:
        begun = self.line_num + 1
        try:
            return next(self._rows)
        except csv.Error:
            raise refused(self._label, "csv_cell", begun) from None


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.3g} MB"


def refused(label: str, code: str, line: int | None = None, *hints: Hint, **values: object) -> ScenarioFaults:
    """The exception of a file that cannot be used at all."""
    return ScenarioFaults([Fault(label, line, "", code, values, hints)])
