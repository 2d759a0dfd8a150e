"""Event logs of visits: what other programs play and mine."""

from sim.runs.events_vidigi import vidigi_events
from sim.runs.events_xes import write_xes, xes_events

__all__ = ["vidigi_events", "write_xes", "xes_events"]
