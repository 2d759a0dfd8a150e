"""Money under the counter, and connections."""

from sim.rules.records import Behaviour
from sim.rules.registry import rule


@rule
def stalled(b: Behaviour, asked: int, paid: int) -> float:
    """How many times longer the work takes for somebody who was asked and did not pay."""
    if asked and not paid:
        return 1.0 + b.stalls
    return 1.0
