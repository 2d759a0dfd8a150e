"""What the buttons do: questions asked of the office as it is set, and files of what is shown."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from pprint import pformat
from typing import Any, Protocol

import ipywidgets as widgets

from sim.language import text
from sim.views.brief import brief
from sim.views.errors import DISK_FULL, explained
from sim.views.explorer.computing import View
from sim.views.explorer.settings import Values
from sim.views.explorer.told import Told
from sim.views.render.out_file import OutFile

QUESTIONS, FILES = ("needed", "search", "code"), ("toml", "xlsx", "png", "docx")


class Explored(Protocol):
    """What buttons need of the explorer."""

    def ask(self, question: str) -> None:
        """How many counters are needed, or which package is best, in the background."""

    def finish(self, then: Callable[[View], None]) -> None:
        """Compute to the end, and then do something with the last view."""

    def scenario_text(self, title: str, target: Path) -> str:
        """The office as it is set, as a file."""

    def drawn(self, view: View) -> bytes:
        """The picture of a view, as PNG to be printed."""

    def code(self) -> str:
        """What does the same in Python."""


class Actions:
    """Buttons for questions; a name and buttons for files, and what came of it."""

    def __init__(self, explorer: Explored, lang: str) -> None:
        self._explorer, self._lang = explorer, lang
        self.name = widgets.Text(
            value=text("explorer.name", lang),
            description=text("explorer.named", lang),
            style={"description_width": "initial"},
            layout=widgets.Layout(width="auto"),
        )
        self.buttons = {key: _button(text(f"explorer.do.{key}", lang)) for key in (*QUESTIONS, *FILES)}
        for key, button in self.buttons.items():
            button.on_click(lambda _, key=key: self._do(key))
        wrap = widgets.Layout(flex_flow="row wrap")
        rows = [widgets.HBox([self.buttons[key] for key in keys], layout=wrap) for keys in (QUESTIONS, FILES)]
        self.said, self.answer = Told(), widgets.HTML()
        self._pending = False
        self.widget = widgets.VBox([rows[0], self.name, rows[1], self.said])

    def _do(self, key: str) -> None:
        self.said.tell("")
        if key in ("needed", "search"):
            self.said.tell(text(f"explorer.asking_{key}", self._lang), wrong=False)
            self._pending = True
            self._explorer.ask(key)
        elif key == "code":
            self.answer.value = f"<pre>{escape(self._explorer.code())}</pre>"
        else:
            self._save(key)

    def _save(self, ending: str) -> None:
        """Files of results wait for the last replication: a verdict belongs to that alone."""
        path = Path(f"{self.name.value.strip()}.{ending}")
        if not self.name.value.strip():
            self.said.tell(text("explorer.name_none", self._lang))
        elif path.exists():
            self.said.tell(text("explorer.file_there", self._lang, path=path))
        elif ending == "toml":
            self._written(path, lambda: self._explorer.scenario_text(path.stem, path).encode())
        else:
            self.said.tell(text("explorer.saving", self._lang), wrong=False)
            self._pending = True
            self._explorer.finish(lambda view: self._saved(path, view))

    def _saved(self, path: Path, view: View) -> None:
        if path.suffix == ".png":
            self._written(path, lambda: self._explorer.drawn(view))
        else:
            found = view.comparison if view.variant is not None else view.comparison.baseline
            self._written(path, lambda: brief(found, path, self._lang).read_bytes(), made=True)

    def _written(self, path: Path, content: Callable[[], bytes], *, made: bool = False) -> None:
        """Write a file, or let it be written, and say where it is, or why it is not there."""
        self._pending = False
        try:
            found = content()
            if not made:
                OutFile(path, force=False).save(found)
        except Exception as error:  # noqa: BLE001  (whatever goes wrong is told beside the button)
            full = isinstance(error, OSError) and error.errno in DISK_FULL
            why = text("explorer.disk_full", self._lang) if full else explained(error, self._lang)[0]
            self.said.tell(text("explorer.not_saved", self._lang, path=path, why=why))
        else:
            self.said.tell(text("explorer.saved", self._lang, path=path.resolve()), wrong=False)

    def tell_answer(self, shown: str) -> None:
        """Show the answer to a question, HTML."""
        self._pending = False
        self.said.tell("")
        self.answer.value = shown

    def outdated(self) -> None:
        """Something else is set: an answer is none any more, and what was still asked for is called off."""
        self.said.tell(text("explorer.called_off", self._lang) if self._pending else "")
        self._pending, self.answer.value = False, ""


def code_of(ref: str, now: Values, changed: Values, runs: int | None, days: int | None) -> str:
    """Python that makes the same comparison."""
    how = "".join(f", {name}={value}" for name, value in (("runs", runs), ("days", days)) if value is not None)
    loaded = [f"{name} = sim.load({ref!r}{_laid(values)})" for name, values in (("now", now), ("changed", changed))]
    dates = ["import datetime"] if "datetime." in "".join(loaded) else []
    return "\n".join([*dates, "import sim", "", *loaded, f"sim.compare([now, changed]{how})"])


def code_of_saved(file: str, lang: str) -> str:
    """The same of a scenario of Python, once what is set is saved as a file."""
    notes = [text(f"explorer.code_{name}", lang) for name in ("given", "saved")]
    lines = [f"now = ...  # {notes[0]}", f"changed = sim.load({file!r})  # {notes[1]}", "sim.compare([now, changed])"]
    return "\n".join(["import sim", "", *lines])


def _laid(values: Values) -> str:
    return f", overrides={pformat(values, sort_dicts=False, width=88)}" if values else ""


def _button(said: str) -> Any:
    return widgets.Button(description=said, layout=widgets.Layout(width="auto"))
