"""A scenario beside the days of a log: the line by quarter of an hour, the waits, the days, the ranks."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from sim.calibration.validation import Told, Validation
from sim.language import date_words, language, month_words, text
from sim.language.arguments import checked
from sim.office.clock import clock_words
from sim.views.charts.chart import Chart
from sim.views.charts.style import BLUE, INK, ORANGE, RED, SKY, SOFT, canvas, clock_on, figures_on, head, plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LONGEST_SHARE = 0.995
"""So many of the waits are shown."""
MOST_NAMES = 16
MOST_DAYS = 60
"""Of more, those with the longest lines are shown."""
TENTHS = 10


@checked
def queue_seen(told: Told | Validation, lang: str | None = None) -> Chart:
    """The mean line of the days, seen and simulated, with the band in which nine of ten simulated days lie."""
    told, lang = _of(told), language(lang)
    at, rows = told.line["at_s"].to_numpy(float), told.line
    with canvas() as (figure, ax):
        ax.fill_between(at, rows["low"], rows["high"], color=SKY, alpha=0.3, lw=0, label=_word("band", lang))
        ax.plot(at, rows["told"], color=BLUE, lw=1.8, label=_word("told", lang))
        ax.plot(at, rows["seen"], color=INK, lw=1.8, ls=(0, (4, 2)), label=_word("seen", lang))
        clock_on(ax, int(at[0]), int(at[-1]))
        figures_on(ax.yaxis, lang)
        ax.set_ylim(bottom=0)
        ax.set_ylabel(text("charts.waiting", lang))
        ax.legend(loc="upper right")
        head(figure, _word("queue_title", lang), _note(told, lang))
    peak = int(rows["seen"].argmax())
    values = {"time": clock_words(int(at[peak])), "seen": plain(round(rows["seen"].iloc[peak], 1), lang)}
    told_there = plain(round(rows["told"].iloc[peak], 1), lang)
    return Chart(figure, text("calibrate.chart_queue_alt", lang, **values, told=told_there))


@checked
def waits_seen(told: Told | Validation, lang: str | None = None) -> Chart:
    """The waits as two distributions: the share who waited no longer."""
    told, lang = _of(told), language(lang)
    with canvas() as (figure, ax):
        longest = 1.0
        for values, colour, style, name in ((told.seen, INK, (0, (4, 2)), "seen"), (told.told, BLUE, "-", "told")):
            if len(values):
                marks = np.quantile(values, np.linspace(0.0, 1.0, 401))
                ax.plot(marks, np.linspace(0.0, 1.0, 401), color=colour, ls=style, lw=1.8, label=_word(name, lang))
                longest = max(longest, float(np.quantile(values, LONGEST_SHARE)))
        ax.set_xlim(0.0, longest)
        ax.set_ylim(0.0, 1.0)
        figures_on(ax.xaxis, lang)
        figures_on(ax.yaxis, lang, share=True)
        people = told.kind == "snapshots"
        ax.set_xlabel(text("charts.waiting" if people else "charts.minutes", lang))
        ax.legend(loc="lower right")
        apart = plain(round(told.apart, 1), lang)
        note = text(f"calibrate.chart_apart{'_people' if people else ''}", lang, minutes=apart)
        head(figure, _word("lengths_title" if people else "waits_title", lang), note)
    return Chart(figure, text(f"calibrate.chart_{'lengths' if people else 'waits'}_alt", lang, minutes=apart))


@checked
def days_seen(told: Told | Validation, lang: str | None = None) -> Chart:
    """The mean wait (line, visits) of each day, and where half and nine tenths of its simulations lie."""
    told, lang = _of(told), language(lang)
    every = told.days[(told.days["measure"] == told.lead) & told.days["seen"].notna()]
    own = every.nlargest(MOST_DAYS, "seen").sort_index().reset_index(drop=True)
    at = np.arange(len(own))
    within, days = told.inside()
    with canvas() as (figure, ax):
        ax.vlines(at, own["low90"], own["high90"], color=SKY, lw=3, label=_word("nine", lang))
        ax.vlines(at, own["low50"], own["high50"], color=BLUE, lw=5, label=_word("half", lang))
        outside = (np.abs(own["rank"] - 0.5) > 0.45).to_numpy()
        ax.scatter(at[~outside], own["seen"][~outside], color=INK, s=22, zorder=3, label=_word("seen", lang))
        if outside.any():
            label = _word("outside", lang)
            ax.scatter(at[outside], own["seen"][outside], color=RED, marker="D", s=26, zorder=3, label=label)
        _named(ax, list(own["day"]), lang, month_words if told.lead == "visits_month" else date_words)
        figures_on(ax.yaxis, lang)
        ax.set_ylim(bottom=0)
        ax.set_ylabel(text(f"calibrate.measure_{told.lead}", lang))
        ax.legend(loc="upper left", ncols=4, bbox_to_anchor=(0.0, 1.12), borderaxespad=0.0)
        notes = [text("calibrate.chart_inside", lang, inside=within, days=days)]
        notes += [text("calibrate.chart_longest", lang, shown=len(own))] if len(own) < len(every) else []
        head(figure, _led(told, "days_title", lang), " ".join(notes))
    return Chart(figure, text("calibrate.chart_inside", lang, inside=within, days=days))


@checked
def ranks_seen(told: Told | Validation, lang: str | None = None) -> Chart:
    """In which tenth of its simulations each day lies: level where the intervals are right."""
    told, lang = _of(told), language(lang)
    counts = told.ranks(TENTHS)
    usual = counts.sum() / TENTHS
    with canvas(height=3.2) as (figure, ax):
        ax.bar(np.arange(TENTHS) + 0.5, counts, width=0.9, color=BLUE)
        ax.axhline(usual, color=ORANGE, lw=1.4, ls=(0, (4, 3)), label=_word("level", lang))
        ax.set_ylim(0.0, 1.3 * counts.max())
        ax.set_xticks([0, 5, 10], [_led(told, "lowest", lang), _word("middle", lang), _led(told, "highest", lang)])
        ax.set_ylabel(_word("of_days", lang))
        ax.yaxis.get_major_locator().set_params(integer=True)
        ax.grid(visible=False, axis="x")
        ax.legend(loc="upper right")
        head(figure, _word("ranks_title", lang), _word("ranks_note", lang))
    return Chart(figure, text("calibrate.chart_ranks_alt", lang, counts=", ".join(map(str, counts.tolist()))))


def pictures_of(told: Told) -> tuple[Callable[[Told, str], Chart], ...]:
    """The pictures that can be drawn: of totals nobody saw a line or single waits."""
    return (days_seen, *((queue_seen, waits_seen) if len(told.line) else ()), ranks_seen)


def _of(told: Told | Validation) -> Told:
    """What was held against the days; of a validation in several modes the first."""
    return next(iter(told.told.values())) if isinstance(told, Validation) else told


def _named(ax: "Axes", days: Sequence[object], lang: str, words: Callable[[date, str], str]) -> None:
    step = -(-len(days) // MOST_NAMES)
    ax.set_xticks(range(0, len(days), step), [words(day, lang) for day in days[::step]])  # type: ignore[arg-type]
    ax.tick_params(axis="x", labelrotation=40, labelsize=8, labelcolor=SOFT)
    for label in ax.get_xticklabels():
        label.set_horizontalalignment("right")
    ax.grid(visible=False, axis="x")


def _note(told: Told, lang: str) -> str:
    return text("calibrate.chart_days", lang, days=told.inside()[1])


def _led(told: Told, name: str, lang: str) -> str:
    """The word for the measure that says most."""
    return _word(name if told.lead == "wait_mean" else f"{name}_{told.lead}", lang)


def _word(name: str, lang: str) -> str:
    return text(f"calibrate.chart_{name}", lang)
