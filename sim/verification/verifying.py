"""`verify`: every case, one verdict a quantity."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from sim.language.arguments import checked
from sim.plan import plan_of
from sim.runs.making.engines import ready
from sim.runs.making.progress import Progress, Silent
from sim.runs.making.request import number_asked
from sim.runs.making.threads import crew_of
from sim.verification import again, choosing, days, files, losing, published, single
from sim.verification.case import Case, Check
from sim.verification.judge import PRECISION, Bench, Effort

QUICK, LONG = Effort(), Effort(precision=PRECISION, again=1)


def all_cases() -> list[Case]:
    """Every model that is verified."""
    rooms = (single, losing, choosing, files, days, again, published)
    return [case for room in rooms for case in room.cases()]


@checked
def verify(
    long: bool = False,  # noqa: FBT001, FBT002  (the flag of the command line)
    seed: int | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
) -> list[Check]:
    """Simulate every case with the compiled engine and hold it against theory; see `judge` for the verdicts.

    `long` goes on until every interval is at most 0.5 % of its value to either side. `seed` replaces the
    scenarios' own. `workers` are threads (default: one a processor).
    """
    seed = None if seed is None else number_asked("seed", seed)
    workers = None if workers is None else number_asked("workers", workers)
    return judged(all_cases(), LONG if long else QUICK, seed, progress, workers)


def judged(
    cases: list[Case],
    effort: Effort,
    seed: int | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
) -> list[Check]:
    """The verdicts on some cases."""
    progress = progress or Silent()
    cases = cases if seed is None else [replace(case, scenario=replace(case.scenario, seed=seed)) for case in cases]
    make = ready("compiled", plan_of(cases[0].scenario), progress)
    progress.total(sum(effort.runs * case.scenario.days for case in cases))
    pool = ThreadPoolExecutor(crew_of(workers, sum(effort.runs for _ in cases)))
    try:
        bench = Bench(pool, make, effort, progress)
        return [check for case in cases for check in bench.judged(case)]
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
