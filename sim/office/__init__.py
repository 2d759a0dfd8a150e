"""What exists in an office: frozen dataclasses, no behaviour, no clock, no chance."""

from sim.office.calendar import Calendar, HalfDay, Holiday, Holidays, Ramadan
from sim.office.cases import Return, Returns
from sim.office.channels import Channel, Slots
from sim.office.citizens import AgeBand, Citizens, PriorityClass
from sim.office.demand import Arrivals, Busyness, Demand, TraceRow
from sim.office.distributions import Distribution
from sim.office.officers import OfficerGroup
from sim.office.opinion import Belief, Complaints, Elements, Feedback, Member, Opinion, Satisfaction, Talk, Trust
from sim.office.region import Move, Office
from sim.office.scenario import Scenario
from sim.office.seasons import Season, YearDay
from sim.office.services import Branch, Service, Step
from sim.office.staff import (
    Attendance,
    Change,
    Courtesy,
    Criticism,
    Fatigue,
    Integrity,
    Leadership,
    Learning,
    Load,
    Motivation,
    Staff,
    Temptation,
    Turnover,
)
from sim.office.stations import Lines, Station
from sim.office.tickets import Tickets
from sim.office.trouble import Outage, Shortage

__all__ = [
    "AgeBand",
    "Arrivals",
    "Attendance",
    "Belief",
    "Branch",
    "Busyness",
    "Calendar",
    "Change",
    "Channel",
    "Citizens",
    "Complaints",
    "Courtesy",
    "Criticism",
    "Demand",
    "Distribution",
    "Elements",
    "Fatigue",
    "Feedback",
    "HalfDay",
    "Holiday",
    "Holidays",
    "Integrity",
    "Leadership",
    "Learning",
    "Lines",
    "Load",
    "Member",
    "Motivation",
    "Move",
    "Office",
    "OfficerGroup",
    "Opinion",
    "Outage",
    "PriorityClass",
    "Ramadan",
    "Return",
    "Returns",
    "Satisfaction",
    "Scenario",
    "Season",
    "Service",
    "Shortage",
    "Slots",
    "Staff",
    "Station",
    "Step",
    "Talk",
    "Temptation",
    "Tickets",
    "TraceRow",
    "Trust",
    "Turnover",
    "YearDay",
]
