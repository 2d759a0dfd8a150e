"""Arrivals from outside the population → streams of rates or recorded times."""

from zlib import crc32

from sim.office import Arrivals, Scenario, TraceRow
from sim.plan.layout import EVERY_DAY, NONE
from sim.plan.rows import Row
from sim.plan.segments import Segments
from sim.rules.clock import seconds


def lay_streams(scenario: Scenario, classes: tuple[str, ...], segments: Segments) -> tuple[list[Row], list[Row]]:
    """One stream for each `[[arrivals]]`, keyed by its name."""
    services, offices = [s.name for s in scenario.services], [o.name for o in scenario.offices]
    streams: list[Row] = []
    traces: list[Row] = []
    for arrivals in scenario.arrivals:
        class_ = classes.index(arrivals.class_name) if arrivals.class_name is not None else NONE
        first_service = 0 if arrivals.office is None else len(services) * offices.index(arrivals.office)
        service = first_service + services.index(arrivals.service)
        rows = _recorded(arrivals)
        dated = any(row.day is not None for row in rows)
        if arrivals.rates_per_hour is not None:
            spans = [(w.span.start_s, w.span.end_s, w.value * scenario.demand.factor) for w in arrivals.rates_per_hour]
            first, count = segments.rates(spans)
        else:
            first, count = len(traces), len(rows)
            traces += [_trace(row, service, class_, services, classes, first_service) for row in rows]
        what = {"key": crc32(arrivals.name.encode()), "service": service, "class_": class_}
        traced = {"traced": arrivals.rates_per_hour is None, "dated": dated}
        streams.append({**what, **traced, "first": first, "last": first + count})
    return streams, traces


def _recorded(arrivals: Arrivals) -> list[TraceRow]:
    rows = list(arrivals.rows or ()) or [TraceRow(time_s=t) for t in arrivals.times or ()]
    return sorted(rows, key=lambda row: (row.day or 0, row.time_s))


def _trace(
    row: TraceRow, service: int, class_: int, services: list[str], classes: tuple[str, ...], first_service: int
) -> Row:
    return {
        "day": EVERY_DAY if row.day is None else row.day - 1,
        "time": row.time_s,
        "service": service if row.service is None else first_service + services.index(row.service),
        "class_": class_ if row.class_name is None else classes.index(row.class_name),
        "work": NONE if row.service_s is None else seconds(row.service_s),
        "patience": NONE if row.patience_s is None else seconds(row.patience_s),
    }
