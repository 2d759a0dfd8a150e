"""Guesses held against results, as HTML."""

from collections.abc import Iterator, Mapping
from html import escape

from sim.language import language, text
from sim.measures import Estimate, Key
from sim.runs import Comparison, Difference
from sim.views.lesson.store import HIGHER, LOWER, SAME, Guess
from sim.views.render.html import paragraph, table_html
from sim.views.sections.differences import judged
from sim.views.table import Cell, Column, Figure, Judged, Kind, Table
from sim.views.titles import titled


def way_of(difference: Estimate) -> str:
    """What a difference says: lower or higher where its interval leaves zero out, else the same."""
    return HIGHER if difference.low > 0 else LOWER if difference.high < 0 else SAME


def answers_html(
    comparison: Comparison, measures: tuple[str, ...], groups: Mapping[str, Guess], lang: str | None = None
) -> str:
    """A row for each reform and measure: the difference, the verdict, and what each group guessed."""
    lang = language(lang)
    kinds = {"reform": Kind.WORDS, "measure": Kind.WORDS, "difference": Kind.CHANGE, "verdict": Kind.WORDS}
    columns = [Column(text(f"lesson.column.{name}", lang), kind) for name, kind in kinds.items()]
    rows: list[list[Cell]] = []
    above = ""
    for name, title, found in _found(comparison, measures, lang):
        measure, way = found.key.measure, way_of(found.difference)
        guesses = [_guess(guess.get(f"{name}/{measure}"), way, lang) for guess in groups.values()]
        words = ("" if title == above else title, text(f"measures.{measure}.title", lang))
        verdict = judged(found.difference, found.verdict, lang)
        rows.append([*words, Figure(found.difference, measure), verdict, *guesses])
        above = title
    nobody = "" if groups else paragraph(escape(text("lesson.nobody", lang)))
    return nobody + table_html(Table("", [*columns, *map(Column, groups)], rows, named=2), lang)


def _found(comparison: Comparison, measures: tuple[str, ...], lang: str) -> Iterator[tuple[str, str, Difference]]:
    for variant in comparison.variants:
        for key in map(Key, measures):
            if key in variant.known:
                yield variant.name, titled(variant.scenario, lang), comparison.difference(variant, key)


def _guess(guessed: str | None, way: str, lang: str) -> Cell:
    if guessed is None:
        return "–"
    mark, verdict = ("✓", "right") if guessed == way else ("✗", "wrong")
    return Judged(f"{mark} {text(f'lesson.way.{guessed}', lang)}", verdict)
