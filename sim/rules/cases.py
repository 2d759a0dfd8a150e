"""What happens to a case on its way: papers are missing, a system is down."""

from sim.rules.registry import rule


@rule
def missing_papers(asked: int, brought: float, u: float) -> int:
    """How many of the papers asked for are missing, each brought with the same probability: binomial, by inversion."""
    if asked == 0 or brought >= 1.0:
        return 0
    if brought <= 0.0:
        return asked
    term = 1.0
    for _ in range(asked):
        term *= brought
    upto = term
    count = 0
    while u >= upto and count < asked:
        term *= (asked - count) / (count + 1) * ((1.0 - brought) / brought)
        upto += term
        count += 1
    return count


@rule
def brought(knows: float, spared: float) -> float:
    """The probability that a paper is there: the citizen brings it, or the office spares it."""
    return knows + (1.0 - knows) * spared


@rule
def through_outage(start: int, end: int, down: int, up: int) -> int:
    """When a service from start to end is over if its system is down from `down` to `up`: all of that later."""
    if start < down < end:
        return end + up - down
    return end


@rule
def left_over(start: int, end: int, down: int, up: int, closes: int) -> int:
    """What is left of the work on a file at the end of the day: `end` is when it would be done without an outage."""
    lost = max(0, min(up, closes) - down) if start < down < end else 0
    return max(0, end + lost - closes)
