"""Blocks of records → the measures of a run, one block after the other."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.measures.cases import CaseTally
from sim.measures.columns import columns
from sim.measures.cuts import BY_WEEKDAY, EVERYBODY, by_day, columns_needed, cuts_of
from sim.measures.days import DAY_MEASURES, day_rows
from sim.measures.histogram import Floats, Histogram
from sim.measures.measure import Key
from sim.measures.offered_load import LoadTally
from sim.measures.officers import OfficerTally
from sim.measures.outcomes import LEFT_UNSERVED, possible
from sim.measures.people import Ending, PeopleTally, since
from sim.measures.stations import StationMeasures
from sim.measures.visits import Ended, VisitTally, ended
from sim.measures.windows import Window
from sim.office.units import WEEKDAYS
from sim.plan import Plan
from sim.plan.layout import NONE, Records
from sim.plan.tables import Block


class Measured(NamedTuple):
    """A run, measured: its values by key, its days (DAY_MEASURES), the sums of its officers (OFFICER_TOTAL).

    `ends` (ENDS) are its citizens where they judge visits and were told at the end.
    """

    values: dict[Key, float]
    days: Records
    officers: Records
    ends: Records | None = None


class Fold:
    """Takes in the blocks of one run as they come; keeps running totals and no rows.

    Warm-up is left out here and nowhere else: whole days (`warm_up_days`), and of every day the visits that begin less
    than `warm_up_min` after opening. Utilisation and overtime are of whole days; files of the back office and cases are
    left out by the day on which the step's line was joined, the need arose, opinions by that of the visit.

    Where a scenario has `[opinion]` or `[staff]`, `citizens` (CITIZEN_ROW, at any time) tell who is who; `weight` is
    that of an element of the SKM; where there are `years`, what happens to a citizen is counted once in each.
    """

    def __init__(
        self,
        plan: Plan,
        run: int = 0,
        citizens: Records | None = None,
        weight: str = "1/9",
        years: Sequence[Window] = (),
    ) -> None:
        self._plan = plan
        self._may = possible(plan)
        self._wanted = columns_needed(plan)
        self._warm_up_s = round(60.0 * plan.scenario.warm_up_min)
        self._from_s = plan.arrays.day["open"] + self._warm_up_s
        self._target_s = 60.0 * _targets(plan)
        self._weekdays = VisitTally(BY_WEEKDAY, self._may)
        self._cuts = [VisitTally(cut, self._may) for cut in cuts_of(plan)]
        self._places = StationMeasures(plan, self._may)
        self._officers = OfficerTally(plan.names.officers, plan.names.offices, plan.arrays.officer["office"])
        self._cases = CaseTally(plan, self._may) if plan.arrays.office["follows"][0] else None
        people = plan.scenario.opinion is not None or plan.scenario.staff is not None
        self._loads = LoadTally(plan)
        self._people = PeopleTally(plan, run, citizens, weight, years) if people else None
        self._stay = Histogram()
        self._days: list[Records] = []
        self._present_s = self._open_s = 0
        self._measured_days = np.zeros(len(WEEKDAYS))

    def add(self, block: Block) -> None:
        """Take in the next days, or what ended on days that are left out but began before them."""
        if not any(map(len, block)):
            return
        warm, (rows, files) = self._plan.scenario.warm_up_days, self._places.parted(columns(block.visits, self._wanted))
        if self._warm_up_s:
            rows = rows.where(rows.came_s >= self._from_s[rows.day])
        visits = ended(rows.where(rows.last), self._target_s)
        if len(block.days):
            self._add_days(block, visits)
        if not len(block.days) or block.days["day"][0] < warm:
            rows, visits = rows.where(rows.day >= warm), visits.where(visits.all.day >= warm)
        self._places.add(rows, files.where(files.day >= warm))
        self._add_visits(visits)
        self._officers.add(block.officers, block.officers["day"] >= warm)
        self._add_time(block.days[block.days["day"] >= warm])
        cases = since(block.cases, "began_day", warm)
        if self._cases is not None:
            self._cases.add(cases)
            self._loads.add(cases)
        if self._people is not None:
            self._people.add(block, warm, cases)

    def _add_days(self, block: Block, visits: Ended) -> None:
        numbers, offices = block.days["day"], len(self._plan.names.offices)
        tally = VisitTally(by_day(int(numbers[0]), len(numbers), offices), self._may)
        tally.add(visits)
        self._days.append(day_rows(self._plan, block, tally))
        weekday = self._plan.arrays.day["weekday"][numbers]
        place = np.where(numbers < self._plan.scenario.warm_up_days, NONE, weekday)
        self._weekdays.take(tally.regrouped(np.repeat(place, offices), BY_WEEKDAY))

    def _add_visits(self, visits: Ended) -> None:
        for tally in self._cuts:
            tally.add(visits)
        stay = visits.attended.finish_s - visits.attended.came_s
        self._stay.add(stay, np.zeros(len(stay), np.int64))
        self._present_s += int((visits.all.finish_s - visits.all.came_s).sum())

    def _add_time(self, days: Records) -> None:
        self._measured_days += np.bincount(self._plan.arrays.day["weekday"][days["day"]], minlength=len(WEEKDAYS))
        self._open_s += int(np.maximum(days["ended_s"] - self._from_s[days["day"]], 0).sum())

    def measured(self, ending: Ending | None = None) -> Measured:
        """The measures of all that was taken in; those of people at the end of the run need its `ending`."""
        days, open_s = self._measured_days, float(self._open_s)
        everybody = self._weekdays.regrouped(np.zeros(len(WEEKDAYS), np.int64), EVERYBODY)
        values = dict(everybody.values(days))
        values[Key("sojourn_p90_min")] = float(self._stay.quantiles(0.9)[0]) / 60.0
        values[Key("present_mean")] = self._present_s / open_s if open_s else np.nan
        values[Key("waiting_mean")] = float(self._places.queued_s()) / open_s if open_s else np.nan
        values.update(self._officers.values(int(days.sum())))
        values.update(self._loads.values(self._officers.measured, self._places.left(LEFT_UNSERVED)))
        for tally in self._cuts:
            values.update(tally.values(days))
        occur = self._open_weekdays
        values.update((key, value) for key, value in self._weekdays.values(days) if key.group in occur)
        values.update(self._places.values(open_s))
        if self._cases is not None:
            values.update(self._cases.values(int(days.sum())))
        if self._people is not None:
            values.update(self._people.values(values[Key("completed")], ending))
        found = np.concatenate(self._days) if self._days else np.zeros(0, DAY_MEASURES)
        ends = self._people.ends if self._people is not None else None
        return Measured(values, found, self._officers.whole, ends)

    @property
    def _open_weekdays(self) -> set[str]:
        return {WEEKDAYS[day] for day in np.unique(self._plan.arrays.day["weekday"])}


def _targets(plan: Plan) -> Floats:
    """The target of each service, in minutes."""
    scenario = plan.scenario
    own = [s.target_min for s in scenario.services]
    return np.array([scenario.target_min if target is None else target for target in own])
