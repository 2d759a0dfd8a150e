"""A scenario held against the days of a log: what was seen, what was foretold, and how far apart they lie."""

from collections.abc import Sequence
from dataclasses import replace

from sim.calibration.log.records import Log, Note, Snapshots, Visits
from sim.calibration.validation.days import any_used, days_of
from sim.calibration.validation.looks import OfLooks
from sim.calibration.validation.modes import Mode
from sim.calibration.validation.result import Validation
from sim.calibration.validation.totals import OfTotals
from sim.calibration.validation.visits import OfVisits
from sim.language.arguments import checked
from sim.language.errors import BadRequest
from sim.office import Scenario
from sim.runs.making.progress import Progress, Silent
from sim.runs.making.request import number_asked

RUNS = 100


@checked
def validate(
    scenario: Scenario,
    log: Log,
    *,
    modes: Sequence[Mode] | None = None,
    runs: int | None = None,
    used: bool = False,
    progress: Progress | None = None,
) -> Validation:
    """How well a scenario reproduces the days of a log that it was not fitted on.

    Each day is simulated `runs` times (default: RUNS) in each mode; without `modes` in those that the kind of the log
    allows. With `used` the days that it was fitted on are taken as well, and the result says so. The office is taken as
    it was: reforms that name no start are left out, which a note says. Raises BadRequest where no day is left, or
    nothing can be compared.
    """
    asked_about = [reform.key for reform in scenario.reforms if reform.start is None]
    scenario = replace(scenario, reforms=tuple(one for one in scenario.reforms if one.start is not None))
    progress, runs = progress or Silent(), RUNS if runs is None else number_asked("runs", runs)
    of: type[OfVisits | OfLooks | OfTotals] = (
        OfVisits if isinstance(log, Visits) else OfLooks if isinstance(log, Snapshots) else OfTotals
    )
    compared, left_out = of.begun(scenario, log, runs)  # type: ignore[arg-type]  # each has its own kind of log
    days, notes = days_of(
        scenario, compared.days, used=used, dated=getattr(log, "dated", True) and not getattr(log, "per_month", False)
    )
    asked: Sequence[Mode] = compared.usual if modes is None else modes
    for mode in asked:
        if mode not in compared.modes:
            raise BadRequest("validate_mode", found=mode, known=list(compared.modes))
    progress.total(len(days) * len(asked))
    told = {mode: compared.told(mode, days, progress) for mode in asked}
    if asked_about:
        notes = [Note("reforms_left_out", len(asked_about), ", ".join(asked_about)), *notes]
    notes = [*notes, *left_out]
    return Validation(scenario, told, tuple(notes), used and any_used(scenario, days), runs)
