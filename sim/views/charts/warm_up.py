"""How what goes over from day to day settles, and which days are to be left out."""

from typing import TYPE_CHECKING

import numpy as np

from sim.language import language, text
from sim.language.arguments import checked
from sim.measures import MEASURES
from sim.measures.warm_up import BATCH, batches
from sim.runs.making.warm_up import Settling, WarmUp
from sim.views.charts.chart import Chart
from sim.views.charts.style import BLUE, ORANGE, RED, SKY, canvas, figures_on, head
from sim.views.charts.words import basis, something
from sim.views.sections.warm_up import answer

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@checked
def warm_up(found: WarmUp, lang: str | None = None) -> Chart:
    """Each series day by day and in means of five days, with the days that are to be left out.

    Raises BadRequest where nothing goes over from one day to the next.
    """
    lang = language(lang)
    something(found.series, "no_warm_up", lang)
    rows = len(found.series)
    with canvas(rows, 1, 1.6 + 1.9 * rows, sharex=True, squeeze=False) as (figure, axes):
        for ax, one in zip(axes[:, 0], found.series, strict=True):
            _draw(ax, one, lang)
        axes[-1][0].set_xlabel(text("charts.warm_up.axis", lang))
        axes[0][0].legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=3, borderaxespad=0.2)
        note = f"{basis(found.result, lang)} {text('charts.warm_up.note', lang)}"
        head(figure, text("charts.warm_up.title", lang), note)
    return Chart(figure, " ".join(answer(found, lang)))


def _draw(ax: "Axes", one: Settling, lang: str) -> None:
    times = MEASURES[one.measure].times
    means = times * one.means
    ax.plot(np.arange(len(means)), means, color=SKY, lw=0.8, label=text("charts.warm_up.days", lang))
    weeks = times * batches(one.means)
    at = BATCH * np.arange(len(weeks)) + (BATCH - 1) / 2
    ax.plot(at, weeks, color=BLUE, lw=1.8, label=text("charts.warm_up.batches", lang))
    if one.mser:
        ax.axvline(one.mser, color=RED, lw=1.2, ls=(0, (4, 3)), label=text("charts.warm_up.settled", lang))
    if one.days:
        ax.axvspan(0, one.days, color=ORANGE, alpha=0.18, lw=0)
    ax.set_title(text(f"measures.{one.measure}.title", lang))
    figures_on(ax.yaxis, lang)
