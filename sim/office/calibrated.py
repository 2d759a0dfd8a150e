"""On which days of a log an office was fitted."""

from dataclasses import dataclass

from sim.office.units import CLOSED, Day, Text


@dataclass(frozen=True, kw_only=True)
class Calibrated:
    """The days from `first` to `last` (both included) of a log gave the numbers; later ones were held out.

    `log` is what the log was called. Nothing that is simulated depends on it.
    """

    __pydantic_config__ = CLOSED

    first: Day
    last: Day
    log: Text | None = None
