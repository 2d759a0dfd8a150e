"""How the waits of those served are spread: the share of them in each of some classes of minutes, by run."""

from collections.abc import Sequence

import numpy as np

from sim.measures.histogram import Floats
from sim.measures.outcomes import ATTENDED
from sim.plan import Plan
from sim.plan.layout import NONE, Records

WIDTHS_MIN = (1, 2, 5, 10, 15, 20, 30, 60, 120)
MOST_CLASSES, BEYOND = 11, 0.95
"""So many classes at most hold so great a share of all waits; what is longer is the last one's."""


def waits_min(plan: Plan, rows: Records) -> Floats:
    """The minutes of each visit (VISIT_ROW) whose wait `wait_mean_min` counts: those attended to, after the warm-up."""
    there = (rows["visit"] != NONE) & (rows["last"] == 1) & (rows["day"] >= plan.scenario.warm_up_days)
    found: Floats = rows["waited_s"][there & ATTENDED[rows["outcome"]]] / 60.0
    return found


def classes(waits: Sequence[Floats], target_min: float) -> tuple[int, int]:
    """The width of a class in minutes and how many there are: narrow, few, and the target where two of them meet."""
    most = max((float(np.quantile(own, BEYOND)) for own in waits if len(own)), default=0.0)
    fit = [width for width in WIDTHS_MIN if most <= width * (MOST_CLASSES - 1)] or [WIDTHS_MIN[-1]]
    width = next((width for width in fit if target_min % width == 0), fit[0])
    return width, max(int(np.ceil(most / width)), int(np.ceil(target_min / width)), 1) + 1


def shares_by_class(waits: Floats, width: int, count: int) -> Floats:
    """The shares that waited up to `width` minutes, above that up to twice as many …; in the last all longer ones."""
    place = np.clip(np.ceil(waits / width).astype(int) - 1, 0, count - 1)
    return np.bincount(place, minlength=count) / (len(waits) or np.nan)
