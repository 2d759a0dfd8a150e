"""How long visits wait: by service, by hour of arrival."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.language import language, text
from sim.language.arguments import checked
from sim.measures import Estimate
from sim.office.clock import clock_words
from sim.runs import Result
from sim.views.charts.chart import Chart
from sim.views.charts.style import BLUE, FAINT, INK, ORANGE, RED, canvas, figures_on, head, plain
from sim.views.charts.words import basis, something
from sim.views.titles import groups

if TYPE_CHECKING:
    from matplotlib.axes import Axes


MEAN, P90 = "wait_mean_min", "wait_p90_min"
TARGET: dict[str, Any] = {"color": RED, "lw": 1.2, "ls": (0, (4, 3))}


@checked
def wait_by_service(result: "Result", lang: str | None = None) -> Chart:
    """How long each service makes people wait: mean and 90th percentile with intervals, beside the target."""
    return _by_group(result, "service", language(lang))


@checked
def wait_by_office(result: "Result", lang: str | None = None) -> Chart:
    """How long people wait in each office of a region, as `wait_by_service`. Raises BadRequest without a region."""
    lang = language(lang)
    something(result.scenario.offices[1:], "no_region", lang)
    return _by_group(result, "office", lang)


def _by_group(result: "Result", what: str, lang: str) -> Chart:
    names = groups(result, what, lang)
    by = what if len(names) > 1 else ""
    found = {title: _both(result, by, name if by else "") for name, title in names}
    order = sorted(found, key=lambda title: found[title][0].mean)
    with canvas(height=1.6 + 0.42 * len(order)) as (figure, ax):
        for place, title in enumerate(order):
            _draw_pair(ax, place, *found[title])
        ax.set_yticks(range(len(order)), order, color=INK)
        ax.set_ylim(-0.6, len(order) - 0.4)
        ax.set_xlim(left=0)
        ax.set_xlabel(text("charts.minutes", lang))
        ax.grid(visible=False, axis="y")
        figures_on(ax.xaxis, lang)
        ax.axvline(result.scenario.target_min, **TARGET, zorder=0)
        _legend(ax, result, lang)
        head(figure, text(f"charts.{what}.title", lang), _note(result, "service", lang))
    return Chart(figure, _alt_groups(found, order, lang))


@checked
def wait_by_hour(result: "Result", lang: str | None = None) -> Chart:
    """How long people wait who come at a certain hour: mean and 90th percentile with intervals."""
    lang = language(lang)
    hours = [key.group for key in result.keys if key.measure == MEAN and key.by == "hour"]
    hours = [hour for hour in hours if result.estimate(MEAN, "hour", hour).runs]
    something(hours, "no_hours", lang)
    at = np.array([int(hour[:2]) for hour in hours])
    found = [_both(result, "hour", hour) for hour in hours]
    with canvas() as (figure, ax):
        for column, (colour, marker, gap) in enumerate(((BLUE, "o", -0.06), (ORANGE, "D", 0.06))):
            estimates = [pair[column] for pair in found]
            _draw_line(ax, at + gap, estimates, colour, marker)
        ax.set_xticks(at, [clock_words(3600 * int(hour)) for hour in at])
        ax.set_xlabel(text("charts.hour_of_arrival", lang))
        ax.set_ylabel(text("charts.minutes", lang))
        ax.set_ylim(bottom=0)
        ax.grid(visible=False, axis="x")
        figures_on(ax.yaxis, lang)
        ax.axhline(result.scenario.target_min, **TARGET, zorder=0)
        _legend(ax, result, lang)
        head(figure, text("charts.hour.title", lang), _note(result, "hour", lang))
    return Chart(figure, _alt_hours(found, at, lang))


def _both(result: "Result", by: str, group: str) -> tuple[Estimate, Estimate]:
    return result.estimate(MEAN, by, group), result.estimate(P90, by, group)


def _draw_pair(ax: "Axes", place: int, mean: Estimate, p90: Estimate) -> None:
    ax.plot([mean.mean, p90.mean], [place, place], color=FAINT, lw=1.6, zorder=1)
    for one, colour, marker in ((mean, BLUE, "o"), (p90, ORANGE, "D")):
        ax.plot([one.low, one.high], [place, place], color=colour, lw=4, alpha=0.55, solid_capstyle="butt", zorder=2)
        ax.plot(one.mean, place, marker, color=colour, ms=6, zorder=3)


def _draw_line(ax: "Axes", at: "np.ndarray", estimates: list[Estimate], colour: str, marker: str) -> None:
    ax.plot(at, [e.mean for e in estimates], marker + "-", color=colour, ms=6, lw=1.4)
    ax.vlines(at, [e.low for e in estimates], [e.high for e in estimates], color=colour, lw=4, alpha=0.55)


def _legend(ax: "Axes", result: "Result", lang: str) -> None:
    from matplotlib.lines import Line2D

    target = text("charts.target", lang, minutes=plain(result.scenario.target_min, lang))
    entries = [
        Line2D([], [], color=BLUE, marker="o", ms=6, lw=4, alpha=0.9, label=text("charts.mean", lang)),
        Line2D([], [], color=ORANGE, marker="D", ms=6, lw=4, alpha=0.9, label=text("charts.p90", lang)),
        Line2D([], [], **TARGET, label=target),
    ]
    ax.legend(handles=entries, loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=3, borderaxespad=0.2)


def _note(result: "Result", which: str, lang: str) -> str:
    return " ".join([basis(result, lang), text(f"charts.{which}.note", lang), text("charts.interval_note", lang)])


def _alt_groups(found: dict[str, tuple[Estimate, Estimate]], order: list[str], lang: str) -> str:
    worst, best = order[-1], order[0]
    values = {"worst": worst, "best": best}
    for name, title in (("worst_min", worst), ("best_min", best)):
        values[name] = plain(round(found[title][0].mean, 1), lang)
    return text("charts.service.alt", lang, **values)


def _alt_hours(found: list[tuple[Estimate, Estimate]], at: "np.ndarray", lang: str) -> str:
    means = [mean.mean for mean, _ in found]
    worst = int(np.nanargmax(means))
    time = clock_words(3600 * int(at[worst]))
    return text("charts.hour.alt", lang, time=time, minutes=plain(round(means[worst], 1), lang))
