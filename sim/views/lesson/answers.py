"""Guesses held against what came out, as HTML."""

from collections.abc import Mapping, Sequence
from html import escape
from math import isfinite
from typing import Any

from sim.language import language, text
from sim.language.arguments import fits
from sim.language.errors import BadRequest
from sim.measures import Estimate
from sim.runs import Difference
from sim.views.lesson.store import Kept
from sim.views.notation import plain, signed_interval, with_interval
from sim.views.render.html import paragraph, table_html
from sim.views.sections.differences import verdict_words
from sim.views.table import Cell, Column, Judged, Table

LOWER, SAME, HIGHER = "lower", "same", "higher"
WAYS = (LOWER, SAME, HIGHER)
Outcome = Difference | Estimate | float | str
"""What came out: a difference, a figure with its interval, a number, or the right choice itself."""


def way_of(difference: Estimate) -> str:
    """What a difference says: lower or higher where its interval leaves zero out, else the same."""
    return HIGHER if difference.low > 0 else LOWER if difference.high < 0 else SAME


def right_choice(choices: Sequence[Any], found: Outcome) -> str:
    """The way of a difference, the number that is nearest, or the words themselves; none where nothing was measured."""
    if isinstance(found, str):
        return found
    estimate = found.difference if isinstance(found, Difference) else found
    value = estimate.mean if isinstance(estimate, Estimate) else estimate
    if not isfinite(value):
        return ""
    if not choices:
        return way_of(estimate if isinstance(estimate, Estimate) else Estimate(estimate, estimate, estimate, 1))
    numbers = [choice for choice in choices if not isinstance(choice, str)]
    return str(min(numbers, key=lambda number: abs(number - value), default=""))


def choice_words(choice: Any, lang: str) -> str:
    """A choice as it is shown; numbers in the notation of the language."""
    if isinstance(choice, str):
        return text(f"lesson.way.{choice}", lang) if choice in WAYS else choice
    return plain(choice, lang, digits=0 if isfinite(choice) and choice == int(choice) else None)


def answers_html(
    asked: Mapping[str, Sequence[Any]], found: Sequence[Outcome], kept: Kept, lang: str | None = None
) -> str:
    """A row for each question: what came out, and what each team guessed."""
    lang = language(lang)
    if len(found) != len(asked):
        raise BadRequest("guess_answers", found=len(found), asked=len(asked))
    for question, outcome in zip(asked, found, strict=True):
        if not isinstance(outcome, Difference | Estimate | str) and not fits(outcome, float):
            raise BadRequest("guess_outcome", question=question, found=outcome)
    columns = [Column(text("lesson.column.question", lang)), Column(text("lesson.column.outcome", lang))]
    rows: list[list[Cell]] = []
    for (question, choices), outcome in zip(asked.items(), found, strict=True):
        right, said = right_choice(choices, outcome), {str(choice): choice_words(choice, lang) for choice in choices}
        guesses = [_judged(guess.get(question), right, said, lang) for guess in kept.teams.values()]
        rows.append([question, _said(outcome, choices, lang), *guesses])
    nobody = "" if kept.teams else paragraph(escape(text("lesson.nobody", lang)))
    return nobody + table_html(Table("", [*columns, *map(Column, kept.teams)], rows, named=2), lang)


def _said(found: Outcome, choices: Sequence[Any], lang: str) -> str:
    if isinstance(found, Difference):
        return f"{signed_interval(found.difference, lang, found.key.measure)} · {verdict_words(found, lang)}"
    if isinstance(found, Estimate):
        way = "" if choices else f" · {choice_words(way_of(found), lang)}"
        return with_interval(found, lang) + way
    return choice_words(found, lang)


def _judged(guessed: str | None, right: str, said: Mapping[str, str], lang: str) -> Cell:
    if guessed is None:
        return "–"
    mark, verdict = ("✓", "right") if guessed == right else ("✗", "wrong")
    return Judged(f"{mark} {said.get(guessed, choice_words(guessed, lang))}", verdict)
