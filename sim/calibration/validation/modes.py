"""A scenario for the days of a log: as they would be foretold, or with a day's own arrivals and counters."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

import numpy as np
import pandas as pd

from sim.calibration.estimate.line import Line
from sim.calibration.estimate.service_times import resting
from sim.document.doubts import correlated, doubted
from sim.office import Arrivals, OfficerGroup, Scenario, TraceRow
from sim.office.demand import Demand
from sim.office.names import usable
from sim.office.units import WEEKDAYS, Span, Spans, Week
from sim.office.working_days import BeyondCalendar, Opening

Mode = Literal["forecast", "replay", "trace", "assisted"]
"""forecast: nothing of the day is known; replay: its arrivals and counters; trace: its service times as well.

Of looks, which show no arrivals, replay knows how many tickets were called and lays them on the profile of other days;
assisted takes arrivals from the balance of tickets and line, which uses the line that is to be told.
"""

DRAWS = 5
"""So many times the numbers that a scenario doubts are drawn anew, for an equal part of the runs."""

LONGEST_REST_S = 300.0
"""A counter that rests longer while people wait is closed."""


def opens(scenario: Scenario, day: date) -> bool:
    """Whether the office of a scenario opens on a date."""
    return bool(_hours(scenario, day))


def _hours(scenario: Scenario, day: date) -> Spans:
    try:
        return Opening(scenario.hours, scenario.calendar).hours(day)
    except BeyondCalendar:
        return Opening(scenario.hours, None).hours(day)


def profile_on(scenario: Scenario, day: date, start_s: float, end_s: float) -> list[tuple[float, float, float]]:
    """When people come on a date: stretches between two times and their weights; evenly without a profile."""
    week = scenario.demand.profile
    own = None if week is None else getattr(week, WEEKDAYS[day.weekday()]) or week.every
    spans = [(float(one.span.start_s), float(one.span.end_s), float(one.value)) for one in own or ()]
    cut = [(max(a, start_s), min(b, end_s), a, b, weight) for a, b, weight in spans]
    found = [(a, b, weight * (b - a) / (end - begin)) for a, b, begin, end, weight in cut if b > a]
    return found or [(start_s, end_s, 1.0)]


def forecast(scenario: Scenario, first: date, last: date) -> Scenario:
    """The office from one day to another, of which nothing is known."""
    office = replace(scenario, start=first, warm_up_days=0, calibrated=None, doubt=())
    days = sum(opens(scenario, first + timedelta(days=n)) for n in range((last - first).days + 1))
    return replace(office, days=days)


def replay(
    scenario: Scenario, day: date, days: int, line: Line, names: Mapping[str, str], *, work: bool = False
) -> Scenario:
    """A day with the arrivals and counters of the log, so many times; with `work` also the time that each service took.

    `line` holds the visits of that day alone, `names` the service of the scenario by that of the log.
    """
    rows = tuple(_trace(line, names, work=work))
    came = Arrivals(name="catatan", service=scenario.services[0].name, trace="catatan", rows=rows)
    groups = tuple(_counters(scenario, line, names)) or scenario.officers
    hours: Week[Spans] = Week(every=_hours(scenario, day) or (Span(0, 86_400),))
    office = replace(scenario, start=day, days=days, warm_up_days=0, calibrated=None, doubt=(), calendar=None)
    return replace(office, hours=hours, citizens=None, demand=Demand(), arrivals=(came,), channels=(), officers=groups)


def drawings(scenario: Scenario) -> int:
    """How many scenarios are drawn of one."""
    return DRAWS if scenario.doubt else 1


def runs_each(scenario: Scenario, runs: int) -> int:
    """How many of the runs each of them has."""
    return max(runs // DRAWS, 2) if scenario.doubt else runs


def drawn(scenario: Scenario, day: pd.Timestamp) -> list[Scenario]:
    """The scenario with the numbers that it doubts drawn anew, by luck that belongs to the day."""
    if not scenario.doubt:
        return [scenario]
    chance = np.random.default_rng(day.toordinal())
    return [doubted(scenario, normal) for normal in correlated(scenario.doubt, chance, DRAWS)]


def service_names(scenario: Scenario, labels: pd.Series) -> dict[str, str]:
    """The service of a scenario that each label of a log means, by its name or title; those of no service are left."""
    known = {_plain(name): each.name for each in scenario.services for name in _called(each)}
    if len(scenario.services) == 1:
        return dict.fromkeys(labels.fillna("").unique(), scenario.services[0].name)
    said = {label: known.get(_plain(label)) or known.get(_plain(usable(label))) for label in labels.fillna("").unique()}
    return {label: name for label, name in said.items() if name is not None}


def _called(service: object) -> Iterator[str]:
    yield getattr(service, "name")  # noqa: B009  (a service, whose title may be in two languages)
    title = getattr(service, "title", None)
    if title is not None:
        yield from (title.worded(lang) for lang in ("id", "en"))


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def _trace(line: Line, names: Mapping[str, str], *, work: bool) -> Iterator[TraceRow]:
    chance = np.random.default_rng(len(line.rows))  # within the minute that the clock tells nobody knows when
    blur = chance.uniform(0.0, line.rounded_s, len(line.rows)) if line.rounded_s > 1 else np.zeros(len(line.rows))
    came = np.sort(line.rows["came_s"].to_numpy(float) + blur)
    for at, label, span in zip(came, line.rows["service"].fillna(""), line.worked_s, strict=True):
        if label in names and np.isfinite(at):
            service_s = round(span) if work and np.isfinite(span) else None
            yield TraceRow(time_s=int(at), service=names[label], service_s=service_s)


def _counters(scenario: Scenario, line: Line, names: Mapping[str, str]) -> Iterator[OfficerGroup]:
    """A group for each counter of the day, with the stretches in which it was open."""
    whole = all("*" in group.skills for group in scenario.officers)
    opens_s, closes_s = _usual(scenario, line)
    for place, (counter, spans) in enumerate(sessions(line, opens_s, closes_s).items()):
        own = line.rows[line.rows["counter"] == counter]["service"].fillna("").unique()
        skills = ("*",) if whole else tuple(sorted({names[label] for label in own if label in names})) or ("*",)
        hours = tuple(Span(a, b) for a, b in spans)
        yield OfficerGroup(name=usable(f"{counter} ({place + 1})"), skills=skills, hours=Week(every=hours))


def _usual(scenario: Scenario, line: Line) -> tuple[float, float]:
    day = line.days[0].date()
    hours = _hours(scenario, day)
    called, ended = line.rows["called_s"].min(), line.rows["finished_s"].max()
    if not hours:
        return float(called), float(ended)
    return float(min(hours[0].start_s, called)), float(hours[-1].end_s)


def sessions(line: Line, opens_s: float, closes_s: float) -> dict[str, list[tuple[int, int]]]:
    """When each counter of a day called: from its first ticket, or opening where nobody waited, to its last one.

    A stretch ends where the counter rests long while people wait; the last ticket before is still finished.
    """
    tickets = resting(line)
    if not len(tickets):
        return {}
    waits = _waits_in(line, tickets["from_s"].to_numpy(float), tickets["gap_s"].to_numpy(float), closes_s)
    ends = (tickets["gap_s"] > LONGEST_REST_S) & waits
    found: dict[str, list[tuple[int, int]]] = {}
    for counter, own in tickets.assign(ends=ends).groupby("counter"):
        spans, start, begun = list[tuple[int, int]](), None, False
        for called, ended, gap, last in own[["called", "from_s", "gap_s", "ends"]].itertuples(index=False):
            if start is None:
                start = called if begun or _any_waits(line, opens_s, called) else opens_s
                begun = True
            if last or np.isinf(gap):
                stop = called + 1.0 if last else max(closes_s, ended)
                spans.append((int(start), max(int(stop), int(start) + 1)))
                start = None
        found[str(counter)] = _apart(spans)
    return found


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without overlaps, which clocks that write minutes can make."""
    kept: list[tuple[int, int]] = []
    for start, stop in spans:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(stop, kept[-1][1]))
        else:
            kept.append((start, stop))
    return kept


def _waits_in(line: Line, from_s: np.ndarray, gap_s: np.ndarray, closes_s: float) -> np.ndarray:
    """Whether somebody waits while a counter rests, as long as the office is open."""
    until = np.minimum(from_s + np.minimum(gap_s, 86_400.0), np.maximum(closes_s, from_s))
    waits = [line.waiting(from_s + share * (until - from_s)) > 0 for share in np.linspace(0.1, 0.9, 8)]
    return np.asarray(np.sum(waits, axis=0) >= 2)  # once may be the minute that the clock does not tell


def _any_waits(line: Line, opens_s: float, called: float) -> bool:
    """Whether somebody waited for a good while of what lay before the first call."""
    if called - opens_s <= LONGEST_REST_S:
        return False
    moments = np.linspace(opens_s + 60.0, called - 60.0, 5)
    return bool((line.waiting(moments) > 0).mean() >= 0.5)
