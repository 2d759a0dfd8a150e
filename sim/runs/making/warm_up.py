"""Whether the first days of a run have to be left out, and how many."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sim.language import text
from sim.language.arguments import checked
from sim.language.errors import BadRequest
from sim.language.viewed import Viewed
from sim.measures import MEASURES, Estimate, estimate
from sim.measures.intervals import Floats
from sim.measures.warm_up import BATCH, LEAST_BATCHES, batches, mser5
from sim.office import Scenario
from sim.office.practical import Practical
from sim.plan.build import follows
from sim.plan.tables import OPEN
from sim.runs.making.progress import Progress
from sim.runs.making.replicate import runs_of
from sim.runs.making.request import Request
from sim.runs.making.result import Result, result_of

if TYPE_CHECKING:
    import pandas as pd

WAIT, TRUST, BACKLOG = "wait_mean_min", "trust_days_mean", "cases_open"
FEW_RUNS = 5
"""Of fewer replications the mean of a day is mostly luck."""


@dataclass(frozen=True)
class Settling:
    """A series of days: `values` by run and day, and the days before it has settled by MSER-5 (None: it does not).

    `effect` is by how much the mean of all days differs from that of the days after, paired by run; `small` is up to
    which size that does not matter.
    """

    measure: str
    values: Floats
    mser: int | None
    effect: Estimate
    small: float

    @property
    def days(self) -> int | None:
        """The days to leave out: none where they change less than matters, for certain."""
        if self.mser and max(abs(self.effect.low), abs(self.effect.high)) <= self.small:
            return 0
        return self.mser

    @property
    def means(self) -> Floats:
        """The mean over replications of each day; NaN where there was nobody in any."""
        known = np.isfinite(self.values)
        sums, count = np.where(known, self.values, 0.0).sum(axis=0), known.sum(axis=0)
        return np.where(count > 0, sums / np.maximum(count, 1), np.nan)


@dataclass(frozen=True)
class WarmUp(Viewed):
    """How long it takes until what goes over from one day to the next has settled.

    `carries` is what goes over in this office ("cases", "trust", "officers"); nothing where each day begins anew, and
    then there is no warm-up. `series` are the days of what was measured.
    """

    result: Result
    carries: tuple[str, ...]
    series: tuple[Settling, ...]

    def __repr__(self) -> str:
        days = self.days
        return text("objects.warm_up", None, name=self.result.name, days="–" if days is None else days)

    @property
    def days(self) -> int | None:
        """The days to leave out: the most of all series; None where one does not settle."""
        found = [one.days for one in self.series]
        known = [days for days in found if days is not None]
        return None if len(known) < len(found) else max(known, default=0)

    @property
    def few(self) -> bool:
        """Whether there are too few replications or days to say anything."""
        return len(self.result.replications) < FEW_RUNS or self.result.scenario.days < BATCH * LEAST_BATCHES

    def frame(self) -> pd.DataFrame:
        """A row for each day and series: the mean over replications, and whether the day is to be left out."""
        import pandas as pd

        parts = [
            pd.DataFrame(
                {
                    "measure": one.measure,
                    "day": np.arange(len(one.means)),
                    "mean": one.means,
                    "left_out": np.arange(len(one.means)) < (one.days or 0),
                }
            )
            for one in self.series
        ]
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["measure", "day", "mean"])


@checked
def warm_up(
    given: Result | Scenario,
    runs: int | None = None,
    *,
    days: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> WarmUp:
    """How many of the first days of a run to leave out (`warm_up_days`), by MSER-5; see `sim.measures.warm_up`.

    A scenario is run as it is between seasons (`steady`), since a season at the beginning looks like a warm-up; a
    result is taken as it is, and its open cases are looked at where visits were kept (keep_visits=True). Raises
    BadRequest for a result with reforms, whose beginning looks like one, too.
    """
    result = (
        given
        if isinstance(given, Result)
        else _run(Request(steady(given), runs, days, seed, workers=workers), progress)
    )
    if result.given.reforms:
        raise BadRequest("warm_up_reforms")
    carries, practical = carried(result.scenario), result.scenario.practical
    found = [_settling(measure, values, practical) for measure, values in _series(result).items()] if carries else []
    return WarmUp(result, carries, tuple(found))


def steady(scenario: Scenario) -> Scenario:
    """The office between seasons: without reforms, holidays, seasons, and what follows holidays."""
    demand = replace(scenario.demand, seasons=(), after_holiday=None)
    return replace(scenario, reforms=(), calendar=None, demand=demand, warm_up_days=0)


def _run(request: Request, progress: Progress | None) -> Result:
    """The runs of a scenario, of whose visits only the cases are kept."""
    plan = request.plan(progress)
    runs = runs_of(request, plan, keep_visits=follows(plan.scenario), progress=progress)
    return result_of(request, plan, [run._replace(visits=None, opinions=None) for run in runs])


def carried(scenario: Scenario) -> tuple[str, ...]:
    """What goes over from one day to the next."""
    there = {"cases": follows(scenario), "trust": scenario.opinion is not None, "officers": scenario.staff is not None}
    return tuple(name for name, does in there.items() if does)


def _series(result: Result) -> dict[str, Floats]:
    """By measure the values of each run and day; in a region of all offices together."""
    offices = len(result.plan.names.offices)
    days = [run.days for run in result.replications]
    found = {WAIT: np.array([_waits(rows, offices) for rows in days])}
    if result.scenario.opinion is not None:
        found[TRUST] = np.array([rows["trust"][::offices] for rows in days])
    cases = [run.cases for run in result.replications]
    if follows(result.scenario) and all(rows is not None for rows in cases):
        found[BACKLOG] = np.array([_open(rows, result.scenario.days) for rows in cases])
    return found


def _waits(rows: np.ndarray, offices: int) -> Floats:
    """The mean wait of each day, over all offices by how many were served."""
    served = np.nan_to_num(rows["completed"].astype(float)).reshape(-1, offices)
    waits = np.nan_to_num(rows["wait_mean_min"]).reshape(-1, offices)
    total = served.sum(axis=1)
    return np.where(total > 0, (served * waits).sum(axis=1) / np.maximum(total, 1.0), np.nan)


def _open(rows: np.ndarray | None, days: int) -> Floats:
    """How many cases are open in the evening of each day."""
    assert rows is not None  # noqa: S101  (asked before)
    began = np.bincount(np.clip(rows["began_day"], 0, days - 1), minlength=days)
    done = rows[rows["outcome"] != OPEN]
    ended = np.bincount(np.clip(done["ended_day"], 0, days - 1), minlength=days)
    return (began - ended).cumsum().astype(float)


def _settling(measure: str, values: Floats, practical: Practical) -> Settling:
    """A series; settled from the first day on where all that moves is less than matters."""
    plain = Settling(measure, values, None, Estimate(np.nan, np.nan, np.nan, 0), 0.0)
    weeks = batches(plain.means)
    small = MEASURES[measure].small(practical, float(np.mean(weeks))) if len(weeks) else 0.0
    still = len(weeks) >= LEAST_BATCHES and np.ptp(weeks) <= small
    mser = 0 if still else mser5(plain.means)
    effect = estimate(_means(values) - _means(values[:, mser:])) if mser else plain.effect
    return replace(plain, mser=mser, effect=effect, small=small)


def _means(values: Floats) -> Floats:
    """The mean of each run over its days."""
    known = np.isfinite(values)
    return np.where(known, values, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
