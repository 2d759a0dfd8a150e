"""How many wait, quarter of an hour by quarter of an hour, and where."""

from typing import TYPE_CHECKING

import numpy as np

from sim.language import language, text
from sim.language.arguments import checked
from sim.measures.queue_profile import QueueProfile, queue_profile
from sim.office.clock import clock_words
from sim.runs import Result
from sim.views.charts.chart import Chart
from sim.views.charts.style import BLUE, HOUR_S, SKY, SOFT, canvas, clock_on, figures_on, head, plain
from sim.views.charts.words import basis, kept_visits, of_office, something
from sim.views.titles import lines

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MIDNIGHT_S = 24 * HOUR_S


@checked
def queue_by_time(result: "Result", lang: str | None = None, office: str = "") -> Chart:
    """How many wait in all lines through the day: the mean, and the range of eight days in ten.

    In a region: in all offices together, or in one. Raises BadRequest where the visits of the runs were not
    kept, and for an office that there is not.
    """
    lang = language(lang)
    title = of_office(result, text("charts.queue.title", lang), office, lang)
    there = [name for _, names in lines(result, lang, office) for name in names]
    profile = queue_profile(result.plan, kept_visits(result, lang), there)
    with canvas() as (figure, ax):
        draw_queue(ax, profile, lang)
        ends = ends_of([profile])
        clock_till_midnight(ax, ends)
        ax.legend(loc="upper right")
        ax.set_ylabel(text("charts.waiting", lang))
        head(figure, title, and_after_midnight(f"{basis(result, lang)} {_word('note', lang)}", ends, lang))
    return Chart(figure, _alt(profile, lang))


@checked
def queue_by_station(result: "Result", lang: str | None = None, office: str = "") -> Chart:
    """Where people wait through the day: a panel for each station, on one scale.

    In a region: the same station of all offices together, or the stations of one. Raises BadRequest where the
    visits of the runs were not kept, and for an office that there is not.
    """
    lang = language(lang)
    visits = kept_visits(result, lang)
    heading = of_office(result, text("charts.queue.title_stations", lang), office, lang)
    profiles = {title: queue_profile(result.plan, visits, names) for title, names in lines(result, lang, office)}
    something(profiles, "no_stations", lang)
    columns = 2 if len(profiles) > 1 else 1
    rows = -(-len(profiles) // columns)
    shared = {"sharex": True, "sharey": True, "squeeze": False}
    with canvas(rows, columns, 1.7 + 1.65 * rows, **shared) as (figure, axes):
        for ax, (title, profile) in zip(axes.flat, profiles.items(), strict=False):
            ax.set_title(title)
            _draw_mean(ax, profile, lang)
        for ax in axes.flat[len(profiles) :]:
            ax.set_visible(False)
            axes[-2][-1].tick_params(labelbottom=True)
        ends = ends_of(list(profiles.values()))
        clock_till_midnight(axes[0][0], ends, columns)
        axes[0][0].set_ylim(bottom=0)
        figure.supylabel(text("charts.waiting", lang), fontsize=9.5, color=SOFT)
        note = f"{basis(result, lang)} {_word('note_stations', lang)}"
        head(figure, heading, and_after_midnight(note, ends, lang))
    return Chart(figure, _alt_stations(profiles, lang))


def draw_queue(ax: "Axes", profile: QueueProfile, lang: str) -> None:
    """The mean line, and between what eight days in ten lie."""
    at, low, high = profile.moments_s, profile.day_low, profile.day_high
    ax.fill_between(at, low, high, color=SKY, alpha=0.3, lw=0, label=_word("days", lang))
    _draw_mean(ax, profile, lang)
    ax.set_ylim(bottom=0)


def _draw_mean(ax: "Axes", profile: QueueProfile, lang: str) -> None:
    at = profile.moments_s
    mean, low, high = (np.array([getattr(e, part) for e in profile.mean]) for part in ("mean", "low", "high"))
    ax.fill_between(at, low, high, color=BLUE, alpha=0.45, lw=0)
    ax.plot(at, mean, color=BLUE, lw=1.8, label=_word("mean", lang))
    figures_on(ax.yaxis, lang)
    ax.grid(visible=False, axis="x")


def ends_of(profiles: list[QueueProfile]) -> tuple[int, int]:
    """From when to when anybody to speak of waits, in seconds since midnight."""
    busy = [p.moments_s[np.array([e.mean for e in p.mean]) >= 0.05] for p in profiles]
    busy = [moments for moments in busy if len(moments)] or [p.moments_s for p in profiles]
    return min(int(m[0]) for m in busy) - 900, max(int(m[-1]) for m in busy) + 900


def clock_till_midnight(ax: "Axes", ends: tuple[int, int], columns: int = 1) -> None:
    """A horizontal axis of the day; what lies beyond midnight is cut."""
    clock_on(ax, ends[0], min(ends[1], MIDNIGHT_S), columns)


def and_after_midnight(note: str, ends: tuple[int, int], lang: str) -> str:
    """A note, and that people still wait at midnight where they do."""
    return f"{note} {_word('midnight', lang)}" if ends[1] > MIDNIGHT_S else note


def _word(what: str, lang: str) -> str:
    return text(f"charts.queue.{what}", lang)


def _alt(profile: QueueProfile, lang: str) -> str:
    peak = profile.peak
    return text(
        "charts.queue.alt",
        lang,
        time=clock_words(int(profile.moments_s[peak])),
        people=plain(round(profile.mean[peak].mean, 1), lang),
        low=plain(round(profile.day_low[peak]), lang),
        high=plain(round(profile.day_high[peak]), lang),
    )


def _alt_stations(profiles: dict[str, QueueProfile], lang: str) -> str:
    worst = max(profiles, key=lambda title: profiles[title].mean[profiles[title].peak].mean)
    profile = profiles[worst]
    time = clock_words(int(profile.moments_s[profile.peak]))
    people = plain(round(profile.mean[profile.peak].mean, 1), lang)
    return text("charts.queue.alt_stations", lang, station=worst, time=time, people=people)
