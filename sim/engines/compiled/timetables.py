"""Where an officer's timetable stands in the plan."""

from typing import Any

from sim.engines.compiled.compiler import at, inner
from sim.plan.layout import Arrays


@inner
def timetable_of(plan: Arrays, kind: int, who: int) -> Any:
    """The timetable of an officer on a kind of day."""
    return at(plan.timetable, plan.office[0].kinds * who + kind)
