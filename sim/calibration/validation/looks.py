"""A scenario held against looks at lines: how many wait, and the wait that follows by Little's law."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
import pandas as pd

from sim.calibration.estimate.flow import LEAST_SERVED, LineDay, by_half_hour, line_days
from sim.calibration.estimate.lines import counters_of
from sim.calibration.log.records import Note, Snapshots
from sim.calibration.validation.measures import HOUR_S, QUARTER_S, line_through, queues
from sim.calibration.validation.modes import Mode, drawings, drawn, forecast, profile_on, runs_each, service_names
from sim.calibration.validation.result import Told
from sim.calibration.validation.scores import earth_movers, measured
from sim.calibration.validation.simulated import simulated
from sim.language.errors import BadRequest
from sim.office import Arrivals, OfficerGroup, Scenario
from sim.office.demand import Demand
from sim.office.units import WEEKDAYS, Span, Week, Weighted
from sim.runs.making.progress import Progress

DAY = ("served", "queue_mean", "queue_most", "wait_little")
"""Of a day of a line: tickets called, the mean and the longest line, and Little's wait (min), which is derived."""
HALF_HOUR = 1800.0

Floats = np.ndarray[Any, Any]


@dataclass(frozen=True)
class OfLooks:
    """What is the same of all days and modes of a log of looks; `services` are those of the scenario by line."""

    scenario: Scenario
    lines: tuple[LineDay, ...]
    services: dict[str, tuple[str, ...]]
    moments_s: np.ndarray
    runs: int
    modes: tuple[Mode, ...]

    @classmethod
    def begun(cls, scenario: Scenario, log: Snapshots, runs: int) -> tuple[Self, list[Note]]:
        """What is compared, and what of the log cannot be. Raises BadRequest where nothing can."""
        labels = log.rows["line"].drop_duplicates()
        services = _services(scenario, labels)
        if not services:
            raise BadRequest("validate_services", found=list(labels), known=[s.name for s in scenario.services])
        tickets = log.rows["ticket_now"].notna().any()
        every = line_days(log, LEAST_SERVED if tickets else 0.0)
        lines = tuple(day for day in every if day.line in services)
        strange = [name for name in labels if name not in services]
        notes = [Note("line_unknown", len(strange), strange[0])] if strange else []
        notes.append(Note("looks_not_seen" if tickets else "looks_no_tickets", len(lines)))
        if not lines:
            raise BadRequest("calibrate_few", least=LEAST_SERVED)
        first, last = min(day.at_s[0] for day in lines), max(day.at_s[-1] for day in lines)
        moments_s = np.arange(first // QUARTER_S, last // QUARTER_S + 1) * QUARTER_S
        modes: tuple[Mode, ...] = ("forecast", "replay", "assisted") if tickets else ("forecast",)
        return cls(scenario, lines, services, moments_s, runs, modes), notes

    @property
    def usual(self) -> tuple[Mode, ...]:
        """The modes unless some are asked for."""
        return self.modes

    @cached_property
    def days(self) -> "pd.Series[Any]":
        """How many looks each day has."""
        return pd.Series([len(day.at_s) for day in self.lines], [day.day for day in self.lines]).groupby(level=0).sum()

    def told(self, mode: Mode, days: Sequence[pd.Timestamp], progress: Progress) -> Told:
        """All days in a mode, each line for itself."""
        measures, seen, foretold, lines = [], [], [], []
        foreseen = dict(tuple(self._forecast(days).groupby("date"))) if mode == "forecast" else {}
        for day in days:
            here = [one for one in self.lines if one.day == day]
            runs = (
                foreseen[day.toordinal()] if mode == "forecast" else self._replayed(here, assisted=mode == "assisted")
            )
            whole, many = np.zeros(len(self.moments_s)), np.zeros((self._cells, len(self.moments_s)))
            for line in here:
                own = runs[runs["service"].isin(self.services[line.line])]
                looked = queues(own, self._cells, line.at_s)
                measures.append(self._day(line, own, looked))
                seen.append(_table(line, line.waiting[None, :]))
                foretold.append(_table(line, looked))
                whole, many = whole + self._at(line), many + queues(own, self._cells, self.moments_s)
            lines.append((whole, many))
            progress.done(1)
        table, theirs, ours = pd.concat(measures, ignore_index=True), pd.concat(seen), pd.concat(foretold)
        return Told(
            mode, table, self._parts(table, theirs, ours), line_through(self.moments_s, lines),
            theirs["waiting"].to_numpy(float), ours["waiting"].to_numpy(float), "snapshots",
        )  # fmt: skip

    @property
    def _cells(self) -> int:
        return runs_each(self.scenario, self.runs) * drawings(self.scenario)

    def _at(self, line: LineDay) -> Floats:
        """The line at the quarters of an hour, as the last look before them saw it."""
        place = np.searchsorted(line.at_s, self.moments_s, "right") - 1
        there = (place >= 0) & (self.moments_s <= line.at_s[-1] + QUARTER_S)
        return np.where(there, line.waiting[np.maximum(place, 0)], 0.0)

    def _forecast(self, days: Sequence[pd.Timestamp]) -> pd.DataFrame:
        offices = [forecast(office, days[0].date(), days[-1].date()) for office in drawn(self.scenario, days[0])]
        return simulated(offices, runs_each(self.scenario, self.runs), self.scenario.seed)

    def _replayed(self, here: Sequence[LineDay], *, assisted: bool) -> pd.DataFrame:
        day, each = here[0].day, runs_each(self.scenario, self.runs)
        offices = [looked(one, here, self.services, each, assisted=assisted) for one in drawn(self.scenario, day)]
        rows = simulated(offices, 1, self.scenario.seed + day.toordinal())
        return rows.assign(cell=rows["cell"] * each + rows["date"] - rows["date"].min())

    def _day(self, line: LineDay, rows: pd.DataFrame, waiting: Floats) -> pd.DataFrame:
        """A row a measure of a line on a day."""
        chance, at = np.random.default_rng(line.day.toordinal()), line.at_s
        called = rows[rows["served"] & rows["called_s"].between(at[0], at[-1])]
        count = np.bincount(called["cell"], minlength=self._cells).astype(float)
        ours = _measures(waiting, count, at)
        theirs = _measures(line.waiting[None, :], np.array([line.served or np.nan]), at)
        told = [measured(name, float(theirs[name][0]), ours[name], chance) for name in DAY]
        return pd.DataFrame(told).assign(day=line.day.date(), line=line.line)

    def _parts(self, days: pd.DataFrame, seen: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
        """The mean line by line, hour and weekday, and how far apart; Little's wait of lines."""
        little = days[days["measure"] == "wait_little"].groupby("line")[["seen", "told"]].mean()
        return pd.concat([_part(by, seen, told, little) for by in ("line", "hour", "weekday")])


def _measures(waiting: Floats, served: Floats, at_s: Floats) -> dict[str, Floats]:
    """The measures DAY of some days (rows) seen at the same moments."""
    span = max(float(at_s[-1] - at_s[0]), 1.0)
    mean = np.trapezoid(waiting, at_s, axis=1) / span
    little = mean * span / 60.0 / np.where(served > 0.0, served, np.nan)
    return {
        "served": served,
        "queue_mean": mean,
        "queue_most": waiting.max(axis=1).astype(float),
        "wait_little": little,
    }


def _table(line: LineDay, waiting: Floats) -> pd.DataFrame:
    """All looks at a line on a day, one under the other."""
    hour = np.tile(line.at_s // HOUR_S, len(waiting))
    return pd.DataFrame(
        {"line": line.line, "weekday": WEEKDAYS[line.day.day_of_week], "hour": hour, "waiting": waiting.ravel()}
    )


def _part(by: str, seen: pd.DataFrame, told: pd.DataFrame, little: pd.DataFrame) -> pd.DataFrame:
    theirs, ours = dict(tuple(seen.groupby(by)["waiting"])), dict(tuple(told.groupby(by)["waiting"]))
    rows = [
        {
            "by": by, "group": str(name), "queue_mean_seen": one.mean(), "queue_mean_told": ours[name].mean(),
            "apart": earth_movers(one.to_numpy(float), ours[name].to_numpy(float)),
            **({f"wait_little_{side}": little[side].get(str(name)) for side in little} if by == "line" else {}),
        }
        for name, one in theirs.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _services(scenario: Scenario, labels: "pd.Series[Any]") -> dict[str, tuple[str, ...]]:
    """The services of a scenario at each line: all where there is one, else by name or title, or its station."""
    if len(labels) == 1:
        return {str(labels.iloc[0]): tuple(service.name for service in scenario.services)}
    known = service_names(scenario, labels) if len(scenario.services) > 1 else {}  # one is not that of several lines
    found: dict[str, tuple[str, ...]] = {label: (name,) for label, name in known.items()}
    stations = {station.name.casefold() for station in scenario.stations}
    for label in labels:
        if label not in found and str(label).casefold() in stations:
            at = str(label).casefold()
            own = tuple(each.name for each in scenario.services if (each.steps[0].station or "").casefold() == at)
            found |= {label: own} if own else {}
    return found


# ------------------------------------------------------------------------------------------------ a day as looked at


def looked(
    scenario: Scenario, here: Sequence[LineDay], services: Mapping[str, tuple[str, ...]], days: int, *, assisted: bool
) -> Scenario:
    """The lines of a day with its tickets and counters, so many times; the line of the day is not used.

    Tickets are laid on the profile of the scenario; `assisted` takes who came from the balance of tickets and line.
    """
    day = here[0].day
    first, last = min(line.at_s[0] for line in here), max(line.at_s[-1] for line in here)
    whole = Span(int(first), int(last))
    came = tuple(
        arrivals for line in here for arrivals in _arrivals(scenario, line, services[line.line], assisted=assisted)
    )
    groups = [group for line in here for group in _counters(line, services[line.line])]
    seen = {skill for group in groups for skill in group.skills}
    others = (group for group in scenario.officers if not seen or not seen & set(_of(scenario, group)))
    office = replace(scenario, start=day.date(), days=days, warm_up_days=0, calibrated=None, doubt=(), calendar=None)
    return replace(
        office, hours=Week(every=(whole,)), citizens=None, demand=Demand(), arrivals=came, channels=(),
        closing="send_home", officers=(*groups, *others),
    )  # fmt: skip


def _of(scenario: Scenario, group: OfficerGroup) -> Iterator[str]:
    """The services that a group serves."""
    for skill in group.skills:
        yield from [service.name for service in scenario.services] if skill == "*" else [skill.partition(".")[0]]


def _arrivals(scenario: Scenario, line: LineDay, services: tuple[str, ...], *, assisted: bool) -> Iterator[Arrivals]:
    start, end = float(line.at_s[0]), float(line.at_s[-1])
    if assisted:
        edges = np.arange(start // HALF_HOUR, end // HALF_HOUR + 2) * HALF_HOUR
        parts = list(zip(edges[:-1], edges[1:], by_half_hour([line], "came", edges)[0], strict=True))
    else:
        parts = profile_on(scenario, line.day.date(), start, end)
        total = sum(weight for *_, weight in parts) or 1.0
        parts = [(a, b, line.served * weight / total) for a, b, weight in parts]
    shares = {service.name: service.share or 1.0 for service in scenario.services if service.name in services}
    for name, share in shares.items():
        part = share / sum(shares.values())
        rates = tuple(Weighted(Span(int(a), int(b)), part * n * 3600.0 / (b - a)) for a, b, n in parts if b > a)
        yield Arrivals(name=name, service=name, rates_per_hour=rates)


def _counters(line: LineDay, services: tuple[str, ...]) -> Iterator[OfficerGroup]:
    heads = tuple(Weighted(Span(a, b), float(n)) for a, b, n in counters_of(line))
    if heads:
        yield OfficerGroup(name=services[0], skills=services, capacity=heads)
