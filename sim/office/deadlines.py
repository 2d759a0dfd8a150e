"""By when a complaint must be settled, in working days."""

from collections.abc import Container
from datetime import date

from sim.office.calendar import Calendar
from sim.office.working_days import MONDAY_TO_FRIDAY, working_days_after

TERMS = {
    "normative": 5,  # R11: an answer that a rule gives, or information
    "ordinary": 14,  # R12: calls for no supervision (tidak berkadar pengawasan)
    "supervisory": 60,  # R13: calls for supervision, and an examination (berkadar pengawasan)
}
"""Working days by kind of complaint."""


def due_date(calendar: Calendar | None, filed: date, kind: str, weekdays: Container[int] = MONDAY_TO_FRIDAY) -> date:
    """The last day on which a complaint of a kind (one of TERMS) is settled in time.

    The day of filing does not count: the first day is the next working day, also for what is filed on a holiday.
    Raises BeyondCalendar where the term leaves the years of the calendar, and ValueError for an unknown kind.
    """
    if kind not in TERMS:
        raise ValueError(f"there is no kind of complaint '{kind}'; choose one of {', '.join(TERMS)}")
    return working_days_after(filed, TERMS[kind], calendar, weekdays)
