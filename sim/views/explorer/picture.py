"""The picture of the explorer: the queue, the waits, trust and the SKM, without reforms and with them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.language import language, number, percent, text
from sim.measures import Estimate
from sim.runs import Result
from sim.views.charts import Chart
from sim.views.charts.people import EPOCH, dates_on, draw_trust, elements_on, run_days, span_on
from sim.views.charts.style import BLUE, DASHES, FAINT, INK, ORANGE, RED, canvas, clock_on, figures_on, head, plain
from sim.views.explorer.computing import View
from sim.views.explorer.queues import Line, joined
from sim.views.titles import titled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS, MARKERS = (BLUE, ORANGE), "oD"
WIDTHS = {BLUE: 3.2, ORANGE: 1.4}
"""Both lines are to be seen where they are the same."""
WAITS = ("wait_mean_min", "wait_p90_min")
BUSY = 0.05
"""So many waiting on average are worth drawing."""


def picture(view: View, lang: str | None = None) -> Chart:
    """Four panels; where nobody judges visits, trust and the SKM are left out."""
    lang = language(lang)
    results = view.comparison.results
    judged = results[0].scenario.opinion is not None
    with canvas(2 if judged else 1, 2, 6.6 if judged else 3.6, squeeze=False) as (figure, axes):
        _queue(axes[0][0], view.lines, lang)
        _waits(axes[0][1], results, lang)
        if judged:
            _trust(axes[1][0], results, lang)
            elements_on(axes[1][1], results, lang)
        entries = [_entry(result, place, lang) for place, result in enumerate(results)]
        figure.legend(handles=entries, loc="outside upper right", ncols=2, fontsize=9)
        head(figure, text("explorer.title", lang), text("explorer.note", lang))
    return Chart(figure, " ".join(_sentence(result, lang) for result in results))


def _entry(result: Result, place: int, lang: str) -> Any:
    from matplotlib.lines import Line2D

    return Line2D([], [], color=COLOURS[place], marker=MARKERS[place], ms=6, lw=2, label=titled(result.scenario, lang))


def _queue(ax: "Axes", lines: Sequence[Sequence[Line]], lang: str) -> None:
    ends = []
    for own, colour in zip(lines, COLOURS, strict=False):
        at, found = joined(own)
        mean, low, high = (np.array([getattr(e, part) for e in found]) for part in ("mean", "low", "high"))
        ax.fill_between(at, np.maximum(low, 0.0), high, color=colour, alpha=0.3, lw=0)
        ax.plot(at, mean, color=colour, lw=WIDTHS[colour])
        busy = at[mean >= BUSY]
        ends.append(busy if len(busy) else at)
    clock_on(ax, min(int(e[0]) for e in ends) - 900, max(int(e[-1]) for e in ends) + 900, columns=2)
    ax.set_ylim(bottom=0)
    ax.set_title(text("explorer.queue", lang))
    ax.set_ylabel(text("charts.waiting", lang))
    ax.grid(visible=False, axis="x")
    figures_on(ax.yaxis, lang)


def _waits(ax: "Axes", results: Sequence[Result], lang: str) -> None:
    """Mean and 90th percentile, beside the target; how many wait no longer than that stands in words."""
    ax.axvline(results[0].scenario.target_min, color=RED, lw=1.8, ls=(0, (4, 3)), zorder=1)
    for place, result in enumerate(results):
        found = [result.estimate(measure) for measure in WAITS]
        at = -np.arange(len(WAITS)) - 0.14 * (2 * place - 1) * (len(results) - 1)
        _points(ax, found, at, place)
    ax.set_yticks(-np.arange(len(WAITS)), [text(f"explorer.{measure}", lang) for measure in WAITS], color=INK)
    ax.set_ylim(-len(WAITS) + 0.4, 0.6)
    ax.set_xlim(left=0)
    ax.set_title(text("explorer.waits", lang))
    ax.set_xlabel("\n".join([text("charts.minutes", lang), *_within(results, lang)]))
    ax.grid(visible=False, axis="y")
    figures_on(ax.xaxis, lang)


def _within(results: Sequence[Result], lang: str) -> list[str]:
    target = plain(results[0].scenario.target_min, lang)
    shares = " → ".join(percent(result.estimate("within_target").mean, lang) for result in results)
    return [text("explorer.within", lang, target=target, shares=shares)]


def _points(ax: "Axes", found: Sequence[Estimate], at: "np.ndarray", place: int) -> None:
    ax.hlines(at, [e.low for e in found], [e.high for e in found], color=COLOURS[place], lw=4, alpha=0.5)
    ax.plot([e.mean for e in found], at, MARKERS[place], color=COLOURS[place], ms=5.5)


def _trust(ax: "Axes", results: Sequence[Result], lang: str) -> None:
    for result, colour, dash in zip(results, COLOURS, DASHES, strict=False):
        draw_trust(ax, result, colour, dash, lang)
    for start in sorted({reform.start for reform in results[-1].scenario.reforms if reform.start is not None}):
        ax.axvline(start.toordinal() - EPOCH, color=FAINT, lw=1.4, zorder=0)
    dates_on(ax, *run_days(results[0]), lang, columns=2)
    span_on(ax)
    ax.set_title(text("explorer.trust", lang))
    ax.grid(visible=False, axis="x")
    figures_on(ax.yaxis, lang)


def _sentence(result: Result, lang: str) -> str:
    wait, within = result.estimate("wait_mean_min"), result.estimate("within_target")
    values = {"wait": number(wait.mean, lang, 1), "low": number(wait.low, lang, 1), "high": number(wait.high, lang, 1)}
    return text("explorer.alt", lang, title=titled(result.scenario, lang), within=percent(within.mean, lang), **values)
