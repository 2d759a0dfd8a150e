"""Runs handed to a folder as they come; only their measures stay in memory."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from sim.plan import Plan
from sim.runs.making.progress import Progress
from sim.runs.making.replicate import results_of, runs_of, runs_together
from sim.runs.making.replication import Run
from sim.runs.making.request import Request
from sim.runs.making.result import Result, result_of


class Sink(Protocol):
    """Takes whole runs."""

    def add(self, plan: Plan, run: Run) -> None:
        """Take a run."""


def collect(
    requests: Sequence[Request], sink: Sink | None, progress: Progress, *, visits: bool = False
) -> list[Result]:
    """Run requests and keep their measures; people, and visits if wanted, go to the sink run by run.

    Where there is a sink, one request is run after the other, so that their rows come in this order; how many runs the
    intervals of differences take is then found before.
    """
    if sink is None:
        plans = [request.plan(progress) for request in requests]
        runs = runs_together(requests, plans, progress=progress)
        return results_of(requests, plans, runs)
    if len(requests) > 1 and requests[0].until:
        found = collect(requests, None, progress)[0]
        fixed = [replace(request, runs=len(found.replications), until=()) for request in requests]
        made = collect(fixed, sink, progress, visits=visits)
        return [replace(one, until=found.until, most_runs=found.most_runs) for one in made]
    return [_collected(request, sink, progress, visits=visits) for request in requests]


def _collected(request: Request, sink: Sink, progress: Progress, *, visits: bool) -> Result:
    plan = request.plan(progress)
    kept = []
    for run in runs_of(request, plan, keep_visits=visits, keep_citizens=True, progress=progress):
        sink.add(plan, run)
        kept.append(run._replace(citizens=None, visits=None, cases=None, rupiah=None, opinions=None))
    return result_of(request, plan, kept)
