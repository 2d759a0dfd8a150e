"""Money under the counter, and connections."""

from sim.rules.records import Behaviour
from sim.rules.registry import rule


@rule
def asked_share(b: Behaviour, share: float, new: float, tangles: int, more: float) -> float:
    """The share of services in which an officer asks; long procedures open the door, who has just come dares less.

    `new` is how new the officer is to the post (1: today), `tangles` how often this citizen was in trouble with the
    procedure, `more` how many times as often citizens of this class are asked.
    """
    return min(1.0, share * (1.0 - b.newcomer * new) * (1.0 + b.tangled * tangles) * more)


@rule
def inclined(b: Behaviour, inclination: float, asking: float, caught: float) -> float:
    """The inclination to ask for money after a night, from 0 to 1: an officer asks whose own limit lies below it.

    It moves to what the office is used to, more of it where more colleagues ask (Andvig & Moene 1990 and
    Granovetter 1978 for the idea), less where some were found out and where the head sets an example.
    """
    usual = b.takes + b.conforms * (asking - b.takes) - b.fears * caught - b.example * b.leader
    return inclination + b.tempted * (min(1.0, max(0.0, usual)) - inclination)


@rule
def stalled(b: Behaviour, asked: int, paid: int) -> float:
    """How many times longer the work takes for somebody who was asked and did not pay."""
    if asked and not paid:
        return 1.0 + b.stalls
    return 1.0
