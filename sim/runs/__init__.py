"""Scenarios replicated and compared."""

from sim.language.errors import BadRequest
from sim.runs.compare import Comparison, compare
from sim.runs.difference import Difference
from sim.runs.progress import Progress
from sim.runs.replicate import replicate
from sim.runs.replication import RunFailed
from sim.runs.result import Result

__all__ = ["BadRequest", "Comparison", "Difference", "Progress", "Result", "RunFailed", "compare", "replicate"]
