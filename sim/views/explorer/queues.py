"""How many wait through the day, run by run, so that visits need not be kept."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.measures import Estimate, estimate
from sim.measures.queue_profile import QUARTER_S, queue_profile
from sim.plan import Plan
from sim.plan.layout import Records

Floats = npt.NDArray[np.float64]


class Line(NamedTuple):
    """The mean number of people waiting at each quarter of an hour of one run; `first` quarters after midnight."""

    first: int
    people: Floats


def line_of(plan: Plan, visits: Records) -> Line:
    """The line of a run from its rows of visits."""
    profile = queue_profile(plan, [visits])
    return Line(int(profile.moments_s[0]) // QUARTER_S, np.array([found.mean for found in profile.mean]))


def joined(lines: Sequence[Line]) -> tuple[npt.NDArray[np.int64], list[Estimate]]:
    """Moments (seconds since midnight), and at each the mean over runs with its interval."""
    first = min(line.first for line in lines)
    last = max(line.first + len(line.people) for line in lines)
    table = np.zeros((len(lines), last - first))
    for row, line in zip(table, lines, strict=True):
        row[line.first - first : line.first - first + len(line.people)] = line.people
    return np.arange(first, last) * QUARTER_S, [estimate(column) for column in table.T]
