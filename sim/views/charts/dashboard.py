"""An office on one page: the main figures, when and where people wait, how visits end, what citizens say."""

from collections.abc import Iterator
from textwrap import fill
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.language import language, text
from sim.language.arguments import checked
from sim.measures import Estimate, Key
from sim.measures.outcomes import COUNTED
from sim.runs import Result
from sim.views.charts.chart import Chart
from sim.views.charts.officers import draw_shares
from sim.views.charts.people import elements_on
from sim.views.charts.style import INK, SOFT, canvas, head
from sim.views.charts.waits import draw_by_group, draw_by_time, hours_of, legend_of, waits_of
from sim.views.charts.words import basis
from sim.views.notation import with_interval
from sim.views.titles import groups, titled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

A4: dict[str, Any] = {"width": 11.7, "height": 8.2}
TILES = (
    "arrivals_per_day",
    "wait_mean_min",
    "wait_p90_min",
    "served_within_target",
    "utilisation",
    "ikm",
    "trust_end_mean",
)
"""The figures at the top, of which an office may lack some."""
MOST_ROWS, MOST_HOURS, LETTERS, DAY_LETTERS = 9, 7, 21, 3
"""So many services or groups of officers, marks of hours, and letters of a title and of a day have room."""
LOOSE = 0.005
"""From this share of visits on a way in which they end is shown."""


@checked
def dashboard(result: Result, lang: str | None = None) -> Chart:
    """An office on one page (A4, landscape): its main figures, and six small charts of them.

    Of many services or groups of officers the nine that wait longest, or are busiest. What a scenario does not have
    is left out: without `[opinion]` what citizens say.
    """
    lang = language(lang)
    layout: dict[str, Any] = {"gridspec_kw": {"height_ratios": [1, 4, 4]}}
    with canvas(3, 3, **A4, **layout) as (figure, axes):
        _tiles(axes[0], result, lang)
        panels = (_hours, _weekdays, _endings, _services, _officers, _elements)
        for ax, draw in zip(axes[1:].flat, panels, strict=True):
            ax.tick_params(labelsize=8)
            ax.set_visible(draw(ax, result, lang))
        title = text("charts.dashboard.title", lang, title=titled(result.scenario, lang))
        notes = (basis(result, lang), text("charts.dashboard.note", lang))
        head(figure, title, " ".join(notes), legend_of(result, lang))
    return Chart(figure, _alt(result, lang))


def figures(result: Result, lang: str) -> Iterator[tuple[str, str]]:
    """What the main figures are called, and what they are with their intervals."""
    for measure in TILES:
        found = result.estimate(measure) if Key(measure) in result.known else None
        if found is not None and found.runs:
            yield text(f"charts.dashboard.{measure}", lang), with_interval(found, lang, measure)


def _tiles(axes: "np.ndarray", result: Result, lang: str) -> None:
    """The main figures from left to right, over the width of the page."""
    for ax in axes[1:]:
        ax.set_visible(False)
    axes[0].set_axis_off()
    found = [*figures(result, lang)]
    for place, (called, said) in enumerate(found):
        at = (0.01 + 0.985 * place / len(found), 1.0)
        value, _, interval = said.partition(" ")
        where: dict[str, Any] = {"xycoords": ("figure fraction", "axes fraction"), "textcoords": "offset points"}
        where |= {"annotation_clip": False, "va": "top", "in_layout": False}
        axes[0].annotate(fill(called, 22), at, xytext=(0, 0), fontsize=8, color=SOFT, **where)
        axes[0].annotate(value, at, xytext=(0, -21), fontsize=15, fontweight="bold", color=INK, **where)
        axes[0].annotate(interval, at, xytext=(0, -41), fontsize=8, color=SOFT, **where)


def _hours(ax: "Axes", result: Result, lang: str) -> bool:
    return _by_time(ax, result, "hour", lang)


def _weekdays(ax: "Axes", result: Result, lang: str) -> bool:
    return _by_time(ax, result, "weekday", lang)


def _by_time(ax: "Axes", result: Result, by: str, lang: str) -> bool:
    days = [(day, title[:DAY_LETTERS]) for day, title in groups(result, "weekday", lang)]
    names = hours_of(result, lang) if by == "hour" else days
    there = [(name, title) for name, title in names if Key("wait_mean_min", by, name) in result.known]
    there = [(name, title) for name, title in there if result.estimate("wait_mean_min", by, name).runs]
    draw_by_time(ax, result, by, there, lang, every=-(-len(there) // MOST_HOURS) or 1)
    ax.set_title(text(f"charts.dashboard.by_{by}", lang))
    ax.set_xlabel("")
    return bool(there)


def _services(ax: "Axes", result: Result, lang: str) -> bool:
    found = waits_of(result, "service", lang)
    draw_by_group(ax, result, {fill(title, LETTERS): found[title] for title in [*found][-MOST_ROWS:]}, lang)
    ax.set_title(text("charts.dashboard.by_service", lang))
    ax.set_xlabel("")
    return bool(found)


def _officers(ax: "Axes", result: Result, lang: str) -> bool:
    found = {title: result.estimate("utilisation", "group", name) for name, title in groups(result, "group", lang)}
    _shares(ax, found, lang)
    ax.set_title(text("charts.dashboard.busy", lang))
    return any(one.runs for one in found.values())


def _endings(ax: "Axes", result: Result, lang: str) -> bool:
    known = [f"{name}_share" for name in COUNTED if Key(f"{name}_share") in result.known]
    found = {text(f"measures.{name}.title", lang).split(" (")[0]: result.estimate(name) for name in known}
    _shares(ax, {title: one for title, one in found.items() if one.runs and one.mean >= LOOSE}, lang)
    ax.set_title(text("charts.dashboard.endings", lang))
    return bool(found)


def _shares(ax: "Axes", found: dict[str, Estimate], lang: str) -> None:
    there = {title: one for title, one in found.items() if one.runs}
    most = sorted(there, key=lambda title: there[title].mean)[-MOST_ROWS:]
    if most:
        draw_shares(ax, {fill(title, LETTERS): there[title] for title in most}, lang)
        ax.set_xlim(0, 1.15)


def _elements(ax: "Axes", result: Result, lang: str) -> bool:
    if result.scenario.opinion is None or not result.estimate("ikm").runs:
        return False
    elements_on(ax, [result], lang)
    return True


def _alt(result: Result, lang: str) -> str:
    said = "; ".join(f"{called}: {value}" for called, value in figures(result, lang))
    return text("charts.dashboard.alt", lang, title=titled(result.scenario, lang), figures=said)
