"""How visits may end in an office, and what each outcome means for waits and shares."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.office import Scenario
from sim.plan import Plan
from sim.plan.tables import (
    BALKED,
    GAVE_UP,
    INCOMPLETE,
    NO_FORM,
    NO_SHOW,
    NO_TICKET,
    OUTCOMES,
    REFUSED,
    SENT_HOME,
    SERVED,
)

Mask = npt.NDArray[np.bool_]

KINDS = len(OUTCOMES)
COUNTED = {
    "completed": SERVED,
    "gave_up": GAVE_UP,
    "balked": BALKED,
    "refused": REFUSED,
    "sent_home": SENT_HOME,
    "incomplete": INCOMPLETE,
    "no_ticket": NO_TICKET,
    "no_show": NO_SHOW,
    "no_form": NO_FORM,
}
"""Measures that count outcomes."""
APPOINTMENT = "appointment"


def _mask(*kinds: int) -> Mask:
    return np.isin(np.arange(KINDS), kinds)


ATTENDED = _mask(SERVED, INCOMPLETE)
"""An officer saw to the citizen to the end of the visit: their waits are measured."""
NEVER_JOINED = (BALKED, REFUSED, NO_TICKET)
"""They turned round at the door: no wait of theirs counts anywhere."""
LEFT_UNSERVED = (GAVE_UP, BALKED, REFUSED, SENT_HOME, NO_TICKET)
"""They left because nobody had time or room for them: the work that they asked for came all the same."""
IN_VAIN = ~_mask(SERVED, INCOMPLETE, *NEVER_JOINED, NO_SHOW)
"""They stood in line for nothing."""


class Possible(NamedTuple):
    """What may happen to visits of a scenario: outcomes by measure, and the channels (mask) with appointments.

    The mask is None where nobody who has an appointment stays away.
    """

    outcomes: dict[str, int]
    booked: Mask | None = None


def possible(plan: Plan) -> Possible:
    """What may happen to the visits of a plan."""
    scenario = plan.scenario
    may = {
        INCOMPLETE: any(s.documents and any(step.checks_file for step in s.steps) for s in scenario.services),
        NO_TICKET: _tickets(scenario),
        NO_SHOW: any(c.kind == APPOINTMENT and (c.no_show or c.no_show_per_day) for c in scenario.channels),
        NO_FORM: bool(scenario.shortages),
    }
    outcomes = {name: kind for name, kind in COUNTED.items() if may.get(kind, True)}
    booked = np.array([False, *[channel.kind == APPOINTMENT for channel in scenario.channels]])
    return Possible(outcomes, booked if may[NO_SHOW] else None)


def _tickets(scenario: Scenario) -> bool:
    """Whether somebody may get no ticket."""
    tickets = scenario.tickets
    limited = tickets.quota is not None or tickets.hours is not None
    return limited or any(service.quota is not None for service in scenario.services)
