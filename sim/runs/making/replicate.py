"""One scenario, replicated."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sim.language import text
from sim.language.arguments import checked
from sim.language.notices import notice
from sim.office import Scenario
from sim.plan import Plan
from sim.runs.making.engines import EngineName, ready, side_by_side, tell_troubles
from sim.runs.making.progress import Progress, Silent
from sim.runs.making.replication import Run, Task
from sim.runs.making.request import MOST_CITIZENS_KEPT, MOST_ENDS_KEPT, Request
from sim.runs.making.result import Result, result_of
from sim.runs.making.size import much
from sim.runs.making.stems import together
from sim.runs.making.threads import batch
from sim.runs.making.until import Until, most_of, until_of, watched


@checked
def replicate(  # noqa: PLR0913  (each is a choice of its own, by keyword)
    scenario: Scenario | Plan,
    runs: int | None = None,
    *,
    engine: EngineName = "compiled",
    workers: int | None = None,
    keep_visits: bool = False,
    progress: Progress | None = None,
    days: int | None = None,
    seed: int | None = None,
    around: date | tuple[date, ...] | None = None,
    skm_weight: str = "1/9",
    until: Until = None,
) -> Result:
    """Run a scenario several times and measure it.

    `runs`, `days` and `seed` override the scenario. `workers` are threads (default: as many as cores, one for
    the reference engine); the result does not depend on them. With `keep_visits` the rows of all visits stay
    in memory. With `around` the sixty days before and after a date (or each of several) are measured as well;
    `skm_weight` is that of an element. `until` intervals are as narrow ("wait_mean_min=5%", or several; see
    `sim.measures.precision`) replications are made, at most `runs` (200). Raises RunFailed with the number of a run
    that fails, BadRequest where nothing can be run.
    """
    office = scenario.given if isinstance(scenario, Plan) else scenario
    asked = until_of(until)
    request = Request(office, most_of(runs, asked), days, seed, engine, workers, around, skm_weight, until=asked)
    warn_of(much(request.size(visits=keep_visits, people=True)))
    return replicated([request], keep_visits=keep_visits, progress=progress)[0]


def replicated(
    requests: Sequence[Request], *, keep_visits: bool = False, progress: Progress | None = None
) -> list[Result]:
    """The results of requests, with people as long as there are not too many. Raises as `replicate`.

    Of each run the days before the first difference between two of them are simulated once, wherever their plans allow.
    """
    plans = [request.plan(progress) for request in requests]
    citizens = max(len_of_people(plan) * plan.scenario.runs for plan in plans)
    kept = {"keep_visits": keep_visits, "keep_citizens": citizens <= MOST_CITIZENS_KEPT}
    return results_of(requests, plans, runs_together(requests, plans, **kept, progress=progress))


def results_of(requests: Sequence[Request], plans: Sequence[Plan], runs: Iterable[Sequence[Run]]) -> list[Result]:
    """The results of requests by their runs, of which there is one of each request at a time."""
    by_request = zip(*runs, strict=True)
    return [result_of(*one) for one in zip(requests, plans, by_request, strict=True)]


def warn_of(size: Mapping[str, str] | None) -> None:
    """Warn of what is much (see `much`), if it is."""
    if size is not None:
        notice(text("cli.much", **size), stacklevel=4)


def len_of_people(plan: Plan) -> int:
    """How many citizens a run has."""
    return int(plan.arrays.office["citizens"][0])


def runs_of(
    request: Request,
    plan: Plan,
    *,
    keep_visits: bool = False,
    keep_citizens: bool = False,
    progress: Progress | None = None,
) -> Iterator[Run]:
    """The runs of a request in their order, each as soon as it is done."""
    kept = {"keep_visits": keep_visits, "keep_citizens": keep_citizens}
    for (run,) in runs_together([request], [plan], **kept, progress=progress):
        yield run


def runs_together(
    requests: Sequence[Request],
    plans: Sequence[Plan],
    *,
    keep_visits: bool = False,
    keep_citizens: bool = False,
    progress: Progress | None = None,
) -> Iterator[list[Run]]:
    """The runs of requests in their order, those of one number at a time (see `sim.runs.making.stems`).

    The requests want as many runs of the same engine.
    """
    progress, first = progress or Silent(), requests[0]
    tasks = []
    for request, plan in zip(requests, plans, strict=True):
        make = ready(request.engine, plan, progress)
        keep_ends = len_of_people(plan) * plan.scenario.runs <= MOST_ENDS_KEPT
        windows = (*request.windows(plan), *request.phases(plan))
        tasks.append(Task(plan, make, keep_visits, keep_citizens, keep_ends, windows, request.skm_weight))
    workers = first.workers or (None if side_by_side(first.engine) else 1)
    made = batch(together(tasks), plans[0].scenario.runs, workers, progress)
    yield from watched(made, plans, first.until) if first.until else made
    tell_troubles(first.engine, progress)
