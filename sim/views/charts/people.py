"""What citizens think of an office: trust over time, and the SKM by element; of one scenario or of several."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sim.language import date_words, language, number, text
from sim.language.arguments import checked
from sim.measures import LEVEL, MEASURES, Estimate
from sim.measures.intervals import t_quantile
from sim.measures.opinions import ANSWERS
from sim.measures.skm import BANDS, SCALE, band_of, element_title
from sim.plan.tables import ELEMENTS
from sim.runs import Comparison, Result
from sim.views.charts.chart import Chart
from sim.views.charts.style import COLOURS, DASHES, INK, MARKERS, RED, SOFT, canvas, figures_on, head, legend_above
from sim.views.charts.words import and_left_out, basis, something
from sim.views.titles import titled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEAST_SPAN = 4.0
MARKS, MOST_LEVELS = (1, 2, 5, 10, 20), 7
FEW_WEEKS, MOST_MARKS, NARROW_MARKS = 14, 12, 5
EDGE = 0.06
"""Room beside the scale of answers."""
EPOCH = 719_163
"""The ordinal of 1970-01-01, from which Matplotlib counts days."""
DATE_LINE: dict[str, Any] = {"color": RED, "lw": 1.2, "ls": (0, (4, 3)), "zorder": 0}
Floats = npt.NDArray[np.float64]


@checked
def trust_over_time(results: Result | Comparison, lang: str | None = None) -> Chart:
    """Mean trust of all citizens, morning by morning, with the 95 % interval over replications.

    Of a comparison: the first, and the three whose end is farthest from its; the others are named. Raises
    BadRequest where nobody keeps an opinion.
    """
    lang = language(lang)
    shown = _farthest(_judged(results, lang), "trust_end_mean")
    with canvas() as (figure, ax):
        for result, colour, dash in zip(shown, COLOURS, DASHES, strict=False):
            draw_trust(ax, result, colour, dash, lang)
        dates_on(ax, *run_days(shown[0]), lang)
        span_on(ax)
        if shown[0].around is not None:
            ax.axvline(shown[0].around.toordinal() - EPOCH, **DATE_LINE, label=date_words(shown[0].around, lang))
        if len(shown) > 1 or shown[0].around is not None:
            legend_above(ax)
        ax.set_ylabel(text("charts.trust.axis", lang))
        ax.grid(visible=False, axis="x")
        figures_on(ax.yaxis, lang)
        note = f"{basis(shown[0], lang)} {text('charts.trust.note', lang)}"
        head(figure, text("charts.trust.title", lang), and_left_out(note, _given(results), shown, lang))
    return Chart(figure, and_left_out(" ".join(_told(one, lang) for one in shown), _given(results), shown, lang))


@checked
def skm_by_element(results: Result | Comparison, lang: str | None = None) -> Chart:
    """The unit value of each of the nine elements with its interval, beside the limits of the grades.

    Of a comparison: the first, and the three whose IKM is farthest from its; the others are named. Raises
    BadRequest where nobody judged a visit.
    """
    lang = language(lang)
    shown = _farthest([result for result in _judged(results, lang) if result.estimate("ikm").runs], "ikm")
    something(shown, "no_opinions", lang)
    with canvas(height=5.0) as (figure, ax):
        for place, (result, colour) in enumerate(zip(shown, COLOURS, strict=False)):
            draw_elements(ax, result, place, len(shown[: len(COLOURS)]), colour, lang)
        ax.set_yticks(range(len(ELEMENTS)), [element_title(element, lang) for element in reversed(ELEMENTS)], color=INK)
        ax.set_ylim(-0.6, len(ELEMENTS) - 0.4)
        _grades_on(ax)
        ax.set_xlabel(text("charts.skm.axis", lang))
        ax.grid(visible=False, axis="y")
        figures_on(ax.xaxis, lang)
        if len(shown) > 1:
            legend_above(ax, 1.06)
        notes = [basis(shown[0], lang), text("charts.skm.note", lang), text("charts.interval_note", lang)]
        head(figure, text("charts.skm.title", lang), and_left_out(" ".join(notes), _given(results), shown, lang))
    alt = " ".join(_told_of_elements(result, lang) for result in shown)
    return Chart(figure, and_left_out(alt, _given(results), shown, lang))


def _given(results: Result | Comparison) -> tuple[Result, ...]:
    return results.results if isinstance(results, Comparison) else (results,)


def _judged(results: Result | Comparison, lang: str) -> list[Result]:
    shown = [result for result in _given(results) if result.scenario.opinion is not None]
    something(shown, "no_opinions", lang)
    return shown


def _farthest(results: list[Result], measure: str) -> list[Result]:
    """The first, and as many as there are colours for: those farthest from it, in the order given."""
    first = results[0].estimate(measure).mean if results else 0.0
    apart = sorted(range(1, len(results)), key=lambda n: -abs(results[n].estimate(measure).mean - first))
    return [results[n] for n in sorted([*range(len(results))[:1], *apart[: len(COLOURS) - 1]])]


def trust_path(result: Result) -> tuple[Floats, Floats, Floats, Floats]:
    """Days (as Matplotlib counts them), mean trust of each morning (0 to 100), its interval over runs (NaN for one)."""
    offices = len(result.plan.names.offices)
    runs = MEASURES["trust_days_mean"].times * np.array([run.days["trust"][::offices] for run in result.replications])
    days = (result.plan.arrays.day["date"] - EPOCH).astype(float)
    mean = runs.mean(axis=0)
    if len(runs) < 2:
        return days, mean, np.full_like(mean, np.nan), np.full_like(mean, np.nan)
    half = t_quantile(len(runs) - 1, LEVEL) * runs.std(axis=0, ddof=1) / len(runs) ** 0.5
    return days, mean, mean - half, mean + half


def draw_trust(ax: "Axes", result: Result, colour: str, dash: Any, lang: str) -> None:
    """The path of trust, with the interval around it."""
    days, mean, low, high = trust_path(result)
    ax.fill_between(days, low, high, color=colour, alpha=0.3, lw=0)
    ax.plot(days, mean, color=colour, ls=dash, lw=1.6, label=titled(result.scenario, lang))


def span_on(ax: "Axes") -> None:
    """Show a part of the scale at least, so that a thousandth does not look like a landslide."""
    low, high = ax.get_ylim()
    room = max(0.0, LEAST_SPAN - (high - low)) / 2
    ax.set_ylim(low - room, high + room)
    span = high - low + 2 * room
    marks = next(step for step in MARKS if span / step <= MOST_LEVELS)
    ax.set_yticks([mark * marks for mark in range(ceil((low - room) / marks), int((high + room) / marks) + 1)])


def run_days(result: Result) -> tuple[date, date]:
    """The first and the last day of a run."""
    first, last = (date.fromordinal(int(day)) for day in result.plan.arrays.day["date"][[0, -1]])
    return first, last


def dates_on(ax: "Axes", first: date, last: date, lang: str, columns: int = 1) -> None:
    """Mark months, or weeks in a short time, as many as there is room for beside other `columns`."""
    from babel.dates import format_date

    ax.set_xlim(first.toordinal() - EPOCH - 0.5, last.toordinal() - EPOCH + 0.5)
    weeks, most = (last - first).days // 7, MOST_MARKS if columns == 1 else NARROW_MARKS
    if weeks < FEW_WEEKS:
        marks, form = (
            [first + timedelta(7 * week) for week in range(0, weeks + 1, -(-(weeks + 1) // most))],
            "d MMM",
        )
    else:
        marks, form = _months(first, last, most), "MMM"
    with_year = f"{form} y" if columns == 1 else f"{form}\ny"
    words = [format_date(mark, with_year if place == 0 else form, lang) for place, mark in enumerate(marks)]
    ax.set_xticks([mark.toordinal() - EPOCH for mark in marks], words)


def _months(first: date, last: date, most: int) -> list[date]:
    """The first of every so many months after `first`, up to `last`."""
    count = (last.year - first.year) * 12 + last.month - first.month
    numbers = [first.year * 12 + first.month + month for month in range(0, count, -(-count // most))]
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def elements_on(ax: "Axes", results: Sequence[Result], lang: str) -> None:
    """The elements of some results as one small panel of several, by their short names."""
    for place, (result, colour) in enumerate(zip(results, COLOURS, strict=False)):
        draw_elements(ax, result, place, len(results), colour, lang)
    called = [_graded(element, results, lang) for element in reversed(ELEMENTS)]
    ax.set_yticks(range(len(ELEMENTS)), called, color=INK)
    ax.tick_params(axis="y", labelsize=8.5)
    ax.set_title(text("explorer.skm", lang))
    ax.grid(visible=False, axis="y")
    figures_on(ax.xaxis, lang)


def _graded(element: str, results: Sequence[Result], lang: str) -> str:
    """The short name of an element, with the grade that each of the results has there."""
    means = [result.estimate(f"skm_{element}") for result in results]
    grades = dict.fromkeys(band_of(SCALE * found.mean) for found in means if found.runs)
    title = text(f"explorer.element.{element}", lang)
    return f"{title} ({' → '.join(grades)})" if grades else title


def draw_elements(ax: "Axes", result: Result, place: int, of: int, colour: str, lang: str) -> None:
    """The unit value of each element with its interval, the first on top; in the row of `place` of so many."""
    found = [result.estimate(f"skm_{element}") for element in reversed(ELEMENTS)]
    at = np.arange(len(found)) + 0.22 * ((of - 1) / 2 - place)
    ax.hlines(at, [e.low for e in found], [e.high for e in found], color=colour, lw=4, alpha=0.55)
    ax.plot([e.mean for e in found], at, MARKERS[place], color=colour, ms=6, label=titled(result.scenario, lang))
    low, high = ax.get_xlim()
    ax.set_xlim(max(low, 1.0 - EDGE), min(high, ANSWERS + EDGE))  # an interval of few runs may leave the scale


def _grades_on(ax: "Axes") -> None:
    """The limits of the grades, as unit values, where they fall into the picture."""
    low, high = ax.get_xlim()
    for band, least in BANDS.items():
        limit = float(least) / SCALE
        if low < limit < high:
            ax.axvline(limit, color=SOFT, lw=1, ls=(0, (2, 2)), zorder=0)
            ax.annotate(f"{band} →", (limit, 1.0), xycoords=("data", "axes fraction"), **GRADE)


GRADE: dict[str, Any] = {"xytext": (2, 3), "textcoords": "offset points", "fontsize": 8.5, "color": SOFT}


def _told(result: Result, lang: str) -> str:
    days, mean, low, high = trust_path(result)
    words = {"first": number(float(mean[0]), lang, 1), "last": number(float(mean[-1]), lang, 1)}
    span = {"low": number(float(low[-1]), lang, 1), "high": number(float(high[-1]), lang, 1)}
    day = date_words(date.fromordinal(int(days[-1]) + EPOCH), lang)
    return text("charts.trust.alt", lang, title=titled(result.scenario, lang), **words, **span, day=day)


def _told_of_elements(result: Result, lang: str) -> str:
    found: dict[str, Estimate] = {element: result.estimate(f"skm_{element}") for element in ELEMENTS}
    worst, best = (pick(found, key=lambda element: found[element].mean) for pick in (min, max))
    words = {"best": element_title(best, lang), "worst": element_title(worst, lang)}
    values = {"best_value": number(found[best].mean, lang, 2), "worst_value": number(found[worst].mean, lang, 2)}
    ikm = number(result.estimate("ikm").mean, lang, 2)
    return text("charts.skm.alt", lang, title=titled(result.scenario, lang), ikm=ikm, **words, **values)
