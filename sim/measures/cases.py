"""Cases, folded: how they ended, after how many visits and days, and what they cost the citizens."""

from collections.abc import Iterator

import numpy as np

from sim.measures.fares import fares, rupiah_of
from sim.measures.histogram import Floats, Histogram, Ints, regrouped
from sim.measures.measure import HIGHER, LOWER, NEITHER, Key, Measure, keyed
from sim.measures.outcomes import Possible
from sim.measures.visits import ratio
from sim.plan import Plan
from sim.plan.layout import NONE, Records
from sim.plan.tables import CASE_OUTCOMES, ERROR, FINISHED, GIVEN_UP, OPEN, OUTCOMES, SERVED

BY = "cases_service cases_office"
"""Tables of groups."""
BURDEN = f"{BY} cases_class cases_channel"
MEASURES = (
    Measure("cases_finished", "cases", HIGHER),
    Measure("cases_given_up", "cases", LOWER),
    Measure("cases_per_day", "cases/day", NEITHER, "cases graded year_cases"),
    Measure("finished_share", "share", HIGHER, f"cases graded cases_class year_cases {BY}"),
    Measure("given_up_share", "share", LOWER, "reason if_any interval"),
    Measure("channel_share", "share", NEITHER, "cases_channel"),
    Measure("visits_per_case", "visits/case", LOWER, f"cases graded around year_cases {BURDEN}", "efficiency"),
    Measure("one_visit_share", "share", HIGHER, f"cases graded {BY}"),
    Measure(
        "days_to_finish_mean", "working days", LOWER, f"cases main graded around interval year_cases {BURDEN}",
        "responsiveness",
    ),
    Measure("days_to_finish_p50", "working days", LOWER, "cases graded"),
    Measure("days_to_finish_p90", "working days", LOWER, f"cases graded {BY}"),
    Measure("within_deadline", "share", HIGHER, f"cases graded year_cases {BURDEN}", "accountability"),
    Measure(
        "citizen_hours_per_case", "h/case", LOWER, "cases graded around cases_class cases_channel", "efficiency"
    ),
    Measure("trips_per_case", "trips/case", LOWER, "cases graded"),
    Measure("rupiah_per_case", "rupiah/case", LOWER, "cases graded cases_class cases_channel", "efficiency"),
    Measure("cases_open", "cases", LOWER, "cases graded if_any"),
)  # fmt: skip

ENDINGS = len(CASE_OUTCOMES)
HOUR_S = 3600.0
COUNTS = tuple(f"cases_{outcome}" for outcome in CASE_OUTCOMES)
SUMS = np.dtype([(name, "f8") for name in ("visits", "once", "promised", "kept", "spent_s", "trips", "rupiah")])
"""Sums of a group: visits of finished cases, and how many of those took one visit at most; promises due in
the run, and those kept; seconds, trips and rupiah of cases that ended."""


class CaseTotals:
    """Running totals of cases by group."""

    def __init__(self, size: int) -> None:
        self._size = size
        self.outcomes = np.zeros((size, ENDINGS), np.int64)
        self.sums = np.zeros(size, SUMS)
        self.days = Histogram(size)

    def add(self, rows: Records, group: Ints, rupiah: Floats, days: int) -> None:
        """Add cases with their group and what they cost, in a run of so many days."""
        size, outcome = self._size, rows["outcome"].astype(np.int64)
        self.outcomes += np.bincount(group * ENDINGS + outcome, minlength=size * ENDINGS).reshape(size, ENDINGS)
        finished, ended = outcome == FINISHED, outcome != OPEN
        due = (rows["due_day"] != NONE) & (rows["due_day"] < days)
        terms = {
            "visits": rows["visits"] * finished,
            "once": (rows["visits"] <= 1) & finished,
            "promised": due,
            "kept": due & finished & (rows["ended_day"] <= rows["due_day"]),
            "spent_s": (rows["spent_s"].astype(np.int64) + rows["travel_s"]) * ended,
            "trips": rows["trips"] * ended,
            "rupiah": rupiah * ended,
        }
        for name, values in terms.items():
            self.sums[name] += np.bincount(group, weights=values, minlength=size)
        taken = (rows["ended_day"] - rows["began_day"])[finished].astype(np.int64)
        self.days.add(taken, group[finished])

    def regrouped(self, place: Ints, size: int) -> "CaseTotals":
        """The same cases by coarser groups: group g goes to `place[g]`."""
        found = CaseTotals(size)
        found.outcomes = np.stack([regrouped(kind, place, size) for kind in self.outcomes.T], axis=1).astype(np.int64)
        for name in SUMS.names or ():
            found.sums[name] = regrouped(self.sums[name], place, size)
        found.days = self.days.regrouped(place, size)
        return found

    def measures(self, days: int) -> dict[str, Floats]:
        """The measures of each group; NaN where there was no case to measure. `days`: over which cases began."""
        finished, ended = self.outcomes[:, FINISHED], self.outcomes[:, [FINISHED, GIVEN_UP]].sum(axis=1)
        sums, (p50, p90) = self.sums, self.days.quantiles(0.5, 0.9)
        return {
            **{name: self.outcomes[:, kind].astype(float) for kind, name in enumerate(COUNTS)},
            "cases_per_day": ratio(self.outcomes.sum(axis=1), np.full(self._size, days)),
            "finished_share": ratio(finished, ended),
            "visits_per_case": ratio(sums["visits"], finished),
            "one_visit_share": ratio(sums["once"], finished),
            "days_to_finish_mean": ratio(self.days.sums(), finished),
            "days_to_finish_p50": p50,
            "days_to_finish_p90": p90,
            "within_deadline": ratio(sums["kept"], sums["promised"]),
            "citizen_hours_per_case": ratio(sums["spent_s"], ended) / HOUR_S,
            "trips_per_case": ratio(sums["trips"], ended),
            "rupiah_per_case": ratio(sums["rupiah"], ended),
        }


class CaseTally:
    """Running totals of cases, by service, class, channel and office at once; regrouped, by each of them."""

    def __init__(self, plan: Plan, may: Possible) -> None:
        names = plan.names
        self._plan = plan
        self._cuts = {
            "service": names.services,
            "class": names.classes,
            "channel": names.channels,
            "office": names.offices,
        }
        self._shape = tuple(len(groups) for groups in self._cuts.values())
        size = int(np.prod(self._shape))
        self._totals = CaseTotals(size)
        self._reasons = np.zeros(ERROR + 1, np.int64)
        self._may = may

    def add(self, rows: Records) -> None:
        """Add cases (CASE_ROW)."""
        places = (rows["service"], rows["class_"], rows["channel"], rows["office"])
        cell = np.ravel_multi_index([place.astype(np.int64) for place in places], self._shape)
        self._totals.add(rows, cell, rupiah_of(self._plan, rows), len(self._plan.arrays.day))
        reason = rows["reason"][(rows["outcome"] == GIVEN_UP) & (rows["reason"] != NONE)]
        self._reasons += np.bincount(reason, minlength=ERROR + 1)

    def values(self, days: int) -> Iterator[tuple[Key, float]]:
        """The measures by key; `days` is the number of days measured. Of groups the shares only, not the counts."""
        cells = np.indices(self._shape).reshape(len(self._shape), -1)
        everything = self._measures(self._totals.regrouped(np.zeros_like(cells[0]), 1), days)
        yield from ((Key(measure), float(values[0])) for measure, values in everything.items())
        yield from self._given_up()
        for place, (by, names) in zip(cells, self._cuts.items(), strict=True):
            if len(names) > 1:
                yield from self._of_groups(by, names, self._totals.regrouped(place, len(names)), days)

    def _of_groups(
        self, by: str, names: tuple[str, ...], totals: "CaseTotals", days: int
    ) -> Iterator[tuple[Key, float]]:
        found = {name: values for name, values in self._measures(totals, days).items() if name not in COUNTS}
        if by == "channel":
            begun = totals.outcomes.sum(axis=1)
            found["channel_share"] = ratio(begun, np.full(len(names), begun.sum()))
        for measure, values in found.items():
            yield from keyed(measure, by, names, values)

    def _given_up(self) -> Iterator[tuple[Key, float]]:
        """The share of cases that were given up, by reason."""
        ended = self._totals.outcomes[:, [FINISHED, GIVEN_UP]].sum()
        errs = any(step.error for service in self._plan.scenario.services for step in service.steps)
        may = [*self._may.outcomes.values(), *([ERROR] if errs else [])]
        for reason, name in enumerate((*OUTCOMES, "error")):
            if reason in may and reason != SERVED:
                yield Key("given_up_share", "reason", name), float(ratio(self._reasons[reason], ended))

    def _measures(self, totals: "CaseTotals", days: int) -> dict[str, Floats]:
        found = totals.measures(days)
        return {name: values for name, values in found.items() if self._worth(name)}

    def _worth(self, measure: str) -> bool:
        """Whether a measure can say something in this scenario: promises, fares and trips are not given in all."""
        scenario = self._plan.scenario
        if measure == "within_deadline":
            return any(service.deadline_days is not None for service in scenario.services)
        if measure == "rupiah_per_case":
            return bool(fares(self._plan).any())
        return measure != "trips_per_case" or scenario.citizens is not None
