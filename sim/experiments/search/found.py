"""What a search found: the best package, what cannot be told apart from it, the second best, and all that was tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.language import text
from sim.language.arguments import checked
from sim.language.viewed import Viewed
from sim.measures import Estimate, Key, Verdict, estimate, paired
from sim.office.reform import DECIDERS, DecidedBy, Reform

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiments.search.goals import Goal
    from sim.experiments.search.packages import LeftOut, Package, Rules
    from sim.measures.selection import Zone
    from sim.office import Scenario
    from sim.runs import Comparison, Result
    from sim.runs.doubting.doubt import Doubted


@dataclass(frozen=True)
class Tried:
    """A package that was run: its reforms, by what each is told from its other ways, and what they cost over the run.

    `gains` are by goal the differences from no reform; `verdict` is that against the winner on the goal that decides,
    as sure for all packages at once; `on_front`: no other is better in one goal, or cheaper, and as good in all the
    rest.
    """

    package: Package
    reforms: tuple[Reform, ...]
    varied: tuple[tuple[str, ...], ...]
    cost: float
    gains: tuple[Estimate, ...]
    verdict: Verdict
    on_front: bool = False

    @property
    def names(self) -> str:
        """The keys of its reforms, and by what each is told from its other ways."""
        return ", ".join(
            " ".join([one.key, *(f"{name}={getattr(one, name)}" for name in varied)])
            for one, varied in zip(self.reforms, self.varied, strict=True)
        )

    @property
    def decider(self) -> DecidedBy | None:
        """Who has to decide all of it; None where nothing is to be decided."""
        return max((one.decider for one in self.reforms), key=DECIDERS.index, default=None)

    @property
    def equal(self) -> bool:
        """Whether it cannot be told apart from the winner, or differs by less than matters."""
        return self.verdict in (Verdict.SAME, Verdict.SMALL, Verdict.CANNOT_TELL)


class Odds(NamedTuple):
    """Over draws of what is not known: in which share of them the winner is better, and what choosing it costs."""

    share: float
    regret: float
    draws: int


@dataclass(frozen=True)
class Found(Viewed):
    """The best package within rules, and what that rests on.

    The first of `goals` decides. `tried` are all packages that were run enough, the winner first, then by what they
    gain; `packages` how many there are, counted to `counted` at most; `glanced` how many an optimiser looked at, 0
    where all were run. `decided`: one was left, or `survivors` that are the same; else they could not be told apart
    within `most_runs`. `fresh` runs nothing, the winner and up to two others with another seed: a winner owes something
    to luck, in the runs by which it won. `doubted` is the same under what is not known.
    """

    office: Scenario
    rules: Rules
    goals: tuple[Goal, ...]
    zone: Zone
    packages: int
    counted: int
    glanced: int
    tried: tuple[Tried, ...]
    decided: bool
    survivors: int
    most_runs: int
    made: int
    left_out: tuple[LeftOut, ...]
    second: Tried | None
    thrifty: Tried | None
    fresh: Comparison
    doubted: Doubted | None = None
    runs: dict[Package, Any] = field(default_factory=dict, repr=False)

    def __repr__(self) -> str:
        said = {"tried": len(self.tried), "packages": self.packages, "winner": self.winner.names or "–"}
        return text("objects.found", None, goal=self.goals[0].label, **said)

    @property
    def winner(self) -> Tried:
        """The package that was selected."""
        return self.tried[0]

    @property
    def equals(self) -> list[Tried]:
        """What cannot be told apart from the winner, the cheapest first."""
        return sorted((one for one in self.tried[1:] if one.equal), key=lambda one: one.cost)

    @property
    def front(self) -> list[Tried]:
        """What nothing else beats in all that counts, the cheapest first."""
        return sorted((one for one in self.tried if one.on_front), key=lambda one: one.cost)

    def result(self, one: Tried) -> Result:
        """The fresh runs of a package; those of the office without reforms for the empty one. Raises KeyError."""
        shown = {tried.package: place for place, tried in enumerate(self.shown, 1)}
        return self.fresh.results[shown[one.package] if one.reforms else 0]

    @property
    def shown(self) -> list[Tried]:
        """The packages of the fresh comparison after the office without reforms."""
        return [one for one in (self.winner, self.second, self.thrifty) if one is not None and one.reforms]

    def estimate(self, one: Tried | None, goal: int = 0) -> Estimate:
        """A goal of a package of `shown` in fresh runs, as it is measured; of the office without reforms for None."""
        measure = self.goals[goal].measure
        return estimate(measure.better * self._fresh(one, goal), self.fresh.level, measure.limits)

    @checked
    def gain(self, one: Tried, goal: int = 0) -> Estimate:
        """By how much a package of `shown` differs from no reform in fresh runs."""
        sign = self.goals[goal].measure.better
        return paired(sign * self._fresh(one, goal), sign * self._fresh(None, goal), self.fresh.level)

    @checked
    def lead(self, other: Tried, goal: int = 0) -> Estimate:
        """By how much the winner is better than another package of `shown` in fresh runs (below nought: it is not)."""
        return paired(self._fresh(self.winner, goal), self._fresh(other, goal), self.fresh.level)

    @checked
    def odds(self, other: Tried | None = None) -> Odds | None:
        """How often the winner is better than another package of `shown` (None: no reform) over what is not known.

        `regret` is how much worse it is, on average over all draws. None where that was not asked, or is not known.
        """
        key, doubted = Key(*self.goals[0].key), self.doubted
        if doubted is None or any(key not in one for one in doubted.found):
            return None
        places = {one.package: place for place, one in enumerate(self.shown)}
        ours, theirs = (
            self.goals[0].measure.better * doubted.found[places[one.package]][key] if one and one.reforms else 0.0
            for one in (self.winner, other)
        )
        ahead = np.asarray(ours - theirs) * np.ones(len(doubted.drawn))
        return Odds(float((ahead > 0.0).mean()), float(np.maximum(0.0, -ahead).mean()), len(ahead))

    @checked
    def frame(self) -> pd.DataFrame:
        """A row for each package that was tried: its reforms, cost, gains with intervals, verdict, who decides."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def rows(self) -> list[dict[str, Any]]:
        """The same as records."""
        return [self._row(place, one) for place, one in enumerate(self.tried)]

    def _row(self, place: int, one: Tried) -> dict[str, Any]:
        told: dict[str, Any] = {
            "package": one.names,
            "winner": place == 0,
            "second": one is self.second,
            "on_front": one.on_front,
            "cost_rupiah": one.cost,
            "decided_by": one.decider,
            "verdict_against_winner": str(one.verdict),
            "runs": one.gains[0].runs,
        }
        for goal, gain in zip(self.goals, one.gains, strict=True):
            told |= {f"{goal.label} {name}": value for name, value in zip(_ENDS, gain[:3], strict=True)}
        for number, goal in enumerate(self.goals):
            fresh = self.gain(one, number)[:3] if one in self.shown else (None,) * len(_ENDS)
            told |= {f"{goal.label} fresh {name}": value for name, value in zip(_ENDS, fresh, strict=True)}
        return told

    @checked
    def run_frame(self) -> pd.DataFrame:
        """A row for each run of each package that was tried: the goals as they were measured."""
        import pandas as pd

        return pd.concat([self._runs_of(one) for one in self.tried], ignore_index=True)

    def _runs_of(self, one: Tried) -> pd.DataFrame:
        import pandas as pd

        values = self.runs[one.package]
        told = {goal.label: goal.measure.better * own for goal, own in zip(self.goals, values, strict=True)}
        return pd.DataFrame({"package": one.names, "run": np.arange(values.shape[1]), **told})

    def _fresh(self, one: Tried | None, goal: int) -> Any:
        """By how much it is better than nought, run by run."""
        result = self.fresh.baseline if one is None else self.result(one)
        found = self.goals[goal]
        return found.of(result.values[:, found.places(result.keys)])


_ENDS = ("difference", "low", "high")


def front_of(costs: Sequence[float], gains: np.ndarray) -> list[bool]:
    """What nothing beats in all at once: lower costs, higher gains (shape packages, goals)."""
    points = np.column_stack([-np.asarray(costs, float), gains])
    apart = points[None, :, :] - points[:, None, :]
    beaten = (apart >= 0.0).all(axis=2) & (apart > 0.0).any(axis=2)
    return [not own for own in beaten.any(axis=1).tolist()]
