"""The picture of the explorer: the queue, who is served in time, trust and the SKM, as it is and as it is set."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.language import language, number, percent, text
from sim.measures import MEASURES, Estimate, Key
from sim.runs import Result
from sim.runs.doubting.doubt import Doubted
from sim.views.charts import Chart
from sim.views.charts.people import EPOCH, dates_on, draw_trust, elements_on, run_days, span_on
from sim.views.charts.queue import and_after_midnight, clock_till_midnight
from sim.views.charts.style import (
    BLUE,
    DASHES,
    FAINT,
    HOUR_S,
    ORANGE,
    RED,
    SOFT,
    canvas,
    clock_on,
    figures_on,
    head,
    share_at,
)  # fmt: skip
from sim.views.explorer.computing import View
from sim.views.explorer.queues import Line, joined
from sim.views.notation import exact
from sim.views.sections.people import ikm_words
from sim.views.titles import titled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS, MARKERS = (BLUE, ORANGE), "oD"
WIDTHS = {BLUE: 3.2, ORANGE: 1.4}
"""Both lines are to be seen where they are the same."""
SERVED = "served_within_target"
GROUPS = ("trust_end_mean", "trust_came_mean")
"""All citizens, and those who came of late, on the last evening."""
BUSY = 0.05
"""So many waiting on average are worth drawing."""
HEIGHTS, FOR_WORDS = {1: 2.3, 2: 4.4}, 1.0
PLACES: dict[int, dict[str, float]] = {
    1: {"left": 0.05, "right": 0.985, "top": 0.88, "bottom": 0.13, "wspace": 0.36},
    2: {"left": 0.05, "right": 0.985, "top": 0.94, "bottom": 0.1, "wspace": 0.36, "hspace": 0.36},
}
"""Inches by rows of panels, those more for title and note; where panels stand within a picture without them."""
DOTS_PER_INCH = 110
"""Enough for a notebook; the picture that is saved has more."""


def picture(view: View, share: float, lang: str | None = None, *, alone: bool = False) -> Chart:
    """Four panels; where nobody judges visits, trust and the SKM are left out. `share` is the target of who is served.

    The last one has the band of what is not known beside trust. A picture that stands `alone` says what is what; in the
    explorer that is said around it, and its panels have fixed places, which is drawn twice as fast.
    """
    lang = language(lang)
    results = view.comparison.results
    judged = _judged(view)
    rows = 2 if judged else 1
    with canvas(rows, 2, HEIGHTS[rows] + (FOR_WORDS if alone else 0.0), width=7.4, squeeze=False) as (figure, axes):
        _queue(axes[0][0], view.lines, results, lang)
        _served(axes[0][1], results, share, lang)
        if judged:
            _trust(axes[1][0], results, view.doubted, lang)
            elements_on(axes[1][1], results, lang)
            found = " → ".join(ikm_words(result.estimate("ikm"), lang) for result in results)
            axes[1][1].set_title(text("explorer.ikm", lang, found=found))
        if alone:
            entries = {_called(place, lang): _entry(place) for place in range(len(results))}
            head(figure, text("explorer.title", lang), note_of(view, lang), entries)
        else:
            figure.set_layout_engine(None)
            figure.subplots_adjust(**PLACES[rows])
    return Chart(figure, " ".join(_sentence(result, lang) for result in results))


def note_of(view: View, lang: str) -> str:
    """What the picture shows, in words."""
    note = text(f"explorer.note{'' if view.doubted is None else '_doubt'}", lang)
    axes = "explorer.note_axes" if _judged(view) else "results.footer_no_opinion"
    ends = _ends([joined(own) for own in view.lines])
    return and_after_midnight(f"{note} {text(axes, lang)}", ends, lang)


def _judged(view: View) -> bool:
    return view.comparison.baseline.scenario.opinion is not None


def _called(place: int, lang: str) -> str:
    return text(f"explorer.column.{('baseline', 'variant')[place]}", lang)


def _entry(place: int) -> Any:
    from matplotlib.lines import Line2D

    return Line2D([], [], color=COLOURS[place], marker=MARKERS[place], ms=6, lw=2)


def _queue(ax: "Axes", lines: Sequence[Sequence[Line]], results: Sequence[Result], lang: str) -> None:
    drawn = [joined(own) for own in lines]
    for (at, found), colour in zip(drawn, COLOURS, strict=False):
        _drawn(ax, at, found, colour)
    clock_till_midnight(ax, _ends(drawn), columns=2)
    ax.set_ylim(bottom=0)
    waits = " → ".join(number(result.estimate("wait_mean_min").mean, lang, 1) for result in results)
    ax.set_title(text("explorer.queue", lang, waits=waits))
    ax.grid(visible=False, axis="x")
    figures_on(ax.yaxis, lang)


def _ends(lines: Sequence[tuple[Any, Sequence[Estimate]]]) -> tuple[int, int]:
    """From when to when anybody to speak of waits: moments of the day and the mean at each, by office."""
    moments = []
    for at, found in lines:
        busy = at[np.array([one.mean for one in found]) >= BUSY]
        moments.append(busy if len(busy) else at)
    return min(int(own[0]) for own in moments) - 900, max(int(own[-1]) for own in moments) + 900


def _drawn(ax: "Axes", at: Any, found: Sequence[Estimate], colour: str, marker: str = "") -> None:
    """A line with the interval around it."""
    mean, low, high = (np.array([getattr(e, part) for e in found]) for part in ("mean", "low", "high"))
    ax.fill_between(at, np.maximum(low, 0.0), high, color=colour, alpha=0.3, lw=0)
    ax.plot(at, mean, marker=marker, color=colour, lw=WIDTHS[colour], ms=5)


def _served(ax: "Axes", results: Sequence[Result], share: float, lang: str) -> None:
    """Of all who come in an hour those served within the target: that is no better where people give up."""
    ax.axhline(share, color=RED, lw=1.6, ls=(0, (4, 3)), zorder=1)
    ends: list[int] = []
    for place, result in enumerate(results):
        hours = [key.group for key in result.keys if (key.measure, key.by) == (SERVED, "hour")]
        found = {_seconds(hour): result.estimate(SERVED, "hour", hour) for hour in hours}
        told = {at: one for at, one in found.items() if one.runs}
        _drawn(ax, [*told], [*told.values()], COLOURS[place], MARKERS[place])
        ends += told
    clock_on(ax, min(ends, default=8 * HOUR_S) - 900, max(ends, default=16 * HOUR_S) + 900, columns=2)
    ax.set_ylim(0.0, 1.04)
    target = exact(results[0].scenario.target_min, lang)
    shares = " → ".join(percent(result.estimate(SERVED).mean, lang) for result in results)
    ax.set_title(text("explorer.served", lang, target=target, shares=shares))
    ax.grid(visible=False, axis="x")
    ax.yaxis.set_major_formatter(lambda value, _: share_at(value, lang))


def _seconds(hour: str) -> int:
    """The middle of an hour, from its name."""
    return int(hour[:2]) * HOUR_S + HOUR_S // 2


def _trust(ax: "Axes", results: Sequence[Result], doubted: Doubted | None, lang: str) -> None:
    for result, colour, dash in zip(results, COLOURS, DASHES, strict=False):
        draw_trust(ax, result, colour, dash, lang)
    for start in sorted({reform.start for reform in results[-1].scenario.reforms if reform.start is not None}):
        ax.axvline(start.toordinal() - EPOCH, color=FAINT, lw=1.4, zorder=0)
    first, last = run_days(results[0])
    dates_on(ax, first, last, lang, columns=2)
    ax.set_xticks(ax.get_xticks()[::2], [mark.get_text() for mark in ax.get_xticklabels()[::2]])
    _groups(ax, results, doubted, last.toordinal() - EPOCH, (last - first).days, lang)
    span_on(ax)
    ends = " → ".join(number(MEASURES[GROUPS[0]].times * r.estimate(GROUPS[0]).mean, lang, 1) for r in results)
    ax.set_title(text("explorer.trust", lang, ends=ends))
    ax.grid(visible=False, axis="x")
    figures_on(ax.yaxis, lang)


def _groups(ax: "Axes", results: Sequence[Result], doubted: Doubted | None, last: int, span: int, lang: str) -> None:
    """Beyond the last day: all citizens and those who came, with what is not known of the office as it is set."""
    times = MEASURES[GROUPS[0]].times
    for at, measure in enumerate(GROUPS):
        middle = last + span * (0.16 + 0.44 * at)
        for place, result in enumerate(results):
            found, x = result.estimate(measure), middle + span * 0.04 * (place - 0.5) * (len(results) - 1)
            ax.vlines(x, times * found.low, times * found.high, color=COLOURS[place], lw=4, alpha=0.55)
            ax.plot([x], [times * found.mean], MARKERS[place], color=COLOURS[place], ms=5)
        if doubted is not None:
            over, base = doubted.spread(doubted.comparison.variants[0], Key(measure)), results[0].estimate(measure).mean
            low, high = times * (base + over.low), times * (base + over.high)
            ax.bar(middle, high - low, bottom=low, width=span * 0.2, color=SOFT, alpha=0.3, zorder=0)
        beside: dict[str, Any] = {"xycoords": ("data", "axes fraction"), "ha": "center", "fontsize": 8.5, "color": SOFT}
        ax.annotate(text(f"explorer.of.{measure}", lang), (middle, 0.015), **beside)
    ax.set_xlim(right=last + span * 0.84)


def _sentence(result: Result, lang: str) -> str:
    wait, within = result.estimate("wait_mean_min"), result.estimate(SERVED)
    values = {"wait": number(wait.mean, lang, 1), "low": number(wait.low, lang, 1), "high": number(wait.high, lang, 1)}
    return text("explorer.alt", lang, title=titled(result.scenario, lang), within=percent(within.mean, lang), **values)
