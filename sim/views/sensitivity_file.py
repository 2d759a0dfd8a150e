"""What moves a study as a file: a page with pictures, or a workbook."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from sim.experiments.sensitivity.sensitivity import Sensitivity
from sim.language import text
from sim.views.charts.tornado import tornado
from sim.views.pictures import drawn
from sim.views.render.excel import workbook_bytes
from sim.views.render.html import html, page
from sim.views.sections.sensitivity import flips, head, named, outcome
from sim.views.table import Block, Column, Table


def sensitivity_file(found: Sensitivity, lang: str, *, book: bool) -> bytes:
    """A workbook, or a page of its own."""
    if book:
        return _book(found, lang)
    return page(text("sensitivity.page", lang), html(_blocks(found, lang), lang), lang).encode()


def _blocks(found: Sensitivity, lang: str) -> Iterator[Block]:
    """Each outcome below its picture."""
    yield from head(found, lang)
    for place, one in enumerate(found.outcomes):
        yield from drawn([partial(tornado, found, place, lang)])
        yield from outcome(found, one, lang)


def _book(found: Sensitivity, lang: str) -> bytes:
    """A sheet for each outcome; the first says what they are and what flips them."""
    tables = [
        replace(block, title=str(place))
        for place, one in enumerate(found.outcomes, 1)
        for block in outcome(found, one, lang)
        if isinstance(block, Table)
    ]
    about = [
        [str(place), named(one, lang), *(flips(one.flips, one.measure.partition("[")[0], lang) if one.flips else ())]
        for place, one in enumerate(found.outcomes, 1)
    ]
    columns = [Column(""), Column(text("sensitivity.page", lang)), Column(text("sensitivity.flips.title", lang))]
    return workbook_bytes([Table(text("sensitivity.page", lang), columns, about), *tables], lang)
