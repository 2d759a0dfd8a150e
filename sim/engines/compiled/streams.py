"""Arrivals from outside the population: at random by rates, or as recorded."""

from sim.engines.compiled.case import FROM_OUTSIDE, begin, class_of, new_case
from sim.engines.compiled.compiler import at, inner, once
from sim.engines.compiled.heap import put
from sim.engines.compiled.state import State
from sim.plan.layout import EVERY_DAY, NONE, Arrays
from sim.rules.chance import GAP, STREAMS, key_of, uniform
from sim.rules.clock import AFTER_CITIZENS, ARRIVAL, order_key
from sim.rules.demand import moment_of_hazard, next_piece
from sim.rules.distributions import exponential


@inner
def begin_streams(state: State, plan: Arrays) -> None:
    """Start the streams of the day."""
    clock = state.clock[0]
    for i in range(plan.stream.size):
        stream = at(state.stream, i)
        stream.key = key_of(key_of(clock.run_key, STREAMS + at(plan.stream, i).key), clock.day)
        stream.count = 0
        stream.hazard = 0.0
        stream.at = at(plan.stream, i).first
        schedule(state, plan, i)


@inner
def schedule(state: State, plan: Arrays, number: int) -> None:
    """Put the next arrival of a stream on the list, if there is one today."""
    stream, of = at(state.stream, number), at(plan.stream, number)
    stream.own = key_of(stream.key, stream.count)
    if of.traced:
        while stream.at < of.last and not due(at(plan.trace, stream.at).day, state.clock[0].day):
            stream.at += 1
            stream.count += 1
        stream.own = key_of(stream.key, stream.count)
    else:
        stream.hazard += exponential(1.0, uniform(stream.own, GAP)) / state.clock[0].busyness
        stream.at = next_piece(plan.segment, stream.at, of.last, stream.hazard)
    if stream.at < of.last:
        second = (
            at(plan.trace, stream.at).time
            if of.traced
            else moment_of_hazard(at(plan.segment, stream.at), stream.hazard)
        )
        put(state, second, order_key(ARRIVAL, AFTER_CITIZENS + number), number)


@inner
def due(day: int, today: int) -> bool:
    """Whether a recorded arrival belongs to the day."""
    return day in (EVERY_DAY, today)


@once
def arrive_by_stream(state: State, plan: Arrays, number: int, now: int) -> int:
    """Somebody from outside comes, the next one is on the way; the slot."""
    stream, of = at(state.stream, number), at(plan.stream, number)
    slot = new_case(state, stream.own)
    case = at(state.case, slot)
    case.stream = number
    case.service = of.service
    case.class_ = of.class_
    if of.traced:
        trace = at(plan.trace, stream.at)
        case.service = trace.service
        case.class_ = trace.class_
        case.work = trace.work
        case.patience = trace.patience
        stream.at += 1
    if case.class_ == NONE:
        case.class_ = class_of(plan, stream.own)
    begin(state, plan, slot, now)
    stream.count += 1
    state.clock[0].door = FROM_OUTSIDE
    schedule(state, plan, number)
    return slot
