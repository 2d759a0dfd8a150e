"""How much comes, and what is asked of waits."""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from sim.language import text
from sim.office import Scenario
from sim.views.explorer.told import Told, small

DEMANDS, SHARES = (50, 200), (50, 100)
"""In percent."""
SHARE = 90


class Circumstances:
    """Demand beside what the office has, and the target of waits: so many minutes for such a share."""

    def __init__(self, office: Scenario, lang: str, changed: Callable[[], None]) -> None:
        self._office, wide = office, {"layout": widgets.Layout(width="auto")}
        self._now = round(100 * office.demand.factor)
        low, high = DEMANDS
        self.demand = widgets.IntSlider(self._now, min(low, self._now), max(high, self._now), **wide)
        self.minutes = widgets.FloatText(office.target_min, **wide)
        self.share = widgets.IntSlider(SHARE, *SHARES, **wide)
        self.said = Told()
        named = (("demand", self.demand), ("minutes", self.minutes), ("share", self.share))
        parts = [part for key, own in named for part in (widgets.HTML(small(text(f"explorer.set.{key}", lang))), own)]
        self.widget = widgets.VBox([*parts, self.said])
        for _, part in named:
            part.observe(lambda _: changed(), names="value")

    @property
    def set_demand(self) -> float | None:
        """The factor of demand, where it is another than the office has."""
        return None if self.demand.value == self._now else self.demand.value / 100

    @property
    def set_target(self) -> float | None:
        """The minutes, where they are others than the office has."""
        found: float = self.minutes.value
        return None if found == self._office.target_min else found

    def reset(self) -> Any:
        """As it was when the office was opened."""
        self.demand.value, self.minutes.value, self.share.value = self._now, self._office.target_min, SHARE
