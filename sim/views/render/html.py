"""Reports as HTML: real tables, for notebooks and to be copied into a text processor."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from html import escape as in_html

from sim.language import unbroken
from sim.views.notation import in_lines, words
from sim.views.render.colours import VERDICTS, YELLOW
from sim.views.table import (
    Block,
    Cell,
    Column,
    Compared,
    Entry,
    Judged,
    Kind,
    Listing,
    Picture,
    Prose,
    Role,
    Row,
    Table,
)

TABLE = "line-height:1.3;font-size:12.5px;border-collapse:collapse;margin:6px 0"
CELL = "padding:2px 8px;vertical-align:top;border-bottom:1px solid silver"
FIRST = f"{CELL};padding-left:0;min-width:140px"
SMALL = "margin:3px 0;line-height:1.3;font-size:12.5px"
PARAGRAPH = f"{SMALL};max-width:900px"
TITLE = "margin:10px 0 3px 0;font-weight:bold;font-size:13.5px"
BLANK = f"background:{YELLOW}"
PAGE = """<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body{{font-family:system-ui,sans-serif;max-width:960px;margin:2em auto;padding:0 1em;color:#222}}
img{{max-width:100%;height:auto}} h1{{font-size:1.5em}} h2{{font-size:1.15em;margin-top:2em}}
.memo{{font-size:1.1em;border-left:4px solid #0072B2;padding:.4em 1em;margin:1em 0}}
div{{overflow-x:auto}}</style></head>
<body>{body}</body></html>
"""


def escape(said: str) -> str:
    """Words as HTML, in which no line ends between a figure and its unit."""
    return in_html(unbroken(said))


def page(title: str, body: str, lang: str) -> str:
    """A page of its own, of a title (words) and what it shows (HTML)."""
    return PAGE.format(lang=lang, title=escape(title), body=body)


def html(blocks: Iterable[Block], lang: str) -> str:
    """A report. Tables that go into detail are folded."""
    return f"<div>{''.join(_block(block, lang) for block in blocks)}</div>"


def _block(block: Block, lang: str) -> str:
    if isinstance(block, Table):
        return _table(block, lang)
    if isinstance(block, Picture):
        return picture(block)
    return _listing(block) if isinstance(block, Listing) else _prose(block)


def picture(shown: Picture) -> str:
    """A drawing within the page."""
    drawn = b64encode(shown.png).decode("ascii")
    return f'<p><img alt="{escape(shown.alt)}" src="data:image/png;base64,{drawn}"></p>'


def table_html(table: Table, lang: str) -> str:
    """A table, and its notes below it; nothing without rows."""
    if not table.rows:
        return ""
    titles = [f"{column.title}, {column.unit}" if column.unit else column.title for column in table.columns]
    titles[0] = titles[0] or table.title
    heads = zip(titles, table.columns, range(len(titles)), strict=True)
    above = "".join(_cell("th", escape(title), column, place) for title, column, place in heads)
    rows = "".join(f"<tr>{''.join(_cells(row, table, lang))}</tr>" for row in table.rows)
    shown = f'<table style="{TABLE}" aria-label="{escape(table.alt)}"><tr>{above}</tr>{rows}</table>'
    return shown + _prose(Prose(table.notes))


def paragraph(said: str) -> str:
    """A paragraph of HTML."""
    return f'<p style="{PARAGRAPH}">{said}</p>'


def folded(title: str, shown: str) -> str:
    """HTML that is shown when its title is clicked."""
    return f'<details style="{SMALL}"><summary>{escape(title)}</summary>{shown}</details>'


def _table(table: Table, lang: str) -> str:
    shown = table_html(table, lang)
    return folded(table.title, shown) if table.detail and shown else shown


def _prose(prose: Prose) -> str:
    if prose.role is Role.HEAD:
        return "".join(f"<h1>{escape(said)}</h1>" for said in prose.texts)
    if prose.role is Role.BLANK:
        return "".join(paragraph(_blank(said)) for said in prose.texts)
    if prose.role is Role.TITLE:
        return "".join(f'<p style="{TITLE}">{escape(said)}</p>' for said in prose.texts)
    return "".join(paragraph(escape(said)) for said in prose.texts)


def _listing(listing: Listing) -> str:
    title = Prose([listing.title] if listing.title and listing.entries else [], role=Role.TITLE)
    return _prose(title) + "".join(_entry(entry) for entry in listing.entries)


def _blank(said: str) -> str:
    """What is to be filled in."""
    return f'<span style="{BLANK}">{escape(said)}</span>'


def _entry(entry: Entry) -> str:
    name = f"<b>{escape(entry.name)}</b> " if entry.name else ""
    said = _blank(entry.text) if entry.blank else escape(entry.text)
    return paragraph("<br>".join([name + said, *map(escape, entry.below)]))


def _cells(row: Row, table: Table, lang: str) -> Iterator[str]:
    if isinstance(row, str):
        yield f'<th colspan="{len(table.columns)}" style="{FIRST};text-align:left">{escape(row)}</th>'
        return
    for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
        yield _cell("td", _said(cell, column, lang), column, place)


def _said(cell: Cell, column: Column, lang: str) -> str:
    if isinstance(cell, Compared):
        mean, interval, _ = map(escape, in_lines(cell, lang))
        verdict = f'<span style="white-space:normal">{_said(cell.judged, column, lang)}</span>'
        return f"{mean} {verdict}<br>{interval}" if column.brief else f"{mean}<br>{interval}<br>{verdict}"
    said = escape(words(cell, column, lang))
    colour = VERDICTS.get(cell.verdict) if isinstance(cell, Judged) else None
    return f'<b style="color:{colour}">{said}</b>' if colour else said


def _cell(tag: str, said: str, column: Column, place: int) -> str:
    side = "left" if column.kind is Kind.WORDS else "right;white-space:nowrap" if tag == "td" else "right"
    return f'<{tag} style="{CELL if place else FIRST};text-align:{side}">{said}</{tag}>'
