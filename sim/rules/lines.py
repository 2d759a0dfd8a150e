"""Which line people choose where a station has several, and when they change over to another."""

from sim.rules.records import Timetable
from sim.rules.registry import rule

SHORTEST, RANDOM, BY_SERVICE = range(3)
OPEN, LATER, SHUT, VACANT = range(4)


@rule
def openness(filled: float, there: int, on_duty: int, timetable: Timetable, now: int) -> int:
    """Whether an officer serves a line: now, later today, not any more, or never, as nobody holds the post."""
    if filled <= 0.0:
        return VACANT
    if not there:
        return SHUT
    if on_duty:
        return OPEN
    return LATER if now < timetable.end else SHUT


@rule
def length_seen(waiting: int, idle: int) -> int:
    """How long a line looks: those who wait, and one at the counter unless somebody there is idle."""
    return waiting if idle else waiting + 1


@rule
def distance(choice: int, length: int, place: int, lines: int, service: int, u: float) -> float:
    """How far a line is from being chosen: people take the lowest.

    `u` is a uniform number of the person for this line, by which equal lengths are told apart; `place` counts the lines
    from 0, to which the services are dealt out in the order of the file.
    """
    if choice == RANDOM:
        return u
    if choice == BY_SERVICE:
        return float((place + lines - service % lines) % lines)
    return length + u
