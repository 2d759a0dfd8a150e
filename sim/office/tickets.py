"""The tickets of the day."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator

from sim.office.units import CLOSED, Count, Span, SpanText, as_span


def _stretch(value: object) -> object:
    return None if value is None else as_span(value)


@dataclass(frozen=True, kw_only=True)
class Tickets:
    """How many tickets an office hands out a day (`quota`), and when (`hours`).

    Who comes before the machine opens waits at the door; who finds it closed, or no ticket left, gets none
    (outcome no_ticket). A service may have a quota of its own beside it.
    """

    __pydantic_config__ = CLOSED

    quota: Count | None = None
    hours: Annotated[Span | None, BeforeValidator(_stretch, json_schema_input_type=SpanText)] = None
