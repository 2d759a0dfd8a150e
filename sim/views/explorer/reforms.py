"""The reforms to tick, by who may decide them, with what they cost beside a budget."""

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as widgets

from sim.language import rupiah, text
from sim.office.reform import DECIDERS
from sim.plan import Idle
from sim.views.explorer.choices import Offer
from sim.views.explorer.rows import Row
from sim.views.explorer.told import WRONG, Told, bar, heading, small
from sim.views.render.html import escape

MILLION = 1e6


class Reforms:
    """Rows under headings that say who may decide them, a filter for those, and the total beside a budget."""

    def __init__(self, offer: Offer, lang: str, changed: Callable[[], None]) -> None:
        self._offer, self._lang = offer, lang
        self._more = 0.0
        self.rows = [Row(choice, offer, lang, changed) for choice in offer.choices]
        everybody = [(text("explorer.anybody", lang), "")]
        self.decider = widgets.Dropdown(
            options=[*everybody, *((text(f"explorer.decided_by.{one}", lang), one) for one in DECIDERS)],
            value="",
            tooltip=text("explorer.who", lang),
            layout=widgets.Layout(width="auto"),
        )
        self.budget = widgets.FloatText(
            value=0.0,
            description=text("explorer.budget", lang),
            layout=widgets.Layout(width="auto"),
            style={"description_width": "initial"},
        )
        self.total, self.said = widgets.HTML(), Told()
        self._headings = {one: heading(text(f"explorer.decided_by.{one}", lang)) for one in DECIDERS}
        self._list = widgets.VBox(layout=widgets.Layout(margin="0"))
        parts = [self.decider, self.budget, self.total, self.said, self._list]
        self.widget = widgets.VBox(parts)
        self.decider.observe(self._filter, names="value")
        self.budget.observe(self._add_up, names="value")
        self._filter()
        self._add_up()

    @property
    def rupiah(self) -> float | None:
        """The budget; None where there is none."""
        return self.budget.value * MILLION if self.budget.value > 0 else None

    def tell(self, idle: Mapping[str, Idle], more_rupiah: float) -> None:
        """Say what cannot act beside what else is ticked, and add up what it all costs with what officers do."""
        self._more = more_rupiah
        for row in self.rows:
            row.tell((idle if row.box.value else self._offer.idle).get(row.choice.key))
        self._idle = idle
        self._filter()
        self._add_up()

    def reset(self) -> None:
        """As it was when the office was opened; the budget stays."""
        for row in self.rows:
            row.reset()

    def clear(self) -> None:
        """Untick everything."""
        for row in self.rows:
            row.box.value = False

    _idle: Mapping[str, Idle] = {}

    def _filter(self, _: Any = None) -> None:
        """Who decides; what is ticked stays in sight."""
        wanted, shown = self.decider.value, []
        for decider in DECIDERS:
            rows = [row for row in self.rows if row.choice.reform.decider == decider]
            own = [row.widget for row in rows if wanted in ("", decider) or row.box.value]
            shown += [self._headings[decider], *own] if own else []
        self._list.children = shown

    def _add_up(self, _: Any = None) -> None:
        lang, days = self._lang, len(self._offer.days)
        ticked = [row for row in self.rows if row.box.value and row.choice.key not in self._idle]
        cost = sum(row.cost() for row in ticked) + self._more
        said = [escape(text("explorer.total", lang, cost=rupiah(cost, lang), days=days))]
        if self._more:
            said.append(escape(text("explorer.total_staff", lang, cost=rupiah(self._more, lang))))
        budget = self.rupiah
        if budget is not None:
            left = budget - cost
            key, colour = ("left", "#00684C") if left >= 0 else ("beyond", WRONG)
            told = text(f"explorer.{key}", lang, left=rupiah(abs(left), lang), budget=rupiah(budget, lang))
            said.append(f'<b style="color:{colour}">{escape(told)}</b>{bar(cost / budget, colour)}')
        self.said.tell(text("explorer.budget_wrong", lang) if self.budget.value < 0 else "")
        self.total.value = small("<br>".join(said))
