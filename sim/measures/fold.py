"""Blocks of records → the measures of a run, one block after the other."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.measures.cases import CaseTally
from sim.measures.counting import BITS, PRESENT_S, Counts, Groups, Waits, bits_of, count, nothing
from sim.measures.crowd import CrowdTally
from sim.measures.cuts import Cut, by_day, cuts_of, hours_of
from sim.measures.days import DAY_MEASURES, day_rows
from sim.measures.histogram import Floats, Histogram, interpolated
from sim.measures.measure import Key
from sim.measures.offered_load import LoadTally
from sim.measures.officers import OfficerTally
from sim.measures.outcomes import ATTENDED, IN_VAIN, LEFT_UNSERVED, Possible, possible
from sim.measures.people import Ending, PeopleTally, since
from sim.measures.stations import StationMeasures
from sim.measures.visits import SPREAD, SPREAD_MIN, VisitTally
from sim.measures.windows import Window
from sim.office.units import WEEKDAYS
from sim.plan import Plan
from sim.plan.layout import ENDLESS, NONE, Records
from sim.plan.tables import Block

CUTS = ("weekday", "service", "class", "hour", "channel", "office")


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
        self._cuts = cuts_of(plan)
        self._groups = groups_of(plan, self._cuts, self._may)
        places = len(plan.names.stations) + len(plan.names.steps)
        self._visits = nothing(self._groups.stay)
        self._steps = nothing(len(plan.arrays.step))
        self._waits = Histogram(self._groups.stay + 1 + places)
        self._file_waits = Histogram(self._groups.stay + 1 + places)
        self._stations = StationMeasures(plan, self._may, self._steps)
        self._crowd = CrowdTally(plan)
        self._officers = OfficerTally(plan.names.officers, plan.names.offices, plan.arrays.officer["office"])
        self._cases = CaseTally(plan, self._may) if plan.arrays.office["follows"][0] else None
        people = plan.scenario.opinion is not None or plan.scenario.staff is not None
        self._loads = LoadTally(plan)
        self._people = PeopleTally(plan, run, citizens, weight, years) if people else None
        self._days: list[Records] = []
        self._open_s = 0
        self._measured_days = np.zeros(len(WEEKDAYS))

    def add(self, block: Block) -> None:
        """Take in the next days, or what ended on days that are left out but began before them."""
        if not any(map(len, block)):
            return
        warm = self._plan.scenario.warm_up_days
        self._add_visits(block)
        self._officers.add(block.officers, block.officers["day"] >= warm)
        self._add_time(block.days[block.days["day"] >= warm])
        cases = since(block.cases, "began_day", warm)
        if self._cases is not None:
            self._cases.add(cases)
            self._loads.add(cases)
        if self._people is not None:
            self._people.add(block, warm, cases)

    def _add_visits(self, block: Block) -> None:
        first, offices = int(block.days["day"][0]) if len(block.days) else 0, len(self._plan.names.offices)
        cut = by_day(first, len(block.days), offices)
        today = nothing(len(cut.names))
        counts = Counts(self._visits, self._steps, today, first)
        moves, waits = count(block.visits, self._groups, counts, Waits(self._waits, self._file_waits))
        if len(block.days):
            self._crowd.add(moves, first, len(block.days))
            attended = np.bincount(waits >> BITS, minlength=len(today))
            p90 = interpolated(attended, 0.9, waits & ((1 << BITS) - 1))
            tally = VisitTally(cut, self._may, today, np.full(len(p90), np.nan), p90)  # of days no median is told
            self._days.append(day_rows(self._plan, block, tally))

    def _add_time(self, days: Records) -> None:
        self._measured_days += np.bincount(self._plan.arrays.day["weekday"][days["day"]], minlength=len(WEEKDAYS))
        begins_s = self._plan.arrays.day["open"][days["day"]] + round(60.0 * self._plan.scenario.warm_up_min)
        self._open_s += int(np.maximum(days["ended_s"] - begins_s, 0).sum())

    def measured(self, ending: Ending | None = None) -> Measured:
        """The measures of all that was taken in; those of people at the end of the run need its `ending`."""
        days, open_s = self._measured_days, float(self._open_s)
        p50, p90 = self._waits.quantiles(0.5, 0.9)
        everybody, *cuts = (self._tally(cut, p50, p90) for cut in self._cuts.values())
        stay, places = self._groups.stay, slice(self._groups.stay + 1, None)
        values = dict(everybody.values(days))
        values[Key("sojourn_p90_min")] = float(p90[stay]) / 60.0
        values.update(zip(map(Key, SPREAD), self._waits.upto(60 * np.array(SPREAD_MIN)), strict=True))
        values[Key("present_mean")] = int(self._visits[0, PRESENT_S]) / open_s if open_s else np.nan
        values[Key("waiting_mean")] = self._stations.queued_s() / open_s if open_s else np.nan
        values.update(self._crowd.values())
        values.update(self._officers.values(int(days.sum())))
        values.update(self._loads.values(self._officers.measured, self._stations.left(LEFT_UNSERVED)))
        occur = self._open_weekdays
        for tally in cuts:
            of_weekdays = tally.cut.by == "weekday"
            values.update((key, value) for key, value in tally.values(days) if not of_weekdays or key.group in occur)
        (files,) = self._file_waits.quantiles(0.9)
        values.update(self._stations.values(open_s, p90[places], files[places]))
        if self._cases is not None:
            values.update(self._cases.values(int(days.sum())))
        if self._people is not None:
            values.update(self._people.values(values[Key("completed")], ending))
        found = np.concatenate(self._days) if self._days else np.zeros(0, DAY_MEASURES)
        ends = self._people.ends if self._people is not None else None
        return Measured(values, found, self._officers.whole, ends)

    def _tally(self, cut: Cut, p50: Floats, p90: Floats) -> VisitTally:
        part = slice(cut.first, cut.first + len(cut.names))
        return VisitTally(cut, self._may, self._visits[part], p50[part], p90[part])

    @property
    def _open_weekdays(self) -> set[str]:
        return {WEEKDAYS[day] for day in np.unique(self._plan.arrays.day["weekday"])}


def groups_of(plan: Plan, cuts: dict[str, Cut], may: Possible) -> Groups:
    """Where the rows of a plan are counted."""
    names, arrays, steps = plan.names, plan.arrays, plan.arrays.step
    warm_up_s, hours = round(60.0 * plan.scenario.warm_up_min), hours_of(plan)
    visits = sum(len(cut.names) for cut in cuts.values())
    booked = np.zeros(len(names.channels)) if may.booked is None else may.booked
    first = {f"by_{by}": cuts[by].first if by in cuts else NONE for by in CUTS}
    station = np.where(steps["station"] == NONE, NONE, visits + 1 + steps["station"])
    return Groups(
        from_s=arrays.day["open"] + warm_up_s if warm_up_s else np.full(len(arrays.day), -ENDLESS),
        weekday=arrays.day["weekday"].copy(),
        target_s=60.0 * _targets(plan),
        booked=booked.astype(np.int64),
        attended=ATTENDED.astype(np.int64),
        in_vain=IN_VAIN.astype(np.int64),
        absent=steps["absent"].copy(),
        station=station,
        step=visits + 1 + len(names.stations) + steps["number"],
        warm=plan.scenario.warm_up_days,
        offices=len(names.offices),
        steps=len(names.steps),
        first_hour=hours[0],
        last_hour=hours[1],
        stay=visits,
        bits=bits_of(len(steps)),
        **first,
    )


def _targets(plan: Plan) -> Floats:
    """The target of each service, in minutes."""
    scenario = plan.scenario
    own = [s.target_min for s in scenario.services]
    return np.array([scenario.target_min if target is None else target for target in own])
