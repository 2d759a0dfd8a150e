"""Rows of a comparison: both means, the difference with its interval, the verdict in words."""

from collections.abc import Iterable, Sequence

from sim.language import text
from sim.measures import Estimate, Key, Verdict
from sim.runs import Comparison, Difference, Result
from sim.views.table import Cell, Column, Figure, Judged, Kind, Table

KINDS = {"baseline": Kind.MEAN, "variant": Kind.MEAN, "difference": Kind.CHANGE, "verdict": Kind.WORDS}


def judged(gap: Estimate, verdict: Verdict, lang: str) -> Judged:
    """The verdict on a difference; a dash where one run allows none."""
    if gap.runs < 2 and verdict not in (Verdict.SAME, Verdict.NOT_APPLICABLE):
        return Judged("–")
    return Judged(text(f"results.verdict.{verdict}", lang), str(verdict))


def verdict_words(found: Difference, lang: str) -> str:
    """The same in words."""
    return judged(found.difference, found.verdict, lang).words


def any_of(found: Difference) -> bool:
    """Whether there is anybody to measure in either of them."""
    return bool(found.baseline.runs or found.variant.runs)


def differences(comparison: Comparison, variant: Result, measures: Iterable[str]) -> list[Difference]:
    """Those of the measures that both have."""
    keys = comparison.baseline.known & variant.known
    return [comparison.difference(variant, key) for measure in measures if (key := Key(measure)) in keys]


def difference_row(found: Difference, lang: str, label: str = "") -> tuple[Cell, ...]:
    """A measure in a row, or what `label` says: both means, the difference, the verdict."""
    parts = (Figure(part, found.key.measure) for part in (found.baseline, found.variant, found.difference))
    return (
        label or text(f"measures.{found.key.measure}.title", lang),
        *parts,
        judged(found.difference, found.verdict, lang),
    )


def difference_table(title: str, rows: Sequence[Sequence[Cell]], lang: str) -> Table:
    """Such rows below a title."""
    columns = [Column(text(f"results.compare.{name}", lang), kind) for name, kind in KINDS.items()]
    return Table(title, (Column(""), *columns), rows, name="differences")
