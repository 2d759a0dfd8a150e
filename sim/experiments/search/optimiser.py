"""Many packages: which are worth more than a glance, by an optimiser that learns from few runs of each (Optuna).

The tree-structured Parzen estimator of J. Bergstra, R. Bardenet, Y. Bengio and B. Kégl (2011), in its form for choices
that depend on each other. A package that breaks a rule is mended, by leaving something out, before anything is run.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.language.errors import BadRequest

if TYPE_CHECKING:
    from sim.experiments.search.bench import Bench
    from sim.experiments.search.packages import Package, Space

GLANCE = 3
"""So many runs of each package are looked at."""
TOGETHER = 4
"""So many are asked for at once, whatever the number of threads: the same packages on every machine."""
TIRED = 25
"""After so many proposals in a row that are known already it is enough."""


def installed() -> None:
    """Raises BadRequest where the optimiser is not installed."""
    try:
        import optuna  # noqa: F401
    except ImportError:
        raise BadRequest("search_optuna") from None


def explored(bench: Bench, trials: int, seed: int) -> list[Package]:
    """Packages with GLANCE runs each, at most so many: nothing, each reform with what it needs, then what is learnt."""
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    space, rng = bench.space, np.random.default_rng(seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
        sampler = optuna.samplers.TPESampler(seed=seed % 2**32, multivariate=True, n_startup_trials=len(space.options))
    study = optuna.create_study(directions=["maximize"] * len(bench.goals), sampler=sampler)
    choices = [range(len(one.ways) + 1) for one in space.options]
    spread: Any = {
        one.key: optuna.distributions.CategoricalDistribution(tuple(ways))
        for one, ways in zip(space.options, choices, strict=True)
    }
    seen: dict[Package, None] = {}

    def learn(packages: list[Package]) -> None:
        bench.run(packages, GLANCE)
        for one in packages:
            seen[one] = None
            values = [float(goal.mean()) for goal in bench.of(one, GLANCE)]
            params = dict(zip(spread, one, strict=True))
            study.add_trial(optuna.trial.create_trial(params=params, distributions=spread, values=values))

    learn(list(dict.fromkeys(map(bench.acting, _first(space))))[:trials])
    idle = 0
    while len(seen) < trials and idle < TIRED:
        asked = [study.ask(spread) for _ in range(TOGETHER)]
        for trial in asked:
            study.tell(trial, state=optuna.trial.TrialState.FAIL)  # what comes of it is told of the mended package
        mended = [mend(space, tuple(trial.params[key] for key in spread), rng) for trial in asked]
        new = [one for one in dict.fromkeys(map(bench.acting, mended)) if one not in seen]
        idle = 0 if new else idle + TOGETHER
        learn(new[: trials - len(seen)])
    return [*seen]


def _first(space: Space) -> Iterator[Package]:
    """Nothing, then each way of each option with the cheapest of what it is taken with, as far as the budget goes."""
    yield space.nothing
    for one, costs in zip(space.options, space.costs, strict=True):
        for way in range(1, len(costs) + 1):
            package = space.with_needs(one, way)
            if space.fits(package):
                yield package


def mend(space: Space, package: Package, rng: np.random.Generator) -> Package:
    """The package without some of its reforms, so that it follows all rules."""
    found = [*package]
    taken = [place for place, way in enumerate(package) if way]
    for place in rng.permutation(taken).tolist():
        if space.allowed(tuple(found)) and space.fits(tuple(found)):
            break
        found[place] = 0
    return tuple(found)
