"""Charts as pictures of a report, and which of them a memo shows."""

from collections.abc import Callable, Iterable, Iterator

from sim.language.errors import BadRequest
from sim.views.charts.chart import Chart
from sim.views.table import Picture


def pictured(chart: Chart) -> Picture:
    """A chart as it stands in a report."""
    return Picture(chart.png(), chart.alt)


def drawn(asked: Iterable[Callable[[], Chart]], most: int = 3) -> Iterator[Picture]:
    """The first of these that can be drawn of what is there, so many as fit."""
    left = most
    for draw in asked:
        if not left:
            return
        try:
            yield pictured(draw())
        except BadRequest:
            continue
        left -= 1
