"""Arrivals from outside the population: at random by rates, or as recorded."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.engines.reference.case import Case, Story, case_story
from sim.engines.reference.citizens import class_of
from sim.engines.reference.moments import Moment
from sim.plan.layout import EVERY_DAY, NONE
from sim.rules import chance, clock
from sim.rules.chance import key_of, uniform
from sim.rules.demand import moment_of_hazard, next_piece
from sim.rules.distributions import exponential

if TYPE_CHECKING:
    from sim.engines.reference.day import Day


def stream_story(day: "Day", number: int) -> Story:
    """One after the other they come, each a case of its own."""
    arrivals = recorded if day.plan.stream[number].traced else by_rate
    for second, case in arrivals(day, number):
        yield Moment(day.env, second, clock.ARRIVAL, clock.AFTER_CITIZENS + number)
        day.env.process(case_story(day, case))


def by_rate(day: "Day", number: int) -> Iterator[tuple[int, Case]]:
    """A Poisson process whose rate changes by stretch of the day, scaled by the day's busyness."""
    stream = day.plan.stream[number]
    key = key_of(stream_key(day, number), day.number)
    at, hazard, count = stream.first, 0.0, 0
    while True:
        own = key_of(key, count)
        hazard += exponential(1.0, uniform(own, chance.GAP)) / day.office.busyness
        at = next_piece(day.plan.segment, at, stream.last, hazard)
        if at == stream.last:
            return
        yield moment_of_hazard(day.plan.segment[at], hazard), newcomer(day, own, number, stream.service, stream.class_)
        count += 1


def recorded(day: "Day", number: int) -> Iterator[tuple[int, Case]]:
    """The recorded arrivals of the day, with their work and patience where those were recorded."""
    stream = day.plan.stream[number]
    key = key_of(stream_key(day, number), day.number)
    rows = day.plan.trace[stream.first : stream.last]
    for count, row in enumerate(rows):
        if row.day in (EVERY_DAY, day.number):
            case = newcomer(day, key_of(key, count), number, row.service, row.class_)
            case.work, case.patience = row.work, row.patience
            yield row.time, case


def stream_key(day: "Day", number: int) -> int:
    """The key of a stream in this run."""
    return key_of(day.office.key, chance.STREAMS + day.plan.stream[number].key)


def newcomer(day: "Day", key: int, stream: int, service: int, class_: int) -> Case:
    """Somebody from outside; the class is drawn where it is not given."""
    case = Case(key, service, class_of(day.plan, key) if class_ == NONE else class_, None, stream)
    case.step = day.office.entry(case)
    return case
