"""The list of what is to come: a binary heap of events by (second, order)."""

from typing import Any

from sim.engines.compiled.compiler import at, inner
from sim.engines.compiled.state import State


@inner
def earlier(second: int, order: int, other: Any) -> bool:
    """Whether (second, order) comes before another event."""
    return second < other.second or (second == other.second and order < other.order)


@inner
def settle(state: State, i: int, second: int, order: int, what: int) -> None:
    """Write an event down at a place of the heap."""
    event = at(state.heap, i)
    event.second = second
    event.order = order
    event.what = what


@inner
def move(state: State, source: int, target: int) -> None:
    """Copy an event to another place of the heap."""
    event = at(state.heap, source)
    settle(state, target, event.second, event.order, event.what)


@inner
def put(state: State, second: int, order: int, what: int) -> None:
    """Add an event."""
    heap, clock = state.heap, state.clock[0]
    i = clock.events
    clock.events += 1
    while i > 0:
        parent = (i - 1) >> 1
        if not earlier(second, order, at(heap, parent)):
            break
        move(state, parent, i)
        i = parent
    settle(state, i, second, order, what)


@inner
def drop_first(state: State) -> None:
    """Remove the first event."""
    heap, clock = state.heap, state.clock[0]
    clock.events -= 1
    last = clock.events
    event = at(heap, last)
    second, order, what = event.second, event.order, event.what
    i = 0
    while 2 * i + 1 < last:
        child = 2 * i + 1
        other = at(heap, child + 1)
        if child + 1 < last and earlier(other.second, other.order, at(heap, child)):
            child += 1
        if earlier(second, order, at(heap, child)):
            break
        move(state, child, i)
        i = child
    settle(state, i, second, order, what)
