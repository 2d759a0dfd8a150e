"""Files that offices hand in → sheets of text cells; what is no table is refused with a message."""

import codecs
import csv
import gzip
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Literal, NoReturn

import pandas as pd

from sim.calibration.log.packed import MOST_CELLS, TooLarge, check_old, check_packed
from sim.calibration.log.records import Note
from sim.scenario.bundled import bundled_root
from sim.scenario.reading import read_bytes, refused

MOST_BYTES = 150_000_000
"""Of a file, compressed or not: two million visits. A year of the largest office is well below."""
MOST_ROWS = 2_000_000
QUOTED: Literal[0] = 0
PLAIN: Literal[3] = 3
"""Whether quotation marks hold cells together: csv.QUOTE_MINIMAL and csv.QUOTE_NONE."""
HEAD = 400
"""Lines from which the separator and the number of columns are told."""

_WORKBOOKS = ("xl/", "content.xml")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_NO_TABLES = {
    b"%PDF": "PDF",
    b"PAR1": "Parquet",
    b"SQLite": "SQLite",
    b"\x89PNG": "PNG",
    b"Rar!": "RAR",
    b"7z\xbc": "7z",
}


@dataclass(frozen=True)
class Sheet:
    """Cells as text, columns from 0, the index the line in the file; `name` is that of a workbook's sheet."""

    label: str
    name: str
    cells: pd.DataFrame
    notes: tuple[Note, ...] = ()


def place_of(ref: str | Path) -> Path:
    """A file, or the log of that name that comes with the program ("logs/upt-kunjungan")."""
    root = bundled_root()
    known = {path.relative_to(root).with_suffix("").as_posix(): path for path in root.glob("logs/*.csv")}
    return Path(ref) if Path(ref).exists() else known.get(str(ref), Path(ref))


def sheets_of(path: Path, label: str) -> list[Sheet]:
    """The sheets of a file that hold anything, told by what is in it, whatever its name ends in.

    Raises ScenarioFaults.
    """
    content = _unpacked(read_bytes(path, label, MOST_BYTES), label)
    for mark, form in _NO_TABLES.items():
        if content.startswith(mark):
            raise refused(label, "log_form", form=form)
    if content.startswith((b"PK\x03\x04", _OLD_EXCEL)):
        return list(_workbook(content, label)) or _nothing(label)
    return [_text(content, label)]


def _nothing(label: str) -> NoReturn:
    raise refused(label, "file_empty")


def sheet_of(frame: pd.DataFrame) -> Sheet:
    """A frame as a sheet: its headings are the first line."""
    cells = pd.DataFrame([list(map(str, frame.columns)), *frame.map(_shown).to_numpy().tolist()], dtype=str)
    cells.index = pd.RangeIndex(1, len(cells) + 1)
    return Sheet("DataFrame", "", cells.fillna(""))


def _unpacked(content: bytes, label: str) -> bytes:
    if not content.strip():
        raise refused(label, "file_empty")
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        with gzip.open(io.BytesIO(content)) as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, EOFError, ValueError, zlib.error):
        raise refused(label, "log_cut_off") from None
    if len(content) > MOST_BYTES:
        raise refused(label, "file_large", size=f"> {MOST_BYTES / 1e6:.0f} MB", most=f"{MOST_BYTES / 1e6:.0f} MB")
    return content


# ----------------------------------------------------------------------------------------------------------- text


def _text(content: bytes, label: str) -> Sheet:
    text, notes = decoded(content, label)
    head = text[:4000].lstrip().lower()
    if head.startswith("<") and re.search("<(?:html|table|!doctype|meta|body)", head):
        raise refused(label, "log_web_page")
    if text.count("\n") > MOST_ROWS:
        raise refused(label, "log_long", rows=f"{text.count(chr(10)):,}", most=f"{MOST_ROWS:,}")
    declared = re.match(r'"?sep=([;,\t|])"?\r?\n', text, re.IGNORECASE)
    start = declared.end() if declared else 0
    lines = text[start : start + csv.field_size_limit()].splitlines()[:HEAD]  # a cell may be no longer
    mark = declared[1] if declared else _separator(lines)
    cells, long = _cells(text[start:], mark, _width(lines, mark), QUOTED)
    first = 2 if declared else 1
    if any(cells[column].str.count("\n").max() > 2 for column in cells):  # a quotation mark that does not end
        cells, long = _cells(text[start:], mark, _width(lines, mark), PLAIN)
        notes.append(Note("open_quote"))
    cells.index = pd.RangeIndex(first, first + len(cells))
    if long:
        notes.append(Note("long_rows", len(long), f"{label}:{long[0] + first - 1}"))
    return Sheet(label, "", cells, tuple(notes))


def decoded(content: bytes, label: str) -> tuple[str, list[Note]]:
    """The text of a file in whichever encoding; single bytes that are none are read as Windows writes them."""
    for mark, name in ((codecs.BOM_UTF8, "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(name, errors="replace"), []
    if b"\0" in content:
        raise refused(label, "file_binary")
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    if re.search(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}", content):
        text = content.decode("utf-8", errors="as_windows")
        return text, [Note("mixed_encoding", first=f"{label}:{line}")]
    from charset_normalizer import from_bytes

    found = from_bytes(content[:200_000]).best()
    name = found.encoding if found is not None else "cp1252"
    return content.decode(name, errors="replace"), [Note("encoding", values={"name": name.replace("_", "-")})]


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)  # noqa: S101  # it is registered for decoding only
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error("as_windows", _as_windows)


def _separator(lines: list[str]) -> str:
    """The mark that most lines hold equally often; a decimal comma between semicolons is in fewer of them."""

    def agreed(mark: str) -> tuple[int, int]:
        counts = [len(cells) for cells in csv.reader(lines, delimiter=mark)]
        several = [count for count in counts if count > 1]
        most = max(set(several), key=several.count, default=1)
        return several.count(most), most

    return max(";\t,|", key=agreed)


def _width(lines: list[str], mark: str) -> int:
    return max((len(cells) for cells in csv.reader(lines, delimiter=mark)), default=1)


def _cells(text: str, mark: str, width: int, quoting: Literal[0, 3]) -> tuple[pd.DataFrame, list[int]]:
    """All cells, and the lines (from 1) that have more than others and are left out."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            cells = pd.read_csv(
                io.StringIO(text), sep=mark, header=None, names=range(width), index_col=False, dtype=str,
                na_filter=False, skip_blank_lines=False, on_bad_lines="warn", quoting=quoting, low_memory=False,
            )  # fmt: skip
        except pd.errors.ParserError:  # a quotation mark is open at the end
            return _cells(text, mark, width, PLAIN)
    said = " ".join(str(one.message) for one in caught)
    return cells.fillna(""), [int(line) for line in re.findall(r"Skipping line (\d+)", said)]


# ------------------------------------------------------------------------------------------------------- workbooks


def _workbook(content: bytes, label: str) -> Iterator[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, WorksheetNotFound, XmlError, ZipError

    _check(content, label)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            try:
                sheet = book.get_sheet_by_name(name)
            except WorksheetNotFound:  # a chart
                continue
            if (sheet.total_height + 1) * (sheet.total_width + 1) > MOST_CELLS:
                raise refused(label, "log_unpacked")
            left = sheet.start[1] if sheet.start is not None else 0
            rows = [[""] * left + [_shown(cell) for cell in row] for row in sheet.iter_rows()]
            if any(any(row) for row in rows):
                place = f"{label}, {name}" if len(book.sheet_names) > 1 else label
                yield _sheet(place, name, rows, getattr(sheet, "merged_cell_ranges", None) or [])
    except PasswordError:
        raise refused(label, "log_password") from None
    except (CalamineError, XmlError, ZipError, OSError, ValueError, OverflowError):
        raise refused(label, "log_damaged") from None


def _check(content: bytes, label: str) -> None:
    """Refuse a packed folder that is no workbook, and a workbook that would grow beyond measure."""
    try:
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as folder:
                if not any(name.startswith(_WORKBOOKS) for name in folder.namelist()):
                    raise refused(label, "log_packed")
                check_packed(folder)
        else:
            check_old(content)
    except TooLarge:
        raise refused(label, "log_unpacked") from None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise refused(label, "log_damaged") from None


def _sheet(
    label: str, name: str, rows: list[list[str]], merged: list[tuple[tuple[int, int], tuple[int, int]]]
) -> Sheet:
    filled = 0
    for (top, left), (bottom, right) in merged:
        for row in range(top + 1, min(bottom + 1, len(rows))):  # a date written once for all rows of its day
            if left == right and left < len(rows[row]):
                rows[row][left], filled = rows[top][left], filled + 1
    cells = pd.DataFrame(rows, dtype=str).fillna("")
    cells.index = pd.RangeIndex(1, len(cells) + 1)
    notes = (Note("merged", filled, label),) if filled else ()
    return Sheet(label, name, cells, notes)


def _shown(cell: object) -> str:
    """A typed cell as text that reads as the same: dates as 2026-01-05, numbers with a point."""
    if isinstance(cell, str):
        return cell
    if cell is None or cell is pd.NA or cell is pd.NaT or cell != cell:  # noqa: PLR0124  # NaN
        return ""
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float):
        return f"{cell:.10g}"
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return str(cell)
