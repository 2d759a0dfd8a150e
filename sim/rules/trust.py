"""Trust: up slowly, down faster; and word of mouth between neighbours."""

from sim.rules.opinion import hoped
from sim.rules.records import Behaviour
from sim.rules.registry import rule
from sim.rules.staff import within


@rule
def trust_after(trust: float, surprise: float, gain: float, loss: float) -> float:
    """Trust after a surprise between -1 and 1: it moves by `gain` of what is missing, or `loss` of what there is.

    Source: Kampen, Van de Walle & Bouckaert 2006 (K5) for the asymmetry.
    """
    rate = gain * (1.0 - trust) if surprise > 0.0 else min(1.0, loss) * trust
    return trust + rate * surprise


@rule
def expected_after(b: Behaviour, expectation: float, performance: float) -> float:
    """The expectation after a visit: it moves by a part of the difference to what a visit is held against.

    So what is promised in public, and raises that, is learnt off where it is not kept.
    """
    return within(expectation + b.adapts * (performance - hoped(b, expectation)), 0.0, 1.0)


@rule
def neighbour(number: int, tie: int, citizens: int, rewired: float, u: float) -> int:
    """To whom a citizen listens by a tie in a small world (Watts & Strogatz 1998, each tie drawn by who listens).

    Ties go to the next on either side in turn; the share `rewired` goes to anybody, itself not excluded.
    """
    if u < rewired:
        return min(int(u / rewired * citizens), citizens - 1)
    away = tie // 2 + 1
    if tie % 2 == 1:
        away = -away
    return (number + away) % citizens


@rule
def persuaded(trust: float, heard: float, openness: float, predisposition: float, pull: float) -> float:
    """Trust after talk: some way towards what was heard, then drawn back to the predisposition.

    With openness 1 this is DeGroot's model without a pull, and Friedkin and Johnsen's with one.
    """
    moved = trust + openness * (heard - trust)
    return moved + pull * (predisposition - moved)
