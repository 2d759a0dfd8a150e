"""What exists in an office: frozen dataclasses, no behaviour, no clock, no chance."""

from sim.office.calendar import Calendar, HalfDay, Holiday, Holidays, Ramadan
from sim.office.cases import Return, Returns
from sim.office.channels import Channel, Slots
from sim.office.citizens import Citizens, PriorityClass
from sim.office.demand import Arrivals, Busyness, Demand, TraceRow
from sim.office.distributions import Distribution
from sim.office.officers import OfficerGroup
from sim.office.region import Move, Office
from sim.office.scenario import Scenario
from sim.office.seasons import Season, YearDay
from sim.office.services import Branch, Service, Step
from sim.office.stations import Station
from sim.office.tickets import Tickets
from sim.office.trouble import Outage, Shortage

__all__ = [
    "Arrivals",
    "Branch",
    "Busyness",
    "Calendar",
    "Channel",
    "Citizens",
    "Demand",
    "Distribution",
    "HalfDay",
    "Holiday",
    "Holidays",
    "Move",
    "Office",
    "OfficerGroup",
    "Outage",
    "PriorityClass",
    "Ramadan",
    "Return",
    "Returns",
    "Scenario",
    "Season",
    "Service",
    "Shortage",
    "Slots",
    "Station",
    "Step",
    "Tickets",
    "TraceRow",
    "YearDay",
]
