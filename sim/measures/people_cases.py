"""Cases of citizens, folded: visits by cell of the citizen, money under the counter, answers to complaints."""

import numpy as np

from sim.measures.histogram import Ints
from sim.measures.measure import HIGHER, LOWER, Measure
from sim.plan import Plan
from sim.plan.layout import NONE, Records
from sim.plan.tables import FINISHED, OPEN, WALK_IN

MEASURES = (
    Measure("staff_min_per_case", "min/case", LOWER, "people graded around", "efficiency"),
    Measure("travel_hours_per_case", "h/case", LOWER),
    Measure("paid_per_case", "rupiah/case", LOWER, "around", "efficiency"),
    Measure("other_channels_share", "share", HIGHER, dimension="innovation"),
)

HOUR_S = 3600.0


class PeopleCases:
    """Running totals of cases (CASE_ROW); `followed` says whether there are any."""

    def __init__(self, plan: Plan, cells: Ints, size: int) -> None:
        self.followed = bool(plan.arrays.office["follows"][0])
        self._complaint = int(plan.arrays.office["complaint"][0])
        self._money = plan.scenario.staff is not None and plan.scenario.staff.integrity is not None
        self._channels = bool(plan.scenario.channels)
        self._days = len(plan.arrays.day)
        self._cells = cells
        self.visits, self.done = np.zeros(size), np.zeros(size)
        self.finished = self._ended = self._begun = self._elsewhere = 0
        self._travel_s = self._paid = 0.0
        self._complaints = self._answered = 0

    def add(self, rows: Records) -> None:
        """Add cases."""
        outcome, citizen = rows["outcome"], rows["citizen"].astype(np.int64)
        finished, ended = outcome == FINISHED, outcome != OPEN
        self.finished += int(finished.sum())
        self._ended += int(ended.sum())
        self._begun += len(rows)
        self._elsewhere += int((rows["channel"] != WALK_IN).sum())
        self._travel_s += float((rows["travel_s"] * ended).sum())
        self._paid += float((rows["paid_rupiah"] * ended).sum())
        if len(self._cells):
            known = finished & (citizen != NONE)
            cell = self._cells[citizen[known]]
            self.visits += np.bincount(cell, rows["visits"][known], len(self.visits))
            self.done += np.bincount(cell, minlength=len(self.done))
        if self._complaint != NONE:
            self._add_complaints(rows[(rows["service"] == self._complaint) & (citizen != NONE)])

    def _add_complaints(self, rows: Records) -> None:
        """Complaints that were answered, given up, or whose promised day is over."""
        promised = rows["due_day"] != NONE
        settled = (rows["outcome"] != OPEN) | (promised & (rows["due_day"] < self._days))
        in_time = (rows["outcome"] == FINISHED) & (~promised | (rows["ended_day"] <= rows["due_day"]))
        self._complaints += int(settled.sum())
        self._answered += int(in_time.sum())

    def answered_in_time(self) -> float:
        """Complaints answered by the promised day (or at all, without one), of those settled; NaN without any."""
        return self._answered / self._complaints if self._complaints else np.nan

    def measures(self) -> dict[str, float]:
        """What a case that ended cost the citizen on the way and under the counter, and which cases did not walk in."""
        ended, begun = self._ended, self._begun
        found = {"travel_hours_per_case": self._travel_s / HOUR_S / ended if ended else np.nan}
        if self._money:
            found["paid_per_case"] = self._paid / ended if ended else np.nan
        if self._channels:
            found["other_channels_share"] = self._elsewhere / begun if begun else np.nan
        return found
