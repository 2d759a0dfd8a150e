"""Before and after a reform: sixty days beside the whole run, and beside what doing nothing would have shown."""

from datetime import date, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.language import Phrase, language, text
from sim.language.arguments import checked
from sim.language.errors import BadRequest
from sim.measures import MEASURES, Estimate, Key, estimate
from sim.measures.histogram import Floats
from sim.measures.weeks import BY_DAY, WEEK, by_week
from sim.measures.windows import WINDOW_DAYS
from sim.runs import Comparison, Result
from sim.runs.before_after import ChangeBeyond, change_beyond
from sim.views.charts.chart import Chart
from sim.views.charts.people import EPOCH, dates_on, run_days
from sim.views.charts.style import BLUE, INK, ORANGE, SOFT, canvas, figures_on, head
from sim.views.charts.words import and_left_out, basis_of, something
from sim.views.notation import scaled, signed_interval, signed_parts
from sim.views.sections.differences import judged, verdict_words
from sim.views.titles import titled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

START: dict[str, Any] = {"color": SOFT, "lw": 1.2, "ls": (0, (4, 3)), "zorder": 0}
LOOKS: tuple[dict[str, Any], ...] = ({"color": ORANGE, "ls": (0, (5, 2))}, {"color": BLUE, "ls": "-"})
"""Of doing nothing, and of the reform."""


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
    start, paths = _start(variant, lang), _paths(comparison, variant, measure, lang)
    found = change_beyond(comparison, variant, Key(measure))
    shared: dict[str, Any] = {
        "sharex": "col",
        "sharey": "row",
        "gridspec_kw": {"width_ratios": [2, 3], "height_ratios": [3, 2]},
    }
    with canvas(2, 2, 6.2, **shared) as (figure, axes):
        for column, ends in enumerate((_around(start), run_days(comparison.baseline))):
            _draw_levels(axes[0][column], paths)
            _draw_difference(axes[1][column], paths, lang, named=column == 0)
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
        said = _said(comparison, variant, found, paths, lang)
        note = " ".join([basis_of(comparison, lang), *said, text("charts.before_after.note", lang, window=WINDOW_DAYS)])
        title = text("charts.before_after.title", lang, variant=titled(variant.scenario, lang))
        head(figure, title, and_left_out(note, comparison.variants, [variant], lang), entries)
    return Chart(figure, and_left_out(" ".join(said), comparison.variants, [variant], lang))


class Paths:
    """A measure by week of doing nothing and of a variant, in the reader's unit: shape (runs, weeks) each."""

    def __init__(self, comparison: Comparison, variant: Result, start: date, measure: str) -> None:
        self.measure, self.start = measure, start.toordinal()
        found = [
            [by_week(run.days, self.start, measure) for run in one.replications]
            for one in (comparison.baseline, variant)
        ]
        self.weeks = found[0][0][0]
        scenario, known = comparison.baseline.scenario, MEASURES[measure]
        self.small = known.times * known.small(scenario.practical, comparison.baseline.estimate(measure).mean)
        self.runs: list[Floats] = [MEASURES[measure].times * np.array([values for _, values in one]) for one in found]

    @property
    def middles(self) -> Floats:
        """The middle of each week, as Matplotlib counts days."""
        return self.weeks.astype(float) - EPOCH + (WEEK - 1) / 2.0

    @property
    def differences(self) -> list[Estimate]:
        """By week the variant against doing nothing, paired by run."""
        return [estimate(column) for column in (self.runs[1] - self.runs[0]).T]

    @property
    def learning(self) -> int:
        """How many weeks from the start on, without a gap, are certainly for the worse; 0 where that is little."""
        better = MEASURES[self.measure].better
        after = [one for week, one in zip(self.weeks, self.differences, strict=True) if week >= self.start]
        bad = [*takewhile(lambda one: one.high < 0.0 if better > 0 else one.low > 0.0, after)] if better else []
        return len(bad) if any(abs(one.mean) > self.small for one in bad) else 0


def _names(variant: Result, lang: str) -> tuple[str, str]:
    return text("charts.before_after.nothing", lang), titled(variant.scenario, lang)


def _start(variant: Result, lang: str) -> date:
    something(variant.dates[:1] if variant.around else (), "no_around", lang)
    return variant.dates[0]


def _paths(comparison: Comparison, variant: Result, measure: str, lang: str) -> Paths:
    comparison.must_have(variant)
    if measure not in BY_DAY or Key(measure) not in comparison.baseline.known & variant.known:
        what = Phrase("charts.not_by_day", {"measures": [*BY_DAY]})
        raise BadRequest("nothing_to_draw", what=what).in_language(lang)
    return Paths(comparison, variant, _start(variant, lang), measure)


def _around(start: date) -> tuple[date, date]:
    return start - timedelta(WINDOW_DAYS), start + timedelta(WINDOW_DAYS - 1)


def _draw_levels(ax: "Axes", paths: Paths) -> None:
    for runs, look in zip(paths.runs, LOOKS, strict=True):
        ax.plot(paths.middles, runs.mean(axis=0), lw=1.6, **look)


def _draw_windows(ax: "Axes", found: ChangeBeyond, start: date) -> None:
    """The means of the sixty days on either side, of both."""
    first, last = (day.toordinal() - EPOCH for day in _around(start))
    at = start.toordinal() - EPOCH
    for one, look in zip((found.baseline, found.variant), LOOKS, strict=True):
        for mean, ends in ((one.before.mean, (first, at)), (one.after.mean, (at, last))):
            ax.hlines(scaled(mean, found.key.measure), *ends, color=look["color"], lw=4, alpha=0.45)


def _draw_difference(ax: "Axes", paths: Paths, lang: str, *, named: bool) -> None:
    found, at = paths.differences, paths.middles
    ax.fill_between(at, [one.low for one in found], [one.high for one in found], color=BLUE, alpha=0.3, lw=0)
    ax.plot(at, [one.mean for one in found], color=BLUE, lw=1.6)
    ax.axhline(0, color=SOFT, lw=1)
    if paths.learning:
        first = paths.start - EPOCH
        ax.axvspan(first, first + WEEK * paths.learning, color=ORANGE, alpha=0.25, lw=0, zorder=0)
        if named:
            place: dict[str, Any] = {
                "xycoords": ("data", "axes fraction"),
                "xytext": (-5, 4),
                "textcoords": "offset points",
            }
            ax.annotate(text("charts.before_after.learning", lang), (first, 0), color=INK, ha="right", **place)


def _said(comparison: Comparison, variant: Result, found: ChangeBeyond, paths: Paths, lang: str) -> list[str]:
    """What sixty days show, what doing nothing would have, how long learning takes, and what the whole run says."""
    measure = found.key.measure
    own, nothing = (signed_parts(one.change, lang, measure, 1)[0] for one in (found.variant, found.baseline))
    beyond = {
        "beyond": signed_interval(found.beyond, lang, measure, 1),
        "verdict": judged(found.beyond, found.verdict, lang).words,
    }
    unit = text(f"charts.before_after.unit.{measure}", lang)
    said = [text("charts.before_after.said", lang, window=WINDOW_DAYS, own=own, nothing=nothing, unit=unit, **beyond)]
    if paths.learning:
        said.append(text("charts.before_after.dip", lang, weeks=paths.learning))
    whole = comparison.difference(variant, found.key)
    shown = signed_interval(whole.difference, lang, measure, 1)
    return [
        *said,
        text("charts.before_after.run", lang, difference=shown, unit=unit, verdict=verdict_words(whole, lang)),
    ]
