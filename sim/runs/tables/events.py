"""Event logs of visits: what other programs play and mine."""

from sim.runs.tables.events_vidigi import vidigi_events
from sim.runs.tables.events_xes import write_xes, xes_events

__all__ = ["vidigi_events", "write_xes", "xes_events"]
