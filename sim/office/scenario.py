"""A scenario: an office, its demand, and how long and how often to run it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic.json_schema import SkipJsonSchema

from sim.language import text
from sim.office.bounds import bounded
from sim.office.calendar import Calendar
from sim.office.calibrated import Calibrated
from sim.office.cases import Returns
from sim.office.channels import Channel
from sim.office.citizens import Citizens, PriorityClass
from sim.office.comparing import Compare, Doubts
from sim.office.demand import Arrivals, Demand
from sim.office.faults import wrong
from sim.office.officers import OfficerGroup
from sim.office.opinion import Opinion
from sim.office.practical import Practical
from sim.office.reform import Reform
from sim.office.region import Office
from sim.office.services import Service
from sim.office.staff import Staff
from sim.office.stations import Station
from sim.office.tickets import Tickets
from sim.office.trouble import Outage, Shortage
from sim.office.units import CLOSED, Day, Minutes, Said, Spans, Week

SCHEMA: Literal[1] = 1
"""The version of the format that this program writes and reads."""


def _version(value: object) -> object:
    if type(value) is not int or value < 1:
        raise wrong("schema_number", known=SCHEMA)
    if value > SCHEMA:
        raise wrong("schema_newer", known=SCHEMA)
    return value


@dataclass(frozen=True, kw_only=True)
class ReadFile:
    """A file as it was read: its name, the digest of its bytes, and the text of a scenario."""

    name: str
    sha256: str
    text: str | None = None


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """What `loket run` runs.

    `start` is the calendar day of the first working day; weekdays without hours, and days on which the
    calendar closes the office, are skipped. `closing` says what happens to who still waits at closing: served
    in overtime, or sent home. `warm_up_days` and `warm_up_min` (from the start of each day) are left out of
    the measures only. `name` is the bundled name or the stem of the file, given when the file is read;
    `files` are that file, those that it extends and those that they name.
    """

    __pydantic_config__ = CLOSED

    title: Said
    hours: Week[Spans]
    services: Annotated[tuple[Service, ...], Field(alias="service", min_length=1)]
    stations: Annotated[tuple[Station, ...], Field(alias="station")] = ()
    officers: Annotated[tuple[OfficerGroup, ...], Field(alias="officer")] = ()
    name: str = ""
    schema: Annotated[Literal[1], BeforeValidator(_version)] = SCHEMA
    question: Said | None = None
    start: Day = date(2026, 1, 5)
    days: Annotated[int, bounded("days")] = 250
    runs: Annotated[int, bounded("runs")] = 20
    seed: Annotated[int, bounded("seed")] = 2026
    target_min: Minutes = 15.0
    warm_up_days: Annotated[int, bounded("warm_up_days")] = 0
    warm_up_min: Minutes = 0.0
    closing: Literal["serve_all", "send_home"] = "serve_all"
    classes: Annotated[tuple[PriorityClass, ...], Field(alias="class")] = ()
    calendar: Calendar | None = None
    citizens: Citizens | None = None
    demand: Demand = Demand()
    arrivals: tuple[Arrivals, ...] = ()
    channels: Annotated[tuple[Channel, ...], Field(alias="channel")] = ()
    returns: Returns = Returns()
    tickets: Tickets = Tickets()
    outages: Annotated[tuple[Outage, ...], Field(alias="outage")] = ()
    shortages: Annotated[tuple[Shortage, ...], Field(alias="shortage")] = ()
    offices: Annotated[tuple[Office, ...], Field(alias="office")] = ()
    staff: Staff | None = None
    opinion: Opinion | None = None
    reforms: Annotated[tuple[Reform, ...], Field(alias="reform")] = ()
    compare: Compare = Compare()
    practical: Practical = Practical()
    doubt: Doubts = ()
    calibrated: Calibrated | None = None
    files: SkipJsonSchema[tuple[ReadFile, ...]] = field(default=(), compare=False, repr=False)

    def __repr__(self) -> str:
        sizes = {"services": len(self.services), "officers": len(self.officers), "reforms": len(self.reforms)}
        told = {"title": self.title.worded(), "start": self.start, "days": self.days, "runs": self.runs}
        return text("objects.scenario", None, name=self.name or "–", **sizes, **told)
