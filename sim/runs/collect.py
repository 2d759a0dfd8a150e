"""Runs handed to a folder as they come; only their measures stay in memory."""

from typing import Protocol

from sim.plan import Plan
from sim.runs.progress import Progress
from sim.runs.replicate import runs_of
from sim.runs.replication import Run
from sim.runs.request import Request
from sim.runs.result import Result, result_of


class Sink(Protocol):
    """Takes whole runs."""

    def add(self, plan: Plan, run: Run) -> None:
        """Take a run."""


def collect(request: Request, sink: Sink | None, progress: Progress, *, visits: bool = False) -> Result:
    """Run a request and keep its measures; people, and visits if wanted, go to the sink run by run."""
    plan = request.plan()
    kept = []
    wanted = {"keep_visits": visits and sink is not None, "keep_citizens": sink is not None}
    for run in runs_of(request, plan, progress=progress, **wanted):
        if sink is not None:
            sink.add(plan, run)
        kept.append(run._replace(citizens=None, visits=None, cases=None, rupiah=None, opinions=None))
    return result_of(request, plan, kept)
