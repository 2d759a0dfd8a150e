"""What stands on a chart, and where: for tests."""

import itertools

import pytest


def texts(chart):
    """What is written on a chart when it is drawn, and where, in pixels; and the frame of the picture."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    canvas, written = FigureCanvasAgg(chart.figure), []
    with pytest.MonkeyPatch.context() as patch:
        draw = Text.draw
        patch.setattr(Text, "draw", lambda self, renderer: (written.append(self), draw(self, renderer))[1])
        canvas.draw()
    seen = [t for t in dict.fromkeys(written) if t.get_visible() and t.get_text().strip()]
    return [(t.get_text(), t.get_window_extent(canvas.get_renderer())) for t in seen], chart.figure.bbox


def on_axis(axis):
    """The tick labels that are within sight."""
    low, high = sorted(axis.get_view_interval())
    return [
        t.label1.get_text() for t in axis.get_major_ticks() if low <= t.get_loc() <= high and t.label1.get_visible()
    ]


def illegible(chart):
    """Labels that stick out of the picture, and pairs that lie on each other."""
    found, frame = texts(chart)
    faults = [
        (said, "sticks out", box.extents - frame.extents)
        for said, box in found
        if box.x0 < frame.x0 - 1 or box.x1 > frame.x1 + 1 or box.y0 < frame.y0 - 1 or box.y1 > frame.y1 + 1
    ]
    for (one, a), (other, b) in itertools.combinations(found, 2):
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 1:
            faults.append((one, "lies on", other))
    return faults
