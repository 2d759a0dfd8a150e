"""The hall in a notebook."""

from collections.abc import Sequence
from pathlib import Path

import anywidget
import traitlets

from sim.runs.day.hall import Hall
from sim.views.hall.page import hall_page
from sim.views.hall.payload import payload
from sim.whole_files import write_whole

HERE = Path(__file__).parent


class HallWidget(anywidget.AnyWidget):
    """A day played as a hall; `save` writes it as one page that needs nothing else."""

    _esm = HERE / "hall.js"
    _css = HERE / "hall.css"
    day = traitlets.Dict().tag(sync=True)

    def __init__(self, halls: Sequence[Hall], lang: str) -> None:
        self.halls, self._lang = tuple(halls), lang
        super().__init__(day=payload(halls, lang))

    def save(self, path: str | Path, *, force: bool = False) -> Path:
        """Write it as one HTML file. Raises BadRequest where it is no page, in no folder, or there already."""
        from sim.views.validation_page import page_at

        place = page_at(str(path), force=force)
        return write_whole(place, hall_page(self.halls, self._lang).encode())
