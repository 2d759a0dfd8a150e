"""Where an officer's timetable stands in the plan, and whether it is kept now."""

from typing import Any

from sim.engines.compiled.compiler import at, inner
from sim.engines.compiled.state import State
from sim.plan.layout import Arrays
from sim.rules import clock as clocks


@inner
def timetable_of(plan: Arrays, kind: int, who: int) -> Any:
    """The timetable of an officer on a kind of day."""
    return at(plan.timetable, plan.office[0].kinds * who + kind)


@inner
def on_duty(state: State, plan: Arrays, kind: int, who: int, now: int) -> bool:
    """Whether an officer may begin a service now."""
    officer = at(state.officer, who)
    if not officer.present or now < officer.late_until:
        return False
    return clocks.on_duty(plan.segment, timetable_of(plan, kind, who), now)
