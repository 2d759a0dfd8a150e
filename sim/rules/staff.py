"""How long officers take and how often they err: experience, fatigue, load, motivation, what is new."""

import math
from collections.abc import Sequence

from sim.rules.appraisal import felt
from sim.rules.distributions import normal_quantile
from sim.rules.records import Behaviour, Segment, Server
from sim.rules.registry import rule


@rule
def within(x: float, low: float, high: float) -> float:
    """The number, or the end of the range that it lies beyond."""
    if x < low:
        return low
    if x > high:
        return high
    return x


@rule
def trait(mean: float, spread: float, u: float) -> float:
    """A trait between 0 and 1: normal around its mean, cut at the ends."""
    if spread == 0.0:
        return mean
    return within(mean + spread * normal_quantile(u), 0.0, 1.0)


@rule
def learned(b: Behaviour, experience: float) -> float:
    """How many times longer a step takes than with full experience (power law of practice; L3)."""
    if experience >= b.full:
        return 1.0
    return math.pow((b.full + b.novice) / (experience + b.novice), b.learning)


@rule
def practised(b: Behaviour, experience: float, colleagues: float) -> float:
    """The experience after one more case, where a share of the colleagues is experienced (L2)."""
    return min(experience + 1.0 / (1.0 - b.mentoring * colleagues), b.full)


@rule
def since_break(segments: Sequence[Segment], first: int, count: int, now: int) -> int:
    """The seconds since the stretch of work began in which somebody is, or which was the last."""
    began = now
    for i in range(first, first + count):
        if segments[i].start <= now:
            began = segments[i].start
    return now - began


@rule
def tired(b: Behaviour, worked: int) -> float:
    """The time of a step after so many seconds of work today.

    Where the output of a day is its hours to the power `output` (W6), that of an hour falls with the power output - 1;
    the mean over the usual day is the usual output. The first quarter of an hour counts as its end.
    """
    return math.pow(max(worked, 900) / b.usual_s, 1.0 - b.output) / b.output


@rule
def careless(b: Behaviour, session: int) -> float:
    """By how much the odds of a mistake have grown since the first hour of a session (W7), from its middle on.

    A session counts as no longer than half a day, however long the overtime.
    """
    return math.pow(b.odds, max(0.0, min(session, 43200) / 3600.0 - 0.5) / 3.0)


@rule
def overload(b: Behaviour, strain: float) -> float:
    """By how much an officer's strain lies beyond what can be worked off by hurrying (W4)."""
    return max(0.0, strain - b.saturation)


@rule
def hurried(b: Behaviour, waiting: int, at_work: int, strain: float) -> float:
    """The time of a step while so many wait: shorter with a longer line (W1, W5), longer when overloaded (W2)."""
    time = math.pow((1.0 + waiting / max(at_work, 1)) / (1.0 + b.usual_queue), b.elasticity)
    beyond = overload(b, strain)
    if beyond > 0.0:
        time = max(time, 1.0) * (1.0 + b.slower * beyond)
    return within(time, 1.0 - b.most, 1.0 + b.most)


@rule
def changed(b: Behaviour, adoption: float, day: int) -> float:
    """The time of a step with something new that has been adopted so far; 1 before it is introduced."""
    if day < b.change_day:
        return 1.0
    return (1.0 + b.dip * unlearnt(b, adoption, day - b.change_day)) * (1.0 + b.change_time * adoption)


@rule
def unlearnt(b: Behaviour, adoption: float, since: float) -> float:
    """How much of something new is still to be learnt so many days on: what is not adopted, less and less of it.

    Whoever is slow or resists has got used to the work at the end of the transition (D16), adopted or not.
    """
    if since >= b.transition:
        return 0.0
    return min(1.0 - adoption, 1.0 - since / b.transition)


@rule
def willing(b: Behaviour, motivation: float) -> float:
    """The time of a step by motivation and leadership; 1 at the usual of both, and never more than ten times that."""
    output = max(0.0, 1.0 + b.effort * (motivation - b.motivation)) * max(0.0, 1.0 + b.leader_output * b.leader)
    return 1.0 / max(output, 0.1)


@rule
def errs(share: float, odds: float) -> float:
    """The share of mistakes when their odds are so many times as high."""
    if odds == 1.0:
        return share
    return share * odds / (1.0 - share + share * odds)


@rule
def error_odds(b: Behaviour, ratio: float, session: int, strain: float) -> float:
    """How many times the odds of a mistake are higher than with full experience, rested, and not overloaded (W3)."""
    return math.pow(ratio, b.errors) * careless(b, session) * (1.0 + b.overload_errors * overload(b, strain))


@rule
def strained(b: Behaviour, strain: float, busy: int, scheduled: int) -> float:
    """The strain after a day of work; a day off leaves it to fade."""
    if scheduled == 0:
        return b.strain_kept * strain
    return b.strain_kept * strain + (1.0 - b.strain_kept) * (busy / scheduled)


@rule
def motivated(b: Behaviour, officer: Server) -> float:
    """The motivation after a day: to the own level, with reward and its crowding out (P6, P8), less strain.

    Who resists evaluation (P16) resents the scheme.
    """
    level = officer.intrinsic + b.leader_morale * b.leader + b.reward * (felt(b) * b.pay + b.crowding)
    if officer.resists:
        level -= b.reward * b.resent * (1.0 - b.soothed)
    worn = b.motivation_strain * min(1.0, 10.0 * overload(b, officer.strain))
    return within(officer.motivation + b.recovery * (level - officer.motivation) - worn, 0.0, 1.0)


@rule
def polite(b: Behaviour, courtesy: float, strain: float, defensive: float) -> float:
    """How friendly an officer is today; strain takes some of it away, and so does being on the defensive."""
    return within(courtesy - b.courtesy_strain * overload(b, strain) - b.bristles * defensive, 0.0, 1.0)


@rule
def defends(b: Behaviour, defensive: float, grievances: int, officers: int) -> float:
    """How defensive an officer is after a night, from 0 to 1.

    It goes back to the usual of the office, which an example of the head and listening to citizens lower. Complaints of
    today, less those that were mended, add to it; a complaint about an office is shared by its officers.
    """
    usual = max(0.0, b.defensive - b.open_head * b.leader - b.listens)
    return within(defensive + b.calms * (usual - defensive) + b.stings * grievances / officers, 0.0, 1.0)


@rule
def stays_away(b: Behaviour, motivation: float) -> float:
    """The probability that an officer does not come today."""
    return within(b.absence + b.absence_motivation * (b.motivation - motivation), 0.0, 1.0)


@rule
def tardy(b: Behaviour, share: float, motivation: float) -> float:
    """The probability that an officer is late today, where the usual of the post is a share of the mornings."""
    return within(share * (1.0 + b.late_motivation * (b.motivation - motivation)), 0.0, 1.0)


@rule
def handy(b: Behaviour, digital: float) -> float:
    """How many times longer work on what came online takes by digital skill; 1 at its mean."""
    return 1.0 / max(0.1, 1.0 + b.handy * (digital - b.digital))


@rule
def settled(b: Behaviour, adoption: float, resists: int, digital: float) -> float:
    """The adoption of something new after one more day with it: slower for who resists or has little digital skill."""
    slow = 1.0 - b.resistance if resists else 1.0
    speed = within(b.speed * slow * digital * (1.0 + b.leader_adoption * b.leader), 0.0, 1.0)
    return adoption + speed * (1.0 - adoption)


@rule
def adopted(b: Behaviour, officer: Server, digital: float, day: int) -> float:
    """The adoption of what is new in the office itself after a day, with the digital skill of today."""
    if day < b.change_day:
        return officer.adoption
    return settled(b, officer.adoption, officer.resists, digital)
