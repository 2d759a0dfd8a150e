"""Where citizens wait: a line, the room before it, and how long people stay in it."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from sim.office.distributions import Distribution
from sim.office.units import Count, Share, Words


@dataclass(frozen=True, kw_only=True)
class Station:
    """A place with one line.

    `room` is how many may wait; who finds no room is refused. `balking` lists (length, share who turn away) in
    rising length; each share holds from its length up to the next. `counts` says what a length counts: those
    waiting, or those present (waiting and in service). Neither applies to who can be served at once.
    """

    name: str
    title: Words | None = None
    order: Literal["priority", "arrival"] = "priority"
    room: Count | None = None
    balking: tuple[tuple[Count, Share], ...] = ()
    counts: Literal["waiting", "present"] = "waiting"
    patience: Distribution | None = None
    leave_at_once: Annotated[Share, Field(description="share who leave unless served at once")] = 0.0
