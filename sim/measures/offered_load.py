"""Offered load, folded: work that comes as a share of the hours of those who can do it."""

from collections.abc import Iterator
from math import inf

import numpy as np

from sim.measures.histogram import Floats, Ints
from sim.measures.measure import NEITHER, Key, Measure, keyed
from sim.measures.officers import by_group as sums_by
from sim.measures.officers import utilisation
from sim.measures.outcomes import LEFT_UNSERVED
from sim.measures.visits import ratio
from sim.plan import Plan
from sim.plan.layout import NONE, Records
from sim.plan.tables import GIVEN_UP, OPEN

MEASURES = (
    Measure("offered_load", "share", NEITHER, "all graded group interval", most=inf),  # more work than time
)


class LoadTally:
    """What was left undone, by step and office: of who left for good or has not come again yet, and of files in line.

    Work that was done is attributed to who did it, overtime included. Work left undone counts with the
    expected durations of what was still to come, and goes to those who can do it, by their hours.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._lost = np.zeros(len(plan.arrays.step), np.int64)
        self._in_line = np.zeros(len(plan.arrays.step), np.int64)

    def add(self, cases: Records) -> None:
        """Add cases (CASE_ROW) of an office that follows them."""
        steps = self._plan.arrays.step
        at = cases["office"].astype(np.int64) * len(self._plan.names.steps) + cases["step"]
        away = steps["absent"][at] == 1
        lost = (cases["outcome"] == GIVEN_UP) | ((cases["outcome"] == OPEN) & ~away)
        lost &= np.isin(cases["reason"], LEFT_UNSERVED)
        waiting = (cases["outcome"] == OPEN) & away & (steps["station"][at] != NONE)
        self._lost += np.bincount(at[lost], minlength=len(self._lost))
        self._in_line += np.bincount(at[waiting], minlength=len(self._in_line))

    def values(self, officers: Records, left: Ints) -> Iterator[tuple[Key, float]]:
        """The measures by key, of the sums of officers (OFFICER_TOTAL).

        `left` counts visits that ended unserved, by step, where each was all of its case.
        """
        row, names = self._plan.arrays.officer, self._plan.names
        lost = self._lost if self._plan.arrays.office["follows"][0] else left
        came_s = officers["busy_s"] + self._undone_s(officers["scheduled_s"], lost)
        for by, groups, group in (
            ("", ("",), np.zeros(len(row), np.int64)),
            ("group", names.groups, row["group"]),
            ("office", names.offices if len(names.offices) > 1 else (), row["office"]),
        ):
            if groups:
                yield from _loads(by, groups, group, came_s, officers)

    def _undone_s(self, there_s: Floats, lost: Ints) -> Floats:
        """The seconds of work left undone, by officer."""
        names, steps = self._plan.names, self._plan.arrays.step
        todo = np.zeros(len(steps))
        for at in np.flatnonzero(lost):
            first = (at // len(names.steps)) * len(names.steps)
            todo[first : first + len(names.steps)] += self._plan.work_left_s[steps["number"][at]] * lost[at]
        todo += self._in_line * [60.0 * minutes for minutes in _minutes(self._plan)]
        found = np.zeros(len(there_s))
        for at in np.flatnonzero(todo):
            able = self._able(int(steps["line"][at]))
            hours = there_s[able]
            if hours.sum() > 0.0:
                found[able] += todo[at] * hours / hours.sum()
        return found

    def _able(self, line: int) -> Ints:
        """The officers who serve a line as their first task; without any, those who do as their second."""
        row = self._plan.arrays.line[line]
        links = self._plan.arrays.link[row["first"] : row["first"] + row["count"]]
        first: Ints = links["to"][links["preference"] == links["preference"].min(initial=1)]
        return first


def _minutes(plan: Plan) -> list[float]:
    """The expected minutes of each step, office by office."""
    minutes = [step.time.expected_min for service in plan.scenario.services for step in service.steps]
    return minutes * len(plan.names.offices)


def _loads(
    by: str, names: tuple[str, ...], group: Ints, came_s: Floats, officers: Records
) -> Iterator[tuple[Key, float]]:
    there_s = np.bincount(group, weights=officers["scheduled_s"], minlength=len(names))
    loads = ratio(np.bincount(group, weights=came_s, minlength=len(names)), there_s)
    yield from keyed("offered_load", by, names, loads)
    if by == "group":
        busy = utilisation(sums_by(officers, group, len(names)))
        yield from keyed("utilisation", by, names, busy)
