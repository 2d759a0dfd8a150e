"""A row for each reform: a box to tick, and once it is ticked its strength and its start."""

from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Any

import ipywidgets as widgets

from sim.language import date_words, percent, text
from sim.office.reform import DECIDERS
from sim.reforms.titles import title_of
from sim.views.explorer.choices import Choice, Offer, starts


class Row:
    """The widgets of one reform; `changed()` is called whenever one of them is set."""

    def __init__(self, choice: Choice, offer: Offer, lang: str, changed: Callable[[], None]) -> None:
        self._choice, self._changed = choice, changed
        self.box = widgets.Checkbox(
            value=choice.ticked,
            description=title_of(choice.reform, lang),
            tooltip=text(f"reform_{choice.reform.name}.short", lang),
            indent=False,
            layout=widgets.Layout(width="auto", margin="0"),
        )
        self.strength = _strength(choice, lang)
        self.start = _start(choice, offer, lang)
        self._settings = widgets.HBox([self.strength, self.start], layout=widgets.Layout(margin="0 0 4px 20px"))
        self.widget = widgets.VBox([self.box, self._settings], layout=widgets.Layout(margin="0"))
        self._show()
        for part in (self.box, self.strength, self.start):
            part.observe(self._set, names="value")

    @property
    def choice(self) -> Choice:
        """The reform as it is set."""
        own = {"strength": self.strength.value, "after_days": self.start.value, "ticked": self.box.value}
        return replace(self._choice, **own)

    def _set(self, change: Any) -> None:
        self._show()
        if change["owner"] is self.box or self.box.value:
            self._changed()

    def _show(self) -> None:
        self._settings.layout.display = None if self.box.value else "none"


def _strength(choice: Choice, lang: str) -> Any:
    steps = sorted({*(tenth / 10 for tenth in range(1, 11)), choice.strength})
    return widgets.SelectionSlider(
        options=[(percent(step, lang), step) for step in steps],
        value=choice.strength,
        continuous_update=False,
        tooltip=text("explorer.strength", lang),
        layout=widgets.Layout(width="150px"),
    )


def _start(choice: Choice, offer: Offer, lang: str) -> Any:
    return widgets.Dropdown(
        options=[(text("explorer.start", lang, day=date_words(offer.days[n], lang)), n) for n in starts(offer, choice)],
        value=choice.after_days,
        tooltip=text("explorer.starts", lang),
        layout=widgets.Layout(width="190px"),
    )


def by_decider(rows: list[Row], offer: Offer, lang: str) -> list[Any]:
    """The rows under headings that say who may decide them."""
    found: list[Any] = []
    pairs = list(zip(rows, offer.choices, strict=True))
    for decider in DECIDERS:
        own = [row.widget for row, choice in pairs if choice.reform.decided_by == decider]
        if own:
            heading = escape(text(f"explorer.decided_by.{decider}", lang))
            found += [widgets.HTML(f'<b style="line-height:1.3">{heading}</b>'), *own]
    return found
