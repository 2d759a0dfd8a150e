"""Plans that are the same office up to a day: before their reforms act, their rows are the same to the last bit."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from sim.language.words import Words
from sim.office import Scenario
from sim.office.comparing import Compare
from sim.plan.behaviour import ADOPTING, BEHAVIOUR
from sim.plan.layout import ENDLESS, Arrays
from sim.plan.layout_reforms import KINDS, own
from sim.plan.plan import Plan

UNTITLED = Words()


def first_change(plan: Plan) -> int:
    """The first day on which a reform acts; ENDLESS where none does."""
    arrays = plan.arrays
    of_reforms = [arrays.effect["first"], arrays.novelty["first"], arrays.attends["first"], arrays.survey["first"]]
    return int(min((days.min() for days in (*of_reforms, arrays.swap["day"]) if len(days)), default=ENDLESS))


def same_before(one: Plan, other: Plan) -> bool:
    """Whether two plans are the same, and measured alike, on all days before the first change of either."""
    if one.names != other.names or _unreformed(one.scenario) != _unreformed(other.scenario):
        return False
    pairs = zip(_calm(one.arrays), _calm(other.arrays), strict=True)
    return all(np.array_equal(a, b) for a, b in pairs)


def _unreformed(scenario: Scenario) -> Scenario:
    """A scenario without its reforms and what it is called."""
    untold = replace(scenario, compare=Compare(), doubt=(), calibrated=None)
    return replace(untold, name="", title=UNTITLED, question=None, reforms=())


def _calm(given: Arrays) -> Iterator[np.ndarray]:
    """What the engines read of a plan on a day before all reforms."""
    arrays, parameter = own(given), given.parameter
    value = np.clip(parameter["base"], parameter["low"], parameter["high"])
    turned = np.where(value == parameter["base"], parameter["stored"], 1.0 - value)
    value, whole = np.where(parameter["turned"] == 1, turned, value), parameter["whole"] == 1
    arrays.whole[parameter["word"][whole]] = value[whole].astype(np.int64)
    arrays.number[parameter["word"][~whole]] = value[~whole]
    for name, array in arrays._asdict().items():
        if name not in (*KINDS, "number", "whole", "behaviour"):
            yield array
    yield np.array([arrays.behaviour[name] for name in BEHAVIOUR.names or () if name not in ADOPTING])
