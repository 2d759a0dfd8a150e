"""How all charts look: one set of colours, one place for titles and notes, figures in the reader's notation."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from math import ceil
from textwrap import fill
from typing import TYPE_CHECKING, Any

from sim.language import number, percent, unbroken
from sim.office.clock import clock_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

# Okabe & Ito's palette: told apart by readers with any kind of colour blindness, and in grey by its lightness.
BLUE, ORANGE, GREEN, RED, PURPLE, SKY = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9"
COLOURS, MARKERS = (BLUE, ORANGE, GREEN, PURPLE), "oDs^"
DASHES: tuple[Any, ...] = ("-", (0, (5, 2)), (0, (1.5, 1.5)), (0, (6, 2, 1.5, 2)))
"""Of several scenarios in one picture, so that each is known in grey as well."""
INK, SOFT, FAINT = "#222222", "#5F5F5F", "#D9D9D9"
WIDTH = 8.0
NOTE_LETTERS_PER_INCH = 15.0
TITLE_LETTERS_PER_INCH = 9.0
HOUR_S = 3600
MOST_DIGITS = 7
SIDE_BY_SIDE = 32
"""Letters of a name of which two stand in a line."""
INCHES_AN_HOUR = 0.6
TITLE_LINE = 0.21
"""Inches."""


@contextmanager
def canvas(
    rows: int = 1, columns: int = 1, height: float = 4.4, *, width: float = WIDTH, **shared: Any
) -> Iterator[tuple["Figure", Any]]:
    """A figure (`height` in inches) and its axes, in the house style; no setting of Matplotlib's outlives it."""
    import matplotlib as mpl
    import seaborn as sns
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    extras = {
        **sns.axes_style("whitegrid"),
        "axes.edgecolor": SOFT,
        "axes.labelcolor": SOFT,
        "axes.titlesize": 10,
        "axes.titlelocation": "left",
        "axes.titlecolor": INK,
        "axes.labelsize": 9.5,
        "font.size": 9.5,
        "grid.color": FAINT,
        "grid.linewidth": 0.6,
        "legend.fontsize": 9,
        "legend.frameon": False,
        "text.color": INK,
        "xtick.color": SOFT,
        "ytick.color": SOFT,
        "font.family": "DejaVu Sans",
        "text.parse_math": False,  # a title of a file may hold dollar signs
    }
    with mpl.rc_context(extras):
        figure = Figure(figsize=(width, height), layout=ConstrainedLayoutEngine(w_pad=0.08, h_pad=0.06))
        axes = figure.subplots(rows, columns, **shared)
        yield figure, axes
        sns.despine(figure, left=True)


def head(figure: "Figure", title: str, note: str, entries: Mapping[str, Any] | None = None) -> None:
    """The title above all axes and the note below them, both from the left edge; below the title what is what."""
    title, note = (
        fill(unbroken(said), int(figure.get_figwidth() * letters), break_on_hyphens=False)
        for said, letters in ((title, TITLE_LETTERS_PER_INCH), (note, NOTE_LETTERS_PER_INCH))
    )
    if entries:
        top = 1.0 - (0.09 + TITLE_LINE * (1 + title.count("\n"))) / figure.get_figheight()
        place: dict[str, Any] = {"loc": "upper left", "bbox_to_anchor": (0.006, top), "ncols": len(entries)}
        figure.legend([*entries.values()], [*entries], borderaxespad=0.0, borderpad=0.0, **place).set_in_layout(False)
        figure.get_layout_engine().set(rect=(0, 0, 1, 1.0 - TITLE_LINE / figure.get_figheight()))  # type: ignore[union-attr,call-arg]
    figure.suptitle(title, x=0.012, ha="left", fontsize=12.5, fontweight="bold")
    figure.supxlabel(note, x=0.012, ha="left", fontsize=8.5, color=SOFT)


def legend_above(ax: "Axes", foot: float = 1.0) -> None:
    """What is what, above the axes: side by side where the names are short."""
    longest = max(map(len, ax.get_legend_handles_labels()[1]))
    ncols = 2 if longest <= SIDE_BY_SIDE else 1
    ax.legend(loc="lower right", bbox_to_anchor=(1.0, foot), ncols=ncols, borderaxespad=0.2)


def plain(value: float, lang: str) -> str:
    """A number with as many decimals as it needs, at most two."""
    digits = next((d for d in (0, 1) if abs(value - round(value, d)) < 1e-9), 2)
    return number(value, lang, digits).replace("-", "−")


def figures_on(axis: "Axis", lang: str, *, share: bool = False) -> None:
    """Write the axis in the reader's notation: numbers, or shares as percentages; a mark has all its decimals."""
    axis.set_major_formatter(lambda value, _: share_at(value, lang) if share else _at_mark(value, lang))


def share_at(value: float, lang: str) -> str:
    """A share as a percentage, with all its decimals."""
    return percent(value, lang, _digits(100.0 * value))


def _at_mark(value: float, lang: str) -> str:
    return number(value, lang, _digits(value)).replace("-", "−")


def _digits(value: float) -> int:
    return next((d for d in range(MOST_DIGITS) if abs(value - round(value, d)) < 1e-9), MOST_DIGITS)


def clock_on(ax: "Axes", first_s: int, last_s: int, columns: int = 1, width: float = WIDTH) -> None:
    """A horizontal axis of seconds since midnight, marked every so many hours as there is room for."""
    room = width / columns / INCHES_AN_HOUR
    step = HOUR_S * ceil((last_s - first_s) / HOUR_S / room)
    ax.set_xticks(list(range(-(-first_s // step) * step, last_s + 1, step)))
    ax.xaxis.set_major_formatter(lambda value, _: clock_words(int(value)))
    ax.set_xlim(first_s, last_s)
