"""Minutes of a ticket such that simulated lines are as long as those that were seen: the balance of flow is a start.

Counters that are open and serve another line, or rest, make tickets look longer than they are; a line does not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.calibration.estimate.flow import LineDay
from sim.calibration.estimate.lines import Given, counters_of, mean_waiting

STEPS, DAYS, AT_ONCE = 7, 12, 48
"""How often minutes are changed, days simulated of each line and day, and lines simulated together."""
GAIN = 0.45
"""How much of what the logarithm of a line is off by goes into that of the minutes."""
SLOPE = 2.0
"""The logarithm of a line goes about so many times as far as that of the minutes."""
SMALL = 0.05

Floats = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Level:
    """Minutes of a ticket, and the error of their logarithm over days."""

    minutes: float
    error: float


def levels(
    lines: Mapping[str, Sequence[LineDay]], begin: Mapping[str, float], profile: Floats, edges: Floats,
    elasticity: float, cv: float,
) -> dict[str, Level]:  # fmt: skip
    """The minutes of each line from `begin` on, who came laid on a profile (shares between edges, in seconds).

    Each day has its own counters. They hold where one waits for each counter, if officers hurry (elasticity below 0).
    """
    days = [day for own in lines.values() for day in own]
    seen, of = np.array([_seen(day, edges) for day in days]), np.array([day.line for day in days])
    minutes, told = {line: float(np.log(begin[line])) for line in lines}, seen
    for step in range(STEPS):
        given = [Given(day.came.sum() * profile, counters_of(day), float(np.exp(minutes[day.line]))) for day in days]
        told = _simulated(given, edges, 1 + 17 * step, elasticity, cv)
        for line in lines:
            means = (float(queue[of == line].mean()) + SMALL for queue in (seen, told))
            gap = float(np.log(next(means)) - np.log(next(means)))
            minutes[line] += GAIN * (1.0 if step < STEPS - 2 else 0.5) * min(max(gap, -1.0), 1.0)
    gaps = np.log(seen + SMALL) - np.log(told + SMALL)
    spread = float(np.std(gaps)) if len(gaps) > len(lines) else 1.0
    return {
        line: Level(float(np.exp(minutes[line])), spread / SLOPE / float(np.sqrt(len(own))))
        for line, own in lines.items()
    }


def _seen(day: LineDay, edges: Floats) -> float:
    """The mean line between the first and the last edge."""
    there = (day.at_s >= edges[0]) & (day.at_s <= edges[-1])
    return float(np.trapezoid(day.waiting[there], day.at_s[there])) / float(edges[-1] - edges[0])


def _simulated(given: Sequence[Given], edges: Floats, seed: int, elasticity: float, cv: float) -> Floats:
    parts = [given[at : at + AT_ONCE] for at in range(0, len(given), AT_ONCE)]
    return np.concatenate([mean_waiting(part, edges, DAYS, seed, elasticity, cv).mean(axis=1) for part in parts])
