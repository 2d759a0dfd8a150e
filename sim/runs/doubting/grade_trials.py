"""The assumptions that compared scenarios rest on, each tried at both ends of its range."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
import numpy.typing as npt

from sim.document.parameters import REFORM, Parameter, with_number
from sim.language import Phrase, text
from sim.measures import Key
from sim.office import Scenario
from sim.plan import Plan, plan_of
from sim.runs.comparing.compare import Comparison
from sim.runs.doubting.doubts import doubted_in, doubts_of, paths_of
from sim.runs.making.engines import EngineName
from sim.runs.making.keeping import keeping
from sim.runs.making.progress import Progress, Silent
from sim.runs.making.replicate import runs_of, runs_together
from sim.runs.making.replication import RunFailed, keys_of
from sim.runs.making.request import Request, number_asked
from sim.runs.making.result import Result

ENDS = ("low", "high")
RUNS = 4
"""Replications of a trial, unless somebody asks for more."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Trial:
    """An assumption at one end of its range; `scenarios` are those compared, None where it changes nothing."""

    path: str
    end: str
    value: float
    scenarios: tuple[Scenario | None, ...]

    def __repr__(self) -> str:
        return text("objects.trial", path=self.path, end=self.end, value=self.value)


class Trials:
    """What has to be run anew to see how much of a comparison rests on assumptions.

    Where reforms are compared, their own numbers and those that a file doubts, the others only with `model`. The same
    replications as those of the comparison, from 0 on, at most as many. Raises BadRequest for `runs` below 1.
    """

    def __init__(
        self, comparison: Comparison, runs: int | None = None, workers: int | None = None, *, model: bool = False
    ) -> None:
        self.comparison = comparison
        self.runs = min(runs_asked(runs), len(comparison.baseline.replications))
        self._workers = workers
        given = [result.given for result in comparison.results]
        self._taken = doubts_of(given)
        paths, doubted = paths_of(self._taken), doubted_in(given)
        whole = model or not any(scenario.reforms for scenario in given)
        self._paths = [path for path in paths if whole or path.startswith(f"{REFORM}.") or path in doubted]
        self.untried = len(paths) - len(self._paths)
        """How many assumptions of the model are left as they are."""

    @cached_property
    def trials(self) -> tuple[Trial, ...]:
        """All that change what is run in some scenario, in the order of the tables of a file."""
        plans, ends = [result.plan for result in self.comparison.results], ENDS
        found = (_trial([own.get(path) for own in self._taken], end, plans) for path in self._paths for end in ends)
        return tuple(trial for trial in found if any(trial.scenarios))

    @property
    def numbers(self) -> int:
        """How many assumptions are tried."""
        return len({trial.path for trial in self.trials})

    def seconds(self) -> float:
        """About how long all of it will take: a batch of each scenario is run to see."""
        return sum(
            _timed(self._request(result.given)) * sum(trial.scenarios[place] is not None for trial in self.trials)
            for place, result in enumerate(self.comparison.results)
        )

    def run(self, progress: Progress | None = None) -> Iterator[list[Mapping[Key, Floats]]]:
        """For each trial the measures of every scenario in each run; leaving the iterator stops the runs."""
        progress = progress or Silent()
        batches = sum(scenario is not None for trial in self.trials for scenario in trial.scenarios)
        progress.total(batches * self.runs * self.comparison.baseline.scenario.days)
        for trial in self.trials:
            ran = iter(self._ran(trial, progress))
            pairs = zip(self.comparison.results, trial.scenarios, strict=True)
            yield [self.centre(result) if scenario is None else next(ran) for result, scenario in pairs]

    def centre(self, result: Result) -> Mapping[Key, Floats]:
        """The measures of a scenario as it is, in the runs of a trial."""
        return dict(zip(result.keys, result.values[: self.runs].T, strict=True))

    def _ran(self, trial: Trial, progress: Progress) -> Iterator[Mapping[Key, Floats]]:
        requests = [self._request(one, trial.scenarios[0]) for one in trial.scenarios if one is not None]
        plans = [request.plan(progress) for request in requests]
        try:
            runs = [
                [run.values for run in alike] for alike in runs_together(requests, plans, progress=_Within(progress))
            ]
        except RunFailed as error:
            where = f"{trial.path} = {trial.value:g}: {error.__cause__}"
            raise RunFailed(error.run, error) from RuntimeError(where)
        for plan, values in zip(plans, zip(*runs, strict=True), strict=True):
            yield dict(zip(keys_of(plan), np.array(values).T, strict=True))

    def _request(self, scenario: Scenario, first: Scenario | None = None) -> Request:
        baseline = self.comparison.baseline
        engine = cast("EngineName", baseline.engine)
        weight = baseline.skm_weight
        return Request(
            scenario, self.runs, None, None, engine, self._workers, None, weight, instead_of=first or baseline.given
        )


def runs_asked(runs: int | None) -> int:
    """The replications of a trial, RUNS unless a number is given. Raises BadRequest for one that cannot be."""
    return RUNS if runs is None else number_asked("runs", runs, "grade-runs")


def _trial(taken: list[Parameter | None], end: str, plans: list[Plan]) -> Trial:
    first = next(parameter for parameter in taken if parameter is not None)
    scenarios = tuple(
        None if parameter is None else _changed(plan, parameter, end)
        for parameter, plan in zip(taken, plans, strict=True)
    )
    return Trial(first.path, end, float(getattr(first.number, end)), scenarios)


def _changed(plan: Plan, parameter: Parameter, end: str) -> Scenario | None:
    """The scenario with the number at that end; None where the engines would not see a difference."""
    scenario: Scenario = with_number(plan.given, parameter.path, float(getattr(parameter.number, end)))
    start = float(plan.arrays.behaviour["start"][0])
    pairs = zip(plan.arrays, plan_of(scenario, start).arrays, strict=True)
    return None if all(ours.tobytes() == theirs.tobytes() for ours, theirs in pairs) else scenario


def _timed(request: Request) -> float:
    began = time.perf_counter()
    with keeping(None):
        for _ in runs_of(request, request.plan()):
            pass
    return time.perf_counter() - began


class _Within:
    """Progress of a part: how much is to come has been said already."""

    def __init__(self, whole: Progress) -> None:
        self.done, self.warn = whole.done, whole.warn

    def compiling(self, why: Phrase | None = None) -> None:
        pass

    def total(self, days: int) -> None:
        pass
