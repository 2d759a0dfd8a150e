"""Which office is explored: one of the list, or a file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from sim.language import text
from sim.language.errors import LoketError
from sim.scenario import scenarios
from sim.views.explorer.told import Told

APART = ("verification/", "logs/")
"""Folders of bundled scenarios that are no offices to plan with."""


class Office:
    """A list of the bundled offices and of the scenario files in this folder, and a field for any other file.

    `open(ref)` may raise LoketError: it is told below, and the office of before stays.
    """

    def __init__(self, ref: str | None, lang: str, open_: Callable[[str], None]) -> None:
        self._open, self._quiet = open_, False
        bundled = [(one.title.worded(lang), one.name) for one in scenarios() if not one.name.startswith(APART)]
        files = [(file.name, str(file)) for file in sorted(Path().glob("*.toml"))]
        options = [*bundled, *files]
        if all(value != (ref or "") for _, value in options):
            options.insert(0, (ref or text("explorer.given", lang), ref or ""))
        self.list = widgets.Dropdown(options=options, value=ref or "", layout=widgets.Layout(width="370px"))
        self.file = widgets.Text(
            placeholder=text("explorer.file", lang), continuous_update=False, layout=widgets.Layout(width="260px")
        )
        self.said = Told()
        self.widget = widgets.VBox([widgets.HBox([self.list, self.file]), self.said])
        self._lang = lang
        self.list.observe(self._choose, names="value")
        self.file.observe(self._choose, names="value")

    def _choose(self, change: Any) -> None:
        if self._quiet or not change["new"]:
            return
        try:
            self._open(change["new"].strip())
            self.said.tell("")
        except (LoketError, OSError) as error:
            from sim.views.errors import explained

            self.said.tell(explained(error, self._lang)[0])
            self._take_back(change)

    def _take_back(self, change: Any) -> None:
        """The list says which office is shown; what is written in the field stays to be mended."""
        if change["owner"] is self.list:
            self._quiet = True
            self.list.value = change["old"]
            self._quiet = False
