"""How long visits wait: by service, by office, by hour of arrival, by weekday."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.language import language, text
from sim.language.arguments import checked
from sim.measures import Estimate, Key
from sim.office.clock import clock_words
from sim.runs import Result
from sim.views.charts.chart import Chart
from sim.views.charts.style import BLUE, FAINT, INK, ORANGE, RED, canvas, figures_on, head, plain
from sim.views.charts.words import basis, something
from sim.views.titles import Groups, groups

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
    found = waits_of(result, what, lang)
    something(found, "no_served", lang)
    with canvas(height=1.6 + 0.42 * len(found)) as (figure, ax):
        draw_by_group(ax, result, found, lang)
        _legend(ax, result, lang)
        head(figure, text(f"charts.{what}.title", lang), _note(result, "service", lang))
    return Chart(figure, _alt_groups(found, lang))


def waits_of(result: "Result", what: str, lang: str) -> dict[str, tuple[Estimate, Estimate]]:
    """Mean and 90th percentile by title, the longest last; of one group alone those of all visits."""
    names = groups(result, what, lang)
    by = what if len(names) > 1 else ""
    found = {title: _both(result, by, name if by else "") for name, title in names}
    served = [title for title in found if found[title][0].runs]
    return {title: found[title] for title in sorted(served, key=lambda title: found[title][0].mean)}


def draw_by_group(ax: "Axes", result: "Result", found: dict[str, tuple[Estimate, Estimate]], lang: str) -> None:
    """A line for each group, beside the target."""
    for place, pair in enumerate(found.values()):
        _draw_pair(ax, place, *pair)
    ax.set_yticks(range(len(found)), [*found], color=INK)
    ax.set_ylim(-0.6, len(found) - 0.4)
    ax.set_xlim(left=0)
    ax.set_xlabel(text("charts.minutes", lang))
    ax.grid(visible=False, axis="y")
    figures_on(ax.xaxis, lang)
    ax.axvline(result.scenario.target_min, **TARGET, zorder=0)


@checked
def wait_by_hour(result: "Result", lang: str | None = None) -> Chart:
    """How long people wait who come at a certain hour: mean and 90th percentile with intervals."""
    lang = language(lang)
    return _by_time(result, "hour", hours_of(result, lang), lang)


@checked
def wait_by_weekday(result: "Result", lang: str | None = None) -> Chart:
    """How long people wait on Mondays, Tuesdays …: mean and 90th percentile with intervals, and how many come."""
    lang = language(lang)
    return _by_time(result, "weekday", groups(result, "weekday", lang), lang)


def _by_time(result: "Result", by: str, names: Groups, lang: str) -> Chart:
    found = _measured(result, by, names)
    something(found, f"no_{by}s", lang)
    with canvas() as (figure, ax):
        draw_by_time(ax, result, by, names, lang, visits=by == "weekday")
        ax.set_ylabel(text("charts.minutes", lang))
        _legend(ax, result, lang)
        head(figure, text(f"charts.{by}.title", lang), _note(result, "hour", lang))
    worst = max(found, key=lambda title: found[title][0].mean)
    return Chart(figure, text(f"charts.{by}.alt", lang, time=worst, minutes=_minutes(found[worst][0], lang)))


def draw_by_time(
    ax: "Axes", result: "Result", by: str, names: Groups, lang: str, *, visits: bool = False, every: int = 1
) -> None:
    """Mean and 90th percentile from left to right in the order of `names`, beside the target.

    Below every so many of them its name, and if wanted how many come.
    """
    found, called = _measured(result, by, names), {title: name for name, title in names}
    at = np.arange(len(found))
    for column, (colour, marker, gap) in enumerate(((BLUE, "o", -0.06), (ORANGE, "D", 0.06))):
        _draw_line(ax, at + gap, [pair[column] for pair in found.values()], colour, marker)
    labels = [_with_visits(result, by, called[title], title, lang) if visits else title for title in found]
    ax.set_xticks(at[::every], labels[::every])
    ax.set_xlabel(text("charts.hour_of_arrival", lang) if by == "hour" else "")
    ax.set_xlim(-0.5, len(found) - 0.5)
    ax.set_ylim(bottom=0)
    ax.grid(visible=False, axis="x")
    figures_on(ax.yaxis, lang)
    ax.axhline(result.scenario.target_min, **TARGET, zorder=0)


def _measured(result: "Result", by: str, names: Groups) -> dict[str, tuple[Estimate, Estimate]]:
    """Mean and 90th percentile by title, of the groups in which anybody was served."""
    there = [(title, name) for name, title in names if Key(MEAN, by, name) in result.known]
    return {title: both for title, name in there if (both := _both(result, by, name))[0].runs}


def hours_of(result: "Result", lang: str) -> Groups:
    """The hours of arrival, called by their beginning."""
    return [(hour, clock_words(3600 * int(hour[:2]))) for hour, _ in groups(result, "hour", lang)]


def _with_visits(result: "Result", by: str, name: str, title: str, lang: str) -> str:
    visits = plain(round(result.estimate("arrivals_per_day", by, name).mean), lang)
    return f"{title}\n{text('charts.weekday.visits', lang, visits=visits)}"


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


def legend_of(result: "Result", lang: str) -> dict[str, Any]:
    """What the mean, the 90th percentile and the target look like, by what they are called."""
    from matplotlib.lines import Line2D

    return {
        text("charts.mean", lang): Line2D([], [], color=BLUE, marker="o", ms=6, lw=4, alpha=0.9),
        text("charts.p90", lang): Line2D([], [], color=ORANGE, marker="D", ms=6, lw=4, alpha=0.9),
        text("charts.target", lang, minutes=plain(result.scenario.target_min, lang)): Line2D([], [], **TARGET),
    }


def _legend(ax: "Axes", result: "Result", lang: str) -> None:
    entries = legend_of(result, lang)
    place: dict[str, Any] = {"loc": "lower right", "bbox_to_anchor": (1.0, 1.0), "ncols": 3}
    ax.legend([*entries.values()], [*entries], borderaxespad=0.2, **place)


def _note(result: "Result", which: str, lang: str) -> str:
    return " ".join([basis(result, lang), text(f"charts.{which}.note", lang), text("charts.interval_note", lang)])


def _minutes(found: Estimate, lang: str) -> str:
    return plain(round(found.mean, 1), lang)


def _alt_groups(found: dict[str, tuple[Estimate, Estimate]], lang: str) -> str:
    best, *_, worst = [*found] * 2
    said = {"best": best, "best_min": _minutes(found[best][0], lang)}
    return text("charts.service.alt", lang, worst=worst, worst_min=_minutes(found[worst][0], lang), **said)
