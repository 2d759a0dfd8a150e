"""What each number does to an outcome of a study, the one that does most on top."""

from textwrap import fill
from typing import TYPE_CHECKING

import numpy as np

from sim.experiments.sensitivity.sensitivity import Outcome, Sensitivity
from sim.language import language, text
from sim.language.arguments import checked
from sim.language.errors import BadRequest
from sim.views.charts.chart import Chart
from sim.views.charts.sensitivity import in_lines
from sim.views.charts.style import BLUE, INK, SOFT, canvas, figures_on, head
from sim.views.charts.words import something
from sim.views.notation import plain, scaled
from sim.views.sections.sensitivity import IN_UNITS, named, number_named

if TYPE_CHECKING:
    from matplotlib.axes import Axes


LETTERS = 46
"""So many of what is drawn along the axis stand in a line."""


@checked
def tornado(found: Sensitivity, outcome: int = 0, lang: str | None = None, most: int = 12) -> Chart:
    """A bar for each number: what it does to an outcome, with its interval; pale where chance may have done it.

    Of the first outcome unless the number of another is given; `most` bounds the numbers that are drawn. Raises
    BadRequest where there is no such outcome, or no number moves it.
    """
    lang = language(lang)
    if not 0 <= outcome < len(found.outcomes):
        raise BadRequest("sensitivity_outcome", found=outcome, most=len(found.outcomes) - 1)
    one = found.outcomes[outcome]
    moved = [at for at in one.ranked if np.isfinite(one.effects[at].size.mean) and not one.nothing(at)]
    something(moved, "no_swings", lang)
    shown = moved[: max(most, 1)][::-1]
    labels = [number_named(found, one.varied.paths[at], lang) for at in shown]
    with canvas(height=2.3 + 0.5 * len(shown)) as (figure, ax):
        for place, at in enumerate(shown):
            _draw(ax, place, one, at)
        ax.axvline(0, color=SOFT, lw=1)
        ax.set_yticks(range(len(shown)), [in_lines(words) for words in labels], color=INK)
        ax.set_ylim(-0.6, len(shown) - 0.4)
        ax.set_xlabel(fill(text(f"charts.tornado.axis.{one.varied.method}", lang, unit=_unit(one, lang)), LETTERS))
        ax.grid(visible=False, axis="y")
        ax.margins(x=0.1)
        figures_on(ax.xaxis, lang)
        _legend(ax, lang)
        counts = {"shown": len(shown), "all": len(one.effects), "points": len(one.found), "runs": one.found.shape[1]}
        head(figure, named(one, lang), text("charts.tornado.note", lang, **counts))
    size = plain(one.effects[shown[-1]].size.mean, lang, _measure(one))
    return Chart(figure, text("charts.tornado.alt", lang, title=named(one, lang), path=labels[-1], size=size))


def _measure(one: Outcome) -> str:
    """The measure in whose units effects are; none of shares and correlations."""
    return one.measure.partition("[")[0] if one.varied.method in IN_UNITS else ""


def _unit(one: Outcome, lang: str) -> str:
    return text(f"measures.{one.measure.partition('[')[0]}.title", lang)


def _draw(ax: "Axes", place: int, one: Outcome, at: int) -> None:
    size, measure = one.effects[at].size, _measure(one)
    mean, low, high = (scaled(value, measure) if measure else value for value in size[:3])
    ax.barh(place, mean, height=0.6, color=BLUE, alpha=0.85 if one.told[at] else 0.3)
    if np.isfinite(low) and np.isfinite(high):
        ax.hlines(place, low, high, color=INK, lw=1.4)


def _legend(ax: "Axes", lang: str) -> None:
    from matplotlib.patches import Patch

    shades = (("told", 0.85), ("untold", 0.3))
    entries = [Patch(color=BLUE, alpha=shade, label=text(f"charts.tornado.{name}", lang)) for name, shade in shades]
    ax.legend(handles=entries, loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2, borderaxespad=0.2)
