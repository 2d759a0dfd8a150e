"""What exists in an office: frozen dataclasses, no behaviour, no clock, no chance."""

from sim.office.calendar import Calendar, HalfDay, Holiday, Holidays, Ramadan
from sim.office.citizens import Citizens, PriorityClass
from sim.office.demand import Arrivals, Busyness, Demand, TraceRow
from sim.office.distributions import Distribution
from sim.office.officers import OfficerGroup
from sim.office.scenario import Scenario
from sim.office.seasons import Season, YearDay
from sim.office.services import Branch, Service, Step
from sim.office.stations import Station

__all__ = [
    "Arrivals",
    "Branch",
    "Busyness",
    "Calendar",
    "Citizens",
    "Demand",
    "Distribution",
    "HalfDay",
    "Holiday",
    "Holidays",
    "OfficerGroup",
    "PriorityClass",
    "Ramadan",
    "Scenario",
    "Season",
    "Service",
    "Station",
    "Step",
    "TraceRow",
    "YearDay",
]
