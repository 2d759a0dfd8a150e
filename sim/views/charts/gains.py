"""Who gains by a reform and who loses: citizens by group, each held against itself."""

from typing import TYPE_CHECKING, NamedTuple

from sim.language import language, percent, text
from sim.language.arguments import checked
from sim.measures import Estimate
from sim.measures.gains import Move
from sim.runs import Comparison, Result
from sim.views.charts.chart import Chart
from sim.views.charts.style import GREEN, INK, RED, SOFT, canvas, head, share_at
from sim.views.charts.words import and_left_out, basis_of, something
from sim.views.shown import CUTS
from sim.views.titles import groups, titled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes


PANELS = (("wait", "wait_fell", "wait_rose"), ("trust", "trust_rose", "trust_fell"))
LEAST_REACH = 0.02
"""The shares that are shown at least, so that a thousandth does not look like a landslide."""


class Row(NamedTuple):
    """A group of citizens, or all of them; `apart` where a division of citizens begins."""

    title: str
    by: str
    name: str
    apart: bool


@checked
def who_gained(comparison: "Comparison", variant: "Result | None" = None, lang: str | None = None) -> Chart:
    """Shares of each group of citizens who wait less or more, and trust more or less, than without a variant.

    Of the first variant unless another is given. Raises BadRequest where it is not known who gained: without
    `[opinion]`, or with other citizens.
    """
    lang = language(lang)
    variant = variant or comparison.variants[0]
    found = comparison.gains(variant)
    something(found, "no_reform_acts" if comparison.not_applicable(variant) else "no_gains", lang)
    rows = _rows(comparison.baseline, found, lang)
    at = _places(rows)
    with canvas(1, 2, 1.9 + 0.3 * len(rows), sharey=True) as (figure, axes):
        for ax, (what, gained, lost) in zip(axes, PANELS, strict=True):
            for row, place in zip(rows, at, strict=True):
                _draw(ax, place, found[Move(gained, row.by, row.name)], GREEN, 1)
                _draw(ax, place, found[Move(lost, row.by, row.name)], RED, -1)
            _dress(ax, what, lang)
        axes[0].set_yticks(at, [row.title for row in rows], color=INK)
        axes[0].set_ylim(min(at) - 0.7, max(at) + 0.7)
        title = text("charts.gains.title", lang, variant=titled(variant.scenario, lang))
        note = f"{basis_of(comparison, lang)} {text('charts.gains.note', lang)}"
        head(figure, title, and_left_out(note, comparison.variants, [variant], lang))
    return Chart(figure, and_left_out(_alt(comparison.baseline, found, lang), comparison.variants, [variant], lang))


def _rows(baseline: "Result", found: "Mapping[Move, Estimate]", lang: str) -> list[Row]:
    rows = [Row(text("results.people.everybody", lang), "", "", apart=False)]
    for by in ("class", *CUTS):
        known = [(name, title) for name, title in groups(baseline, by, lang) if found.get(Move("trust_rose", by, name))]
        there = [(name, title) for name, title in known if found[Move("trust_rose", by, name)].runs]
        if len(there) > 1:
            rows += [Row(title, by, name, apart=place == 0) for place, (name, title) in enumerate(there)]
    return rows


def _places(rows: list[Row]) -> list[float]:
    """From the top down, with a gap above each division."""
    at, places = 0.0, []
    for row in rows:
        at -= 1.5 if row.apart else 1.0
        places.append(at)
    return places


def _draw(ax: "Axes", place: float, share: Estimate, colour: str, side: int) -> None:
    if not share.runs:
        return
    ax.barh(place, side * share.mean, height=0.74, color=colour, alpha=0.75)
    ax.hlines(place, side * max(share.low, 0.0), side * share.high, color=INK, lw=1.4)


def _dress(ax: "Axes", what: str, lang: str) -> None:
    ax.axvline(0, color=SOFT, lw=1)
    ax.set_title(text(f"charts.gains.{what}", lang))
    ax.set_xlabel(text(f"charts.gains.axis_{what}", lang))
    reach = max(LEAST_REACH, *(abs(end) for end in ax.get_xlim()))
    ax.set_xlim(-reach, reach)
    ax.locator_params(axis="x", nbins=5)
    ax.xaxis.set_major_formatter(lambda value, _: share_at(abs(value), lang))
    ax.grid(visible=False, axis="y")


def best_and_worst(baseline: "Result", found: "Mapping[Move, Estimate]", lang: str) -> tuple[str, str]:
    """The groups of which most and fewest wait less rather than more; the same, or none, where there is no telling."""
    net = {
        row.title: found[Move("wait_fell", row.by, row.name)].mean - found[Move("wait_rose", row.by, row.name)].mean
        for row in _rows(baseline, found, lang)[1:]
        if found[Move("wait_fell", row.by, row.name)].runs
    }
    return (max(net, key=net.__getitem__), min(net, key=net.__getitem__)) if net else ("", "")


def _alt(baseline: "Result", found: "Mapping[Move, Estimate]", lang: str) -> str:
    """All citizens, and the groups that gained most and least in waiting."""
    shares = {move: percent(found[Move(move)].mean, lang) for _, *moves in PANELS for move in moves}
    told = text("charts.gains.alt", lang, **shares)
    best, worst = best_and_worst(baseline, found, lang)
    return told if best == worst else f"{told} {text('charts.gains.alt_groups', lang, best=best, worst=worst)}"
