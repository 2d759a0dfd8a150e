"""A scenario held against a log of visits: waits, who left, how many wait."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
import pandas as pd

from sim.calibration.estimate.line import Line
from sim.calibration.log.records import Note, Visits
from sim.calibration.validation.measures import (
    DAY,
    HOUR_S,
    by_part,
    day_measures,
    line_through,
    moments,
    queues,
    waits,
)
from sim.calibration.validation.modes import Mode, drawings, drawn, forecast, replay, runs_each, service_names
from sim.calibration.validation.result import Told
from sim.calibration.validation.scores import earth_movers, measured
from sim.calibration.validation.simulated import simulated
from sim.language.errors import BadRequest
from sim.office import Scenario
from sim.office.units import WEEKDAYS
from sim.runs.making.progress import Progress


@dataclass(frozen=True)
class OfVisits:
    """What is the same of all days and modes of a log of visits."""

    scenario: Scenario
    log: Visits
    names: dict[str, str]
    moments_s: np.ndarray
    runs: int

    modes: ClassVar[tuple[Mode, ...]] = ("forecast", "replay", "trace")
    usual: ClassVar[tuple[Mode, ...]] = ("forecast", "replay")

    @classmethod
    def begun(cls, scenario: Scenario, log: Visits, runs: int) -> tuple[Self, list[Note]]:
        """What is compared, and what of the log cannot be. Raises BadRequest where nothing can."""
        if (log.rows["called_s"] - log.rows["taken_s"]).isna().all():
            raise BadRequest("validate_waits")
        names = service_names(scenario, log.rows["service"])
        label = log.rows["service"].fillna("")
        strange = label[~label.isin(list(names))]
        if not names:
            raise BadRequest("validate_services", found=sorted(set(strange)), known=[s.name for s in scenario.services])
        notes = [Note("service_unknown", len(strange), str(strange.iloc[0]))] if len(strange) else []
        known = log.rows[label.isin(list(names))]
        moments_s = moments(np.concatenate([known["taken_s"], known["called_s"]]))
        return cls(scenario, log, names, moments_s, runs), notes

    @property
    def days(self) -> "pd.Series[Any]":
        """How many tickets each day has."""
        return self.log.rows.groupby("day").size()

    def told(self, mode: Mode, days: Sequence[pd.Timestamp], progress: Progress) -> Told:
        """All days in a mode."""
        measures, seen, foretold, lines = [], [], [], []
        foreseen = dict(tuple(self._forecast(days).groupby("date"))) if mode == "forecast" else {}
        for day in days:
            own = self._seen(day)
            runs = foreseen[day.toordinal()] if mode == "forecast" else self._replayed(day, work=mode == "trace")
            measures.append(self._day(day, own, runs))
            weekday = WEEKDAYS[day.day_of_week]
            seen.append(own.assign(weekday=weekday, hour=own["taken_s"] // HOUR_S))
            foretold.append(runs.assign(weekday=weekday, hour=runs["taken_s"] // HOUR_S))
            lines.append((queues(own, 1, self.moments_s)[0], queues(runs, self._cells, self.moments_s)))
            progress.done(1)
        rows = pd.concat(seen), pd.concat(foretold)
        table, line = pd.concat(measures, ignore_index=True), line_through(self.moments_s, lines)
        return Told(mode, table, self._parts(*rows), line, _waited(rows[0]), _waited(rows[1]))

    @property
    def _cells(self) -> int:
        return self._each * drawings(self.scenario)

    @property
    def _each(self) -> int:
        return runs_each(self.scenario, self.runs)

    def _seen(self, day: pd.Timestamp) -> pd.DataFrame:
        line = Line.of(self.log, pd.DatetimeIndex([day]))
        rows = line.rows[line.rows["service"].fillna("").isin(list(self.names))]
        up = pd.Series(line.came_up, index=line.rows.index)[rows.index]
        served = pd.Series(line.served, index=line.rows.index)[rows.index]
        service = rows["service"].fillna("").map(self.names)
        seen = (rows["outcome"] == "left") & rows["finished_s"].notna()
        called = np.where(seen, rows["finished_s"], up)
        return pd.DataFrame(
            {
                "cell": 0,
                "taken_s": rows["came_s"],
                "called_s": called,
                "service": service,
                "served": served,
                "seen": seen,
            }
        )

    def _forecast(self, days: Sequence[pd.Timestamp]) -> pd.DataFrame:
        offices = [forecast(office, days[0].date(), days[-1].date()) for office in drawn(self.scenario, days[0])]
        return simulated(offices, self._each, self.scenario.seed)

    def _replayed(self, day: pd.Timestamp, *, work: bool) -> pd.DataFrame:
        """One run of as many days, each with the arrivals and counters of this one."""
        line = Line.of(self.log, pd.DatetimeIndex([day]))
        offices = [
            replay(one, day.date(), self._each, line, self.names, work=work) for one in drawn(self.scenario, day)
        ]
        rows = simulated(offices, 1, self.scenario.seed + day.toordinal())
        return rows.assign(cell=rows["cell"] * self._each + rows["date"] - rows["date"].min())

    def _day(self, day: pd.Timestamp, seen: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
        """A row a measure of the day."""
        target, chance = self.scenario.target_min, np.random.default_rng(day.toordinal())
        one = day_measures(seen, target, self.moments_s).iloc[0]
        many = day_measures(told, target, self.moments_s)
        rows = [measured(name, float(one[name]), many[name].to_numpy(float), chance) for name in DAY]
        return pd.DataFrame(rows).assign(day=day.date())

    def _parts(self, seen: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
        """Waits and who left by service, hour and weekday, and how far the waits lie apart."""
        return pd.concat([part for by in ("service", "hour", "weekday") for part in self._part(by, seen, told)])

    def _part(self, by: str, seen: pd.DataFrame, told: pd.DataFrame) -> Iterator[pd.DataFrame]:
        target = self.scenario.target_min
        ours, theirs = by_part(told, by, target), by_part(seen, by, target)
        ours["visits"] /= self._cells
        table = theirs.add_suffix("_seen").join(ours.add_suffix("_told"), how="inner")
        apart = [earth_movers(_waited(seen[seen[by] == name]), _waited(told[told[by] == name])) for name in table.index]
        yield table.assign(apart=apart, by=by, group=[str(name) for name in table.index]).reset_index(drop=True)


def _waited(rows: pd.DataFrame) -> np.ndarray:
    return waits(rows)["wait"].to_numpy(float)
