"""What a queue log says, whatever its form: visits, snapshots or totals, and what was done to read it.

A day is a date (`datetime64`, midnight); times are seconds since that midnight as floats, NaN where nothing was
recorded, and go on beyond 86,400 where an office works past midnight. Texts are None where nothing was recorded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from sim.language import number, text

Kind = Literal["visits", "snapshots", "totals"]
KINDS: tuple[Kind, ...] = ("visits", "snapshots", "totals")
Outcome = Literal["served", "not_there", "left", "refused", "unknown"]
OUTCOMES: tuple[Outcome, ...] = ("served", "not_there", "left", "refused", "unknown")
"""served; called and not there; left the line before being called; turned away at the door; not recorded."""


@dataclass(frozen=True)
class Note:
    """One thing done or found: what (the message `calibrate.<code>`), how many rows, where the first of them stands.

    `bad`: the rows were left out because they could not be used.
    """

    code: str
    count: int = 0
    first: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    bad: bool = False

    def worded(self, lang: str | None = None) -> str:
        values = {name: _said(value, lang) for name, value in (("count", self.count), *self.values.items())}
        return text(f"calibrate.{self.code}", lang, first=self.first, **values)


def _said(value: object, lang: str | None) -> object:
    """Numbers in the notation of the language, scores by name with the best first."""
    if isinstance(value, Mapping):
        best_first = sorted(value.items(), key=lambda item: -item[1])
        return ", ".join(f"{name} {number(score, lang, 3)}" for name, score in best_first)
    if isinstance(value, int | float):
        return number(value, lang, next((digits for digits in (0, 1, 2) if value == round(value, digits)), 3))
    return value


@dataclass(frozen=True)
class Report:
    """Rows read and kept, and by notes what was understood, repaired and dropped."""

    read: int = 0
    kept: int = 0
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Visits:
    """A row a ticket: day, taken_s, called_s, finished_s, service, counter, officer, outcome.

    Rows stand in order of day and of taken_s (called_s where that is missing). `rounded_s` is the step of the clock
    that wrote the times (1, 60, 300 …); `dated` is False where the log had no dates, and days are only told apart.
    """

    rows: pd.DataFrame
    rounded_s: int = 1
    dated: bool = True
    report: Report = field(default_factory=Report)


@dataclass(frozen=True)
class Snapshots:
    """A row a look at a line: day, at_s, line, waiting, open_counters, ticket_now (floats, NaN where missing).

    `line` names the queue, with its office before it where there are several. `ticket_now` is the number of the ticket
    alone ("B017" is 17).
    """

    rows: pd.DataFrame
    report: Report = field(default_factory=Report)


@dataclass(frozen=True)
class Totals:
    """A row a day (or month) and service: day, service, tickets, counters, opens_s, closes_s, wait_s, service_s.

    `wait_s` and `service_s` are means. `per_month`: `day` is the first of a month, and tickets are those of the month.
    """

    rows: pd.DataFrame
    per_month: bool = False
    report: Report = field(default_factory=Report)


Log = Visits | Snapshots | Totals
