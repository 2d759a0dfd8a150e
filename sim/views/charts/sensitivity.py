"""How much a difference moves when an assumption is at one or the other end of its range."""

from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.language import language, text
from sim.language.arguments import checked
from sim.measures import Estimate, Key
from sim.runs import Result
from sim.runs.doubting.grade import Grades
from sim.views.charts.chart import Chart
from sim.views.charts.style import BLUE, INK, ORANGE, SKY, SOFT, canvas, figures_on, head
from sim.views.charts.words import and_left_out, something
from sim.views.notation import exact, scaled, signed_interval
from sim.views.sections.numbers import in_words
from sim.views.titles import titled

if TYPE_CHECKING:
    from matplotlib.axes import Axes


LABEL = 44
TIP: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": 8.5, "color": SOFT}
ON_LEFT = {**TIP, "xytext": (-4, 0), "ha": "right"}
ON_RIGHT = {**TIP, "xytext": (4, 0), "ha": "left"}


class Swing(NamedTuple):
    """An assumption, and the difference with it at the low and the high end of its range."""

    path: str
    ends: tuple[float, float]
    values: tuple[float, float]

    @property
    def width(self) -> float:
        """How far apart the two are; endless where one of them cannot be measured."""
        return float(np.nan_to_num(abs(self.values[0] - self.values[1]), nan=np.inf))


@checked
def sensitivity(
    grades: "Grades",
    measure: str = "wait_mean_min",
    variant: "Result | None" = None,
    lang: str | None = None,
    most: int = 12,
) -> Chart:
    """A tornado: the difference in an outcome at both ends of the range of each assumption, the widest on top.

    Of the first variant unless another is given; `most` bounds the assumptions that are drawn. Raises
    BadRequest where no assumption moves it.
    """
    lang = language(lang)
    variant = variant or grades.comparison.variants[0]
    centre = grades.comparison.difference(variant, Key(measure)).difference
    swings = [swing for swing in swings_of(grades, variant, measure) if np.ptp((centre.mean, *swing.values)) != 0]
    something(swings, "no_swings", lang)
    shown = swings[: max(most, 1)][::-1]
    label = text(f"measures.{measure}.title", lang)
    scenarios = [one.given for one in grades.comparison.results]
    words = [in_words(swing.path, scenarios, lang) for swing in shown]
    with canvas(height=2.3 + 0.5 * len(shown)) as (figure, ax):
        for place, swing in enumerate(shown):
            _draw(ax, place, swing, measure, scaled(centre.mean, measure), lang)
        _centre_on(ax, centre, measure, lang)
        ax.set_yticks(range(len(shown)), [in_lines(one) for one in words], color=INK)
        ax.set_ylim(-0.6, len(shown) - 0.4)
        ax.set_xlabel(text("charts.reforms.axis", lang, measure=label))
        ax.grid(visible=False, axis="y")
        ax.margins(x=0.1)
        figures_on(ax.xaxis, lang)
        _legend(ax, lang)
        title = text("charts.sensitivity.title", lang, variant=titled(variant.scenario, lang))
        counted = {"shown": len(shown), "all": len({trial.path for trial in grades.trials}), "runs": grades.runs}
        others = grades.comparison.variants, [variant], lang
        head(figure, title, and_left_out(text("charts.sensitivity.note", lang, **counted), *others))
    return Chart(figure, and_left_out(_alt(words[-1], shown[-1], centre, measure, lang), *others))


def swings_of(grades: "Grades", variant: "Result", measure: str) -> list[Swing]:
    """All assumptions that were tried, the one that moves the difference most first."""
    ends = grades.ends_of(variant, Key(measure))
    pairs = zip(grades.trials, ends, strict=True)
    centre = grades.comparison.difference(variant, Key(measure)).difference.mean
    found = []
    for path, trials in groupby(pairs, key=lambda pair: pair[0].path):
        at = {trial.end: (trial.value, float(end)) for trial, end in trials}
        low, high = (at.get(end, (np.nan, centre)) for end in ("low", "high"))
        found.append(Swing(path, (low[0], high[0]), (low[1], high[1])))
    return sorted(found, key=lambda swing: swing.width, reverse=True)


def in_lines(words: str) -> str:
    """What a number is, in lines where it is long."""
    return "\n".join(wrap(words, LABEL, max_lines=3, placeholder=" …"))


def _draw(ax: "Axes", place: int, swing: Swing, measure: str, centre: float, lang: str) -> None:
    """Two bars from the centre, the wider one below; where each ends, the number that the assumption has there."""
    ends = zip(swing.values, swing.ends, (SKY, ORANGE), strict=True)
    bars = [(scaled(value, measure), end, colour) for value, end, colour in ends if np.isfinite(value)]
    bars.sort(key=lambda bar: abs(bar[0] - centre), reverse=True)
    for value, _, colour in bars:
        ax.barh(place, value - centre, left=centre, height=0.6, color=colour, alpha=0.9)
    for on_left in (True, False):
        outer = next(((value, end) for value, end, _ in bars if (value < centre) == on_left), None)
        if outer is not None:
            ax.annotate(exact(outer[1], lang), (outer[0], place), **(ON_LEFT if on_left else ON_RIGHT))


def _centre_on(ax: "Axes", centre: Estimate, measure: str, lang: str) -> None:
    low, high = (scaled(value, measure) for value in (centre.low, centre.high))
    ax.axvspan(low, high, color=BLUE, alpha=0.15, lw=0, zorder=0)
    ax.axvline(scaled(centre.mean, measure), color=BLUE, lw=1.4)
    ax.axvline(0, color=SOFT, lw=1, ls=(0, (4, 3)))


def _legend(ax: "Axes", lang: str) -> None:
    from matplotlib.patches import Patch

    entries = [
        Patch(color=SKY, label=text("charts.sensitivity.low", lang)),
        Patch(color=ORANGE, label=text("charts.sensitivity.high", lang)),
        Patch(color=BLUE, alpha=0.3, label=text("charts.sensitivity.centre", lang)),
    ]
    ax.legend(handles=entries, loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=3, borderaxespad=0.2)


def _alt(path: str, widest: Swing, centre: Estimate, measure: str, lang: str) -> str:
    ends = [signed_interval(Estimate(value, value, value, 1), lang, measure) for value in sorted(widest.values)]
    found = signed_interval(centre, lang, measure)
    return text("charts.sensitivity.alt", lang, path=path, low=ends[0], high=ends[1], difference=found)
