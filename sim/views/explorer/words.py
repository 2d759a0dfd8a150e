"""The words of the explorer: what a picture rests on, and a table of what differs, as HTML."""

from collections.abc import Iterator
from datetime import date

from sim.language import date_words, language, rupiah, text
from sim.measures import Estimate, Verdict
from sim.measures.gains import Move
from sim.runs import Result
from sim.runs.comparing.costs import Saving, prices
from sim.views.charts.gains import best_and_worst
from sim.views.explorer.computing import View
from sim.views.explorer.picture import COLOURS, note_of
from sim.views.explorer.steps import Step
from sim.views.notation import exact, plain, with_interval
from sim.views.render.html import escape, html, paragraph, table_html
from sim.views.reports.compare import compare_report
from sim.views.sections.differences import KINDS, difference_row, differences
from sim.views.sections.doubt import doubt
from sim.views.sections.footers import small_note
from sim.views.sections.idle import idle_sentences
from sim.views.sections.people import ikm_words
from sim.views.shown import EXPLORED, MOVES
from sim.views.table import SHARE, Column, Kind, Row, Table

PENDING = ("…", "…")
"""In the place of the difference and the verdict, as long as more is computed."""


def basis_html(view: View, lang: str | None = None) -> str:
    """How many replications of how many days the picture rests on, and what is under way."""
    lang = language(lang)
    first, last = (view.comparison.baseline.plan.arrays.day["date"][place] for place in (0, -1))
    span = {"first": date_words(_date(first), lang), "last": date_words(_date(last), lang)}
    basis = text(f"explorer.{'basis' if view.next is None else 'rough'}", lang, basis=_step(view.step, lang), **span)
    marks = zip(COLOURS, "●◆", ("baseline", "variant"), strict=True)
    legend = " ".join(
        f'<span style="color:{colour}">{mark}</span> {escape(text(f"explorer.column.{name}", lang))}'
        for colour, mark, name in list(marks)[: len(view.comparison.results)]
    )
    return f"<b>{escape(basis)}</b> {escape(_after(view, lang))} {legend}"


def _after(view: View, lang: str) -> str:
    if view.next is not None:
        return text("explorer.next", lang, step=_step(view.next, lang))
    return text(f"explorer.{'doubting' if view.doubting else 'done'}", lang)


def differences_html(view: View, lang: str | None = None) -> str:
    """Both means of the main measures, the difference with its interval, the verdict.

    Before the last step the means only.
    """
    lang = language(lang)
    columns = [
        Column(text(f"explorer.column.{name}", lang), kind, brief=kind is Kind.CHANGE) for name, kind in KINDS.items()
    ]
    if view.variant is None:
        return table_html(Table("", (Column(""), columns[0]), list(_levels(view, lang))), lang)
    return table_html(Table("", (Column(""), *columns), list(_difference_rows(view, view.variant, lang))), lang)


def sentences_html(view: View, lang: str | None = None) -> str:
    """What it costs, what cannot act, who gains and who loses; before the last step how far the computing is."""
    lang = language(lang)
    variant = view.variant
    said = [escape(text("explorer.nothing_set", lang))] if variant is None else _sentences(view, variant, lang)
    return "".join(map(paragraph, [*said, escape(note_of(view, lang))]))


def report_html(view: View, lang: str | None = None) -> str:
    """All that `compare` prints, and what survives what is not known; nothing before the last step."""
    lang = language(lang)
    if view.next is not None or view.variant is None:
        return ""
    said = html(compare_report(view.comparison, lang), lang)
    return said if view.doubted is None else said + html(doubt(view.doubted, lang), lang)


def _levels(view: View, lang: str) -> Iterator[Row]:
    for name in EXPLORED:
        if any(key.measure == name for key in view.comparison.baseline.known):
            found = view.comparison.baseline.estimate(name)
            yield _label(name, view, lang), _graded(found, name, lang) or plain(found.mean, lang, name)


def _difference_rows(view: View, variant: Result, lang: str) -> Iterator[Row]:
    for found in differences(view.comparison, variant, EXPLORED):
        name = found.key.measure
        label, *means, gap, verdict = difference_row(found, lang, _label(name, view, lang))
        grades = (_graded(found.baseline, name, lang), _graded(found.variant, name, lang))
        means = [grade or mean for grade, mean in zip(grades, means, strict=True)]
        yield label, *means, *((gap, verdict) if view.next is None else PENDING)


def _label(measure: str, view: View, lang: str) -> str:
    target = exact(view.comparison.baseline.scenario.target_min, lang)
    return text(f"explorer.label.{measure}", lang, target=target)


def _graded(found: Estimate, measure: str, lang: str) -> str:
    """The IKM with its grade; nothing of other measures."""
    return ikm_words(found, lang) if measure == "ikm" else ""


def _sentences(view: View, variant: Result, lang: str) -> Iterator[str]:
    yield escape(_cost(view, variant, lang))
    for line in idle_sentences(view.comparison, lang):
        yield f"<b>{escape(line)}</b>"
    if view.next is not None:
        done = {"runs": view.step.runs, "most": view.last.runs}
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
    """What the reforms and added officers cost over the days shown, and a minute of waiting saved."""
    found = prices(view.comparison, variant)
    if not found:
        return text("explorer.no_cost", lang)
    wait = found[0]
    costs = {"cost": rupiah(wait.cost, lang), "pay": rupiah(view.pay, lang), "days": view.step.days}
    said = text(f"explorer.cost{'_pay' if view.pay else ''}", lang, **costs)
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
