"""What a chart function returns."""

import base64
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.language import text
from sim.language.arguments import checked
from sim.language.errors import BadRequest
from sim.whole_files import write_whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DOTS_PER_INCH = 150
SCREEN_DOTS_PER_INCH = 96
KINDS = ("png", "svg", "pdf")


@dataclass(frozen=True)
class Chart:
    """A drawing and what it shows, in words.

    `figure` is Matplotlib's, to be changed at will; `alt` is the text for those who cannot see it. A notebook
    shows the drawing where the chart is the last line of a cell.
    """

    figure: "Figure"
    alt: str

    @property
    def axes(self) -> "list[Axes]":
        """The axes of the drawing, from the top left."""
        return list(self.figure.axes)

    def __repr__(self) -> str:
        return text("objects.chart", alt=" ".join(self.alt.split()))

    @checked
    def save(self, path: str | Path) -> Path:
        """Write the drawing, as PNG, SVG or PDF by the ending of `path`; folders are made. Returns the path."""
        path = Path(path)
        kind = path.suffix.lstrip(".").lower() or "png"
        if kind not in KINDS:
            raise BadRequest("chart_file", found=path.name)
        drawn = self._drawn(kind)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return write_whole(path, drawn)
        except (OSError, ValueError) as error:
            raise BadRequest("chart_disk", path=path, reason=getattr(error, "strerror", None) or error) from error

    @checked
    def png(self, dots_per_inch: int = DOTS_PER_INCH) -> bytes:
        """The drawing as PNG."""
        return self._drawn("png", dots_per_inch)

    def _drawn(self, kind: str, dots_per_inch: int = DOTS_PER_INCH) -> bytes:
        import matplotlib as mpl

        made = {"png": {"Software": None}, "svg": {"Date": None}, "pdf": {"CreationDate": None}}
        with io.BytesIO() as file, mpl.rc_context({"svg.hashsalt": "loket"}):
            self.figure.savefig(file, format=kind, dpi=dots_per_inch, metadata=made.get(kind))
            return file.getvalue()

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, dict[str, int | str]]]:
        width, height = (round(SCREEN_DOTS_PER_INCH * inches) for inches in self.figure.get_size_inches())
        png = base64.b64encode(self.png()).decode("ascii")
        about = {"width": width, "height": height, "alt": self.alt}
        return {"image/png": png, "text/plain": self.alt}, {"image/png": about}
