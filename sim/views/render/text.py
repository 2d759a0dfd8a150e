"""Reports as lines of text: aligned columns, none wider than needed, and wrapped sentences."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sim.language import language, text
from sim.views.notation import in_lines, words
from sim.views.table import Block, Column, Compared, Kind, Prose, Role, Row, Table

WIDTH = 100
GAP = "  "
FURTHER_IN = "    "
"""How the second line of a label begins."""
LEAST = 14
"""The narrowest first column."""
PARTS = ("difference", "interval", "verdict_label")
"""The lines of what is compared in one place."""


class Layout(NamedTuple):
    """The widest first column, whose longer names go on in the next line, and the widest line."""

    label: int = 41
    width: int = WIDTH


LAYOUTS = {
    "differences": Layout(36),
    "around": Layout(30),
    "grade": Layout(34),
    "glance": Layout(30, 126),
    "summary": Layout(30, 126),
    "summary_costs": Layout(50, 126),
    "summary_gains": Layout(126, 126),
}
"""By the sort of a table; others are as usual."""
USUAL = Layout()
Words = list[str]


def printed(blocks: Iterable[Block], lang: str | None = None) -> str:
    """A report as one text."""
    return "\n".join(lines(blocks, language(lang)))


def lines(blocks: Iterable[Block], lang: str) -> list[str]:
    """The lines of a report."""
    parts = (_table(block, lang) if isinstance(block, Table) else _prose(block) for block in blocks)
    return [line for part in parts for line in part]


def paragraphs(*texts: str, width: int = WIDTH) -> list[str]:
    """Sentences, wrapped; each begins a line of its own."""
    return [line for words in texts for line in textwrap.wrap(words, width)]


def wrapped(said: str, first: str, others: str) -> list[str]:
    """Text on lines that begin so; words and addresses stay whole."""
    return textwrap.wrap(
        said, WIDTH, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
    )


def _prose(prose: Prose) -> Iterator[str]:
    yield from [""] * (prose.gap if prose.texts else 0)
    for said in prose.texts:
        if prose.role is Role.ITEMS:
            yield from wrapped(said, GAP, FURTHER_IN)
        else:
            yield from paragraphs(said, width=LAYOUTS.get(prose.name, USUAL).width)


def _table(table: Table, lang: str) -> Iterator[str]:
    """The rows stand in by two blanks below the heading and the titles of rows; words flush left, numbers right."""
    if not table.rows:
        return
    layout = LAYOUTS.get(table.name, USUAL)
    heading = [table.columns[0].title or table.title, *(column.title for column in table.columns[1:])]
    body = [["", *units]] if any(units := [column.unit for column in table.columns[1:]]) else []
    said: list[Words | str] = [*body, *(part for row in table.rows for part in _said(row, table.columns, lang))]
    cells = [row for row in said if not isinstance(row, str)]
    others = [max(map(len, column)) for column in zip(heading, *cells, strict=True)][1:]
    label = max(LEAST, min(layout.label, layout.width - len(GAP) - sum(len(GAP) + other for other in others)))
    wrapped = [row if isinstance(row, str) else _labelled(row, label) for row in said]
    first = max(len(line[0]) for row in ([heading], *wrapped) if not isinstance(row, str) for line in row)
    widths, left = [first, *others], [True, *(column.kind is Kind.WORDS for column in table.columns[1:])]
    yield from [""] * table.gap
    for row in ([heading], *wrapped):
        yield from [row] if isinstance(row, str) else (_line(line, widths, left) for line in row)
    yield from paragraphs(*table.notes, width=layout.width)


def _line(cells: Words, widths: Sequence[int], left: Sequence[bool]) -> str:
    parts = zip(cells, widths, left, strict=True)
    return GAP.join(cell.ljust(width) if flush else cell.rjust(width) for cell, width, flush in parts).rstrip()


def _labelled(cells: Words, label: int) -> list[Words]:
    """A row: its label wrapped, the other cells in the first line."""
    further = FURTHER_IN.removeprefix(GAP)
    first, *more = textwrap.wrap(cells[0], label, subsequent_indent=further, break_on_hyphens=False) or [""]
    empty = [""] * (len(cells) - 1)
    return [[GAP + first, *cells[1:]], *[[GAP + part, *empty] for part in more]]


def _said(row: Row, columns: Sequence[Column], lang: str) -> Iterator[Words | str]:
    """A row in words; what is compared in one place becomes lines below the title of the row."""
    if isinstance(row, str):
        yield row
    elif compared := [cell for cell in row if isinstance(cell, Compared)]:
        yield str(row[0])
        known = any(cell.figure.found.runs > 1 for cell in compared)
        parts = [text(f"reforms.summary.{part}", lang) for part in (PARTS if known else PARTS[:1])]
        yield from ([*line] for line in zip(parts, *(in_lines(cell, lang) for cell in compared), strict=False))
    else:
        yield [words(cell, column, lang) for cell, column in zip(row, columns, strict=True)]
