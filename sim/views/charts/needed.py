"""How many officers it takes, and how the wait rises with the load."""

from typing import TYPE_CHECKING, Any

from sim.experiments.needed.needed import Needed
from sim.language import language, percent, text
from sim.language.arguments import checked
from sim.measures import Estimate
from sim.runs import Comparison, Result
from sim.views.charts.chart import Chart
from sim.views.charts.style import COLOURS, DASHES, INK, MARKERS, RED, SOFT, canvas, figures_on, head, plain
from sim.views.charts.words import and_left_out, basis, basis_of, something
from sim.views.sections.needed import counted
from sim.views.titles import titled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LINE: dict[str, Any] = {"color": RED, "lw": 1.2, "ls": (0, (4, 3)), "zorder": 0}
WAIT, LOAD = "wait_of_all_mean_min", "offered_load"
FULL = 1.0
"""From this load on more work comes than those who do it have time for."""
WIDTH = 0.3
"""The least range of loads that is drawn."""
POINTS = "oDs^vP*X"


@checked
def officers_needed(needed: Needed, lang: str | None = None) -> Chart:
    """The share of all visits served within the target by number of officers, a line a demand, beside what is asked."""
    lang = language(lang)
    demands = _central_first(needed)[: len(COLOURS)]
    called = titled(needed.of, lang)
    with canvas() as (figure, ax):
        for demand, colour, marker, dash in zip(demands, COLOURS, MARKERS, DASHES, strict=False):
            tries = needed.curve(demand)
            shares = [one.share for one in tries]
            at = [one.number for one in tries]
            _draw(ax, at, shares, colour=colour, marker=marker, ls=dash, label=_demand(demand, lang))
        ax.axhline(needed.target, **LINE, label=text("charts.needed.asked", lang, target=percent(needed.target, lang)))
        fewest = needed.fewest()
        if fewest is not None:
            ax.axvline(fewest, color=SOFT, lw=1, ls=(0, (2, 2)), zorder=0)
        ax.xaxis.get_major_locator().set_params(integer=True)
        ax.set_xlabel(text(f"charts.needed.{needed.what}", lang, group=called))
        ax.set_ylabel(text("charts.needed.share", lang, minutes=plain(needed.scenario.target_min, lang)))
        ax.legend(loc="lower right")
        ax.grid(visible=False, axis="x")
        figures_on(ax.xaxis, lang)
        figures_on(ax.yaxis, lang, share=True)
        note = text("charts.needed.note", lang)
        head(
            figure,
            text(f"needed.title.{needed.what}", lang, title=called),
            f"{basis(needed.tries[0].result, lang)} {note}",
        )
    return Chart(figure, _answer(needed, lang))


@checked
def wait_against_load(found: Needed | Comparison, lang: str | None = None) -> Chart:
    """The mean wait against the offered load: of numbers of officers and demands, or of compared scenarios.

    The wait is that of all who stood in line. Of a `Needed` the load is that of the group that was varied, of a
    comparison that of all officers. Raises BadRequest where no load is known.
    """
    lang = language(lang)
    with canvas() as (figure, ax):
        told = _tries(ax, found, lang) if isinstance(found, Needed) else _scenarios(ax, found, lang)
        something(told, "no_load", lang)
        low, high = _as_wide_as_it_matters(ax)
        if low < FULL < high:
            ax.axvline(FULL, **LINE, label=text("charts.load.full", lang))
        ax.set_ylim(bottom=0)
        ax.set_xlabel(text("charts.load.axis", lang))
        ax.set_ylabel(text("charts.load.wait", lang))
        _legend_above(ax) if isinstance(found, Comparison) else ax.legend(loc="upper left")
        figures_on(ax.xaxis, lang, share=True)
        figures_on(ax.yaxis, lang)
        notes = ["note", "numbers"] if isinstance(found, Needed) else ["note"]
        said = " ".join([_basis(found, lang), *(text(f"charts.load.{name}", lang) for name in notes)])
        head(figure, text("charts.load.title", lang), said)
    (least, *_), (*_, most) = sorted(told), sorted(told)
    ends = {"load": percent(least[0], lang), "wait": _min(least[1], lang)}
    alt = text("charts.load.alt", lang, most=percent(most[0], lang), longest=_min(most[1], lang), **ends)
    return Chart(figure, and_left_out(alt, *_left_out(found), lang))


def _as_wide_as_it_matters(ax: "Axes") -> tuple[float, float]:
    """The ends of the axis of loads; where all are nearly the same it is widened, lest chance look like more."""
    low, high = ax.get_xlim()
    spare = max(0.0, WIDTH - (high - low)) / 2
    ax.set_xlim(low - spare, high + spare)
    return ax.get_xlim()


def _legend_above(ax: "Axes") -> None:
    ax.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=2, borderaxespad=0.3)


def _tries(ax: "Axes", needed: Needed, lang: str) -> list[tuple[float, float]]:
    """A line for each demand, from many officers to few."""
    told = []
    for demand, colour, marker, dash in zip(_central_first(needed), COLOURS, MARKERS, DASHES, strict=False):
        tries = needed.curve(demand)
        points = [(_load(one.result, needed.of.name), one.result.estimate(WAIT), one.number) for one in tries]
        points = [point for point in points if point[0].runs and point[1].runs]
        loads, waits = [load.mean for load, _, _ in points], [wait for _, wait, _ in points]
        _draw(ax, loads, waits, colour=colour, marker=marker, ls=dash, label=_demand(demand, lang))
        told += [(load, wait.mean) for load, wait in zip(loads, waits, strict=True)]
        if demand == FULL:
            _numbered(ax, points)
    return told


def _numbered(ax: "Axes", points: list[tuple[Estimate, Estimate, int]]) -> None:
    """The number of officers beside each point."""
    for load, wait, officers in points:
        ax.annotate(
            str(officers), (load.mean, wait.mean), (6, -11), textcoords="offset points", color=INK, fontsize=8.5
        )


def _scenarios(ax: "Axes", comparison: Comparison, lang: str) -> list[tuple[float, float]]:
    """A point for each scenario, with the interval of its wait."""
    told = []
    for place, one in enumerate(comparison.results[: len(POINTS)]):
        load, wait = _load(one, ""), one.estimate(WAIT)
        if load.runs and wait.runs:
            colour, marker = COLOURS[place % len(COLOURS)], POINTS[place]
            _draw(ax, [load.mean], [wait], colour=colour, marker=marker, ls="", label=titled(one.scenario, lang))
            told.append((load.mean, wait.mean))
    return told


def _left_out(found: Needed | Comparison) -> tuple[tuple[Result, ...], tuple[Result, ...]]:
    results = () if isinstance(found, Needed) else found.results
    return results, results[: len(POINTS)]


def _draw(ax: "Axes", at: list[Any], found: list[Estimate], *, colour: str, marker: str, ls: Any, label: str) -> None:
    ax.vlines(at, [one.low for one in found], [one.high for one in found], color=colour, lw=4, alpha=0.45)
    ax.plot(at, [one.mean for one in found], marker=marker, color=colour, ls=ls, ms=6, lw=1.5, label=label)


def _load(result: Result, group: str) -> Estimate:
    """Of a group; in a region of all officers, since the group is in every office."""
    known = [key for key in result.keys if key[:2] == (LOAD, "group") and key.group == group]
    return result.estimate(LOAD, "group", group) if known else result.estimate(LOAD)


def _basis(found: Needed | Comparison, lang: str) -> str:
    if isinstance(found, Needed):
        return basis(found.tries[0].result, lang)
    return and_left_out(basis_of(found, lang), *_left_out(found), lang)


def _central_first(needed: Needed) -> list[float]:
    return sorted(needed.demands, key=lambda demand: (demand != FULL, demand))


def _demand(demand: float, lang: str) -> str:
    return text("charts.needed.demand", lang, demand=percent(demand, lang))


def _min(value: float, lang: str) -> str:
    return plain(round(value, 1), lang)


def _answer(needed: Needed, lang: str) -> str:
    fewest = needed.fewest()
    at = next((one for one in needed.curve() if one.number == fewest), needed.curve()[-1])
    said = {"target": percent(needed.target, lang), "minutes": plain(needed.scenario.target_min, lang)}
    key = "charts.needed.alt_none" if fewest is None else "charts.needed.alt"
    return text(key, lang, count=counted(needed, at.number, lang), share=percent(at.share.mean, lang), **said)
