"""How long, how often, with which luck and by how many a scenario is run: one range for files, options and Python."""

from datetime import date

from pydantic import Field
from pydantic.fields import FieldInfo

BOUNDS = {
    "days": (1, 100_000),
    "warm_up_days": (0, 100_000),
    "runs": (1, 1_000_000),
    "seed": (0, 2**62 - 1),
    "workers": (1, 1_000),
}
"""The least and the most of each, both included."""

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""The years in which a date of a scenario may lie; a run may go on beyond."""


def bounded(name: str) -> FieldInfo:
    """What the field of a scenario allows."""
    least, most = BOUNDS[name]
    field: FieldInfo = Field(strict=True, ge=least, le=most)
    return field


def year_known(day: date) -> bool:
    """Whether a date lies in a year that a scenario may have."""
    return FIRST_YEAR <= day.year <= LAST_YEAR
