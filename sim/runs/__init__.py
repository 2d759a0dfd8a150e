"""Scenarios replicated and compared."""

from sim.language.errors import BadRequest
from sim.runs.comparing.compare import Comparison, compare
from sim.runs.comparing.difference import Difference
from sim.runs.making.progress import Progress
from sim.runs.making.replicate import replicate
from sim.runs.making.replication import RunFailed
from sim.runs.making.result import Result

__all__ = ["BadRequest", "Comparison", "Difference", "Progress", "Result", "RunFailed", "compare", "replicate"]
