"""Any number of the office by its path, as `loket paths` lists them."""

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import ipywidgets as widgets

from sim.document.meanings import meaning
from sim.document.nearest import nearest
from sim.document.paths import Standing
from sim.language import text
from sim.language.errors import LoketError
from sim.scenario.faults import Fault
from sim.scenario.overrides import settings_of
from sim.views.explorer.told import Told, small
from sim.views.sections.paths import cells

ELSEWHERE = re.compile(r"demand\.factor|target_min|runs|days|seed|officer\..*\.count|reform\.[^.]+\.(strength|start)")
"""What is set by sliders and boxes of the explorer, or when it is opened."""
COMMA = re.compile(r"-?\d+,\d+")


class Numbers:
    """A field for a path, with suggestions, one for its value; below, what is set, each to be taken back."""

    def __init__(self, known: Callable[[], Sequence[Standing]], lang: str, changed: Callable[[], None]) -> None:
        self._find, self._lang, self._changed = known, lang, changed
        self._known: dict[str, Standing] = {}
        self.values: dict[str, Any] = {}
        wide = widgets.Layout(width="auto")
        known_first = {"continuous_update": False, "disabled": True}  # nothing typed is lost or overtaken by a click
        self.path = widgets.Combobox(placeholder=text("explorer.path", lang), layout=wide, **known_first)
        self.value = widgets.Text(placeholder=text("explorer.value", lang), continuous_update=False, layout=wide)
        self.put = widgets.Button(description=text("explorer.put", lang), layout=wide)
        self.about, self.said = widgets.HTML(), Told()
        self._list = widgets.VBox(layout=widgets.Layout(margin="0"))
        self.widget = widgets.VBox([self.path, self.about, self.value, self.put, self.said, self._list])
        self.path.observe(self._look, names="value")
        self.put.on_click(lambda _: self._put())

    def open(self) -> None:
        """Look which numbers there are now; with a reform ticked its own are among them."""
        self._known = {one.place.path: one for one in self._find() if not ELSEWHERE.fullmatch(one.place.path)}
        self.path.options = tuple(self._known)
        self.path.disabled = False

    def reset(self) -> None:
        """Nothing set."""
        self.values = {}
        self.path.value = self.value.value = ""
        self.said.tell("")
        self._show()

    def refuse(self, faults: Mapping[str, Fault]) -> None:
        """Take back the numbers that cannot be, say why, and leave them in the fields to be mended."""
        for path, fault in faults.items():
            self.path.value, self.value.value = path, str(self.values.pop(path, ""))
            self.said.tell(text("explorer.path_wrong", self._lang, path=path, why=fault.message(self._lang)))
        self._show()

    def _look(self, _: Any = None) -> None:
        found = self._known.get(self.path.value)
        self.about.value = "" if found is None else small("<br>".join(map(escape, _told(found, self._lang))))

    def _put(self) -> None:
        path, value = self.path.value.strip(), self.value.value.strip()
        self.open()
        self.said.tell(self._wrong(path, value))
        if not self.said.value:
            said = value.replace(",", ".") if COMMA.fullmatch(value) else value
            self.values |= settings_of([f"{path}={said}"])
            self._show()
            self._changed()

    def _wrong(self, path: str, value: str) -> str:
        if ELSEWHERE.fullmatch(path):
            return text("explorer.path_elsewhere", self._lang, path=path)
        if path not in self._known:
            near = nearest(path, list(self._known))
            return text(f"explorer.path_{'unknown' if near is None else 'near'}", self._lang, path=path, near=near)
        try:
            settings_of([f"{path}={value}"])
        except LoketError as error:
            return error.worded(self._lang)
        return "" if value else text("explorer.value_none", self._lang)

    def _show(self) -> None:
        self._list.children = [self._line(path, value) for path, value in self.values.items()]

    def _line(self, path: str, value: Any) -> Any:
        back = widgets.Button(description="×", tooltip=text("explorer.back", self._lang))
        back.layout.width = "32px"
        back.on_click(lambda _: self._take_back(path))
        said = widgets.HTML(small(f"{escape(path)} = {escape(str(value))}"), layout=widgets.Layout(flex="1 1 auto"))
        return widgets.HBox([said, back])

    def _take_back(self, path: str) -> None:
        self.values.pop(path, None)
        self._show()
        self._changed()


def _told(found: Standing, lang: str) -> list[str]:
    """What it means; what it is now, what it may be, its unit, its source."""
    return [meaning(found.place.table, found.place.key, lang), " · ".join(filter(None, cells(found, lang)[1:]))]
