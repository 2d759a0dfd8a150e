"""Scenario → Plan."""

import numpy as np

from sim.office import Scenario
from sim.office.units import WEEKDAYS, Profile, Week
from sim.plan import layout as of
from sim.plan.desk import DeskBuilder
from sim.plan.hours import working_days
from sim.plan.laws import Laws
from sim.plan.pieces import Pieces
from sim.plan.plan import Names, Plan
from sim.plan.streams import lay_streams

DEFAULT_CLASS = "umum"


def plan_of(scenario: Scenario) -> Plan:
    """Lay a checked scenario out for the engines."""
    laws, pieces = Laws(), Pieces()
    classes, class_names, ranks = _classes(scenario)
    desk = DeskBuilder(scenario, laws, pieces)
    streams, traces = lay_streams(scenario, class_names, pieces)
    citizens = scenario.citizens
    mean = citizens.needs_per_year / citizens.working_days_per_year if citizens else 0.0
    rate_law = laws.add_factor("gamma", mean, citizens.needs_cv if citizens else 0.0)
    busy = scenario.demand.busyness
    busy_law = laws.add_factor(busy.dist, 1.0, busy.cv) if busy else of.NONE
    days = _days(scenario, pieces)
    send_home = scenario.closing == "send_home"
    office = (scenario.seed, scenario.days, citizens.count if citizens else 0, ranks, send_home, rate_law, busy_law)
    arrays = of.Arrays(
        office=np.array([office], of.OFFICE),
        day=np.array(days, of.DAY),
        service=np.array(_services(scenario), of.SERVICE),
        step=np.array(desk.steps, of.STEP),
        station=np.array(desk.stations, of.STATION),
        line=np.array(desk.lines, of.LINE),
        link=np.array(desk.links, of.LINK),
        officer=np.array(desk.officers, of.OFFICER),
        group=np.array(desk.groups, of.GROUP),
        timetable=np.array(desk.timetables, of.TIMETABLE),
        class_=np.array(classes, of.CLASS),
        piece=np.array(pieces.rows, of.PIECE),
        law=np.array(laws.laws, of.LAW),
        stream=np.array(streams, of.STREAM),
        trace=np.array(traces, of.TRACE),
        table=np.array(laws.table, np.float64),
    )
    names = Names(
        services=tuple(s.name for s in scenario.services),
        steps=desk.step_names,
        stations=tuple(s.name for s in scenario.stations),
        classes=class_names,
        officers=desk.officer_names,
        streams=tuple(a.name for a in scenario.arrivals),
    )
    return Plan(scenario, arrays, names)


def _classes(scenario: Scenario) -> tuple[list[tuple[int, float]], tuple[str, ...], int]:
    if not scenario.classes:
        return [(0, 1.0)], (DEFAULT_CLASS,), 1
    order = sorted({c.priority for c in scenario.classes})
    shares = np.cumsum([c.share for c in scenario.classes])
    rows = [(order.index(c.priority), float(s)) for c, s in zip(scenario.classes, shares, strict=True)]
    return rows, tuple(c.name for c in scenario.classes), len(order)


def _services(scenario: Scenario) -> list[tuple[int, float]]:
    upto = np.cumsum([s.share for s in scenario.services])
    whole = upto[-1] if upto[-1] > 0 else 1.0
    first = np.cumsum([0] + [len(s.steps) for s in scenario.services])
    return [(int(f), float(u / whole)) for f, u in zip(first, upto, strict=False)]


def _days(scenario: Scenario, pieces: Pieces) -> list[tuple[int, int, int, int, int, int, float]]:
    """The working days; profiles are laid once for each weekday that occurs."""
    found = list(working_days(scenario))
    factors = _weekday_factors(scenario, {day.weekday() for day, _ in found})
    profiles: dict[int, tuple[int, int]] = {}
    rows = []
    for day, hours in found:
        weekday = day.weekday()
        if weekday not in profiles:
            own = _profile(scenario.demand.profile, weekday)
            spans = [(w.span.start_s, w.span.end_s, w.value) for w in own or () if w.value > 0]
            spans = spans or [(s.start_s, s.end_s, float(s.end_s - s.start_s)) for s in hours]
            profiles[weekday] = pieces.profile(spans)
        opens, closes = min(s.start_s for s in hours), max(s.end_s for s in hours)
        rows.append((day.toordinal(), weekday, opens, closes, *profiles[weekday], factors[weekday]))
    return rows


def _profile(week: Week[Profile] | None, weekday: int) -> Profile | None:
    if week is None:
        return None
    own: Profile | None = getattr(week, WEEKDAYS[weekday])
    return week.every if own is None else own


def _weekday_factors(scenario: Scenario, open_days: set[int]) -> dict[int, float]:
    """Factors of the weekdays that occur, scaled to mean 1 so that the year's needs stay what they are."""
    week = scenario.demand.weekday
    raw = {}
    for weekday in open_days:
        own = getattr(week, WEEKDAYS[weekday]) if week is not None else None
        every = week.every if week is not None else None
        raw[weekday] = own if own is not None else every if every is not None else 1.0
    mean = sum(raw.values()) / len(raw)
    return {weekday: value / mean if mean > 0 else 0.0 for weekday, value in raw.items()}
