"""Where citizens wait: a line, the room before it, and how long people stay in it."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from sim.office.distributions import Distribution
from sim.office.names import Name
from sim.office.units import CLOSED, Count, Said, Share, Table, Text, rising

Calls = Literal["first", "alternating", "in_turn"]
Each = Literal["counter", "group"]
Choice = Literal["shortest", "random", "service"]
CHOICES: tuple[Choice, ...] = ("shortest", "random", "service")
"""How people choose a line, numbered as in `sim.rules.lines`."""
CALLS: tuple[Calls, ...] = ("first", "alternating", "in_turn")
"""How a station calls those who hold an appointment, numbered as in `sim.rules.channels`."""


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Several lines at a station: one before `each` counter, or before each group of officers.

    People choose the shortest (waiting and at the counter; equal ones by chance), any at random, or the one for their
    service: services are dealt out to the lines in the order of the file. Nobody chooses a counter that is shut while
    another is open, and who stands before one that shuts chooses again. With `jockeying` whoever stands last changes
    over to a line that is shorter by at least so many.
    """

    __pydantic_config__ = CLOSED

    each: Each = "counter"
    choice: Choice = "shortest"
    jockeying: Annotated[Count, Field(ge=2)] | None = None


@dataclass(frozen=True, kw_only=True)
class Station:
    """A place with one line, or with several from which people choose (`lines`).

    `room` is how many may wait; who finds no room is refused. `balking` lists (length, share who turn away)
    in rising length; each share holds from its length up to the next. `counts` says what a length counts:
    those waiting, or those present (waiting and in service). Neither applies to who can be served at once.
    `leave_at_once` is the share who leave unless served at once. `appointments` says how who holds one is
    called: before the others, alternating with them, or in turn like them. Where there are several lines, lengths are
    those of the line chosen, `room` is that of all.

    A `back_office` station works on files without their citizens: its line stands overnight, work that the
    end of the day cuts is resumed, and officers turn to it when no citizen waits for them. In it `order` may
    be "due": by the day promised, else by the day of arrival.

    In a region every office has such a station of its own, unless `office` says that there is one only.
    """

    __pydantic_config__ = CLOSED

    name: Name
    title: Said | None = None
    order: Literal["priority", "arrival", "due"] = "priority"
    room: Count | None = None
    balking: Annotated[Table, AfterValidator(rising)] = ()
    counts: Literal["waiting", "present"] = "waiting"
    patience: Distribution | None = None
    leave_at_once: Share = 0.0
    appointments: Calls = "first"
    back_office: Annotated[bool, Field(strict=True)] = False
    lines: Lines | None = None
    office: Text | None = None
