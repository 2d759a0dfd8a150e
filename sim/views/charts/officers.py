"""How busy officers are."""

from typing import TYPE_CHECKING

from sim.language import language, percent, text
from sim.language.arguments import checked
from sim.measures import Estimate
from sim.runs import Result
from sim.views.charts.chart import Chart
from sim.views.charts.style import BLUE, INK, canvas, figures_on, head
from sim.views.charts.words import basis, of_office, something
from sim.views.titles import groups

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@checked
def utilisation(result: "Result", lang: str | None = None, office: str = "") -> Chart:
    """How much of their time at work officers spend serving, with intervals; the busiest on top.

    In a region: that of each office, or of the officers of one `office`. Raises BadRequest for one that there is not.
    """
    lang = language(lang)
    by = "officer" if office or len(result.scenario.offices) < 2 else "office"
    title = of_office(result, text(f"charts.officers.title_{by}", lang), office, lang)
    names = [
        group
        for group, there in zip(groups(result, by, lang), _homes(result, by), strict=True)
        if office in ("", there)
    ]
    found = {said: result.estimate("utilisation", by, name) for name, said in names}
    something(found, "no_officers", lang)
    with canvas(height=1.5 + 0.36 * len(found)) as (figure, ax):
        draw_shares(ax, found, lang)
        ax.set_xlabel(text("charts.officers.axis", lang))
        head(figure, title, f"{basis(result, lang)} {text('charts.officers.note', lang)}")
    busiest, idlest = (pick(found, key=lambda name: found[name].mean) for pick in (max, min))
    shares = {"most": percent(found[busiest].mean, lang), "least": percent(found[idlest].mean, lang)}
    return Chart(figure, text("charts.officers.alt", lang, busiest=busiest, idlest=idlest, **shares))


def draw_shares(ax: "Axes", found: dict[str, Estimate], lang: str) -> None:
    """A bar for each share with its interval and in figures, the largest on top."""
    order = sorted(found, key=lambda name: found[name].mean)
    means = [found[name].mean for name in order]
    ax.barh(order, means, height=0.62, color=BLUE, alpha=0.85)
    ax.hlines(order, [found[n].low for n in order], [found[n].high for n in order], color=INK, lw=1.6)
    for place, name in enumerate(order):
        end = max(found[name].mean, found[name].high if found[name].runs > 1 else 0.0)
        ax.annotate(percent(found[name].mean, lang), (end, place), (5, 0), textcoords="offset points", va="center")
    ax.set_yticks(range(len(order)), order, color=INK)
    ax.set_xlim(0, max(1.0, max(means) + 0.1))
    ax.grid(visible=False, axis="y")
    figures_on(ax.xaxis, lang, share=True)


def _homes(result: "Result", by: str) -> list[str]:
    """The office that each officer belongs to, or each office."""
    offices = result.plan.names.offices
    return [offices[place] for place in result.plan.arrays.officer["office"]] if by == "officer" else list(offices)
