"""Whole seconds, timetables, and the order of what happens within one second."""

from collections.abc import Sequence

from sim.rules.records import Segment, Timetable
from sim.rules.registry import rule

# the order within one second (SimPy keeps ranks 0 and 1 for itself)
SERVICE_END, TIMETABLE, ARRIVAL, GIVE_UP, CLOSING = range(2, 7)

# of the same rank in one second: officers, then who waited at the door (by visit), then systems that work
# again; citizens, then arrivals from outside (by stream), then those who come again the same day (by case)
AT_THE_DOOR, WORKS_AGAIN = 1 << 40, 1 << 41
AFTER_CITIZENS, AGAIN = 1 << 40, 1 << 41

FINISH, RESUME, RESTART = range(3)
"""What an officer does with a service that meets the end of a stretch of work."""

LONGEST = 100_000_000
"""No duration is longer (three years), so that times fit in the tables' 32 bits."""


@rule
def seconds(x: float) -> int:
    """To whole seconds, half to even; at most LONGEST."""
    if x > LONGEST:
        return LONGEST
    return int(round(x))


@rule
def order_key(rank: int, number: int) -> int:
    """The order of two events of the same second: by rank, then by number (below 2**48)."""
    return (rank << 48) + number


@rule
def present_at(segments: Sequence[Segment], first: int, count: int, now: int) -> bool:
    """Whether a timetable of `count` stretches has its officer at work."""
    for i in range(first, first + count):
        if segments[i].start <= now < segments[i].end:
            return True
    return False


@rule
def overlap(segments: Sequence[Segment], first: int, count: int, start: int, end: int) -> int:
    """How many seconds of [start, end) lie within a timetable."""
    total = 0
    for i in range(first, first + count):
        a = max(start, segments[i].start)
        b = min(end, segments[i].end)
        if b > a:
            total += b - a
    return total


@rule
def ends_at(segments: Sequence[Segment], first: int, count: int, start: int, work: int, on_break: int) -> int:
    """When a service of `work` seconds ends that starts at `start` within a timetable.

    The last stretch of the day is never cut: what has begun is finished in overtime.
    """
    if on_break == FINISH:
        return start + work
    now = start
    left = work
    for i in range(first, first + count - 1):
        if segments[i].end <= now:
            continue
        now = max(now, segments[i].start)
        if now + left <= segments[i].end:
            return now + left
        if on_break == RESUME:
            left -= segments[i].end - now
        now = segments[i].end
    last = first + count - 1
    return max(now, segments[last].start) + left


@rule
def outside_schedule(segments: Sequence[Segment], first: int, count: int, start: int, end: int, on_break: int) -> int:
    """Seconds worked beside the timetable by a service from start to end: into breaks and after hours."""
    if on_break == FINISH:
        return end - start - overlap(segments, first, count, start, end)
    return max(0, end - max(start, segments[first + count - 1].end))


@rule
def on_duty(segments: Sequence[Segment], timetable: Timetable, now: int) -> bool:
    """Whether an officer may begin a service: within the timetable, or in overtime where the officer stays for it."""
    if timetable.stays and now >= timetable.end:
        return True
    return present_at(segments, timetable.first, timetable.count, now)


@rule
def busy_seconds(segments: Sequence[Segment], first: int, count: int, start: int, end: int, on_break: int) -> int:
    """Seconds of work in a service from start to end, pauses left out."""
    if on_break == FINISH:
        return end - start
    inside = overlap(segments, first, count, start, end)
    return inside + outside_schedule(segments, first, count, start, end, on_break)
