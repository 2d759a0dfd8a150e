"""What exists in an office: frozen dataclasses, no behaviour, no clock, no chance."""

from sim.office.citizens import Citizens, PriorityClass
from sim.office.demand import Arrivals, Busyness, Demand, TraceRow
from sim.office.distributions import Distribution
from sim.office.officers import OfficerGroup
from sim.office.scenario import Scenario
from sim.office.services import Branch, Service, Step
from sim.office.stations import Station

__all__ = [
    "Arrivals",
    "Branch",
    "Busyness",
    "Citizens",
    "Demand",
    "Distribution",
    "OfficerGroup",
    "PriorityClass",
    "Scenario",
    "Service",
    "Station",
    "Step",
    "TraceRow",
]
