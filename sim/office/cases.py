"""What becomes of a case whose visit ended without success: who comes again, and after how many working days."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from sim.office.distributions import Distribution
from sim.office.faults import wrong
from sim.office.units import CLOSED, Count, Share, Table


def _plain_days(value: Any) -> Any:
    """A plain number of days is certain."""
    return value if isinstance(value, (list, tuple)) else [[value, 1.0]]


def _certain(table: tuple[tuple[int, float], ...]) -> tuple[tuple[int, float], ...]:
    total = sum(share for _, share in table)
    if abs(total - 1) > 1e-6:
        raise wrong("days_sum", total=round(total, 6))
    return table


WorkingDays = Annotated[
    Table,
    Field(min_length=1),
    AfterValidator(_certain),
    BeforeValidator(_plain_days, json_schema_input_type=Count | Table),
]
"""A number of working days, or pairs (working days, probability)."""


@dataclass(frozen=True, kw_only=True)
class Return:
    """Who comes again, and when.

    `share` of them come again after `after_days` working days (0 is the same day, `after` minutes later; once
    the doors are shut it is the next working day); the others give their case up.
    """

    __pydantic_config__ = CLOSED

    share: Share = 1.0
    after_days: WorkingDays = ((1, 1.0),)
    after: Distribution | None = None


@dataclass(frozen=True, kw_only=True)
class Returns:
    """Coming again by reason; a reason without an entry ends the case.

    `incomplete`: papers were missing. `no_form`: forms were out of stock. `error`: the citizen finds a
    mistake in what was handed over. The others are outcomes of visits. Who has tried `visits_at_most` times
    (visits, missed ones and files sent in) does not come again.
    """

    __pydantic_config__ = CLOSED

    gave_up: Return | None = None
    balked: Return | None = None
    refused: Return | None = None
    sent_home: Return | None = None
    incomplete: Return | None = None
    no_ticket: Return | None = None
    no_show: Return | None = None
    no_form: Return | None = None
    error: Return | None = None
    visits_at_most: Annotated[int, Field(strict=True, ge=1, le=10_000)] = 10
