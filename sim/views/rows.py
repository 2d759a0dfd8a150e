"""Rows of a comparison: both means, the difference with its interval, the verdict in words."""

from collections.abc import Sequence

from sim.language import text
from sim.measures import Verdict
from sim.runs import Difference
from sim.views.tables import plain, signed_interval, table

LABEL = 36
"""The widest first column, beside four others."""


def verdict_words(found: Difference, lang: str) -> str:
    """The verdict in words; nothing where one run allows none."""
    if found.difference.runs < 2 and found.verdict not in (Verdict.SAME, Verdict.NOT_APPLICABLE):
        return "–"
    return text(f"results.verdict.{found.verdict}", lang)


def any_of(found: Difference) -> bool:
    """Whether there is anybody to measure in either of them."""
    return bool(found.baseline.runs or found.variant.runs)


def difference_row(label: str, found: Difference, lang: str) -> tuple[str, ...]:
    """A measure in a row: both means, the difference, the verdict."""
    measure = found.key.measure
    means = [plain(estimate.mean, lang, measure) for estimate in (found.baseline, found.variant)]
    return (label, *means, signed_interval(found.difference, lang, measure), verdict_words(found, lang))


def difference_table(title: str, rows: Sequence[tuple[str, ...]], lang: str) -> list[str]:
    """Rows below the title of a table of results; nothing without rows."""
    return titled_table(text(f"results.title.{title}", lang), rows, lang)


def titled_table(title: str, rows: Sequence[tuple[str, ...]], lang: str) -> list[str]:
    """Rows below a title; nothing without rows."""
    columns = [text(f"results.compare.{column}", lang) for column in ("baseline", "variant", "difference", "verdict")]
    return table((title, *columns), rows, left=(0, 4), label=LABEL) if rows else []
