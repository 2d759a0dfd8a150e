"""What could be done instead of one officer more."""

from typing import TYPE_CHECKING

from sim.experiments.needed.instead import MEASURE, Other
from sim.experiments.needed.needed import Needed
from sim.language import language, text
from sim.language.arguments import checked
from sim.measures import Verdict
from sim.views.charts.chart import Chart
from sim.views.charts.reforms import BESIDE, MARKS, OTHER
from sim.views.charts.style import INK, SOFT, canvas, figures_on, head, plain
from sim.views.charts.words import basis, something
from sim.views.notation import scaled, signed_interval
from sim.views.sections.needed import against, hours_more
from sim.views.titles import titled

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@checked
def instead_of_one_more(needed: Needed, lang: str | None = None) -> Chart:
    """What a half-time officer and lunch in turns add to the share served in time, beside one officer more.

    Paired with today, with intervals; the colour says what each is against one officer more. Raises BadRequest where
    nothing else was tried.
    """
    lang = language(lang)
    something(needed.others, "no_others", lang)
    shown = sorted(needed.others, key=lambda one: one.gain.mean)
    with canvas(height=1.9 + 0.55 * len(shown)) as (figure, ax):
        for place, one in enumerate(shown):
            _draw(ax, place, one, needed, lang)
        ax.axvline(0, color=SOFT, lw=1, zorder=0)
        ax.set_yticks(range(len(shown)), [_label(one, lang) for one in shown], color=INK)
        ax.set_ylim(-0.6, len(shown) - 0.4)
        ax.set_xlabel(text("charts.instead.axis", lang, minutes=plain(needed.scenario.target_min, lang)))
        ax.grid(visible=False, axis="y")
        ax.margins(x=0.06)
        figures_on(ax.xaxis, lang)
        title = text("needed.instead", lang, group=titled(needed.of, lang), now=needed.now)
        head(figure, title, f"{basis(needed.tries[0].result, lang)} {text('charts.instead.note', lang)}")
    alt = "; ".join(
        f"{_label(one, lang).replace(chr(10), ', ')}: {_said(one, needed, lang)}" for one in reversed(shown)
    )
    return Chart(figure, text("charts.instead.alt", lang, options=alt))


def _label(one: Other, lang: str) -> str:
    hours = text("charts.instead.hours", lang, hours=hours_more(one, lang))
    return f"{text(f'needed.option.{one.name}', lang)}\n{hours}"


def _said(one: Other, needed: Needed, lang: str) -> str:
    judged = against(needed, one, lang)
    return ", ".join(filter(None, [signed_interval(one.gain, lang, MEASURE, 1), judged.words.strip("–")]))


def _draw(ax: "Axes", place: int, one: Other, needed: Needed, lang: str) -> None:
    verdict = against(needed, one, lang).verdict
    colour, marker = MARKS.get(Verdict(verdict), OTHER) if verdict else OTHER
    mean, low, high = (scaled(value, MEASURE) for value in one.gain[:3])
    ax.hlines(place, low, high, color=colour, lw=4, alpha=0.55)
    ax.plot(mean, place, marker, color=colour, ms=7)
    ax.annotate(_said(one, needed, lang).replace("), ", ")\n"), (1.02, place), **BESIDE)
