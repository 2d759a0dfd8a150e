"""A row for each reform: a box to tick, its price or why it cannot act; once it is ticked its strength and start."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import ipywidgets as widgets

from sim.language import date_words, percent, rupiah, text
from sim.plan import Idle
from sim.reforms.titles import title_of
from sim.runs.comparing.idle import because
from sim.runs.comparing.reform_costs import cost_in
from sim.views.explorer.choices import Choice, Offer, set_as, starts
from sim.views.explorer.told import WRONG, small
from sim.views.render.html import escape


class Row:
    """The widgets of one reform; `changed()` is called whenever one of them is set."""

    def __init__(self, choice: Choice, offer: Offer, lang: str, changed: Callable[[], None]) -> None:
        self._choice, self._offer, self._lang, self._changed = choice, offer, lang, changed
        self._costs: dict[Choice, float] = {}
        self.box = widgets.Checkbox(
            value=choice.ticked,
            description=title_of(choice.reform, lang),
            tooltip=text(f"reform_{choice.reform.name}.short", lang),
            indent=False,
            layout=widgets.Layout(width="auto", margin="0", height="auto"),
        )
        self.note = widgets.HTML(layout=widgets.Layout(margin="0 0 2px 20px"))
        self.strength = _strength(choice, lang)
        self.start = _start(choice, offer, lang)
        self._settings = widgets.VBox([self.strength, self.start], layout=widgets.Layout(margin="0 0 4px 20px"))
        self.widget = widgets.VBox([self.box, self.note, self._settings], layout=widgets.Layout(margin="0"))
        self.tell(offer.idle.get(choice.key))
        for part in (self.box, self.strength, self.start):
            part.observe(self._set, names="value")

    @property
    def choice(self) -> Choice:
        """The reform as it is set."""
        own = {"strength": self.strength.value, "after_days": self.start.value, "ticked": self.box.value}
        return replace(self._choice, **own)

    def cost(self) -> float:
        """What it costs as it is set, over the run."""
        choice = replace(self.choice, ticked=True)
        if choice not in self._costs:
            self._costs[choice] = cost_in(set_as(self._offer, choice), self._offer.plan)
        return self._costs[choice]

    def tell(self, idle: Idle | None) -> None:
        """Say its price, or what is missing for it to act here."""
        self._settings.layout.display = None if self.box.value else "none"
        if idle is None:
            self.note.value = small(escape(rupiah(self.cost(), self._lang)))
        else:
            said = text("explorer.not_here", self._lang, because=because(idle))
            self.note.value = small(f'<span style="color:{WRONG}">{escape(said)}</span>')

    def reset(self) -> None:
        """As it was when the office was opened."""
        self.box.value, self.strength.value = self._choice.ticked, self._choice.strength
        self.start.value = self._choice.after_days

    def _set(self, change: Any) -> None:
        if change["owner"] is self.box or self.box.value:
            self._changed()


def _strength(choice: Choice, lang: str) -> Any:
    steps = sorted({*(tenth / 10 for tenth in range(1, 11)), choice.strength})
    return widgets.SelectionSlider(
        options=[(percent(step, lang), step) for step in steps],
        value=choice.strength,
        tooltip=text("explorer.strength", lang),
        layout=widgets.Layout(width="auto"),
    )


def _start(choice: Choice, offer: Offer, lang: str) -> Any:
    return widgets.Dropdown(
        options=[(text("explorer.start", lang, day=date_words(offer.days[n], lang)), n) for n in starts(offer, choice)],
        value=choice.after_days,
        tooltip=text("explorer.starts", lang),
        layout=widgets.Layout(width="auto"),
    )
