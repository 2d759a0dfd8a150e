"""Scenario → Plan."""

from collections.abc import Sequence

import numpy as np

from sim.office import Scenario
from sim.plan import layout as of
from sim.plan.days import Days
from sim.plan.desk import DeskBuilder
from sim.plan.laws import Laws
from sim.plan.pieces import Pieces
from sim.plan.plan import Names, Plan
from sim.plan.streams import lay_streams

DEFAULT_CLASS = "umum"


def plan_of(scenario: Scenario) -> Plan:
    """Lay a checked scenario out for the engines. Raises BeyondCalendar where the run leaves its calendar's years."""
    laws, pieces, days = Laws(), Pieces(), Days(scenario)
    classes, class_names, ranks = _classes(scenario)
    desk = DeskBuilder(scenario, laws, pieces, days.kinds)
    streams, traces = lay_streams(scenario, class_names, pieces)
    citizens = scenario.citizens
    mean = citizens.needs_per_year / citizens.working_days_per_year if citizens else 0.0
    rate_law = laws.add_factor("gamma", mean, citizens.needs_cv if citizens else 0.0)
    busy = scenario.demand.busyness
    busy_law = laws.add_factor(busy.dist, 1.0, busy.cv) if busy else of.NONE
    rows = days.rows(pieces)
    send_home = scenario.closing == "send_home"
    count, kinds = citizens.count if citizens else 0, len(days.kinds)
    office = (
        scenario.seed,
        scenario.days,
        count,
        ranks,
        kinds,
        _passes(desk.steps, pieces),
        send_home,
        rate_law,
        busy_law,
    )
    arrays = of.Arrays(
        office=np.array([office], of.OFFICE),
        day=np.array(rows, of.DAY),
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


def _passes(steps: Sequence[Sequence[int]], pieces: Pieces) -> int:
    """How many steps of a visit must be counted: all of a service, unless every way leads forward."""
    rows = np.array([tuple(step) for step in steps], of.STEP)
    for number, step in enumerate(rows):
        ways = pieces.rows[step["branch_first"] : step["branch_first"] + step["branch_count"]]
        if any(of.DONE != to <= number for *_, to in ways):
            return int(rows["index"].max()) + 1
    return 0


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
