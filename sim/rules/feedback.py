"""What trust changes in what citizens do: nothing where it is the mean predisposition."""

from sim.rules.channels import ONLINE
from sim.rules.records import Behaviour, Channel
from sim.rules.registry import rule
from sim.rules.staff import within


@rule
def swayed(b: Behaviour, base: float, slope: float, trust: float) -> float:
    """What trust makes of a number: more by the slope for each point above the mean predisposition."""
    return max(0.0, base * (1.0 + slope * (trust - b.predisposition)))


@rule
def willing_share(b: Behaviour, channel: Channel, trust: float) -> float:
    """The share of citizens with such trust who would use a channel: online, or by somebody who goes for them."""
    if channel.kind == ONLINE:
        return swayed(b, channel.willing, b.online, trust)
    if not channel.comes:
        return swayed(b, channel.willing, -b.go_between, trust)
    return channel.willing


@rule
def pays_share(b: Behaviour, trust: float) -> float:
    """The probability of paying when asked; trust helps to refuse."""
    return min(1.0, swayed(b, b.pays, -b.refusing, trust))


@rule
def leaves_share(b: Behaviour, predisposition: float, trust: float) -> float:
    """The probability of taking a need to another office, for who trusts the own one less than at the start."""
    return within(b.elsewhere * (predisposition - trust), 0.0, 1.0)


@rule
def office_of(home: int, offices: int, leaves: float, u: float) -> int:
    """The office that a need is taken to: the own one, or any of the others alike."""
    if u >= leaves or offices < 2:
        return home
    return (home + 1 + min(int(u / leaves * (offices - 1)), offices - 2)) % offices
