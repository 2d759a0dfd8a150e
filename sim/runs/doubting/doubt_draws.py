"""Compared scenarios with all that is assumed drawn jointly from its ranges, each draw run once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from sim.document.doubts import correlation, rearranged
from sim.document.parameters import Parameter, number_at, with_number
from sim.language.errors import BadRequest, LoketError
from sim.measures import MEASURES, Key
from sim.office import Scenario
from sim.office.comparing import Doubt
from sim.office.opinion import TrustModel
from sim.runs.comparing.compare import Comparison
from sim.runs.doubting.doubts import Taken, doubts_of, paths_of
from sim.runs.doubting.grade_trials import Floats
from sim.runs.doubting.trust_models import MODELS, with_model
from sim.runs.making.engines import EngineName, ready
from sim.runs.making.keeping import Arrays, Form, Settled
from sim.runs.making.progress import Progress, Silent
from sim.runs.making.replication import RunFailed, Task, Tick, keys_of
from sim.runs.making.request import Request, number_asked
from sim.runs.making.stems import together
from sim.runs.making.threads import batch

FEWEST = 10
"""Fewer draws say nothing of the ends of an interval."""
A_RUN = 1.2
"""Draws for each run of a comparison: with their plans they cost about as much again."""
MODEL = "opinion.trust.model"

Values = Mapping[Key, float]


def draws_asked(comparison_runs: int, draws: int | None) -> int:
    """How many draws: as asked for, else so many that a comparison costs about twice as much. Raises BadRequest."""
    if draws is None:
        return max(FEWEST, round(A_RUN * comparison_runs))
    if number_asked("runs", draws, "doubt-draws") < FEWEST:
        raise BadRequest("doubt_few", found=draws, least=FEWEST)
    return draws


def check_doubted(scenarios: Sequence[Scenario]) -> None:
    """Raises BadRequest where nothing of scenarios is assumed or doubted."""
    if not paths_of(doubts_of(scenarios)) and all(one.opinion is None for one in scenarios):
        raise BadRequest("doubt_nothing")


@dataclass(frozen=True)
class Draws:
    """So many draws of a comparison; `run` does one of them, with the same values and the same luck for all scenarios.

    A Latin hypercube over all numbers that are assumed or doubted, each below its value as often as above, and over
    the four models of trust where visits are judged. Which draws they are follows from the seed of the baseline.
    """

    comparison: Comparison
    number: int
    progress: Progress

    @cached_property
    def taken(self) -> list[Taken]:
        """The numbers of each scenario that are drawn."""
        return doubts_of([result.given for result in self.comparison.results])

    @cached_property
    def paths(self) -> list[str]:
        """What is drawn, column by column; the model of trust is the last, if there is one."""
        judged = any(result.given.opinion is not None for result in self.comparison.results)
        return [*paths_of(self.taken), *([MODEL] if judged else [])]

    @cached_property
    def places(self) -> Floats:
        """Where each draw lies between the ends of each number, from 0 to 1: draws by numbers.

        Doubts that a file says go together do so; of a doubt in several files the first says how.
        """
        from scipy.stats.qmc import LatinHypercube

        found = LatinHypercube(len(self.paths), rng=self.comparison.baseline.scenario.seed).random(self.number)
        doubts = {one.path: one for result in reversed(self.comparison.results) for one in result.given.doubt}
        return going_together(found, self.paths, list(doubts.values()))

    @property
    def kinds(self) -> frozenset[int]:
        """The columns that are kinds, and not numbers."""
        return frozenset({self.paths.index(MODEL)} if MODEL in self.paths else ())

    @cached_property
    def drawn(self) -> Floats:
        """What came of it as far as order goes: the places, of kinds their number."""
        found = self.places.copy()
        for place in self.kinds:
            found[:, place] = [MODELS.index(model_at(at)) for at in found[:, place]]
        return found

    @property
    def days(self) -> int:
        """The office days of a draw."""
        return sum(len(result.plan.arrays.day) for result in self.comparison.results)

    def run(self, number: int, tick: Tick) -> list[Values]:
        """The measures of the whole office in each scenario under a draw. Raises RunFailed."""
        baseline = self.comparison.baseline
        engine = cast("EngineName", baseline.engine)
        scenarios = self.scenarios(number)
        options = {"runs": 1, "engine": engine, "skm_weight": baseline.skm_weight, "instead_of": scenarios[0]}
        try:
            plans = [Request(one, **options).plan() for one in scenarios]  # type: ignore[arg-type]
        except LoketError as error:
            raise RunFailed(number, error) from error
        tasks = [Task(plan, ready(engine, plan, Silent()), skm_weight=baseline.skm_weight) for plan in plans]
        ran = together(tasks).run(number % len(baseline.replications), tick)
        return [
            {key: float(value) for key, value in zip(keys_of(plan), run.values, strict=True) if not key.by}
            for plan, run in zip(plans, ran, strict=True)
        ]

    @property
    def settled(self) -> list[Settled] | None:
        """What settles the bits: the plans, what is drawn between which ends, and where each draw lies."""
        results = self.comparison.results
        if results[0].engine != "compiled":
            return None
        ends = [(path, float(n.low), float(n), float(n.high)) for own in self.taken for path, p in own.items()
                for n in [p.number]]  # fmt: skip
        said = (results[0].skm_weight, len(results[0].replications), self.paths, ends, self.places.tobytes().hex())
        return [Settled([one.plan for one in results], repr(said))]

    def packed(self, found: list[Values]) -> list[Arrays]:
        """The measures as arrays."""
        arrays = {}
        for place, one in enumerate(found):
            arrays[f"{place}.keys"] = np.array([key.measure for key in one])
            arrays[f"{place}.values"] = np.array([*one.values()])
        return [arrays]

    def unpacked(self, _: int, parts: Sequence[Arrays]) -> list[Values]:
        """The same again. Raises ValueError where they are not measures of these scenarios."""
        (arrays,), places = parts, range(len(self.comparison.results))
        return [_values(arrays.get(f"{place}.keys"), arrays.get(f"{place}.values")) for place in places]

    def scenarios(self, number: int) -> list[Scenario]:
        """The compared scenarios as a draw has them."""
        at = dict(zip(self.paths, self.places[number].tolist(), strict=True))
        return [_drawn(result.given, own, at) for result, own in zip(self.comparison.results, self.taken, strict=True)]

    def all(self, workers: int | None) -> Iterator[list[Values]]:
        """All draws in their order."""
        return batch(self, self.number, workers, self.progress)


def _values(keys: npt.NDArray[Any] | None, values: npt.NDArray[Any] | None) -> Values:
    if keys is None or values is None or keys.ndim != 1 or not keys.size:
        raise ValueError(keys)
    if not (Form(float, keys.shape).fits(values) and MEASURES.keys() >= {*keys.tolist()}):
        raise ValueError(keys)
    return dict(zip(map(Key, keys.tolist()), values.tolist(), strict=True))


def going_together(places: Floats, paths: Sequence[str], doubts: Sequence[Doubt]) -> Floats:
    """The places (draws by paths) in another order within each column, so that doubts go together as they say."""
    found, columns = places.copy(), [paths.index(one.path) for one in doubts]
    found[:, columns] = rearranged(found[:, columns], correlation(doubts))
    return found


def _drawn(scenario: Scenario, taken: Taken, at: Mapping[str, float]) -> Scenario:
    for path, parameter in taken.items():
        scenario = with_number(scenario, path, value_at(scenario, parameter, at[path]))
    return with_model(scenario, model_at(at[MODEL])) if MODEL in at else scenario


def value_at(scenario: Scenario, parameter: Parameter, at: float) -> float:
    """Between the ends of a number, below its value as often as above; evenly where it has none between them."""
    number, middle = parameter.number, float(parameter.number)
    low, high = float(number.low), float(number.high)
    if not low < middle < high:
        middle = (low + high) / 2.0
    value = low + 2.0 * at * (middle - low) if at < 0.5 else middle + (2.0 * at - 1.0) * (high - middle)
    return round(value) if isinstance(number_at(scenario, parameter.path), int) else value


def model_at(at: float) -> TrustModel:
    """The model of trust at a place from 0 to 1."""
    return MODELS[min(int(at * len(MODELS)), len(MODELS) - 1)]
