"""Reports as a text for Word: real tables, headings, pictures with their words, on the paper of the office."""

import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.language import unbroken
from sim.language.characters import harmless
from sim.language.errors import BadRequest
from sim.views.notation import in_lines, words
from sim.views.render.colours import VERDICTS
from sim.views.table import (
    Block,
    Cell,
    Column,
    Compared,
    Judged,
    Kind,
    Listing,
    Picture,
    Prose,
    Role,
    Row,
    Table,
)

if TYPE_CHECKING:
    from docx.document import Document as Text
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

FONT, SIZE, SMALL = "Arial", 10.5, 8.5
"""Of the text, and in points of tables and notes."""
A4_CM, MARGIN_CM, TALLEST_CM = (21.0, 29.7), 2.2, 6.8
"""Of the paper, and of pictures: two of them and some text fit a page."""
STYLES = {Role.ITEMS: "List Bullet", Role.TITLE: "Heading 2", Role.HEAD: "Title"}
LEAST, MOST = 7, 34
"""Letters: the narrowest and widest that a column is taken for."""
LETTERS = 96
"""So many fit a line of a table, about."""
PADDING_TWIPS = 57
"""A millimetre beside the words of a cell."""
HEAD_FILL, LINES = "DDE6EE", "BFBFBF"
COVER = "cover"
"""The sort of a list that stands as lines of a letter: name, colon, text."""
FOOTNOTES = ("small", "summary")
"""The sorts of sentences that say how a table is read."""
NUMBERED = "part"
"""The sort of a title that begins a part of the text."""
SPAN, JOINER = re.compile(r"(?<=[\d%])[–…](?=[\d+−<>])"), "\N{WORD JOINER}"
"""What stands between the ends of an interval, and what keeps a line from ending beside it."""


def word(blocks: Iterable[Block], title: str, lang: str, template: bytes | None = None) -> bytes:
    """A report as a .docx; on a `template` (a .docx that was looked through) below what stands there."""
    text = _paper(template)
    about = text.core_properties
    about.title, about.language, about.author, about.comments = harmless(title, lines=False), lang, "", ""
    for block in blocks:
        if isinstance(block, Table):
            _table(text, block, lang)
        elif isinstance(block, Picture):
            _picture(text, block)
        elif isinstance(block, Listing):
            _listing(text, block)
        else:
            _prose(text, block)
    with io.BytesIO() as file:
        text.save(file)
        return file.getvalue()


def written_on(template: bytes, path: str | Path) -> bytes:
    """The template, after a little was written on it. Raises BadRequest where that cannot be."""
    try:
        word([Prose(["-"], role=Role.TITLE), Table("-", [Column("-")], [["-"]])], "-", "en", template)
    except Exception as error:
        raise BadRequest("paper_damaged", path=path) from error
    return template


def _paper(template: bytes | None) -> "Text":
    """The paper of an office, or a plain sheet."""
    from docx import Document
    from docx.shared import Cm, Pt, RGBColor

    if template is not None:
        return Document(io.BytesIO(template))
    text = Document()
    section = text.sections[0]
    section.page_width, section.page_height = (Cm(side) for side in A4_CM)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN_CM)
    for name, size in (("Normal", SIZE), ("Title", 15), ("Heading 1", 12), ("Heading 2", 11)):
        style: Any = text.styles[name]
        _font(style, FONT)
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
        style.paragraph_format.space_before = Pt(0 if name in ("Normal", "Title") else 9)
        style.paragraph_format.space_after = Pt(4)
    return text


def _font(style: Any, name: str) -> None:
    """The font of a style, for all scripts; themes of Word's would go before it."""
    from docx.oxml.ns import qn

    style.font.name = name
    fonts = style.element.rPr.rFonts
    for kind in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[kind]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), name)


def _added(text: "Text", said: str, style: str | None = None, *, small: bool = False) -> "Paragraph":
    """A paragraph in a style, where the paper has it."""
    from docx.shared import Pt

    known = style if style is not None and style in [one.name for one in text.styles] else None
    added = text.add_paragraph(style=known)
    run = added.add_run(_clean(said))
    if small:
        run.font.size, added.paragraph_format.space_after = Pt(SMALL), Pt(2)
    if known is None and style is not None and style != STYLES[Role.ITEMS]:
        run.bold = True
    return added


def _clean(said: str) -> str:
    """Words without what steers; figures and their units on one line, and both ends of an interval."""
    return SPAN.sub(f"{JOINER}\\g<0>{JOINER}", harmless(unbroken(said)))


def _prose(text: "Text", prose: Prose) -> None:
    for said in prose.texts:
        if prose.role is Role.BLANK:
            _mark(_added(text, said))
        else:
            style = "Heading 1" if prose.name == NUMBERED else STYLES.get(prose.role)
            added = _added(text, said, style, small=prose.name in FOOTNOTES)
            added.paragraph_format.keep_with_next = prose.role in (Role.TITLE, Role.HEAD) or None


def _mark(paragraph: "Paragraph") -> None:
    """Marked to be filled in."""
    from docx.enum.text import WD_COLOR_INDEX

    paragraph.runs[-1].font.highlight_color = WD_COLOR_INDEX.YELLOW


def _listing(text: "Text", listing: Listing) -> None:
    if listing.title and listing.entries:
        _prose(text, Prose([listing.title], role=Role.TITLE))
    cover = listing.name == COVER
    for entry in listing.entries:
        added = _added(text, "", None if cover else STYLES[Role.ITEMS])
        if entry.name:
            added.runs[0].text = _clean(entry.name) + ("\t" if cover else ". ")
            added.runs[0].bold = not cover
        if cover:
            _hang(added)
        added.add_run((": " if cover else "") + _clean(entry.text))
        if entry.blank:
            _mark(added)
        for said in entry.below:
            _added(text, said, small=True)


def _hang(paragraph: "Paragraph") -> None:
    """The text beside a name stands below itself."""
    from docx.shared import Cm, Pt

    layout = paragraph.paragraph_format
    layout.tab_stops.add_tab_stop(Cm(2.8))
    layout.left_indent, layout.first_line_indent, layout.space_after = Cm(3.0), Cm(-3.0), Pt(1)


def _picture(text: "Text", picture: Picture) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    shown = text.add_picture(io.BytesIO(picture.png))
    times = min(_width(text) / shown.width, Cm(TALLEST_CM) / shown.height)
    shown.width, shown.height = round(times * shown.width), round(times * shown.height)
    shown._inline.docPr.set("descr", harmless(picture.alt, lines=False))
    text.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _width(text: "Text") -> int:
    """Between the margins."""
    section = text.sections[-1]
    found = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    return int(found)


# -------------------------------------------------------------------------------------------------------------- tables


def _table(text: "Text", table: Table, lang: str) -> None:
    """A table whose heading is repeated on each page, no row of which is torn; its notes in small letters.

    A row that the next one says more of (it begins with a dash), or stands above, is on the same page as that.
    """
    from docx.shared import Pt

    if not table.rows:
        return
    columns = table.columns
    titles = [column.title for column in columns]
    if table.title and titles[0]:
        _prose(text, Prose([table.title], role=Role.TITLE))
    titles[0] = titles[0] or table.title
    heads = [
        f"{title} ({column.unit})" if column.unit else title for title, column in zip(titles, columns, strict=True)
    ]
    _draw(text, [heads, *(_said(row, columns, lang) for row in table.rows)], table)
    for note in table.notes:
        _added(text, note, small=True)
    space = text.add_paragraph().paragraph_format
    space.space_after, space.line_spacing = Pt(0), Pt(SMALL)


def _draw(text: "Text", rows: Sequence[Sequence[str]], table: Table) -> None:
    """Rows of words, the first of them the heading, in the columns of a table."""
    from docx.shared import Emu

    columns = table.columns
    drawn = text.add_table(len(rows), len(columns))
    _frame(drawn)
    widths = _widths(rows, _width(text))
    for line, (row, said) in enumerate(zip(drawn.rows, rows, strict=True)):
        own: Row = table.rows[line - 1] if line else ""
        _keep(row, heading=line == 0)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Emu(width)
        if line and isinstance(own, str):
            _fill(row.cells[0].merge(row.cells[-1]), own, Column(""), bold=True)
        else:
            for place, cell in enumerate(row.cells):
                _fill(cell, said[place], columns[place], own[place] if line else None, bold=not line, filled=not line)
        follows = rows[line + 1][0] if line + 1 < len(rows) else ""
        together = isinstance(own, str) or follows.startswith("– ")
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = together or None
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = Emu(width)


def _said(row: Row, columns: Sequence[Column], lang: str) -> list[str]:
    """The cells of a row in words."""
    if isinstance(row, str):
        return [row]
    return [
        "\n".join(_compared(cell, column, lang)) if isinstance(cell, Compared) else words(cell, column, lang)
        for cell, column in zip(row, columns, strict=True)
    ]


def _compared(cell: Compared, column: Column, lang: str) -> list[str]:
    """Difference, interval and verdict in three lines; in a brief column the verdict stands beside the difference."""
    mean, interval, verdict = in_lines(cell, lang)
    return [f"{mean} {verdict}".rstrip(), interval] if column.brief else [mean, interval, verdict]


def _widths(rows: Sequence[Sequence[str]], whole: int) -> list[int]:
    """As wide as their longest lines, and all of them together as the text; no word is torn where there is room."""
    longest, word = [0] * len(rows[0]), [0] * len(rows[0])
    for row in rows:
        for place, said in enumerate(row if len(row) == len(longest) else ()):
            words = [len(f"{one}  ") for one in said.split()]
            lines = words if row is rows[0] and place else [len(line) for line in said.split("\n")]
            longest[place], word[place] = max(longest[place], *lines, 0), max(word[place], *words, 0)
    asked = [min(MOST, max(LEAST, letters)) + 1 for letters in longest]
    needed = [min(most, letters) for most, letters in zip(asked, word, strict=True)]
    spare, over = max(0, LETTERS - sum(needed)), max(1, sum(asked) - sum(needed))
    if sum(asked) > LETTERS:
        asked = [least + (most - least) * spare // over for most, least in zip(asked, needed, strict=True)]
    return [int(whole * letters / sum(asked)) for letters in asked]


def _fill(
    cell: "_Cell", said: str, column: Column, shown: Cell | None = None, *, bold: bool, filled: bool = False
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if column.kind is not Kind.WORDS and "\n" not in said:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    judged = shown.judged if isinstance(shown, Compared) else shown if isinstance(shown, Judged) else None
    *lines, last = said.split("\n")
    runs = [paragraph.add_run(_clean(part)) for part in (*(f"{line}\n" for line in lines), last)]
    for run in runs:
        run.font.size, run.bold = Pt(SMALL), bold or None
    colour = VERDICTS.get(judged.verdict) if judged else None
    if colour:
        told = runs[0 if column.brief else -1]
        told.bold, told.font.color.rgb = True, RGBColor.from_string(colour.removeprefix("#"))
    if filled:
        cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", fill=HEAD_FILL))


def _frame(table: Any) -> None:
    """Thin lines around all cells, whatever styles the paper has."""
    borders = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color=LINES))
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w=str(PADDING_TWIPS), type="dxa"))
    table._tbl.tblPr.extend([borders, margins])
    table.autofit = False


def _keep(row: Any, *, heading: bool) -> None:
    """A row stays on one page; the heading stands on each."""
    properties = row._tr.get_or_add_trPr()
    properties.append(_element("w:cantSplit"))
    if heading:
        properties.append(_element("w:tblHeader"))


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made
