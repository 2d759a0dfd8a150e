"""The trust of compared scenarios under each of the four models of trust, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, cast, get_args

import numpy as np

from sim.language import text
from sim.language.arguments import checked
from sim.language.errors import BadRequest
from sim.language.viewed import Viewed
from sim.measures import MEASURES, Key, Verdict
from sim.measures.histogram import Floats
from sim.office import Scenario
from sim.office.opinion import TrustModel
from sim.runs.comparing.compare import Comparison
from sim.runs.comparing.difference import Difference, difference_of
from sim.runs.making.engines import EngineName
from sim.runs.making.progress import Progress
from sim.runs.making.replicate import runs_together
from sim.runs.making.replication import keys_of
from sim.runs.making.request import Request
from sim.runs.making.result import Result

if TYPE_CHECKING:
    import pandas as pd

MODELS: tuple[TrustModel, ...] = get_args(TrustModel)
OF_TRUST = ("trust_", "trusting_")
"""How the measures begin that are told of each model."""

Values = Mapping[Key, Floats]


class Agreement(StrEnum):
    """What the models say of the sign of a difference, at the level of the comparison."""

    BETTER = "better"
    WORSE = "worse"
    SOME_BETTER = "some_better"
    SOME_WORSE = "some_worse"
    CONTRARY = "contrary"
    NONE = "none"


@dataclass(frozen=True)
class TrustModels(Viewed):
    """What a comparison comes to in trust under each model: the same runs, with the same luck.

    `found` are by model the measures of trust of the whole office in each run: of the baseline, the variants, and the
    worst and the best possible where the comparison has them.
    """

    comparison: Comparison
    found: Mapping[TrustModel, Sequence[Values]]

    def __repr__(self) -> str:
        return text("objects.trust_models", variants=[one.name for one in self.comparison.variants], models=MODELS)

    @property
    def shown(self) -> tuple[Result, ...]:
        """The variants, and the worst and the best possible."""
        return (*self.comparison.variants, *self.comparison.possible)

    @checked
    def difference(self, variant: Result, model: TrustModel, key: Key | str = "trust_end_mean") -> Difference:
        """A measure of trust of a variant against the baseline under a model. Raises BadRequest, KeyError."""
        self.comparison.must_have(variant)
        key = Key(key) if isinstance(key, str) else key
        baseline, *others = self.found[model]
        place = next(place for place, one in enumerate(self.shown) if one is variant)
        practical, acts = self.comparison.baseline.scenario.practical, not self.comparison.not_applicable(variant)
        return difference_of(key, baseline[key], others[place][key], self.comparison.level, practical, acts=acts)

    @checked
    def agreement(self, variant: Result, key: Key | str = "trust_end_mean") -> Agreement:
        """In how far the models agree on whether a variant is better or worse."""
        said = [self.difference(variant, model, key).difference for model in MODELS]
        up, down = sum(one.low > 0.0 for one in said), sum(one.high < 0.0 for one in said)
        if up and down:
            return Agreement.CONTRARY
        some = Agreement.SOME_BETTER if up else Agreement.SOME_WORSE if down else Agreement.NONE
        whole = {up: Agreement.BETTER, down: Agreement.WORSE}
        return whole.get(len(MODELS), some)

    @checked
    def summary(self) -> pd.DataFrame:
        """A row for each scenario, measure and model: the baseline, the difference with its interval, the verdict."""
        import pandas as pd

        columns = ["scenario", "measure", "unit", "model", "baseline", "difference", "low", "high", "runs", "verdict"]
        return pd.DataFrame(self.rows(), columns=columns)

    def rows(self) -> list[tuple[object, ...]]:
        """The same as rows: scenario, measure, unit, model, mean of the baseline, difference, verdict."""
        keys = [
            key for key in self.found[MODELS[0]][0] if all(key in one for all_ in self.found.values() for one in all_)
        ]
        return [
            (
                variant.name,
                key.label,
                MEASURES[key.measure].unit,
                model,
                one.baseline.mean,
                *one.difference,
                str(one.verdict),
            )
            for variant in self.shown
            for key in keys
            for model in MODELS
            if (one := self.difference(variant, model, key)).difference.runs or one.verdict is Verdict.NOT_APPLICABLE
        ]


def models_asked(scenarios: Sequence[Scenario]) -> None:
    """Raise BadRequest where nobody judges one of the scenarios."""
    if any(scenario.opinion is None for scenario in scenarios):
        raise BadRequest("models_opinion")


@checked
def trust_models(
    comparison: Comparison, *, workers: int | None = None, progress: Progress | None = None
) -> TrustModels:
    """Run compared scenarios under the other three models of trust, and show what each says of trust.

    The same runs with the same luck; what a model is that a scenario has is not run again. Which model holds is not
    known: their range is the answer. Raises BadRequest where nobody judges a visit, and RunFailed.
    """
    results = (*comparison.results, *comparison.possible)
    models_asked([result.given for result in results])
    wanted = [(model, place) for model in MODELS for place, one in enumerate(results) if _model(one.given) != model]
    ran = iter(_ran(comparison, [_under(results, model, place) for model, place in wanted], workers, progress))
    missing = set(wanted)
    found = {
        model: [next(ran) if (model, place) in missing else _known(one) for place, one in enumerate(results)]
        for model in MODELS
    }
    return TrustModels(comparison, found)


def _model(scenario: Scenario) -> TrustModel | None:
    return None if scenario.opinion is None else scenario.opinion.trust.model


def _under(results: Sequence[Result], model: TrustModel, place: int) -> tuple[Scenario, Scenario]:
    """A scenario under a model, and the one whose belief it begins with."""
    return with_model(results[place].given, model), with_model(results[0].given, model)


def with_model(scenario: Scenario, model: TrustModel) -> Scenario:
    """The scenario under a model of trust; unchanged where nobody judges."""
    if scenario.opinion is None:
        return scenario
    return replace(scenario, opinion=replace(scenario.opinion, trust=replace(scenario.opinion.trust, model=model)))


def _known(result: Result) -> Values:
    return _of_trust(result.keys, result.values)


def _of_trust(keys: Sequence[Key], values: Floats) -> Values:
    return {k: v for k, v in zip(keys, values.T, strict=True) if not k.by and k.measure.startswith(OF_TRUST)}


def _ran(
    comparison: Comparison, wanted: Sequence[tuple[Scenario, Scenario]], workers: int | None, progress: Progress | None
) -> list[Values]:
    """The measures of trust of scenarios, each with the one whose belief it begins with."""
    baseline = comparison.baseline
    runs, engine = len(baseline.replications), cast("EngineName", baseline.engine)
    requests = [Request(scenario, runs, engine=engine, workers=workers, instead_of=first) for scenario, first in wanted]
    plans = [request.plan(progress) for request in requests]
    values = [[run.values for run in alike] for alike in runs_together(requests, plans, progress=progress)]
    return [_of_trust(keys_of(plan), np.array(one)) for plan, one in zip(plans, zip(*values, strict=True), strict=True)]
