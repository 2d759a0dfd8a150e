"""Trust over time beside what is possible, of those who came and of those who only hear, with what is in doubt."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.language import language, number, text
from sim.language.arguments import checked
from sim.measures import MEASURES, Estimate, Key
from sim.runs import Comparison, Result
from sim.runs.doubting.trust_models import MODELS, TrustModels
from sim.views.charts.chart import Chart
from sim.views.charts.people import dates_on, draw_trust, run_days, span_on, trust_path
from sim.views.charts.style import BLUE, DASHES, INK, MARKERS, ORANGE, SOFT, canvas, figures_on, head
from sim.views.charts.words import and_left_out, basis_of, something
from sim.views.titles import titled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WHO = ("trust_end_mean", "trust_came_mean", "trust_heard_mean")
"""All citizens, those who came of late, those who never did, on the last evening."""
LOOKS = ((ORANGE, DASHES[1]), (BLUE, DASHES[0]))
"""Of the office as it is, and of what is compared with it."""
END: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": 8.5, "color": SOFT}
APART = 0.16


@checked
def trust_and_possible(
    found: Comparison | TrustModels, variant: Result | None = None, lang: str | None = None
) -> Chart:
    """Trust morning by morning between the worst and the best possible; on the right who trusts on the last evening.

    The office as it is and a variant (the last, unless given). The worst and the best where the comparison was asked
    for them (`possible=True`); of a `TrustModels` the span of the four models of trust as a grey band. Raises
    BadRequest where nobody judges visits.
    """
    lang = language(lang)
    comparison = found.comparison if isinstance(found, TrustModels) else found
    shown = _shown(comparison, variant, lang)
    with canvas(1, 2, 4.8, sharey=True, gridspec_kw={"width_ratios": [5, 3]}) as (figure, (left, right)):
        for one, (colour, dash) in zip(shown, LOOKS, strict=False):
            draw_trust(left, one, colour, dash, lang)
        for one in comparison.possible:
            _draw_possible(left, one, lang)
        if isinstance(found, TrustModels):
            _draw_doubt(right, found, shown)
        for place, one in enumerate(shown):
            _draw_groups(right, one, place, len(shown))
        _dress(left, right, shown[0], lang)
        entries = dict(zip([titled(one.scenario, lang) for one in shown], left.lines, strict=False))
        notes = [basis_of(comparison, lang), text("charts.possible.note", lang)]
        notes += [text("charts.possible.doubt", lang)] if isinstance(found, TrustModels) else []
        note = and_left_out(" ".join(notes), comparison.results, shown, lang)
        head(figure, text("charts.possible.title", lang), note, entries)
    alt = " ".join(_told(one, lang) for one in (*shown, *comparison.possible))
    return Chart(figure, and_left_out(alt, comparison.results, shown, lang))


def _shown(comparison: Comparison, variant: Result | None, lang: str) -> list[Result]:
    if variant is not None:
        comparison.must_have(variant)
    others = [variant] if variant is not None else [*comparison.variants[-1:]]
    shown = [one for one in (comparison.baseline, *others) if one.scenario.opinion is not None]
    something(shown, "no_opinions", lang)
    return shown


def _draw_possible(ax: "Axes", one: Result, lang: str) -> None:
    days, mean, _, _ = trust_path(one)
    ax.plot(days, mean, color=SOFT, lw=1.2, ls=DASHES[2])
    middle, rises = len(days) // 2, mean[-1] >= mean[0]
    beside: dict[str, Any] = {"xytext": (0, 9), "ha": "center"} if rises else {"xytext": (-8, -8), "ha": "right"}
    ax.annotate(text(f"charts.possible.{one.name}", lang), (days[middle], mean[middle]), **beside, **END)


def _draw_groups(ax: "Axes", one: Result, place: int, of: int) -> None:
    """The three groups with their intervals; one that is too small is not there."""
    found = [one.estimate(name) for name in WHO]
    at = np.arange(len(WHO)) + APART * (2 * place - 1) * (of - 1)
    times, colour = MEASURES[WHO[0]].times, LOOKS[place][0]
    ax.vlines(at, [times * e.low for e in found], [times * e.high for e in found], color=colour, lw=4, alpha=0.55)
    ax.plot(at, [times * e.mean for e in found], MARKERS[place], color=colour, ms=6)


def _draw_doubt(ax: "Axes", found: TrustModels, shown: list[Result]) -> None:
    """Between what the variant lies by model of trust: the baseline, and the differences of the four from theirs."""
    for variant in shown[1:]:
        for at, name in enumerate(WHO):
            low, high = span_of(found, variant, name)
            ax.bar(at + APART, high - low, bottom=low, width=0.26, color=SOFT, alpha=0.35, zorder=0)


def span_of(found: TrustModels, variant: Result, measure: str) -> tuple[float, float]:
    """The least and the most (0 to 100) to which one of the four models brings a variant from the baseline."""
    base = found.comparison.baseline.estimate(measure).mean
    ends = [base + found.difference(variant, model, Key(measure)).difference.mean for model in MODELS]
    times = MEASURES[measure].times
    return times * min(ends), times * max(ends)


def _dress(left: "Axes", right: "Axes", first: Result, lang: str) -> None:
    dates_on(left, *run_days(first), lang, columns=2)
    span_on(left)
    left.set_ylabel(text("charts.possible.axis", lang))
    left.set_title(text("charts.possible.paths", lang))
    right.set_title(text("charts.possible.groups", lang))
    right.set_xticks(range(len(WHO)), [text(f"charts.possible.who.{name}", lang) for name in WHO], color=INK)
    right.set_xlim(-0.5, len(WHO) - 0.5)
    for ax in (left, right):
        ax.grid(visible=False, axis="x")
    figures_on(left.yaxis, lang)


def _told(one: Result, lang: str) -> str:
    _, mean, _, _ = trust_path(one)
    ends: list[Estimate] = [one.estimate(name) for name in WHO[1:]]
    came, heard = (number(100.0 * end.mean, lang, 1) for end in ends)
    words = {"first": number(float(mean[0]), lang, 1), "last": number(float(mean[-1]), lang, 1)}
    return text("charts.possible.alt", lang, title=titled(one.scenario, lang), came=came, heard=heard, **words)
