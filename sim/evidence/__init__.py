"""The registry of evidence: what is known about a parameter, how well, from whom, and how far it carries over."""

from sim.evidence.registry import UnknownEvidence, registry, row_of, sections
from sim.evidence.row import GRADES, RANGES, STATUSES, WAITS, Evidence, Source
from sim.evidence.sourced import Assumed, Sourced, assumption, evidence

__all__ = [
    "GRADES",
    "RANGES",
    "STATUSES",
    "WAITS",
    "Assumed",
    "Evidence",
    "Source",
    "Sourced",
    "UnknownEvidence",
    "assumption",
    "evidence",
    "registry",
    "row_of",
    "sections",
]
