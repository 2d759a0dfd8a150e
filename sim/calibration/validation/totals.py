"""A scenario held against totals of days or months: how many came, and the mean wait where it is recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
import pandas as pd

from sim.calibration.log.records import Note, Totals
from sim.calibration.validation.measures import by_part
from sim.calibration.validation.modes import Mode, drawings, drawn, forecast, profile_on, runs_each, service_names
from sim.calibration.validation.result import Told
from sim.calibration.validation.scores import measured
from sim.calibration.validation.simulated import simulated
from sim.language.errors import BadRequest
from sim.office import Arrivals, OfficerGroup, Scenario
from sim.office.demand import Demand
from sim.office.units import WEEKDAYS, Span, Week, Weighted
from sim.runs.making.progress import Progress


@dataclass(frozen=True)
class OfTotals:
    """What is the same of all days (or months) and modes of a log of totals."""

    scenario: Scenario
    rows: pd.DataFrame
    names: dict[str, str]
    per_month: bool
    runs: int
    modes: tuple[Mode, ...]

    @classmethod
    def begun(cls, scenario: Scenario, log: Totals, runs: int) -> tuple[Self, list[Note]]:
        """What is compared, and what of the log cannot be. Raises BadRequest where nothing can."""
        label = log.rows["service"].fillna("")
        alone = not label.any()
        names = {"": ""} if alone else service_names(scenario, log.rows["service"])
        if not names:
            known = [service.name for service in scenario.services]
            raise BadRequest("validate_services", found=sorted(set(label)), known=known)
        strange = label[~label.isin(list(names))]
        notes = [Note("service_unknown", len(strange), str(strange.iloc[0]))] if len(strange) else []
        rows = log.rows[label.isin(list(names))].assign(service=label.map(names))
        waits = bool(rows["wait_s"].notna().any())
        notes.append(Note("totals_not_seen" if waits else "totals_no_waits", len(rows)))
        modes: tuple[Mode, ...] = ("forecast", "replay") if waits and not log.per_month else ("forecast",)
        return cls(scenario, rows, names, log.per_month, runs, modes), notes

    @property
    def usual(self) -> tuple[Mode, ...]:
        """The modes unless some are asked for."""
        return self.modes

    @property
    def days(self) -> "pd.Series[Any]":
        """How many tickets each day (or month) has."""
        return self.rows.groupby("day")["tickets"].sum()

    def told(self, mode: Mode, days: Sequence[pd.Timestamp], progress: Progress) -> Told:
        """All days in a mode."""
        measures, foretold = [], []
        foreseen = self._forecast(days) if mode == "forecast" else pd.DataFrame()
        for day in days:
            own = self.rows[self.rows["day"] == day]
            runs = foreseen[foreseen["day"] == day] if mode == "forecast" else self._replayed(day, own)
            measures.append(self._day(day, own, runs))
            foretold.append(runs.assign(weekday=WEEKDAYS[day.day_of_week], day=day))
            progress.done(1)
        told = pd.concat(foretold)
        parts = pd.concat(list(self._parts(self.rows[self.rows["day"].isin(list(days))], told, len(days))))
        empty = np.zeros(0)
        return Told(mode, pd.concat(measures, ignore_index=True), parts, pd.DataFrame(), empty, empty, "totals")

    @property
    def _visits(self) -> str:
        """The measure of how many came."""
        return "visits_month" if self.per_month else "visits"

    @property
    def _each(self) -> int:
        return runs_each(self.scenario, self.runs)

    @property
    def _cells(self) -> int:
        return self._each * drawings(self.scenario)

    def _forecast(self, days: Sequence[pd.Timestamp]) -> pd.DataFrame:
        last = days[-1] + pd.offsets.MonthEnd(0) if self.per_month else days[-1]
        offices = [forecast(office, days[0].date(), last.date()) for office in drawn(self.scenario, days[0])]
        rows = simulated(offices, self._each, self.scenario.seed)
        day = pd.to_datetime(rows["date"] - 719_163, unit="D")  # ordinals count from the year 1
        return rows.assign(day=day.dt.to_period("M").dt.to_timestamp() if self.per_month else day)

    def _replayed(self, day: pd.Timestamp, own: pd.DataFrame) -> pd.DataFrame:
        """One run of as many days, each with the tickets and counters of this one."""
        offices = [counted(one, day, own, self._each) for one in drawn(self.scenario, day)]
        rows = simulated(offices, 1, self.scenario.seed + day.toordinal())
        return rows.assign(cell=rows["cell"] * self._each + rows["date"] - rows["date"].min())

    def _day(self, day: pd.Timestamp, seen: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
        """A row a measure of the day."""
        chance = np.random.default_rng(day.toordinal())
        rows = [measured(self._visits, float(seen["tickets"].sum()), _per_cell(told, self._cells), chance)]
        wait = mean_wait(seen)
        if not np.isnan(wait):
            rows.append(measured("wait_mean", wait, _waits(told, self._cells), chance))
        return pd.DataFrame(rows).assign(day=day.date())

    def _parts(self, seen: pd.DataFrame, told: pd.DataFrame, days: int) -> Iterator[pd.DataFrame]:
        """Visits a day (or month) and the mean wait by service and by weekday."""
        seen = seen.assign(weekday=[WEEKDAYS[day.day_of_week] for day in seen["day"]])
        kinds = [*(["service"] if "" not in self.names else []), *([] if self.per_month else ["weekday"])]
        for by in kinds:
            ours = by_part(told, by, self.scenario.target_min)
            for name, own in seen.groupby(by):
                if name in ours.index:
                    there = own["day"].nunique() if by == "weekday" else days
                    yield pd.DataFrame([{
                        "by": by, "group": str(name), f"{self._visits}_seen": own["tickets"].sum() / there,
                        f"{self._visits}_told": ours["visits"][str(name)] / there / self._cells,
                        "wait_mean_seen": mean_wait(own), "wait_mean_told": ours["wait_mean"][str(name)],
                    }])  # fmt: skip
        if not kinds:
            yield pd.DataFrame({"by": [], "group": []})


def _per_cell(rows: pd.DataFrame, cells: int) -> np.ndarray:
    return np.bincount(rows["cell"], minlength=cells).astype(float)


def _waits(rows: pd.DataFrame, cells: int) -> np.ndarray:
    """The mean wait (min) of each cell; NaN where nobody was served."""
    served = rows[rows["served"]]
    total = np.bincount(served["cell"], (served["called_s"] - served["taken_s"]) / 60.0, minlength=cells)
    count = _per_cell(served, cells)
    return np.where(count > 0.0, total / np.maximum(count, 1.0), np.nan)


def mean_wait(rows: pd.DataFrame) -> float:
    """The mean wait (min) of some totals, weighted by their tickets; NaN where none is recorded."""
    known = rows[rows["wait_s"].notna() & (rows["tickets"] > 0.0)]
    return float(np.average(known["wait_s"], weights=known["tickets"]) / 60.0) if len(known) else float("nan")


def counted(scenario: Scenario, day: pd.Timestamp, own: pd.DataFrame, days: int) -> Scenario:
    """A day with the tickets of each service, and the counters and hours where they are recorded, so many times."""
    opens, closes = float(own["opens_s"].min()), float(own["closes_s"].max())
    office = forecast(scenario, day.date(), day.date())
    if closes > opens:
        office = replace(office, hours=Week(every=(Span(int(opens), int(closes)),)), calendar=None)
    hours = (opens, closes) if closes > opens else (0.0, 86_400.0)
    came = tuple(_arrivals(scenario, day, own, hours))
    heads = own["counters"].mean()
    groups = scenario.officers
    if len(groups) == 1 and heads >= 1.0:
        groups = (replace(groups[0], count=round(heads), present=None, capacity=None),)
    officers: tuple[OfficerGroup, ...] = groups
    open_ = replace(office, days=days, calendar=None, citizens=None, demand=Demand(), channels=())
    return replace(open_, arrivals=came, officers=officers)


def _arrivals(
    scenario: Scenario, day: pd.Timestamp, own: pd.DataFrame, hours: tuple[float, float]
) -> Iterator[Arrivals]:
    parts = profile_on(scenario, day.date(), *hours)
    total = sum(weight for *_, weight in parts)
    tickets = own.groupby("service")["tickets"].sum()
    if "" in tickets.index:  # of all services together
        shares = {service.name: service.share or 1.0 for service in scenario.services}
        tickets = pd.Series(shares) / sum(shares.values()) * tickets[""]
    for name, count in tickets.items():
        rates = tuple(Weighted(Span(int(a), int(b)), count * w / total * 3600.0 / (b - a)) for a, b, w in parts)
        yield Arrivals(name=str(name), service=str(name), rates_per_hour=rates)
