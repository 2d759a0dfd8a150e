"""What one visit does to trust, by what it was like."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.language import language, percent, text
from sim.language.arguments import checked
from sim.measures import Estimate, estimate
from sim.measures.one_visit import KINDS, Effect, effects
from sim.runs import Result
from sim.views.charts.chart import Chart
from sim.views.charts.style import GREEN, INK, RED, SOFT, canvas, figures_on, head, plain
from sim.views.charts.words import basis, kept_visits, something
from sim.views.notation import signed_parts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TRUST = "trust_end_mean"
"""The measure in whose notation a change of trust is written: points of 100."""
BESIDE: dict[str, Any] = {"textcoords": "offset points", "va": "center", "color": INK, "fontsize": 9}


@checked
def one_visit(result: Result, lang: str | None = None) -> Chart:
    """By how much one visit, the first, moves trust: where all went well, where money was asked for, in vain.

    Means of the visits judged in the runs, with intervals; beside each what share of the visits was so. Raises
    BadRequest where nobody judges visits, or their record was not kept.
    """
    lang = language(lang)
    found = _found(result, lang)
    with canvas(height=1.9 + 0.5 * len(found)) as (figure, ax):
        for place, (_, _, moved) in enumerate(found):
            _draw(ax, place, moved, lang)
        ax.axvline(0, color=SOFT, lw=1)
        ax.set_yticks(range(len(found)), [label for label, _, _ in found], color=INK)
        ax.set_ylim(-0.6, len(found) - 0.4)
        ax.margins(x=0.16)
        ax.set_xlabel(text("charts.visit.axis", lang))
        ax.grid(visible=False, axis="y")
        figures_on(ax.xaxis, lang)
        head(figure, text("charts.visit.title", lang), f"{basis(result, lang)} {text('charts.visit.note', lang)}")
    said = [f"{label.replace(chr(10), ', ')}: {_points(moved, lang)}" for label, _, moved in reversed(found)]
    return Chart(figure, text("charts.visit.alt", lang, effects="; ".join(said)))


def _found(result: Result, lang: str) -> list[tuple[str, Estimate, Estimate]]:
    """Words, share of the visits, and change of trust of each kind that occurs, the best last."""
    something([result.scenario.opinion] if result.scenario.opinion else [], "no_opinions", lang)
    kept_visits(result, lang)
    runs = [effects(result.plan, run.opinions) for run in result.replications if run.opinions is not None]
    found = [(kind, *_both([run[kind] for run in runs])) for kind in KINDS]
    there = [(kind, share, moved) for kind, share, moved in found if moved.runs]
    something(there, "no_judged", lang)
    told = [(_label(kind, share, result, lang), share, moved) for kind, share, moved in there]
    return sorted(told, key=lambda one: one[2].mean)


def _both(of: list[Effect]) -> tuple[Estimate, Estimate]:
    return estimate(np.array([one.share for one in of])), estimate(np.array([one.moved for one in of]))


def _label(kind: str, share: Estimate, result: Result, lang: str) -> str:
    digits = 0 if share.mean >= 0.1 else 1
    said = text(f"charts.visit.{kind}", lang, minutes=plain(result.scenario.target_min, lang))
    return f"{said}\n{text('charts.visit.share', lang, share=percent(share.mean, lang, digits))}"


def _draw(ax: "Axes", place: int, moved: Estimate, lang: str) -> None:
    mean, low, high = (100.0 * value for value in moved[:3])
    ax.barh(place, mean, height=0.6, color=GREEN if mean > 0 else RED, alpha=0.8, hatch="" if mean > 0 else "//")
    ax.hlines(place, low, high, color=INK, lw=1.6)
    end = max(mean, high) if mean > 0 else min(mean, low)
    end = mean if np.isnan(end) else end
    ax.annotate(
        _points(moved, lang), (end, place), (5 if mean > 0 else -5, 0), ha="left" if mean > 0 else "right", **BESIDE
    )


def _points(moved: Estimate, lang: str) -> str:
    return signed_parts(moved, lang, TRUST, 1)[0]
