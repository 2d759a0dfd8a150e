"""A scenario held against the days of a log: what was seen, what was foretold, and how far apart they lie."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from sim.calibration.estimate.line import Line
from sim.calibration.log.records import Log, Note, Visits
from sim.calibration.validation.measures import DAY, HOUR_S, by_part, day_measures, moments, queues, waits
from sim.calibration.validation.modes import Mode, drawn, forecast, opens, replay, service_names
from sim.calibration.validation.result import Told, Validation
from sim.calibration.validation.scores import crps, earth_movers, rank
from sim.calibration.validation.simulated import simulated
from sim.language.arguments import checked
from sim.language.errors import BadRequest
from sim.office import Scenario
from sim.office.units import WEEKDAYS
from sim.runs.progress import Progress, Silent
from sim.runs.request import number_asked

RUNS = 100
DRAWS = 5
"""So many times the numbers that a scenario doubts are drawn anew, for an equal part of the runs."""
LEAST_VISITS = 5
"""A day with fewer tickets is no day of work."""


@checked
def validate(
    scenario: Scenario,
    log: Log,
    *,
    modes: Sequence[Mode] = ("forecast", "replay"),
    runs: int | None = None,
    used: bool = False,
    progress: Progress | None = None,
) -> Validation:
    """How well a scenario reproduces the days of a log that it was not fitted on.

    Each day is simulated `runs` times (default: RUNS) in each mode. With `used` the days that it was fitted on are
    taken as well, and the result says so. Raises BadRequest where no day is left, or the log tells no waits.
    """
    if not isinstance(log, Visits):
        raise BadRequest("validate_kind")
    if (log.rows["called_s"] - log.rows["taken_s"]).isna().all():
        raise BadRequest("validate_waits")
    progress, runs = progress or Silent(), RUNS if runs is None else number_asked("runs", runs)
    days, notes = days_of(scenario, log, used=used)
    progress.total(len(days) * len(modes))
    names = service_names(scenario, log.rows["service"])
    label = log.rows["service"].fillna("")
    strange = label[~label.isin(list(names))]
    if not names:
        raise BadRequest("validate_services", found=sorted(set(strange)), known=[s.name for s in scenario.services])
    if len(strange):
        notes.append(Note("service_unknown", len(strange), str(strange.iloc[0])))
    known = log.rows[label.isin(list(names))]
    moments_s = moments(np.concatenate([known["taken_s"], known["called_s"]]))
    compared = _Compared(scenario, log, names, moments_s, runs)
    told = {mode: compared.told(mode, days, progress) for mode in modes}
    return Validation(scenario, told, tuple(notes), used and _any_used(scenario, days), runs)


def days_of(scenario: Scenario, log: Visits, *, used: bool) -> tuple[list[pd.Timestamp], list[Note]]:
    """The days to be compared: those after the ones that the scenario was fitted on, unless `used`."""
    count = log.rows.groupby("day").size()
    every = [day for day in sorted(count.index) if count[day] >= LEAST_VISITS]
    notes = []
    fresh = [day for day in every if used or not _was_used(scenario, day.date())]
    if not fresh:
        raise BadRequest("validate_used", days=len(every))
    if len(fresh) < len(every):
        notes.append(Note("days_used", len(every) - len(fresh)))
    if scenario.calibrated is None and log.dated:
        notes.append(Note("days_unknown", len(every)))
    there = [day for day in fresh if not log.dated or opens(scenario, day.date())]
    if not there:
        raise BadRequest("validate_closed", days=len(fresh))
    if len(there) < len(fresh):
        shut = next(day for day in fresh if day not in there)
        notes.append(Note("days_closed", len(fresh) - len(there), str(shut.date())))
    return there, notes


def _was_used(scenario: Scenario, day: date) -> bool:
    fitted = scenario.calibrated
    return fitted is not None and fitted.first <= day <= fitted.last


def _any_used(scenario: Scenario, days: Sequence[pd.Timestamp]) -> bool:
    return any(_was_used(scenario, day.date()) for day in days)


@dataclass(frozen=True)
class _Compared:
    """What is the same of all days and modes."""

    scenario: Scenario
    log: Visits
    names: dict[str, str]
    moments_s: np.ndarray
    runs: int

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
        return Told(
            mode, pd.concat(measures, ignore_index=True), self._parts(*rows), self._line(lines), *map(_waited, rows)
        )

    @property
    def _cells(self) -> int:
        return self._each * (DRAWS if self.scenario.doubt else 1)

    @property
    def _each(self) -> int:
        return max(self.runs // DRAWS, 2) if self.scenario.doubt else self.runs

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

    def _drawn(self, day: pd.Timestamp) -> list[Scenario]:
        chance = np.random.default_rng(day.toordinal())
        return [drawn(self.scenario, chance) for _ in range(DRAWS)] if self.scenario.doubt else [self.scenario]

    def _forecast(self, days: Sequence[pd.Timestamp]) -> pd.DataFrame:
        offices = [forecast(office, days[0].date(), days[-1].date()) for office in self._drawn(days[0])]
        return simulated(offices, self._each, self.scenario.seed)

    def _replayed(self, day: pd.Timestamp, *, work: bool) -> pd.DataFrame:
        """One run of as many days, each with the arrivals and counters of this one."""
        line = Line.of(self.log, pd.DatetimeIndex([day]))
        offices = [replay(one, day.date(), self._each, line, self.names, work=work) for one in self._drawn(day)]
        rows = simulated(offices, 1, self.scenario.seed + day.toordinal())
        return rows.assign(cell=rows["cell"] * self._each + rows["date"] - rows["date"].min())

    def _day(self, day: pd.Timestamp, seen: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
        """A row a measure of the day."""
        target, chance = self.scenario.target_min, np.random.default_rng(day.toordinal())
        one = day_measures(seen, target, self.moments_s).iloc[0]
        many = day_measures(told, target, self.moments_s)
        rows = [_measured(name, float(one[name]), many[name].to_numpy(float), chance) for name in DAY]
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
        yield table.assign(apart_min=apart, by=by, group=[str(name) for name in table.index]).reset_index(drop=True)

    def _line(self, lines: Sequence[tuple[np.ndarray, np.ndarray]]) -> pd.DataFrame:
        """The mean line of the days by quarter of an hour, seen and foretold, and where the line of a day lies."""
        seen, told = np.array([one for one, _ in lines]), np.concatenate([many for _, many in lines])
        low, high = np.quantile(told, [0.05, 0.95], axis=0)
        inside = np.mean(
            [
                (one >= np.quantile(many, 0.05, axis=0)) & (one <= np.quantile(many, 0.95, axis=0))
                for one, many in lines
            ],
            axis=0,
        )
        return pd.DataFrame(
            {"at_s": self.moments_s, "seen": seen.mean(axis=0), "told": told.mean(axis=0), "low": low, "high": high,
             "inside90": inside}
        )  # fmt: skip


def _waited(rows: pd.DataFrame) -> np.ndarray:
    return waits(rows)["wait"].to_numpy(float)


def _measured(name: str, seen: float, told: np.ndarray, chance: np.random.Generator) -> dict[str, object]:
    known = told[~np.isnan(told)]
    ends = np.quantile(known, [0.05, 0.25, 0.5, 0.75, 0.95]) if len(known) else np.full(5, np.nan)
    place = rank(seen, told, chance)
    return {
        "measure": name, "seen": seen, "told": float(known.mean()) if len(known) else np.nan,
        **dict(zip(("low90", "low50", "middle", "high50", "high90"), ends.tolist(), strict=True)),
        "crps": crps(seen, told), "rank": place,
    }  # fmt: skip
