"""Money under the counter, and connections."""

from sim.rules.records import Behaviour
from sim.rules.registry import rule


@rule
def swayed(base: float, slope: float, trust: float) -> float:
    """What trust makes of a number: more by the slope for each point above one half."""
    return max(0.0, base * (1.0 + slope * (trust - 0.5)))


@rule
def pays_share(b: Behaviour, trust: float) -> float:
    """The probability of paying when asked; trust helps to refuse."""
    return min(1.0, swayed(b.pays, -b.refusing, trust))


@rule
def stalled(b: Behaviour, asked: int, paid: int) -> float:
    """How many times longer the work takes for somebody who was asked and did not pay."""
    if asked and not paid:
        return 1.0 + b.stalls
    return 1.0
