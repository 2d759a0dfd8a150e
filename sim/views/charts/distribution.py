"""How waits are spread: how many of those served wait how long."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.language import language, percent, text
from sim.language.arguments import checked
from sim.measures import Estimate, estimate
from sim.measures.wait_shares import classes, shares_by_class, waits_min
from sim.runs import Comparison, Result
from sim.views.charts.chart import Chart
from sim.views.charts.style import BLUE, INK, ORANGE, canvas, figures_on, head, plain
from sim.views.charts.waits import TARGET
from sim.views.charts.words import and_left_out, basis, kept_visits, something
from sim.views.titles import titled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHOWN = 2
LOOKS: tuple[dict[str, Any], ...] = (
    {"color": BLUE, "alpha": 0.85},
    {"facecolor": "none", "edgecolor": ORANGE, "lw": 1.8, "hatch": "///"},
)
"""Of the first scenario full bars, of the second hatched ones: to be told apart in grey."""


@checked
def wait_distribution(results: Result | Comparison, lang: str | None = None) -> Chart:
    """The share of those served that wait up to five minutes, five to ten …, with intervals, beside the target.

    Of a comparison: the first two. Raises BadRequest where the visits of the runs were not kept, or nobody was served.
    """
    lang = language(lang)
    given = results.results if isinstance(results, Comparison) else (results,)
    shown = given[:SHOWN]
    waits = [[waits_min(one.plan, rows) for rows in kept_visits(one, lang)] for one in shown]
    something([own for one in waits for own in one if len(own)], "no_served", lang)
    target = shown[0].scenario.target_min
    width, count = classes([own for one in waits for own in one], target)
    found = [_shares(one, width, count) for one in waits]
    with canvas() as (figure, ax):
        for place, (one, shares) in enumerate(zip(shown, found, strict=True)):
            _draw(ax, shares, place, len(shown), titled(one.scenario, lang))
        said = text("charts.target", lang, minutes=plain(target, lang))
        ax.axvline(target / width - 0.5, **TARGET, label=said)
        _dress(ax, width, count, lang)
        ax.legend(loc="upper right")
        note = f"{basis(shown[0], lang)} {text('charts.spread.note', lang)} {text('charts.black_line', lang)}"
        head(figure, text("charts.spread.title", lang), and_left_out(note, given, shown, lang))
    alt = " ".join(_told(one, lang) for one in shown)
    return Chart(figure, and_left_out(alt, given, shown, lang))


def _shares(waits: "list[np.ndarray]", width: int, count: int) -> list[Estimate]:
    runs = np.array([shares_by_class(own, width, count) for own in waits])
    return [estimate(column, limits=(0.0, 1.0)) for column in runs.T]


def _draw(ax: "Axes", shares: list[Estimate], place: int, of: int, title: str) -> None:
    wide = 0.9 / of
    at = np.arange(len(shares)) + wide * (place - (of - 1) / 2)
    ax.bar(at, [one.mean for one in shares], width=wide, label=title, **LOOKS[place])
    ax.vlines(at, [one.low for one in shares], [one.high for one in shares], color=INK, lw=1.4)


def _dress(ax: "Axes", width: int, count: int, lang: str) -> None:
    """The minutes stand where two bars meet; below the last bar, which holds all longer waits, from where on."""
    ends = [plain(width * place, lang) for place in range(count - 1)]
    longer = text("charts.spread.above", lang, first=plain(width * (count - 1), lang))
    ax.set_xticks([*(place - 0.5 for place in range(count - 1)), count - 1], [*ends, longer])
    ax.set_xlabel(text("charts.minutes", lang))
    ax.set_ylabel(text("charts.spread.axis", lang))
    ax.set_xlim(-0.55, count - 0.45)
    ax.grid(visible=False, axis="x")
    figures_on(ax.yaxis, lang, share=True)


def _told(result: Result, lang: str) -> str:
    said = {name: plain(round(result.estimate(f"wait_{name}_min").mean, 1), lang) for name in ("p50", "p90")}
    within = percent(result.estimate("within_target").mean, lang)
    return text("charts.spread.alt", lang, title=titled(result.scenario, lang), within=within, **said)
