"""Records → measures: waiting, service, officers' time, intervals. On NumPy arrays, block by block."""

from sim.measures.catalogue import MEASURES, no_measure, shown
from sim.measures.fold import Fold, Measured
from sim.measures.intervals import LEVEL, Estimate, Verdict, estimate, paired, verdict
from sim.measures.measure import HIGHER, LOWER, NEITHER, Key, Measure

__all__ = [
    "HIGHER",
    "LEVEL",
    "LOWER",
    "MEASURES",
    "NEITHER",
    "Estimate",
    "Fold",
    "Key",
    "Measure",
    "Measured",
    "Verdict",
    "estimate",
    "no_measure",
    "paired",
    "shown",
    "verdict",
]
