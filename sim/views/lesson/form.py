"""The form for guesses."""

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from sim.language import language, text
from sim.views.lesson.answers import WAYS, Outcome, answers_html, choice_words
from sim.views.lesson.store import Store
from sim.views.render.html import escape

ROW = "minmax(260px, 560px) 220px"


class Guesses(widgets.VBox):
    """A row for each question, a button that keeps what was chosen and clears the form for the next team."""

    def __init__(self, asked: Mapping[str, Sequence[Any]], store: Store, lang: str | None = None) -> None:
        self._lang, self._asked, self._store = language(lang), asked, store
        self.team = widgets.Text(description=text("lesson.team", self._lang), layout=widgets.Layout(width="320px"))
        self.fields = {question: self._field(choices) for question, choices in asked.items()}
        self.button = widgets.Button(description=text("lesson.keep", self._lang), button_style="primary")
        self.button.on_click(lambda _: self.keep())
        self.told = widgets.HTML(escape(self._kept()))
        super().__init__([self.team, self._grid(), widgets.HBox([self.button, self.told])])
        self.add_class("loket-guesses")

    def keep(self) -> None:
        """Keep what is chosen under the name of the team, and clear the form; say what is missing instead."""
        team = " ".join(self.team.value.encode("utf-8", "replace").decode().split())  # half a pair is no letter
        chosen = {question: field.value for question, field in self.fields.items() if field.value}
        if not team or not chosen:
            self.told.value = escape(text("lesson.missing", self._lang))
            return
        before = self._store.has(team)
        try:
            aside = self._store.keep(team, chosen)
        except OSError as error:
            self.told.value = escape(text("lesson.not_kept", self._lang, error=f"{error.filename}: {error.strerror}"))
            return
        for field in (self.team, *self.fields.values()):
            field.value = ""
        said = [text("lesson.replaced", self._lang, team=team)] if before else []
        said += [text("lesson.set_aside", self._lang, path=aside)] if aside is not None else []
        self.told.value = escape(" ".join([self._kept(), *said]))

    def held_against(self, *found: Outcome) -> Any:
        """A table: what came out of each question, in their order, beside what each team guessed.

        A difference decides about a fall or a rise, a number about the choice that is nearest, words about themselves.
        Raises BadRequest where it is not one a question.
        """
        from IPython.display import HTML

        return HTML(answers_html(self._asked, found, self._store.kept, self._lang))

    def _field(self, choices: Sequence[Any]) -> Any:
        shown = [(choice_words(choice, self._lang), str(choice)) for choice in choices or WAYS]
        return widgets.Dropdown(options=[("…", ""), *shown], value="", layout=widgets.Layout(width="210px"))

    def _kept(self) -> str:
        kept, said = self._store.kept, []
        if kept.teams:
            said.append(text("lesson.kept", self._lang, teams=list(kept.teams)))
        if kept.broken:
            said.append(text("lesson.unreadable", self._lang, files=[path.name for path in kept.broken]))
        return " ".join(said)

    def _grid(self) -> Any:
        cells = [cell for asked in self.fields.items() for cell in (widgets.HTML(escape(asked[0])), asked[1])]
        return widgets.GridBox(cells, layout=widgets.Layout(grid_template_columns=ROW, grid_gap="2px 10px"))
