"""Tables as one Excel workbook: safe cells, readable columns, whole or not there at all."""

import io
import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.language import LANGUAGES, text, unbroken
from sim.measures import MEASURES
from sim.runs.tables.folder import safe_cell
from sim.views.notation import beside_nought, difference_digits, digits_of, scaled
from sim.views.table import Cell, Column, Compared, Figure, Judged, Kind, Row, Table, Worked

if TYPE_CHECKING:
    from openpyxl import Workbook as Book
    from openpyxl.worksheet.worksheet import Worksheet

WIDEST, NARROWEST, NUMBERS, LARGE = 60, 8, 13, 1e5
"""Letters: the widest and narrowest column, and the widest of numbers, from which size on they are."""
LINE_PT, SPARE, SMALLER = 13.5, 2, 1.15
"""The height of a line; letters of a heading that margins and bold take; so many more letters go into notes."""
HEAD_FILL = "DDE6EE"
FONT, SIZE, A4, ON_A_PAGE = "Arial", 10, 9, 80
"""Of all cells; the paper as spreadsheets number it; so many rows can be read on one."""
CHART_CM, CHARTS, MANY = (15.0, 7.5), 2, 6
"""Of a chart; so many of a sheet; of more groups than that it has a line."""
WHOLE, ANY, UNGROUPED = "#,##0", "General", "0"
"""Formats of numbers: rupiah; what is no measure; seeds and the like. Measures have the decimals that they need."""
ENDS = (Kind.INTERVAL, Kind.CHANGE)
"""What takes three columns: the mean and the ends of its interval."""


class Number(NamedTuple):
    """A number in a cell and how it is shown; nothing where it is not finite."""

    value: float
    form: str = ANY
    work: Worked | None = None


Plain = str | Number


def heading(table: Table, lang: str) -> list[str]:
    """The columns of a sheet: an interval takes three, what is compared two."""
    return [title for column in table.columns for title in _titles(column, lang)]


def cells(row: Row, columns: Sequence[Column]) -> list[Plain]:
    """The cells of a row in the columns of a sheet."""
    own = (row,) if isinstance(row, str) else row
    pairs = zip_longest(own, columns[: len(own)], fillvalue=Column("", Kind.MEAN))
    return [part for cell, column in pairs for part in _parts(cell, column.kind)]  # type: ignore[arg-type]


def _titles(column: Column, lang: str) -> Iterator[str]:
    yield f"{column.title}, {column.unit}" if column.unit else column.title
    more = ("low", "high") if column.kind in ENDS else ()
    yield from (text(f"reforms.sheet.{name}", lang) for name in more)


def _parts(cell: Cell, kind: Kind) -> list[Plain]:
    if isinstance(cell, Compared):
        return [_number(cell.figure, cell.figure.found.mean, Kind.CHANGE)]
    if isinstance(cell, Worked):
        return [_number(cell.figure, cell.figure.found.mean, kind)._replace(work=cell)]
    if isinstance(cell, Figure):
        return [_number(cell, value, kind) for value in cell.found[: 3 if kind in ENDS else 1]]
    empty = [""] * (2 if kind in ENDS else 0)
    return [
        Number(cell, UNGROUPED) if isinstance(cell, int) else cell.words if isinstance(cell, Judged) else cell,
        *empty,
    ]


def _number(figure: Figure, value: float, kind: Kind) -> Number:
    """A mean or an end of its interval; of a difference with the decimals that tell it from 0."""
    measure = figure.measure
    if kind is Kind.CHANGE:
        digits, (_, low, high, _) = difference_digits(figure.found, measure), figure.found
        beside = "" if low * high <= 0 else beside_nought(scaled(value, measure), digits)
        form = f'"{beside}"' if beside else f"#,##0.{'0' * digits}".rstrip(".")
    else:
        unit = MEASURES[measure].unit if measure else ""
        decimals = "0" * digits_of(scaled(figure.found.mean, measure))
        plain = not measure and abs(value) < 1
        form = WHOLE if unit.startswith("rupiah") else ANY if plain else f"#,##0.{decimals}".rstrip(".")
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
        page = book.create_sheet(table.title)
        _fill(page, table, heading(table, lang))
        _to_print(page, table)
        if table.drawn:
            _draw(page, table)
    return book


def _fill(page: "Worksheet", table: Table, above: list[str]) -> None:
    from openpyxl.styles import Font

    rows = [cells(row, table.columns) for row in table.rows]
    lines: list[Sequence[Plain]] = [above, *rows] if above else [*rows]
    for line, row in enumerate(lines, 1):
        page.append([_plain(cell, line, place) for place, cell in enumerate(row, 1)])
    for line, (own, said) in enumerate(zip(table.rows, rows, strict=True), 1 + bool(above)):
        for place, shown in enumerate(said, 1):
            page.cell(line, place).font = Font(name=FONT, size=SIZE, bold=isinstance(own, str))
            if isinstance(shown, Number):
                page.cell(line, place).number_format = shown.form
    _widths(page, above, rows)
    if above:
        _head(page, table.named, len(lines))
        _notes(page, table.notes)


def _to_print(page: "Worksheet", table: Table) -> None:
    """Across A4, as wide as the paper, on one page where that can be read; details stand behind."""
    from openpyxl.worksheet.properties import PageSetupProperties

    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, int(len(table.rows) <= ON_A_PAGE)
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.oddFooter.right.text = "&A, &P/&N"
    if table.columns:
        page.print_title_rows = "1:1"
    if table.detail:
        page.sheet_state = "hidden"


def _draw(page: "Worksheet", table: Table) -> None:
    """A chart for each block of rows below words, beside the table: a line where there are many, else columns."""
    from openpyxl.chart import BarChart, LineChart, Reference

    starts = [line for line, row in enumerate(table.rows) if isinstance(row, str)]
    beside = page.cell(2, 2 + sum(1 for _ in heading(table, LANGUAGES[0]))).column_letter
    blocks = list(zip(starts, [*starts[1:], len(table.rows)], strict=True))
    for number, (start, end) in enumerate(blocks[:CHARTS]):
        chart = LineChart() if end - start > MANY else BarChart()
        chart.title, chart.width, chart.height = str(table.rows[start]), *CHART_CM
        chart.y_axis.title, chart.y_axis.delete, chart.x_axis.delete = table.columns[table.drawn[0]].unit, False, False
        for column in table.drawn:
            chart.add_data(Reference(page, min_col=column + 1, min_row=start + 3, max_row=end + 1))
            chart.series[-1].tx, chart.series[-1].smooth = _titled(page, column + 1), False
        chart.legend.position = "b"
        chart.set_categories(Reference(page, min_col=1, min_row=start + 3, max_row=end + 1))
        page.add_chart(chart, f"{beside}{2 + number * 17}")


def _titled(page: "Worksheet", column: int) -> Any:
    """What a line of a chart is called: the heading of its column."""
    from openpyxl.chart.data_source import StrRef
    from openpyxl.chart.series import SeriesLabel
    from openpyxl.utils import get_column_letter, quote_sheetname

    named = f"{quote_sheetname(page.title)}!${get_column_letter(column)}$1"
    return SeriesLabel(strRef=StrRef(named))


def _plain(cell: Plain, line: int, place: int) -> str | float | None:
    """A cell that no spreadsheet takes for a formula but where it is ours; nothing for a number that is none."""
    if isinstance(cell, Number) and cell.work is not None:
        return _formula(cell.work, line, place)
    if isinstance(cell, Number):
        return cell.value if math.isfinite(cell.value) else None
    return str(safe_cell(cell)) or None


def _formula(work: Worked, line: int, place: int) -> str:
    """Made of nothing but addresses."""
    from openpyxl.utils import get_column_letter

    return "=" + work.by.join(f"{get_column_letter(place + right)}{line + down}" for down, right in work.of)


def _head(page: "Worksheet", frozen: int, lines: int) -> None:
    """The heading stands out and stays where it is."""
    from openpyxl.styles import Alignment, Font, PatternFill

    for cell in page[1]:
        cell.font, cell.fill = Font(name=FONT, size=SIZE, bold=True), PatternFill("solid", start_color=HEAD_FILL)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    page.freeze_panes = page.cell(2, 1 + frozen)
    page.auto_filter.ref = f"A1:{page.cell(1, page.max_column).column_letter}{lines}"
    _as_high(page, 1, max(_lines(str(cell.value or ""), _wide(page, cell.column) - SPARE) for cell in page[1]))


def _notes(page: "Worksheet", notes: Sequence[str]) -> None:
    """Below the table, as wide as it is: what ran on beyond it would be printed too, and all else the smaller."""
    from openpyxl.styles import Alignment, Font

    last = page.max_column
    while sum(_wide(page, place) for place in range(1, last + 1)) < WIDEST:
        last += 1
    wide = sum(_wide(page, place) for place in range(1, last + 1))
    for line, note in enumerate(notes, page.max_row + 1):
        cell = page.cell(line, 1, str(safe_cell(unbroken(note))))
        cell.font = Font(name=FONT, size=SIZE - 1, italic=True)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        page.merge_cells(start_row=line, end_row=line, start_column=1, end_column=last)
        _as_high(page, line, _lines(note, SMALLER * wide))


def _wide(page: "Worksheet", place: int) -> float:
    """The letters that go into a column."""
    from openpyxl.utils import get_column_letter

    return float(page.column_dimensions[get_column_letter(place)].width)


def _lines(words: str, wide: float) -> int:
    return max(1, len(wrap(words, max(1, int(wide)))))


def _as_high(page: "Worksheet", line: int, lines: int) -> None:
    page.row_dimensions[line].height = lines * LINE_PT


def _widths(page: "Worksheet", above: list[str], rows: Sequence[Sequence[Plain]]) -> None:
    """As wide as the longest text of a column; a heading may wrap."""
    from openpyxl.utils import get_column_letter

    for place, column in enumerate(zip_longest(above, *rows, fillvalue=""), 1):
        texts = [_letters(cell) for cell in column[1:]]
        longest = max(texts, default=0) if above or place > 1 else NUMBERS
        page.column_dimensions[get_column_letter(place)].width = min(WIDEST, max(NARROWEST, longest) + 2)


def _letters(cell: Plain) -> int:
    """How wide a cell is; of a number as many as thousands take, or those of millions of rupiah."""
    if isinstance(cell, Number):
        return NARROWEST if abs(cell.value) < LARGE and cell.work is None else NUMBERS
    return len(cell)
