"""Which of several reforms changes an outcome, and by how much."""

from textwrap import fill
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.language import language, text
from sim.language.arguments import checked
from sim.measures import LOWER, MEASURES, Key, Verdict
from sim.runs import Comparison, Difference, Result
from sim.views.charts.chart import Chart
from sim.views.charts.style import GREEN, INK, RED, SOFT, canvas, figures_on, head
from sim.views.charts.words import and_left_out, basis_of, something
from sim.views.notation import scaled, signed_interval
from sim.views.sections.idle import verdict_of
from sim.views.titles import groups, titled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes


MARKS: dict[Verdict, tuple[str, str]] = {Verdict.BETTER: (GREEN, "o"), Verdict.WORSE: (RED, "X")}
"""Colour and marker of a verdict; all others are grey squares."""
OTHER = (SOFT, "s")
LABEL, TICKS = 34, 6
BESIDE: dict[str, Any] = {
    "xycoords": ("axes fraction", "data"),
    "va": "center",
    "color": INK,
    "fontsize": 9,
    "annotation_clip": False,
}


class Row(NamedTuple):
    """What a variant changes, of everybody or of a group, and what is said of that."""

    title: str
    found: Difference
    verdict: str


@checked
def reforms_compared(
    comparison: "Comparison", measure: str = "wait_mean_min", lang: str | None = None, by: str = "", group: str = ""
) -> Chart:
    """What each variant changes in one outcome against the baseline, paired, with intervals; the best on top.

    The colour is the verdict. Of one group alone, `by` and `group` are as "channel" and "walk_in"; with `by` alone all
    groups are drawn, from the top. Raises BadRequest where no variant has the measure in common with the baseline.
    """
    lang = language(lang)
    known = [key for key in sorted(comparison.baseline.known) if key[:2] == (measure, by)]
    keys = [Key(measure, by, group)] if group or not known else known
    measured = _measured(comparison, keys[0])
    many = len(keys) > 1
    rows = _by_group(comparison, measured, keys, lang) if many else _rows(comparison, measured, keys[0], lang)
    something(rows, "no_measure", lang)
    label = text(f"measures.{measure}.title", lang)
    if group:
        label += f", {dict(groups(comparison.baseline, by, lang))[group]}"
    with canvas(height=1.9 + 0.47 * len(rows)) as (figure, ax):
        for place, row in enumerate(rows):
            _draw(ax, place, row, lang)
        ax.axvline(0, color=SOFT, lw=1, zorder=0)
        ax.set_yticks(range(len(rows)), [fill(row.title, LABEL) for row in rows], color=INK)
        ax.set_ylim(-0.6, len(rows) - 0.4)
        ax.set_xlabel(text("charts.reforms.axis", lang, measure=label))
        ax.grid(visible=False, axis="y")
        ax.margins(x=0.06)
        ax.locator_params(axis="x", nbins=TICKS)
        figures_on(ax.xaxis, lang)
        note = and_left_out(_note(comparison, lang), comparison.variants, measured, lang)
        head(figure, text("charts.reforms.title", lang, measure=label), note)
    alt = " ".join(_sentence(row, lang) for row in reversed(rows))
    return Chart(figure, and_left_out(alt, comparison.variants, measured, lang))


def _measured(comparison: "Comparison", key: Key) -> "list[Result]":
    """The variants that have a measure in common with the baseline."""
    there = [v for v in comparison.variants if key in v.known and key in comparison.baseline.known]
    return [variant for variant in there if comparison.difference(variant, key).difference.runs]


def _row(comparison: "Comparison", variant: "Result", key: Key, lang: str, group: str = "") -> Row:
    found, title = comparison.difference(variant, key), titled(variant.scenario, lang)
    return Row(f"{group}: {title}" if group else title, found, verdict_of(comparison, variant, found, lang))


def _rows(comparison: "Comparison", measured: "list[Result]", key: Key, lang: str) -> list[Row]:
    """A row of each variant, the best last, which is on top of a chart."""
    found = [_row(comparison, variant, key, lang) for variant in measured]
    lower = bool(found) and MEASURES[key.measure].better == LOWER
    return sorted(found, key=lambda row: row.found.difference.mean, reverse=lower)


def _by_group(comparison: "Comparison", measured: "list[Result]", keys: "Sequence[Key]", lang: str) -> list[Row]:
    """The same of each group, the first of them last, that is on top."""
    known = {key.group: key for key in keys}
    titles = [(name, title) for name, title in groups(comparison.baseline, keys[0].by, lang) if name in known]
    found = [_row(comparison, one, known[name], lang, title) for name, title in titles for one in measured]
    return found[::-1]


def _draw(ax: "Axes", place: int, row: Row, lang: str) -> None:
    found = row.found
    colour, marker = MARKS.get(found.verdict, OTHER)
    measure, gap = found.key.measure, found.difference
    mean, low, high = (scaled(value, measure) for value in gap[:3])
    ax.hlines(place, low, high, color=colour, lw=4, alpha=0.55)
    ax.plot(mean, place, marker, color=colour, ms=7)
    ax.annotate(f"{signed_interval(gap, lang, measure)}\n{row.verdict}", (1.02, place), **BESIDE)


def _note(comparison: "Comparison", lang: str) -> str:
    baseline = titled(comparison.baseline.scenario, lang)
    return f"{basis_of(comparison, lang)} {text('charts.reforms.note', lang, baseline=baseline)}"


def _sentence(row: Row, lang: str) -> str:
    shown = signed_interval(row.found.difference, lang, row.found.key.measure)
    return text("charts.reforms.alt", lang, title=row.title, difference=shown, verdict=row.verdict)
