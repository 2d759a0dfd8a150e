"""The form for guesses."""

from html import escape
from typing import Any

import ipywidgets as widgets

from sim.language import language, text
from sim.office import Scenario
from sim.reforms.titles import title_of
from sim.runs import Comparison
from sim.views.lesson.answers import answers_html
from sim.views.lesson.store import DIRECTIONS, Store

FIELD = widgets.Layout(width="190px")


class Guesses(widgets.VBox):
    """A row for each reform, a column for each measure, a button that keeps what was guessed."""

    def __init__(self, scenario: Scenario, measures: tuple[str, ...], store: Store, lang: str | None = None) -> None:
        self._lang, self._measures, self._store = language(lang), measures, store
        self.group = widgets.Text(description=text("lesson.group", self._lang), layout=widgets.Layout(width="320px"))
        self.fields = {f"{r.key}/{measure}": self._field() for r in scenario.reforms for measure in measures}
        self.button = widgets.Button(description=text("lesson.keep", self._lang), button_style="primary")
        self.button.on_click(lambda _: self.keep())
        self.told = widgets.HTML(self._kept())
        super().__init__([self.group, self._grid(scenario), widgets.HBox([self.button, self.told])])
        self.add_class("loket-guesses")

    def keep(self) -> None:
        """Keep what is chosen under the name of the group."""
        self.group.value = group = self.group.value.strip() or self._nameless()
        try:
            self._store.keep(group, {what: field.value for what, field in self.fields.items() if field.value})
        except OSError as error:
            self.told.value = escape(text("lesson.not_kept", self._lang, error=error))
        else:
            self.told.value = self._kept()

    def held_against(self, comparison: Comparison) -> Any:
        """A table: what each group guessed beside what the comparison found."""
        from IPython.display import HTML

        return HTML(answers_html(comparison, self._measures, self._store.groups, self._lang))

    def _field(self) -> Any:
        ways = [("…", ""), *((text(f"lesson.way.{way}", self._lang), way) for way in DIRECTIONS)]
        return widgets.Dropdown(options=ways, value="", layout=FIELD)

    def _nameless(self) -> str:
        """A name that no other group has."""
        usual, taken = text("lesson.nameless", self._lang), self._store.groups
        names = (usual, *(f"{usual} {number}" for number in range(2, len(taken) + 2)))
        return next(name for name in names if name not in taken)

    def _kept(self) -> str:
        said = []
        if names := list(self._store.groups):
            said.append(text("lesson.kept", self._lang, groups=names))
        if self._store.aside is not None:
            said.append(text("lesson.set_aside", self._lang, path=self._store.aside))
        elif not self._store.readable:
            said.append(text("lesson.unreadable", self._lang))
        return escape(" ".join(said))

    def _grid(self, scenario: Scenario) -> Any:
        heading = ["", *(text(f"measures.{measure}.title", self._lang) for measure in self._measures)]
        cells: list[Any] = [widgets.HTML(f"<b>{escape(words)}</b>") for words in heading]
        for reform in scenario.reforms:
            cells.append(widgets.HTML(escape(title_of(reform, self._lang))))
            cells += [self.fields[f"{reform.key}/{measure}"] for measure in self._measures]
        columns = f"minmax(220px, 380px) repeat({len(self._measures)}, 200px)"
        return widgets.GridBox(cells, layout=widgets.Layout(grid_template_columns=columns, grid_gap="2px 10px"))
