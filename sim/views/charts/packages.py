"""What packages of reforms cost, against what they gain."""

from textwrap import fill
from typing import TYPE_CHECKING

from sim.experiments.search.found import Found, Tried
from sim.language import language, text
from sim.language.arguments import checked
from sim.views.charts.chart import Chart
from sim.views.charts.style import BLUE, FAINT, GREEN, ORANGE, SOFT, canvas, figures_on, head
from sim.views.charts.words import basis
from sim.views.notation import signed_interval
from sim.views.sections.search import goal_in_differences, package, rupiah

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MILLION = 1e6
LABEL = 40
"""Letters in a line beside the axis."""


@checked
def cost_and_goal(found: Found, goal: int = 0, lang: str | None = None) -> Chart:
    """The cost of each package that was tried against what it changes in a goal, the front, and the best package.

    `goal` is its place among the goals of the search. Better is up or down as the measure says.
    """
    lang = language(lang)
    asked = found.goals[min(goal, len(found.goals) - 1)]
    scale = asked.measure.times
    with canvas() as (figure, ax):
        for one in found.tried:
            _draw(ax, one, goal, scale, FAINT, "o", 5)
        front = found.front
        places = [one.cost / MILLION for one in front], [scale * one.gains[goal].mean for one in front]
        ax.plot(*places, color=BLUE, lw=1.2, marker="o", ms=6, label=text("search.table.front", lang), zorder=3)
        for one in found.equals:
            _draw(ax, one, goal, scale, ORANGE, "s", 6)
        if found.equals:
            ax.plot([], [], "s", color=ORANGE, label=text("search.verdict.cannot_tell_apart", lang))
        _draw(ax, found.winner, goal, scale, GREEN, "D", 10)
        ax.plot([], [], "D", color=GREEN, label=text("search.table.best", lang))
        if any(not (one.on_front or one.equal) for one in found.tried):
            ax.plot([], [], "o", color=FAINT, label=text("charts.packages.others", lang))
        if found.rules.budget_rupiah is not None:
            ax.axvline(found.rules.budget_rupiah / MILLION, color=SOFT, lw=1, ls=(0, (4, 3)), zorder=0)
        ax.axhline(0.0, color=SOFT, lw=0.8, zorder=0)
        ax.set_xlabel(text("charts.packages.cost", lang))
        ax.set_ylabel(fill(text("charts.packages.goal", lang, measure=goal_in_differences(asked, lang)), LABEL))
        ax.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=4, borderaxespad=0.3)
        figures_on(ax.xaxis, lang)
        figures_on(ax.yaxis, lang)
        note = f"{basis(found.fresh.baseline, lang)} {text('charts.packages.note', lang)}"
        head(figure, text("charts.packages.title", lang), note)
    gain = signed_interval(found.winner.gains[goal], lang, asked.key.measure)
    said = {"best": package(found.winner, lang), "cost": rupiah(found.winner.cost, lang), "count": len(found.tried)}
    return Chart(figure, text("charts.packages.alt", lang, measure=goal_in_differences(asked, lang), gain=gain, **said))


def _draw(ax: "Axes", one: Tried, goal: int, scale: float, colour: str, marker: str, size: int) -> None:
    gain, at = one.gains[goal], one.cost / MILLION
    if gain.runs > 1:
        ax.vlines(at, scale * gain.low, scale * gain.high, color=colour, lw=1.5, alpha=0.5)
    ax.plot(at, scale * gain.mean, marker, color=colour, ms=size, zorder=4 if size > 6 else 2)
