"""The belief about an office: what a visit says of it, how it is learnt and fades, what is passed on, and trust."""

from sim.rules.records import Behaviour, Seen
from sim.rules.registry import rule
from sim.rules.staff import within

UNMET = -1.0
"""A side of the office of which a visit says nothing."""
YEAR = 250
"""Working days from one publication of results to the next."""
MOST_TOLD = 32_767
"""Thousandths of a visit that a citizen has to tell, at most: what a record holds."""


@rule
def reliable(b: Behaviour, seen: Seen, done: float, waited: int, overdue: int) -> float:
    """How reliable the office was, from 0 to 1: the work done (`done`), in time, without a mistake or a long wait."""
    felt = (1.0 + b.felt) * waited
    slow = felt / (felt + b.tolerable_s) if felt > 0.0 else 0.0
    late = b.late * overdue * (1.0 - b.compensated)
    return done * (1.0 - late) * (1.0 - b.wrong * seen.mended) * (1.0 - b.tiring * slow)


@rule
def done_of(b: Behaviour, served: int, lacking: int) -> float:
    """What there is to show for a visit: all, what is left where papers lacked, or what is left of one in vain."""
    if served:
        return 1.0
    return b.done_lacking if lacking else b.done_in_vain


@rule
def honest(seen: Seen) -> float:
    """How honest the officers were: nobody asked for money. Nothing is known where nobody was met."""
    return 1.0 - seen.asked if seen.met > 0 else UNMET


@rule
def fair(b: Behaviour, seen: Seen) -> float:
    """How fairly one was treated: courtesy, and nobody with a connection going first."""
    if seen.met == 0 and not seen.overtaken:
        return UNMET
    manner = seen.manner / seen.met if seen.met > 0 else 1.0
    return manner * (1.0 - b.unfair * seen.overtaken)


@rule
def good_of(b: Behaviour, reliable: float, honest: float, fair: float) -> float:
    """The good evidence of a visit, of one at most: a visit that shows little of an office says little."""
    good = b.weighs_reliable * reliable
    good += b.weighs_honest * max(honest, 0.0)
    return good + b.weighs_fair * max(fair, 0.0)


@rule
def bad_of(b: Behaviour, reliable: float, honest: float, fair: float) -> float:
    """The bad evidence of a visit."""
    bad = b.weighs_reliable * (1.0 - reliable)
    if honest >= 0.0:
        bad += b.weighs_honest * (1.0 - honest)
    if fair >= 0.0:
        bad += b.weighs_fair * (1.0 - fair)
    return bad


@rule
def per_cent(side: float) -> int:
    """A side of the office as it is written down: whole per cent, -1 where it was not met with."""
    return int(100.0 * side + 0.5) if side >= 0.0 else -1


@rule
def believed(belief: float, weight: float, good: float, worse: float) -> float:
    """The belief after evidence: the share of good in all that is known (beta reputation; Jøsang & Ismail 2002).

    `weight` is what was known before, in visits; `worse` the bad evidence, weighed (K5).
    """
    return (weight * belief + good) / (weight + good + worse)


@rule
def faded(b: Behaviour, weight: float, kept: float) -> float:
    """What is still known after some days: what is above the floor fades. The belief stays what it is."""
    return b.floor + (weight - b.floor) * kept if weight > b.floor else weight


@rule
def accustomed(b: Behaviour, normal: float, belief: float) -> float:
    """What counts as normal a night later: it follows the belief, where one gets used to a level."""
    return normal + b.accustoms * (belief - normal)


@rule
def trust_in(b: Behaviour, predisposition: float, belief: float, normal: float) -> float:
    """Trust: the predisposition, and what the office is believed to be above what is normal."""
    return within(predisposition + b.counts * (belief - normal), 0.0, 1.0)


@rule
def to_tell(told: int, evidence: float, times: float) -> int:
    """What a citizen has to tell in the next talk, in thousandths of a visit."""
    return min(MOST_TOLD, told + int(1000.0 * times * evidence + 0.5))
