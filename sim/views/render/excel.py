"""Tables as one Excel workbook: safe cells, readable columns, whole or not there at all."""

import io
import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from sim.language import text
from sim.measures import MEASURES
from sim.runs.folder import safe_cell
from sim.views.notation import difference_digits, scaled
from sim.views.table import Cell, Column, Compared, Figure, Judged, Kind, Row, Table

if TYPE_CHECKING:
    from openpyxl import Workbook as Book
    from openpyxl.worksheet.worksheet import Worksheet

WIDEST, NARROWEST, NUMBERS = 60, 8, 13
"""Letters: the widest and narrowest column, and the widest of numbers."""
HEAD_FILL = "DDE6EE"
WHOLE, FINE, SHARE, UNGROUPED = "#,##0", "#,##0.####", "0.0", "0"
"""Formats of numbers: rupiah and counts; measures; percent; seeds and the like."""
ENDS = (Kind.INTERVAL, Kind.CHANGE)
"""What takes three columns: the mean and the ends of its interval."""


class Number(NamedTuple):
    """A number in a cell and how it is shown; nothing where it is not finite."""

    value: float
    form: str = FINE


Plain = str | Number


def heading(table: Table, lang: str) -> list[str]:
    """The columns of a sheet: an interval takes three, what is compared two."""
    return [title for column in table.columns for title in _titles(column, lang)]


def cells(row: Row, columns: Sequence[Column]) -> list[Plain]:
    """The cells of a row in the columns of a sheet."""
    pairs = zip_longest((row,) if isinstance(row, str) else row, columns[: len(row)], fillvalue=Column("", Kind.MEAN))
    return [part for cell, column in pairs for part in _parts(cell, column.kind)]  # type: ignore[arg-type]


def _titles(column: Column, lang: str) -> Iterator[str]:
    yield f"{column.title}, {column.unit}" if column.unit else column.title
    more = ("low", "high") if column.kind in ENDS else ("verdict",) if column.kind is Kind.COMPARED else ()
    yield from (text(f"reforms.sheet.{name}", lang) for name in more)


def _parts(cell: Cell, kind: Kind) -> list[Plain]:
    if isinstance(cell, Figure):
        numbers = [_number(cell, value, kind) for value in cell.found[: 3 if kind in ENDS else 1]]
        return [*numbers, ""] if kind is Kind.COMPARED else [*numbers]
    if isinstance(cell, Compared):
        return [_number(cell.figure, cell.figure.found.mean, Kind.CHANGE), cell.judged.words]
    empty = [""] * (2 if kind in ENDS else kind is Kind.COMPARED)
    return [
        Number(cell, UNGROUPED) if isinstance(cell, int) else cell.words if isinstance(cell, Judged) else cell,
        *empty,
    ]


def _number(figure: Figure, value: float, kind: Kind) -> Number:
    """A mean or an end of its interval; of a difference with the decimals that tell it from 0."""
    measure = figure.measure
    if kind is Kind.CHANGE:
        form = f"#,##0.{'0' * difference_digits(figure.found, measure)}".rstrip(".")
    else:
        unit = MEASURES[measure].unit if measure else ""
        form = SHARE if unit == "share" else WHOLE if unit.startswith("rupiah") else FINE
    return Number(scaled(value, measure), form)


def workbook_bytes(tables: Iterable[Table], lang: str) -> bytes:
    """A workbook with a sheet for each table, its words in a language."""
    with io.BytesIO() as file:
        _book(tables, lang).save(file)
        return file.getvalue()


def _book(tables: Iterable[Table], lang: str) -> "Book":
    from openpyxl import Workbook as Book

    book = Book()
    book.remove(book.worksheets[0])
    for table in tables:
        _fill(book.create_sheet(table.title), table, heading(table, lang))
    return book


def _fill(page: "Worksheet", table: Table, above: list[str]) -> None:
    rows = [cells(row, table.columns) for row in table.rows]
    lines: list[Sequence[Plain]] = [above, *rows] if above else [*rows]
    for row in lines:
        page.append([_plain(cell) for cell in row])
    for line, row in enumerate(rows, 1 + bool(above)):
        for place, shown in enumerate(row, 1):
            if isinstance(shown, Number):
                page.cell(line, place).number_format = shown.form
    if above:
        _head(page, table.named)
    _widths(page, above, rows)


def _plain(cell: Plain) -> str | float | None:
    """A cell that no spreadsheet takes for a formula; nothing for a number that is none."""
    if isinstance(cell, Number):
        return cell.value if math.isfinite(cell.value) else None
    return str(safe_cell(cell)) or None


def _head(page: "Worksheet", frozen: int) -> None:
    """The heading stands out and stays where it is."""
    from openpyxl.styles import Alignment, Font, PatternFill

    for cell in page[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", start_color=HEAD_FILL)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    page.freeze_panes = page.cell(2, 1 + frozen)
    page.auto_filter.ref = page.dimensions


def _widths(page: "Worksheet", above: list[str], rows: Sequence[Sequence[Plain]]) -> None:
    """As wide as the longest text of a column; a heading may wrap, and notes may run on."""
    from openpyxl.utils import get_column_letter

    for place, column in enumerate(zip_longest(above, *rows, fillvalue=""), 1):
        texts = [NUMBERS if isinstance(cell, Number) else len(cell) for cell in column[1:]]
        longest = max(texts, default=0) if above or place > 1 else NUMBERS
        page.column_dimensions[get_column_letter(place)].width = min(WIDEST, max(NARROWEST, longest) + 2)
