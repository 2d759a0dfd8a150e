"""What reforms make of a parameter on a day."""

import math
from collections.abc import Sequence

from sim.rules.records import Effect, Parameter
from sim.rules.registry import rule
from sim.rules.staff import within

SCALE, ADD, SWITCH = range(3)
"""How an effect changes a parameter."""


@rule
def in_force(first: int, last: int, day: int) -> bool:
    """Whether a reform that begins on the day `first` and is over on the day `last` is in force."""
    return first <= day < last


@rule
def weight(effect: Effect, day: int, level: float) -> float:
    """How much of an effect acts on a day: its strength, roll-out and decay, and what is reached of its condition."""
    if not in_force(effect.first, effect.last, day):
        return 0.0
    since = day - effect.first
    reached = effect.strength * level
    if since + 1 < effect.ramp:
        reached *= (since + 1) / effect.ramp
    if effect.half > 0.0:
        reached *= math.pow(0.5, since / effect.half)
    return reached


@rule
def as_stored(parameter: Parameter, value: float) -> float:
    """A parameter as the plan holds it: some as their complement, of which what is unchanged stays to the last bit."""
    if not parameter.turned:
        return value
    if value == parameter.base:
        return parameter.stored
    return 1.0 - value


@rule
def effective(parameter: Parameter, effects: Sequence[Effect], levels: Sequence[float], day: int) -> float:
    """A parameter on a day: base x prod(1 + w (f - 1)) + sum of w d, within its bounds; a switch that is on wins."""
    factor = 1.0
    plus = 0.0
    for i in range(parameter.first, parameter.first + parameter.count):
        effect = effects[i]
        w = weight(effect, day, 1.0 if effect.level < 0 else levels[effect.level])
        if w > 0.0 and effect.how == SWITCH:
            return effect.value
        if effect.how == SCALE:
            factor *= 1.0 + w * (effect.value - 1.0)
        if effect.how == ADD:
            plus += w * effect.value
    return within(parameter.base * factor + plus, parameter.low, parameter.high)
