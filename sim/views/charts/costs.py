"""What reforms cost, beside the waiting that they save."""

from textwrap import fill
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.language import language, number, text
from sim.language.arguments import checked
from sim.measures import Estimate
from sim.runs import Comparison
from sim.runs.comparing.costs import Price, Saving, prices
from sim.views.charts.chart import Chart
from sim.views.charts.style import BLUE, GREEN, INK, SOFT, canvas, figures_on, head
from sim.views.charts.words import basis_of, something
from sim.views.notation import minus, with_interval
from sim.views.titles import titled

if TYPE_CHECKING:
    from matplotlib.axes import Axes


MILLION, THOUSAND = 1e6, 1e3
LABEL, UNDER = 30, 24
"""Letters in a line of a title, and below an axis beside another."""
ORDER = (Saving.PAYS, Saving.SAVES, Saving.LITTLE, Saving.CANNOT_TELL, Saving.NONE)
BESIDE: dict[str, Any] = {"xycoords": ("axes fraction", "data"), "va": "center", "color": INK, "fontsize": 9}
AT_END: dict[str, Any] = {
    "xytext": (4, 0),
    "textcoords": "offset points",
    "va": "center",
    "color": SOFT,
    "fontsize": 8.5,
}


@checked
def cost_and_saving(comparison: "Comparison", lang: str | None = None) -> Chart:
    """The cost of each variant over the days measured, beside the minutes of waiting it saves all visits together.

    The cheapest minute is on top; what saves none for certain stands below. Raises BadRequest where no cost is known.
    """
    lang = language(lang)
    rows = _rows(comparison, lang)
    something(rows, "no_costs", lang)
    with canvas(1, 2, 2.0 + 0.45 * len(rows), sharey=True) as (figure, (left, right)):
        for place, (_, price) in enumerate(rows):
            _draw_cost(left, place, price, lang)
            _draw_saving(right, place, price, lang)
        left.set_yticks(range(len(rows)), [fill(title, LABEL) for title, _ in rows], color=INK)
        left.set_ylim(-0.6, len(rows) - 0.4)
        right.axvline(0, color=SOFT, lw=1, zorder=0)
        for ax, what in ((left, "cost"), (right, "saved")):
            ax.set_xlabel(fill(text(f"charts.costs.{what}", lang), UNDER))
            ax.grid(visible=False, axis="y")
            ax.margins(x=0.2 if ax is left else 0.06)
            figures_on(ax.xaxis, lang)
        note = f"{basis_of(comparison, lang)} {text('charts.costs.note', lang)}"
        head(figure, text("charts.costs.title", lang), note)
    return Chart(figure, " ".join(_sentence(*row, lang) for row in reversed(rows)))


def _rows(comparison: "Comparison", lang: str) -> list[tuple[str, Price]]:
    """Title and price of waiting of each variant, the best last, which is on top of a chart."""
    found = [(titled(v.scenario, lang), prices(comparison, v)[0]) for v in comparison.variants if prices(comparison, v)]
    return sorted(found, key=lambda row: _rank(row[1]), reverse=True)


def _rank(price: Price) -> tuple[int, float]:
    known = price.verdict is Saving.SAVES
    return ORDER.index(price.verdict), price.rupiah.mean if known else -price.saved.mean


def _draw_cost(ax: "Axes", place: int, price: Price, lang: str) -> None:
    cost = price.cost / MILLION
    ax.barh(place, cost, height=0.55, color=BLUE, alpha=0.85)
    ax.annotate(minus(number(cost, lang, 0 if abs(cost) >= 10 else 1)), (max(cost, 0.0), place), **AT_END)


def _draw_saving(ax: "Axes", place: int, price: Price, lang: str) -> None:
    saves = price.verdict in (Saving.SAVES, Saving.PAYS)
    colour, marker = (GREEN, "o") if saves else (SOFT, "s")
    mean, low, high = (value / THOUSAND for value in price.saved[:3])
    ax.hlines(place, low, high, color=colour, lw=4, alpha=0.55)
    ax.plot(mean, place, marker, color=colour, ms=7)
    ax.annotate(_price_words(price, lang), (1.03, place), annotation_clip=False, **BESIDE)


def _price_words(price: Price, lang: str) -> str:
    if price.verdict is not Saving.SAVES:
        return fill(text(f"results.cost.{price.verdict}", lang), 18)
    return text("charts.costs.each", lang, rupiah=with_interval(_whole(price.rupiah), lang)).replace(" (", "\n(", 1)


def _whole(found: Estimate) -> Estimate:
    """Whole rupiah, where an amount is more than a few."""
    if found.mean < 10:
        return found
    mean, low, high = (float(np.round(value)) for value in found[:3])
    return Estimate(mean, low, high, found.runs)


def _sentence(title: str, price: Price, lang: str) -> str:
    values = {
        "cost": minus(number(price.cost / MILLION, lang, 1)),
        "price": _price_words(price, lang).replace("\n", " "),
    }
    saved = minus(number(price.saved.mean / THOUSAND, lang, 1))
    return text("charts.costs.alt", lang, title=title, saved=saved, **values)
