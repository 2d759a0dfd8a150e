"""The files in a line, of which the lowest (date, ticket) is worked on first.

Such a line may hold the work of months, and a file that comes back goes to an old place in it: looked for from one end,
that place would cost more with every day that an office falls behind. Nobody leaves but who is called, so that a line
has to know its first file only. It is a pairing heap (Fredman, Sedgewick, Sleator & Tarjan 1986) through the cases:
`before` leads to the first of those that a file goes before, `after` to the next of them.
"""

from typing import Any

from sim.engines.compiled.compiler import at, inner, seldom
from sim.plan.layout import NONE


@inner
def is_before(case: Any, other: Any) -> bool:
    """Whether a case is called before another of the same rank."""
    return case.date < other.date or (case.date == other.date and case.place < other.place)


@inner
def joined(cases: Any, one: int, other: int) -> int:
    """The first of two files, each with those it goes before: it goes before the other, too."""
    if is_before(at(cases, other), at(cases, one)):
        one, other = other, one
    at(cases, other).after = at(cases, one).before
    at(cases, one).before = other
    return one


@seldom
def lay_down(cases: Any, queue: Any, slot: int) -> None:
    """Put a file in its place in a line."""
    at(cases, slot).before = NONE
    queue.head = slot if queue.head == NONE else joined(cases, queue.head, slot)


@seldom
def take_up(cases: Any, queue: Any) -> None:
    """Take the first file from a line: those it went before are joined by twos, then all, from the last."""
    slot = at(cases, queue.head).before
    pairs = NONE
    while slot != NONE:
        pair, other = slot, at(cases, slot).after
        slot = NONE
        if other != NONE:
            slot = at(cases, other).after
            pair = joined(cases, pair, other)
        at(cases, pair).after = pairs
        pairs = pair
    queue.head = NONE
    while pairs != NONE:
        pair = pairs
        pairs = at(cases, pair).after
        queue.head = pair if queue.head == NONE else joined(cases, queue.head, pair)
