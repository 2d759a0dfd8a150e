"""Before and after a reform: sixty days beside the whole run, and beside what doing nothing would have shown."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.language import Phrase, language, text
from sim.language.arguments import checked
from sim.language.errors import BadRequest
from sim.measures import Estimate, Key
from sim.measures.histogram import Floats
from sim.measures.weeks import BY_DAY, WEEK
from sim.measures.windows import WINDOW_DAYS
from sim.runs import Comparison, Result
from sim.runs.comparing.before_after import ChangeBeyond, change_beyond
from sim.runs.comparing.weekly import Weekly, weekly
from sim.views.charts.chart import Chart
from sim.views.charts.people import EPOCH, dates_on, run_days
from sim.views.charts.style import BLUE, INK, ORANGE, SOFT, canvas, figures_on, head
from sim.views.charts.words import and_left_out, basis_of, something
from sim.views.notation import scaled, signed_interval, signed_parts
from sim.views.sections.differences import judged
from sim.views.sections.idle import verdict_of
from sim.views.titles import titled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

START: dict[str, Any] = {"color": SOFT, "lw": 1.2, "ls": (0, (4, 3)), "zorder": 0}
LOOKS: tuple[dict[str, Any], ...] = ({"color": ORANGE, "ls": (0, (5, 2))}, {"color": BLUE, "ls": "-"})
"""Of doing nothing, and of the reform."""
BESIDE: dict[str, Any] = {
    "xycoords": ("data", "axes fraction"),
    "xytext": (-5, 4),
    "textcoords": "offset points",
    "ha": "right",
    "color": INK,
}


@checked
def before_after(
    comparison: Comparison, variant: Result | None = None, measure: str = "wait_mean_min", lang: str | None = None
) -> Chart:
    """A reform week by week: the sixty days on either side beside the whole run, above the difference it makes.

    Doing nothing is drawn as well; the weeks of learning in which the reform is certainly for the worse are marked.
    Of the first variant unless another is given, compared with `before_after=True` or around a date. Raises
    BadRequest where no single date was looked around, and for a measure that days do not have.
    """
    lang = language(lang)
    variant = variant or comparison.variants[0]
    start, weeks = _start(variant, lang), _weekly(comparison, variant, measure, lang)
    found = change_beyond(comparison, variant, Key(measure))
    shared: dict[str, Any] = {
        "sharex": "col",
        "sharey": "row",
        "gridspec_kw": {"width_ratios": [2, 3], "height_ratios": [3, 2]},
    }
    with canvas(2, 2, 6.2, **shared) as (figure, axes):
        for column, ends in enumerate((_around(start), run_days(comparison.baseline))):
            _draw_levels(axes[0][column], weeks)
            _draw_difference(axes[1][column], weeks, lang, named=column == 0)
            for ax in axes[:, column]:
                ax.axvline(start.toordinal() - EPOCH, **START)
                ax.grid(visible=False, axis="x")
                figures_on(ax.yaxis, lang)
            dates_on(axes[1][column], *ends, lang, columns=2)
        _draw_windows(axes[0][0], found, start)
        for ax, words in zip(axes[0], ("sixty", "whole"), strict=True):
            days = comparison.baseline.scenario.days
            ax.set_title(text(f"charts.before_after.{words}", lang, window=WINDOW_DAYS, days=days))
        axes[0][0].set_ylabel(text(f"charts.before_after.axis.{measure}", lang))
        axes[1][0].set_ylabel(text("charts.before_after.difference", lang))
        entries = dict(zip(_names(variant, lang), axes[0][0].lines, strict=False))
        said = list(_said(comparison, variant, found, weeks, lang))
        note = " ".join([basis_of(comparison, lang), *said, text("charts.before_after.note", lang, window=WINDOW_DAYS)])
        title = text("charts.before_after.title", lang, variant=titled(variant.scenario, lang))
        head(figure, title, and_left_out(note, comparison.variants, [variant], lang), entries)
    return Chart(figure, and_left_out(" ".join(said), comparison.variants, [variant], lang))


def _names(variant: Result, lang: str) -> tuple[str, str]:
    return text("charts.before_after.nothing", lang), titled(variant.scenario, lang)


def _start(variant: Result, lang: str) -> date:
    something(variant.dates[:1] if variant.around else (), "no_around", lang)
    return variant.dates[0]


def _weekly(comparison: Comparison, variant: Result, measure: str, lang: str) -> Weekly:
    comparison.must_have(variant)
    there = Key(measure) in comparison.baseline.known & variant.known
    something([measure] if there or measure not in BY_DAY else [], "no_measure", lang)
    if measure not in BY_DAY:
        what = Phrase("charts.not_by_day", {"measures": [*BY_DAY]})
        raise BadRequest("nothing_to_draw", what=what).in_language(lang)
    return weekly(comparison, variant, _start(variant, lang), measure)


def _middles(weeks: Weekly) -> Floats:
    """The middle of each week, as Matplotlib counts days."""
    return weeks.weeks.astype(float) - EPOCH + (WEEK - 1) / 2.0


def _around(start: date) -> tuple[date, date]:
    return start - timedelta(WINDOW_DAYS), start + timedelta(WINDOW_DAYS - 1)


def _draw_levels(ax: "Axes", weeks: Weekly) -> None:
    for runs, look in zip((weeks.nothing, weeks.variant), LOOKS, strict=True):
        ax.plot(_middles(weeks), scaled(1.0, weeks.measure) * runs.mean(axis=0), lw=1.6, **look)


def _draw_windows(ax: "Axes", found: ChangeBeyond, start: date) -> None:
    """The means of the sixty days on either side, of both."""
    first, last = (day.toordinal() - EPOCH for day in _around(start))
    at = start.toordinal() - EPOCH
    for one, look in zip((found.baseline, found.variant), LOOKS, strict=True):
        for mean, ends in ((one.before.mean, (first, at)), (one.after.mean, (at, last))):
            ax.hlines(scaled(mean, found.key.measure), *ends, color=look["color"], lw=4, alpha=0.45)


def _draw_difference(ax: "Axes", weeks: Weekly, lang: str, *, named: bool) -> None:
    at, times = _middles(weeks), scaled(1.0, weeks.measure)
    mean, low, high = (times * np.array([one[part] for one in weeks.differences]) for part in range(3))
    ax.fill_between(at, low, high, color=BLUE, alpha=0.3, lw=0)
    ax.plot(at, mean, color=BLUE, lw=1.6)
    ax.axhline(0, color=SOFT, lw=1)
    if weeks.learning:
        first = weeks.start - EPOCH
        ax.axvspan(first, first + WEEK * weeks.learning, color=ORANGE, alpha=0.25, lw=0, zorder=0)
        if named:
            ax.annotate(text("charts.before_after.learning", lang), (first, 0), **BESIDE)


def _said(comparison: Comparison, variant: Result, found: ChangeBeyond, weeks: Weekly, lang: str) -> Iterator[str]:
    """What sixty days show, what doing nothing would have, how long learning takes, and what the whole run says."""
    measure, whole = found.key.measure, comparison.difference(variant, found.key)
    own, nothing = (signed_parts(one.change, lang, measure, 1)[0] for one in (found.variant, found.baseline))
    unit = text(f"charts.before_after.unit.{measure}", lang)
    beyond = _with_verdict(found.beyond, judged(found.beyond, found.verdict, lang).words, measure, unit, lang)
    values = {"window": WINDOW_DAYS, "own": own, "nothing": nothing, "unit": unit}
    yield text("charts.before_after.said", lang, **values, beyond=beyond)
    if weeks.learning:
        yield text("charts.before_after.dip", lang, weeks=weeks.learning)
    shown = _with_verdict(whole.difference, verdict_of(comparison, variant, whole, lang), measure, unit, lang)
    yield text("charts.before_after.run", lang, difference=shown)


def _with_verdict(gap: Estimate, words: str, measure: str, unit: str, lang: str) -> str:
    """A difference with its interval and, where there are several runs, what it says."""
    return ", ".join(filter(None, [f"{signed_interval(gap, lang, measure, 1)} {unit}", words if gap.runs > 1 else ""]))
