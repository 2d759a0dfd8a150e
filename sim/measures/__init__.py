"""Records → measures: waiting, service, officers' time, intervals. On NumPy arrays, block by block."""

from sim.measures.catalogue import MEASURES, Key, Measure
from sim.measures.fold import Fold, Measured
from sim.measures.intervals import LEVEL, Estimate, Verdict, estimate, paired, verdict

__all__ = [
    "LEVEL",
    "MEASURES",
    "Estimate",
    "Fold",
    "Key",
    "Measure",
    "Measured",
    "Verdict",
    "estimate",
    "paired",
    "verdict",
]
