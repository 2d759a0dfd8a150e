"""Scenarios against the baseline and each other, with intervals that hold together."""

import math
from collections.abc import Iterator
from itertools import groupby

from sim.language import text
from sim.runs import Comparison
from sim.runs.comparing.pairs import BASELINE, Contrast, simultaneous
from sim.views.notation import plain
from sim.views.sections.differences import judged
from sim.views.sections.precision import about
from sim.views.table import Block, Cell, Column, Figure, Kind, Prose, Role, Row, Table
from sim.views.titles import titled

MOST_WORTH = 1000.0
"""Beyond this, nobody cares how much more pairing is worth."""


def pairs(comparison: Comparison, lang: str) -> Iterator[Block]:
    """A table for each family; nothing where there is only the baseline, or one run."""
    if not comparison.variants or len(comparison.baseline.replications) < 2:
        return
    yield Prose([_word("title", lang)], gap=1, role=Role.TITLE)
    columns = (Column(""), *columns_of(lang))
    for family, each in groupby(simultaneous(comparison), key=lambda one: one[0]):
        rows: list[Row] = []
        for _, measure, found in each:
            rows.append(text(f"measures.{measure}.title", lang))
            rows += [[pair_of(one, family, comparison, lang), *cells_of(one, lang)] for one in found]
        yield Table(_word(family, lang), columns, rows, name="pairs")
    yield Prose(pairs_notes(lang), gap=1)


def pairs_notes(lang: str) -> list[str]:
    """How the columns are to be read."""
    return [_word(f"note_{name}", lang) for name in ("together", "worth", "runs")]


def columns_of(lang: str) -> tuple[Column, ...]:
    """What is said of each pair."""
    words = (Column(_word(name, lang)) for name in ("verdict", "worth", "runs"))
    return (Column(_word("difference", lang), Kind.CHANGE), *words)


def pair_of(found: Contrast, family: str, comparison: Comparison, lang: str) -> str:
    """Which scenario; among all pairs, and from which it is taken."""
    titles = [titled(one.scenario, lang) for one in comparison.results]
    called = [one.name for one in comparison.results] if len({*titles}) < len(titles) else titles
    names = dict(zip(map(id, comparison.results), called, strict=True))
    name, other = names[id(found.scenario)], names[id(found.against)]
    return name if family == BASELINE else f"{name} − {other}"


def cells_of(found: Contrast, lang: str) -> list[Cell]:
    """The difference, the verdict, what pairing was worth, and how many runs would tell."""
    said = found.difference
    gap = Figure(said.difference, said.key.measure)
    return [gap, judged(said.difference, said.verdict, lang), _worth(found, lang), _runs(found, lang)]


def _worth(found: Contrast, lang: str) -> str:
    worth = found.worth
    if math.isnan(worth):
        return "–"
    if worth > MOST_WORTH:
        return _word("more_times", lang, times=plain(MOST_WORTH, lang, "", 0))
    return _word("times", lang, times=plain(worth, lang, "", 1) if worth < 10 else about(worth, lang))


def _runs(found: Contrast, lang: str) -> str:
    if math.isnan(found.size):
        return ""
    size = plain(found.size, lang, found.difference.key.measure)
    if found.runs == 0:
        return _word("small", lang, size=size)
    return _word("to_tell", lang, runs=about(found.runs, lang), size=size) if found.runs == found.runs else "–"


def _word(name: str, lang: str, **said: str) -> str:
    return text(f"results.pairs.{name}", lang, **said)
