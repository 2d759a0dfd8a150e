"""Which days of a log a scenario is held against."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from sim.calibration.log.records import Note
from sim.calibration.validation.modes import opens
from sim.language.errors import BadRequest
from sim.office import Scenario

LEAST_VISITS = 5
"""A day with fewer tickets, or looks at a line, is no day of work."""


def days_of(
    scenario: Scenario, count: "pd.Series[float]", *, used: bool, dated: bool = True
) -> tuple[list[pd.Timestamp], list[Note]]:
    """The days to be compared: those after the ones that the scenario was fitted on, unless `used`.

    `count` says of each day of the log how much was seen of it.
    """
    every = [day for day in sorted(count.index) if count[day] >= LEAST_VISITS]
    notes = []
    fresh = [day for day in every if used or not _was_used(scenario, day.date())]
    if not fresh:
        raise BadRequest("validate_used", days=len(every))
    if len(fresh) < len(every):
        notes.append(Note("days_used", len(every) - len(fresh)))
    if scenario.calibrated is None and dated:
        notes.append(Note("days_unknown", len(every)))
    there = [day for day in fresh if not dated or opens(scenario, day.date())]
    if not there:
        raise BadRequest("validate_closed", days=len(fresh))
    if len(there) < len(fresh):
        shut = next(day for day in fresh if day not in there)
        notes.append(Note("days_closed", len(fresh) - len(there), str(shut.date())))
    return there, notes


def _was_used(scenario: Scenario, day: date) -> bool:
    fitted = scenario.calibrated
    return fitted is not None and fitted.first <= day <= fitted.last


def any_used(scenario: Scenario, days: Sequence[pd.Timestamp]) -> bool:
    """Whether the scenario was fitted on one of these days."""
    return any(_was_used(scenario, day.date()) for day in days)
