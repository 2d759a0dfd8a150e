"""Reports as lines of text: aligned columns, none wider than needed, and wrapped sentences."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from shutil import get_terminal_size
from typing import NamedTuple

from sim.language import language, text, unbroken
from sim.views.notation import in_lines, words
from sim.views.table import UNTOLD, Block, Column, Compared, Kind, Listing, Picture, Prose, Role, Row, Table

WIDTH = 100
NARROWEST = 80
"""Terminals that are narrower are written for as if they were so wide."""
GAP = "  "
FURTHER_IN = "    "
"""How the second line of a label begins."""
NARROW = 13
"""The widest words in columns of what is compared in one place."""
LEAST = 14
"""The narrowest first column."""
STACKED = 24
"""The least room of the first column where the others follow in blocks."""
PARTS = ("reforms.summary.difference", "reforms.summary.interval", "reforms.summary.verdict_label")
"""The lines of what is compared in one place."""
LABELS = {"doubt": (PARTS[0], "doubt.interval", PARTS[2])}
"""By the sort of a table; in others they are called as usual."""
SHORT = {"results.verdict.certain_but_small": "reforms.summary.small", "doubt.depends": "doubt.depends_brief"}
"""By a verdict that takes several lines in a narrow column the word for it, where it stands there again and again."""


class Layout(NamedTuple):
    """The widest first column, whose longer names go on in the next line, and the widest line."""

    label: int = 41
    width: int = WIDTH


LAYOUTS = {
    "differences": Layout(36),
    "around": Layout(30),
    "grade": Layout(34),
    "glance": Layout(30, 132),
    "paths": Layout(64, 132),
    "summary": Layout(30, 132),
    "sweep": Layout(56, 132),
    "search": Layout(48, 132),
    "sensitivity": Layout(44, 132),
    "doubt": Layout(30, 132),
    "summary_phases": Layout(30, 132),
    "summary_costs": Layout(50, 132),
    "summary_gains": Layout(132, 132),
}
"""By the sort of a table; others are as usual."""
USUAL = Layout()


class Margin(NamedTuple):
    """Where the names of a list begin, and what stands beside them; nought: beside the longest."""

    left: int = 2
    beside: int = 6


MARGINS = {"reforms": Margin(0, 22), "details": Margin(2, 0), "inset": Margin(2, 2), "diary": Margin(2, 9)}
"""By the sort of a list; others are as usual."""
BELOW = 6
"""Where paragraphs below an entry begin."""
Words = list[str]


def printed(blocks: Iterable[Block], lang: str | None = None) -> str:
    """A report as one text."""
    return "\n".join(lines(blocks, language(lang)))


def lines(blocks: Iterable[Block], lang: str) -> list[str]:
    """The lines of a report."""
    return [line for block in blocks for line in _block(block, lang)]


def _block(block: Block, lang: str) -> Iterator[str]:
    if isinstance(block, Table):
        return _table(block, lang)
    if isinstance(block, Picture):
        return iter(paragraphs(block.alt))
    return _listing(block) if isinstance(block, Listing) else _prose(block)


def paragraphs(*texts: str, width: int = WIDTH) -> list[str]:
    """Sentences, wrapped; each begins a line of its own. Options ("--grade-model") and words stay whole."""
    return [line for words in texts for line in _wrap(words, width, break_on_hyphens=False)]


def _wrap(said: str, width: int, **how: object) -> list[str]:
    """Lines of which none ends between a figure and its unit; in them stand usual blanks, as people search for."""
    lines = textwrap.wrap(unbroken(said), _room(width), **how)  # type: ignore[arg-type]
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def wrapped(said: str, first: str, others: str) -> list[str]:
    """Text on lines that begin so; words and addresses stay whole."""
    return _wrap(
        said, WIDTH, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
    )


def _prose(prose: Prose) -> Iterator[str]:
    yield from [""] * (prose.gap if prose.texts else 0)
    for said in prose.texts:
        if prose.role is Role.ITEMS:
            yield from wrapped(said, GAP, FURTHER_IN)
        else:
            yield from paragraphs(said, width=LAYOUTS.get(prose.name, USUAL).width)


def _listing(listing: Listing) -> Iterator[str]:
    """The title, and each entry: what it says stands in, its name in the margin."""
    yield from [""] * (listing.gap if listing.entries else 0)
    yield from paragraphs(listing.title if listing.entries else "")
    margin = MARGINS.get(listing.name, Margin())
    beside = margin.beside or max((len(entry.name) for entry in listing.entries), default=0) + len(GAP) + margin.left
    for entry in listing.entries:
        first = " " * margin.left + (entry.name.ljust(beside - margin.left) if entry.name else "")
        yield from wrapped(entry.text, first, " " * beside)
        for paragraph in entry.below:
            yield from wrapped(paragraph, " " * BELOW, " " * BELOW)


def _table(table: Table, lang: str) -> Iterator[str]:
    """The rows stand in by two blanks below the heading and the titles of rows; words flush left, numbers right.

    Where the columns have no room side by side, they follow in blocks, each with all rows.
    """
    if not table.rows:
        return
    layout = LAYOUTS.get(table.name, USUAL)
    columns = table.columns[1:]
    signs = _signs(table, lang)
    said = [part for row in table.rows for part in _said(row, table, signs, lang)]
    units = ["", *(column.unit for column in columns)]
    cells = [units, *(row for row in said if not isinstance(row, str))]
    left, width = [column.kind is Kind.WORDS for column in table.columns], _room(layout.width)
    for narrow in (_only_brief, _narrow_all):
        heading = [table.columns[0].title or table.title, *map(narrow, columns)]
        widths = [max(map(len, "\n".join(column).split("\n"))) for column in zip(heading, *cells, strict=True)]
        blocks = _blocks(widths, width)
        if len(blocks) == 1:
            break
    taken = max(sum(len(GAP) + widths[place] for place in block) for block in blocks)
    label = max(LEAST, min(layout.label, width - len(GAP) - taken))
    for number, block in enumerate(blocks):
        yield from [""] * (1 if number else table.gap)
        of_block = [row if isinstance(row, str) else [row[0], *(row[place] for place in block)] for row in said]
        names, under = ([row[0], *(row[place] for place in block)] for row in (heading, units))
        top = _labelled(names, label + len(GAP), "")
        wrapped = [row if isinstance(row, str) else _labelled(row, label) for row in [under] * any(under) + of_block]
        first = max(len(line[0]) for row in (top, *wrapped) if not isinstance(row, str) for line in row)
        shown, flush = [first, *(widths[place] for place in block)], [True, *(left[place] for place in block)]
        for row in (top, *wrapped):
            yield from [row] if isinstance(row, str) else (_line(line, shown, flush) for line in row)
    explained = [f"{sign.capitalize()}: {words}." for words, sign in signs.items()]
    yield from paragraphs(*explained, *table.notes, width=layout.width)


def _only_brief(column: Column) -> str:
    return _narrow(column.title) if column.brief and column.kind is Kind.INTERVAL else column.title


def _narrow_all(column: Column) -> str:
    return _narrow(column.title)


def _signs(table: Table, lang: str) -> dict[str, str]:
    """By the words of verdicts that a table repeats in narrow columns what stands there for them."""
    signs = {text("results.verdict.cannot_tell_apart", lang): UNTOLD}
    signs |= {text(words, lang): text(sign, lang) for words, sign in SHORT.items()}
    rows = [row for row in table.rows if not isinstance(row, str)]
    cells = [cell for row in rows for cell, one in zip(row, table.columns, strict=True) if one.kind is Kind.COMPARED]
    told = Counter(cell.judged.words if isinstance(cell, Compared) else str(cell) for cell in cells)
    return {words: sign for words, sign in signs.items() if told[words] > 1}


def _room(width: int) -> int:
    """As wide as asked for, where the terminal is; without one as wide as usual."""
    return min(width, max(NARROWEST, get_terminal_size((WIDTH, 1)).columns))


def _blocks(widths: Sequence[int], width: int) -> list[list[int]]:
    """The places of the columns beside the first, in as few blocks as have room in a line, about as wide each."""
    places = list(range(1, len(widths)))

    def fits(block: list[int], label: int) -> bool:
        return label + sum(len(GAP) + widths[place] for place in block) <= width - len(GAP)

    if fits(places, LEAST):
        return [places]
    label = min(widths[0], STACKED)

    def filled(room: int) -> list[list[int]]:
        found: list[list[int]] = []
        for place in places:
            if found and fits([*found[-1], place], label + width - room):
                found[-1].append(place)
            else:
                found.append([place])
        return found

    return next(found for room in range(label, width + 1) if len(found := filled(room)) == len(filled(width)))


def _line(cells: Words, widths: Sequence[int], left: Sequence[bool]) -> str:
    parts = zip(cells, widths, left, strict=True)
    return GAP.join(cell.ljust(width) if flush else cell.rjust(width) for cell, width, flush in parts).rstrip()


def _narrow(said: str) -> str:
    """The words of a cell in lines, for a table of many narrow columns; an interval parts between its ends."""
    parted = (word if len(word) <= NARROW else word.replace("…", "… ") for word in unbroken(said).split(" "))
    return "\n".join(_wrap(" ".join(parted), NARROW))


def _labelled(cells: Words, label: int, indent: str = GAP) -> list[Words]:
    """A row: its label wrapped, the other cells from the first line on."""
    further = FURTHER_IN.removeprefix(GAP)
    names = textwrap.wrap(cells[0], label, subsequent_indent=further, break_on_hyphens=False) or [""]
    parts = ([indent + name for name in names], *(cell.split("\n") for cell in cells[1:]))
    return [[*line] for line in zip_longest(*parts, fillvalue="")]


def _said(row: Row, table: Table, signs: Mapping[str, str], lang: str) -> Iterator[Words | str]:
    """A row in words; what is compared in one place becomes lines below the title of the row."""
    if isinstance(row, str):
        yield row
    elif compared := [cell for cell in row if isinstance(cell, Compared)]:
        yield str(row[0])
        known = any(cell.figure.found.runs > 1 for cell in compared)
        keys = LABELS.get(table.name, PARTS)
        parts = [text(key, lang) for key in (keys if known else keys[:1])]
        told = ([_narrow(signs.get(line, line)) for line in in_lines(cell, lang)] for cell in compared)
        yield from ([*line] for line in zip(parts, *told, strict=False))
    else:
        columns = table.columns
        said = zip((words(cell, column, lang) for cell, column in zip(row, columns, strict=True)), columns, strict=True)
        yield [_narrow(signs.get(cell, cell)) if column.kind is Kind.COMPARED else cell for cell, column in said]
