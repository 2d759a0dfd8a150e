"""The reference engine: SimPy for the day at the counters, Mesa for the people between days."""

from sim.engines.reference.engine import ReferenceEngine

__all__ = ["ReferenceEngine"]
