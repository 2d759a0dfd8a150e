"""What an office does: services, each a graph of steps."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field

from sim.office.cases import WorkingDays
from sim.office.distributions import Distribution
from sim.office.faults import wrong
from sim.office.names import Name
from sim.office.units import CLOSED, Count, Factor, Minutes, Said, Share, Text

DONE = "done"


def _not_done(name: str) -> str:
    if name == DONE:
        raise wrong("name_done")
    return name


@dataclass(frozen=True, kw_only=True)
class Branch:
    """With probability `share` the visit goes on to step `to` (or is "done")."""

    __pydantic_config__ = CLOSED

    to: Text
    share: Share


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing done for the citizen; without a station it takes time but no officer.

    `next` lists branches, what is missing to 1 is done; without it the next step of the file follows.

    A step at a back-office station, or one `without_citizen`, goes on without the citizen, who is called
    again for the next step that needs one. `after_days` working days lie between the step before and this
    one: the citizen comes another day, or another agency takes so long.

    `checks_file` is the share of incomplete files that are noticed here; the citizen then has to bring what
    is missing. `error` is the share of cases in which this step leaves a mistake, `finds_errors` the share of
    mistakes noticed here: the case then goes back to step `rework`. `online`: officers send something in with the
    citizen, so their digital skill shows, as it does on files that came online.
    """

    __pydantic_config__ = CLOSED

    name: Annotated[Name, AfterValidator(_not_done)]
    time: Distribution
    station: Text | None = None
    title: Said | None = None
    patience: Distribution | None = None
    next: tuple[Branch, ...] | None = None
    without_citizen: Annotated[bool, Field(strict=True)] = False
    after_days: WorkingDays | None = None
    checks_file: Share = 0.0
    error: Share = 0.0
    finds_errors: Share = 0.0
    rework: Text | None = None
    online: Annotated[bool, Field(strict=True)] = False


@dataclass(frozen=True, kw_only=True)
class Service:
    """A service with its route and its share of the citizens' needs (shares need not add up to 1).

    `documents` is how many papers it asks for, `deadline_days` the promised number of working days, `quota`
    how many tickets it has a day; a mistake that the citizen finds later is put right from step `correction`
    on (default: where the route began).
    """

    __pydantic_config__ = CLOSED

    name: Name
    steps: Annotated[tuple[Step, ...], Field(alias="step", min_length=1)]
    title: Said | None = None
    share: Factor = 1.0
    target_min: Minutes | None = None
    documents: Annotated[int, Field(strict=True, ge=0, le=100)] = 0
    deadline_days: Count | None = None
    quota: Count | None = None
    correction: Text | None = None
