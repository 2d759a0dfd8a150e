"""Results as one Excel workbook: safe cells, readable columns, whole or not there at all."""

import math
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sim.runs import BadRequest, Comparison, Result
from sim.runs.folder import safe_cell
from sim.views.sheets import Cell, Number, Sheet, comparison_sheets, run_sheets
from sim.whole_files import Draft

if TYPE_CHECKING:
    from openpyxl import Workbook as Book
    from openpyxl.worksheet.worksheet import Worksheet

WIDEST, NARROWEST, NUMBERS = 60, 8, 13
"""Letters: the widest and narrowest column, and the widest of numbers."""
HEAD_FILL = "DDE6EE"


class Workbook:
    """A workbook to be written, its words in a language.

    Raises BadRequest where the file is there already (unless `force`) or its folder is not, OSError where the disk
    refuses.
    """

    def __init__(self, path: Path, lang: str, *, force: bool) -> None:
        if path.exists() and not (force and path.is_file()):
            raise BadRequest("out_is_there", path=path)
        if not path.parent.is_dir():
            raise BadRequest("out_no_folder", path=path.parent)
        Draft(path).drop()  # what the disk refuses is told before the run
        self._path, self._lang, self._force = path, lang, force

    def save(self, found: Comparison | Result) -> None:
        """Write the sheets of a comparison, or of one scenario.

        Raises BadRequest where the file came meanwhile or cannot be replaced; the results are kept beside it.
        """
        sheets = (
            comparison_sheets(found, self._lang) if isinstance(found, Comparison) else run_sheets(found, self._lang)
        )
        with Draft(self._path) as draft:
            _book(sheets).save(draft.path)
            try:
                draft.publish(replace=self._force)
            except (FileExistsError, PermissionError):  # the latter where a spreadsheet has it open on Windows
                raise BadRequest("out_kept", path=self._path, kept=draft.publish_beside()) from None


def _book(sheets: Iterable[Sheet]) -> "Book":
    from openpyxl import Workbook as Book

    book = Book()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _fill(book.create_sheet(sheet.title), sheet)
    return book


def _fill(page: "Worksheet", sheet: Sheet) -> None:
    for row in ([sheet.heading] if sheet.heading else []) + [*sheet.rows]:
        page.append([_plain(cell) for cell in row])
    for row, cells in zip(sheet.rows, page.iter_rows(min_row=1 + bool(sheet.heading)), strict=False):
        for shown, cell in zip(row, cells, strict=False):
            if isinstance(shown, Number):
                cell.number_format = shown.form
    if sheet.heading:
        _head(page, sheet)
    _widths(page, sheet)


def _plain(cell: Cell) -> str | float | None:
    """A cell that no spreadsheet takes for a formula; nothing for a number that is none."""
    if isinstance(cell, Number):
        return cell.value if math.isfinite(cell.value) else None
    return str(safe_cell(cell)) or None


def _head(page: "Worksheet", sheet: Sheet) -> None:
    """The heading stands out and stays where it is."""
    from openpyxl.styles import Alignment, Font, PatternFill

    for cell in page[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", start_color=HEAD_FILL)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    page.freeze_panes = page.cell(2, 1 + sheet.frozen)
    page.auto_filter.ref = page.dimensions


def _widths(page: "Worksheet", sheet: Sheet) -> None:
    """As wide as the longest text of a column; a heading may wrap, and notes may run on."""
    from openpyxl.utils import get_column_letter

    columns = max((len(row) for row in (sheet.heading, *sheet.rows)), default=0)
    for place in range(columns):
        texts = [cell for row in sheet.rows if place < len(row) and isinstance(cell := row[place], str)]
        longest = max(map(len, texts), default=0) if sheet.heading or place else NUMBERS
        longest = max(
            longest, NUMBERS if any(isinstance(c, Number) for r in sheet.rows for c in r[place : place + 1]) else 0
        )
        page.column_dimensions[get_column_letter(place + 1)].width = min(WIDEST, max(NARROWEST, longest) + 2)
