"""Guesses held against results, as HTML."""

from collections.abc import Iterator, Mapping
from html import escape

from sim.language import language, text
from sim.measures import Estimate, Key
from sim.runs import Comparison, Difference
from sim.views.lesson.store import HIGHER, LOWER, SAME, Guess
from sim.views.rows import verdict_words
from sim.views.tables import signed_interval
from sim.views.titles import said

RIGHT, WRONG = "#00684C", "#A84700"
CELL = "padding:2px 12px 2px 0;text-align:left"


def way_of(difference: Estimate) -> str:
    """What a difference says: lower or higher where its interval leaves zero out, else the same."""
    return HIGHER if difference.low > 0 else LOWER if difference.high < 0 else SAME


def answers_html(
    comparison: Comparison, measures: tuple[str, ...], groups: Mapping[str, Guess], lang: str | None = None
) -> str:
    """A row for each reform and measure: the difference, the verdict, and what each group guessed."""
    lang = language(lang)
    columns = ["reform", "measure", "difference", "verdict"]
    heading = [*(text(f"lesson.column.{column}", lang) for column in columns), *groups]
    rows = [f"<tr>{''.join(_cell('th', escape(words)) for words in heading)}</tr>"]
    above = ""
    for name, title, found in _found(comparison, measures, lang):
        measure, way = found.key.measure, way_of(found.difference)
        words = ["" if title == above else title, text(f"results.measure.{measure}", lang)]
        words += [signed_interval(found.difference, lang, measure), verdict_words(found, lang)]
        guesses = [_guess(guess.get(f"{name}/{measure}"), way, lang) for guess in groups.values()]
        rows.append(f"<tr>{''.join(_cell('td', escape(word)) for word in words)}{''.join(guesses)}</tr>")
        above = title
    nobody = "" if groups else f"<p>{escape(text('lesson.nobody', lang))}</p>"
    return f"{nobody}<table>{''.join(rows)}</table>"


def _found(comparison: Comparison, measures: tuple[str, ...], lang: str) -> Iterator[tuple[str, str, Difference]]:
    for variant in comparison.variants:
        for key in map(Key, measures):
            if key in variant.keys:
                yield variant.name, said(variant.scenario, lang), comparison.difference(variant, key)


def _guess(guessed: str | None, way: str, lang: str) -> str:
    if guessed is None:
        return _cell("td", "–")
    mark, colour = ("✓", RIGHT) if guessed == way else ("✗", WRONG)
    return _cell("td", f'<span style="color:{colour}">{mark} {escape(text(f"lesson.way.{guessed}", lang))}</span>')


def _cell(kind: str, content: str) -> str:
    return f'<{kind} style="{CELL}">{content}</{kind}>'
