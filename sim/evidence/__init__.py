"""The registry of evidence: what is known about a parameter, how well, from whom, and how far it carries over."""

from sim.evidence.registry import UnknownEvidence, of, registry, sections
from sim.evidence.row import GRADES, RANGES, STATUSES, WAITS, Evidence, Source, Words

__all__ = [
    "GRADES",
    "RANGES",
    "STATUSES",
    "WAITS",
    "Evidence",
    "Source",
    "UnknownEvidence",
    "Words",
    "of",
    "registry",
    "sections",
]
