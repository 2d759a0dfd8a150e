"""The words of the explorer: what a picture rests on, and a table of differences, as HTML."""

from collections.abc import Iterator
from datetime import date
from html import escape

from sim.language import date_words, language, rupiah, text
from sim.measures import Estimate, Verdict
from sim.measures.gains import Move
from sim.runs import Result
from sim.runs.costs import Saving, prices
from sim.views.charts.gains import best_and_worst
from sim.views.explorer.computing import View
from sim.views.explorer.steps import Step
from sim.views.notation import with_interval
from sim.views.render.html import paragraph, table_html
from sim.views.sections.differences import KINDS, difference_row, differences
from sim.views.sections.footers import small_note
from sim.views.sections.idle import idle_sentences
from sim.views.shown import EXPLORED, MOVES
from sim.views.table import SHARE, Column, Row, Table

PENDING = ("…", "…")
"""In the place of the difference and the verdict, as long as more is computed."""


def basis_html(view: View, lang: str | None = None) -> str:
    """How many replications of how many days the picture rests on, and what is under way."""
    lang = language(lang)
    first, last = (view.comparison.baseline.plan.arrays.day["date"][place] for place in (0, -1))
    span = {"first": date_words(_date(first), lang), "last": date_words(_date(last), lang)}
    basis = text("explorer.basis", lang, basis=_step(view.step, lang), **span)
    after = (
        text("explorer.done", lang) if view.next is None else text("explorer.next", lang, step=_step(view.next, lang))
    )
    return f"<b>{escape(basis)}</b> {escape(after)}"


def differences_html(view: View, lang: str | None = None) -> str:
    """Both means of the main measures, the difference with its interval, the verdict; the cost; who gains and loses.

    Before the last step the means and the cost only, and how far the computing is.
    """
    lang = language(lang)
    variant = view.variant
    if variant is None:
        return f"<p>{escape(text('explorer.nothing_ticked', lang))}</p>"
    columns = [Column(text(f"explorer.column.{name}", lang), kind) for name, kind in KINDS.items()]
    table = Table("", (Column(""), *columns), list(_difference_rows(view, variant, lang)))
    return table_html(table, lang) + "".join(paragraph(said) for said in _sentences(view, variant, lang))


def _difference_rows(view: View, variant: Result, lang: str) -> Iterator[Row]:
    for found in differences(view.comparison, variant, EXPLORED):
        cells = difference_row(found, lang)
        yield cells if view.next is None else (*cells[:-2], *PENDING)


def _sentences(view: View, variant: Result, lang: str) -> Iterator[str]:
    yield escape(_cost(view, variant, lang))
    for line in idle_sentences(view.comparison, lang):
        yield f"<b>{escape(line)}</b>"
    if view.next is not None:
        done = {"runs": view.step.runs, "most": view.last.runs, "days": view.step.days, "all": view.last.days}
        yield f"<b>{escape(text('explorer.not_yet', lang, **done))}</b>"
        return
    measured = [found for found in view.comparison.differences(variant) if found.difference.runs]
    if all(found.verdict is Verdict.SAME for found in measured):
        yield f"<b>{escape(text('explorer.no_change', lang))}</b>"
    if any(found.verdict is Verdict.SMALL for found in measured):
        yield escape(small_note(view.comparison.baseline.scenario, lang))
    gains = view.comparison.gains(variant)
    if gains:
        shares = {move: with_interval(_not_below_0(gains[Move(move)]), lang, SHARE) for move in MOVES}
        best, worst = best_and_worst(view.comparison.baseline, gains, lang)
        said = [text("explorer.gains", lang, **shares), text("explorer.gains_groups", lang, best=best, worst=worst)]
        yield escape(" ".join(said if best != worst else said[:1]))


def _cost(view: View, variant: Result, lang: str) -> str:
    """What the reforms cost over the days shown, and a minute of waiting saved."""
    found = prices(view.comparison, variant)
    if not found:
        return text("explorer.no_cost", lang)
    wait = found[0]
    said = text("explorer.cost", lang, cost=rupiah(wait.cost, lang), days=view.step.days)
    if view.next is not None:
        return said
    if wait.verdict is not Saving.SAVES:
        return f"{said} {text('explorer.no_price', lang)}"
    return f"{said} {text('explorer.price', lang, price=with_interval(wait.rupiah, lang, digits=0))}"


def _not_below_0(share: Estimate) -> Estimate:
    return share._replace(low=max(share.low, 0.0)) if share.runs > 1 else share


def _step(step: Step, lang: str) -> str:
    return text("explorer.step", lang, runs=step.runs, days=step.days)


def _date(ordinal: int) -> date:
    return date.fromordinal(int(ordinal))
