"""The list of what is to come: a binary heap of events by (second, order)."""

from typing import Any

from sim.engines.compiled.compiler import inner


@inner
def earlier(second: int, order: int, other: Any) -> bool:
    """Whether (second, order) comes before another event."""
    return second < other.second or (second == other.second and order < other.order)


@inner
def put(state: Any, second: int, order: int, what: int) -> None:
    """Add an event."""
    heap, clock = state.heap, state.clock[0]
    i = clock.events
    clock.events += 1
    while i > 0:
        parent = (i - 1) >> 1
        if not earlier(second, order, heap[parent]):
            break
        heap[i] = heap[parent]
        i = parent
    heap[i].second = second
    heap[i].order = order
    heap[i].what = what


@inner
def drop_first(state: Any) -> None:
    """Remove the first event."""
    heap, clock = state.heap, state.clock[0]
    clock.events -= 1
    last = clock.events
    second, order, what = heap[last].second, heap[last].order, heap[last].what
    i = 0
    while 2 * i + 1 < last:
        child = 2 * i + 1
        if child + 1 < last and earlier(heap[child + 1].second, heap[child + 1].order, heap[child]):
            child += 1
        if earlier(second, order, heap[child]):
            break
        heap[i] = heap[child]
        i = child
    heap[i].second = second
    heap[i].order = order
    heap[i].what = what
