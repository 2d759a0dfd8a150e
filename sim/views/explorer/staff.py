"""How many officers work in each group, and how many more of one in some hours."""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from sim.experiments.needed.levers import HOUR_S, between, officers
from sim.language import text
from sim.office import Scenario
from sim.office.clock import clock_words
from sim.office.officers import OfficerGroup
from sim.office.reform import WORKING_DAYS_A_YEAR
from sim.office.units import WEEKDAYS
from sim.office.working_days import weekly
from sim.reforms.staffing import Staffing
from sim.views.explorer.told import Told, heading, small
from sim.views.render.html import escape
from sim.views.titles import titled

ROOM = 6
"""So many more than today may be set, or as many again."""
MOST_MORE = 9


class Staff:
    """A slider for each group; below, hour by hour, how many more of a group work then."""

    def __init__(self, office: Scenario, lang: str, changed: Callable[[], None]) -> None:
        self._office, self._changed, self._quiet = office, changed, False
        self._groups = {group.name: group for group in office.officers}
        self.heads = {name: _slider(officers(group)) for name, group in self._groups.items()}
        sliders = [
            part
            for name, group in self._groups.items()
            for part in (widgets.HTML(small(escape(_named(group, office, lang)))), self.heads[name])
        ]
        self._hours = _open_hours(office)
        self._more = {name: [0] * len(self._hours) for name in self._groups}
        options = [(_named(group, office, lang), name) for name, group in self._groups.items()]
        self.group = widgets.Dropdown(options=options, layout=widgets.Layout(width="auto"))
        self.more = [widgets.BoundedIntText(0, 0, MOST_MORE, layout=widgets.Layout(width="58px")) for _ in self._hours]
        boxes = [
            widgets.VBox([widgets.HTML(small(clock_words(at))), box], layout=widgets.Layout(margin="0"))
            for at, box in zip(self._hours, self.more, strict=True)
        ]
        self.said = Told()
        parts: list[Any] = [self.said, *sliders]
        if office.officers:
            row = widgets.HBox(boxes, layout=widgets.Layout(flex_flow="row wrap"))
            parts += [heading(text("explorer.hours", lang)), self.group, row]
        self.widget = widgets.VBox(parts)
        for part in (*self.heads.values(), *self.more):
            part.observe(self._set, names="value")
        self.group.observe(self._show, names="value")

    @property
    def set_heads(self) -> dict[str, int]:
        """How many there are in the groups that have another number than today."""
        now = {name: officers(group) for name, group in self._groups.items()}
        return {name: slider.value for name, slider in self.heads.items() if slider.value != now[name]}

    @property
    def set_hours(self) -> dict[str, tuple[int, ...]]:
        """The hours with more of a group (seconds since midnight), each as often as there are more."""
        found = {
            name: tuple(hour for hour, count in zip(self._hours, more, strict=True) for _ in range(count))
            for name, more in self._more.items()
        }
        return {name: hours for name, hours in found.items() if hours}

    def rupiah(self, days: int) -> float:
        """What those who are added earn over so many working days, as the reform `staffing` assumes."""
        heads = sum(max(0, count - officers(self._groups[name])) for name, count in self.set_heads.items())
        hours = sum(map(len, self.set_hours.values()))
        return float(Staffing().wage_rupiah) * (heads + hours / max(1, len(self._hours))) * days / WORKING_DAYS_A_YEAR

    def reset(self) -> None:
        """As it was when the office was opened."""
        self._more = {name: [0] * len(self._hours) for name in self._groups}
        for name, slider in self.heads.items():
            slider.value = officers(self._groups[name])
        self._show()

    def _show(self, _: Any = None) -> None:
        """The hours of the group that is chosen."""
        self._quiet = True
        for box, count in zip(self.more, self._more.get(self.group.value, ()), strict=False):
            box.value = count
        self._quiet = False

    def _set(self, _: Any) -> None:
        if not self._quiet:
            if self.group.value is not None:
                self._more[self.group.value] = [box.value for box in self.more]
            self._changed()


def _named(group: OfficerGroup, office: Scenario, lang: str) -> str:
    """What a group is called; in a region with the office where it works, or that there is one in each."""
    if not office.offices:
        return titled(group, lang)
    own = [titled(one, lang) for one in office.offices if one.name == group.office]
    where = own[0] if own else text("explorer.each_office", lang)
    return f"{where}: {titled(group, lang)}"


def _slider(now: int) -> Any:
    most = max(now + ROOM, 2 * now)
    return widgets.IntSlider(now, 0, most, layout=widgets.Layout(width="auto"))


def _open_hours(office: Scenario) -> list[int]:
    """The hours of the day (seconds since midnight) in which the office is open on some weekday."""
    spans = [span for place in range(len(WEEKDAYS)) for span in between(weekly(office.hours, place) or ())]
    first = min((span.start_s for span in spans), default=0) // HOUR_S
    last = -(-max((span.end_s for span in spans), default=0) // HOUR_S)
    return [hour * HOUR_S for hour in range(first, last)]
