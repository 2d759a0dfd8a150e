"""The uniform numbers of a case."""

from typing import Any

from sim.engines.compiled.compiler import at, inner
from sim.plan.layout import Arrays
from sim.rules.chance import draw_of, uniform


@inner
def chance_at(plan: Arrays, case: Any, purpose: int) -> float:
    """The uniform number of a case for a purpose at its step."""
    return uniform(case.key, draw_of(purpose, at(plan.step, case.step).index, case.again, case.attempt))


@inner
def luck(case: Any, purpose: int) -> float:
    """The uniform number of a case for a purpose of the attempt as a whole."""
    return uniform(case.key, draw_of(purpose, 0, 0, case.attempt))
