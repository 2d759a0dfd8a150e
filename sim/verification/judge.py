"""Replications of a case, intervals, verdicts.

Every interval is a 99.9 % one (Student's t over replications), widened by what whole seconds may account for. With more
than 300 of them one will miss by chance about every fourth time. So a miss is not yet a fault: the case is simulated
anew, with other chance and four times the replications (as many, in the long form), and that second sample decides. A
faithful engine then fails about once in several thousand verifications; a faulty one fails all the more surely.
"""

from concurrent.futures import Executor
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Any

import numpy as np

from sim.plan import Plan, plan_of
from sim.runs.making.engines import MakeEngine
from sim.runs.making.progress import Progress
from sim.verification.case import Case, Check, Quantity
from sim.verification.seen import Seen

LEVEL = 0.999
PRECISION = 0.005
ALLOWANCE = 0.0005
"""Relative to the value: what whole seconds, and days that begin and end empty, may change in these cases."""
MOST_RUNS = 50_000
Values = Any


@dataclass(frozen=True)
class Effort:
    """How much to simulate: replications to begin with, and the relative half-width to reach (None: any).

    `again` is how many times larger a second sample is than the first.
    """

    runs: int = 24
    precision: float | None = None
    again: int = 4


def half_width(values: Values) -> Any:
    """Half the width of the interval of each column."""
    from scipy.special import stdtrit

    runs = len(values)
    return stdtrit(runs - 1, 0.5 + LEVEL / 2.0) * values.std(axis=0, ddof=1) / sqrt(runs)


def replication(case: Case, plan: Plan, run: int, make: MakeEngine) -> list[float]:
    """The estimate of every quantity from one run."""
    seen = Seen(plan, make(plan, run).advance(len(plan.arrays.day)))
    return [quantity.estimate(seen) for quantity in case.quantities]


class Bench:
    """Simulates cases, some replications at a time, and judges them."""

    def __init__(self, pool: Executor, make: MakeEngine, effort: Effort, progress: Progress) -> None:
        self.pool, self.make, self.effort, self.progress = pool, make, effort, progress

    def judged(self, case: Case) -> list[Check]:
        """A verdict on every quantity of a case; its first `effort.runs` runs are known to the progress already."""
        plan = plan_of(case.scenario)
        first = self._sample(case, plan, self._replications(case, plan, 0, self.effort.runs), 0)
        checks = _checks(case, first, 1)
        if all(check.ok for check in checks):
            return checks
        begin, runs = len(first), self.effort.again * len(first)
        self.progress.total(runs * case.scenario.days)
        second = self._sample(case, plan, self._replications(case, plan, begin, runs), begin)
        return [one if one.ok else other for one, other in zip(checks, _checks(case, second, 2), strict=True)]

    def _sample(self, case: Case, plan: Plan, values: Values, first: int) -> Values:
        """Runs numbered from `first`, and more of them where the precision asks for it."""
        while (more := self._lacking(values)) > 0:
            self.progress.total(more * case.scenario.days)
            values = np.concatenate([values, self._replications(case, plan, first + len(values), more)])
        return values

    def _replications(self, case: Case, plan: Plan, first: int, runs: int) -> Values:
        found = []
        for values in self.pool.map(lambda run: replication(case, plan, run, self.make), range(first, first + runs)):
            found.append(values)
            self.progress.done(case.scenario.days)
        return np.array(found)

    def _lacking(self, values: Values) -> int:
        """How many replications are still to be made: what the widest interval needs, doubling at most."""
        if self.effort.precision is None:
            return 0
        runs = len(values)
        relative = half_width(values) / np.abs(values.mean(axis=0))
        worst = float(relative.max()) / (self.effort.precision - ALLOWANCE)
        wanted = ceil(1.05 * runs * worst * worst) if worst > 1.0 else runs
        return min(wanted, 2 * runs, MOST_RUNS) - runs


def _checks(case: Case, values: Values, samples: int) -> list[Check]:
    middle = values.mean(axis=0)
    half = np.hypot(half_width(values), [_published_half(q) for q in case.quantities]) + ALLOWANCE * np.abs(middle)
    found = zip(case.quantities, middle, half, strict=True)
    return [_check(case, quantity, float(mean), float(width), samples) for quantity, mean, width in found]


def _published_half(quantity: Quantity) -> float:
    """The part of the interval that an expected value contributes which was itself simulated."""
    from scipy.special import ndtri

    return float(ndtri(0.5 + LEVEL / 2.0)) * quantity.error


def _check(case: Case, quantity: Quantity, middle: float, half: float, samples: int) -> Check:
    low, high = middle - half, middle + half
    return Check(
        name=f"{case.name}: {quantity.name}",
        source=case.source,
        expected=quantity.expected,
        simulated=middle,
        low=low,
        high=high,
        ok=low <= quantity.expected <= high,
        unit=quantity.unit,
        samples=samples,
    )
