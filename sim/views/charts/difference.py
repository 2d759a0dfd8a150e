"""What changes between two scenarios."""

from typing import TYPE_CHECKING, Any

from sim.language import language, text
from sim.language.arguments import checked
from sim.measures import MEASURES, Key
from sim.runs import Comparison, Difference, Result
from sim.views.charts.chart import Chart
from sim.views.charts.style import GREEN, INK, RED, SOFT, canvas, figures_on, head
from sim.views.charts.words import and_left_out
from sim.views.notation import signed_parts
from sim.views.sections.idle import verdict_of
from sim.views.titles import titled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes


SHOWN = (
    "wait_mean_min",
    "wait_p90_min",
    "sojourn_mean_min",
    "within_target",
    "gave_up_share",
    "utilisation",
)
BESIDE: dict[str, Any] = {
    "xycoords": ("axes fraction", "data"),
    "va": "center",
    "color": INK,
    "fontsize": 9,
    "annotation_clip": False,
}
MARKERS = {"better": (GREEN, "o"), "worse": (RED, "X")}


@checked
def difference(comparison: "Comparison", variant: "Result | None" = None, lang: str | None = None) -> Chart:
    """What a variant (the first, unless given) changes against the baseline: paired differences with intervals."""
    lang = language(lang)
    variant = variant or comparison.variants[0]
    found = [comparison.difference(variant, Key(measure)) for measure in SHOWN]
    words = {one.key.measure: verdict_of(comparison, variant, one, lang) for one in found}
    parts = [[d for d in found if _is_share(d) is share] for share in (False, True)]
    ratios = {"height_ratios": [len(part) for part in parts]}
    with canvas(2, 1, 2.3 + 0.45 * len(found), gridspec_kw=ratios) as (figure, axes):
        for ax, part, unit in zip(axes, parts, ("difference_min", "difference_share"), strict=True):
            _draw(ax, part, words, lang)
            ax.set_xlabel(text(f"charts.{unit}", lang))
        title = text(
            "charts.difference.title",
            lang,
            other=titled(variant.scenario, lang),
            baseline=titled(comparison.baseline.scenario, lang),
        )
        note = text("charts.difference.note", lang, runs=len(variant.replications))
        head(figure, title, and_left_out(note, comparison.variants, [variant], lang))
    alt = " ".join(_sentence(d, words[d.key.measure], lang) for d in found)
    return Chart(figure, and_left_out(alt, comparison.variants, [variant], lang))


def _is_share(difference: "Difference") -> bool:
    return MEASURES[difference.key.measure].unit == "share"


def _draw(ax: "Axes", differences: "list[Difference]", words: "Mapping[str, str]", lang: str) -> None:
    rows = list(reversed(differences))
    scale = 100.0 if _is_share(rows[0]) else 1.0
    ax.axvline(0, color=SOFT, lw=1)
    for place, row in enumerate(rows):
        colour, marker = MARKERS.get(str(row.verdict), (SOFT, "s"))
        gap = row.difference
        ax.hlines(place, scale * gap.low, scale * gap.high, color=colour, lw=4, alpha=0.55)
        ax.plot(scale * gap.mean, place, marker, color=colour, ms=7)
        ax.annotate(_outcome(row, words[row.key.measure], lang), (1.02, place), **BESIDE)
    ax.set_yticks(range(len(rows)), [_measure(row, lang) for row in rows], color=INK)
    ax.set_ylim(-0.6, len(rows) - 0.4)
    ax.grid(visible=False, axis="y")
    ax.margins(x=0.08)
    figures_on(ax.xaxis, lang)


def _outcome(row: "Difference", words: str, lang: str) -> str:
    mean, low, high = signed_parts(row.difference, lang, row.key.measure)
    return f"{mean}  ({low} … {high})\n{words}"


def _measure(difference: "Difference", lang: str) -> str:
    return text(f"charts.measure.{difference.key.measure}", lang)


def _sentence(difference: "Difference", words: str, lang: str) -> str:
    mean, low, high = signed_parts(difference.difference, lang, difference.key.measure)
    return text(
        "charts.difference.alt",
        lang,
        measure=_measure(difference, lang),
        difference=mean,
        low=low,
        high=high,
        verdict=words,
    )
