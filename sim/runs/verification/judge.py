"""Replications of a case, intervals, verdicts.

Every interval is a 99.9 % one (Student's t over replications). With more than a hundred of them one will miss by chance
about every tenth time. So a miss is not yet a fault: the case is simulated anew, with other chance and four times the
replications, and that second sample decides. A faithful engine then fails about once in a thousand full verifications;
a faulty one fails all the more surely.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Any

import numpy as np

from sim.plan import Plan, plan_of
from sim.plan.engine import Engine
from sim.runs.verification.case import Case, Check, Quantity
from sim.runs.verification.seen import Seen

LEVEL = 0.999
PRECISION = 0.005
AGAIN = 4
MOST_RUNS = 50_000
MakeEngine = Callable[[Plan, int], Engine]
Values = Any


@dataclass(frozen=True)
class Effort:
    """How much to simulate: replications to begin with, and the relative half-width to reach (None: any)."""

    runs: int = 24
    precision: float | None = None


def half_width(values: Values) -> Any:
    """Half the width of the interval of each column."""
    from scipy.special import stdtrit

    runs = len(values)
    return stdtrit(runs - 1, 0.5 + LEVEL / 2.0) * values.std(axis=0, ddof=1) / sqrt(runs)


def replication(case: Case, plan: Plan, run: int, make: MakeEngine) -> list[float]:
    """The estimate of every quantity from one run."""
    engine = make(plan, run)
    start = round(60 * case.scenario.warm_up_min)
    sums = np.zeros((len(case.quantities), 2))
    for day in plan.arrays.day:
        seen = Seen(engine.advance(1).visits, start, int(day["close"]))
        sums += [quantity.adds(seen) for quantity in case.quantities]
    return list(sums[:, 0] / sums[:, 1])


class Bench:
    """Simulates cases, some replications at a time."""

    def __init__(self, pool: ThreadPoolExecutor, make: MakeEngine, effort: Effort) -> None:
        self.pool, self.make, self.effort = pool, make, effort

    def judged(self, case: Case) -> list[Check]:
        """A verdict on every quantity of a case."""
        plan = plan_of(case.scenario)
        first = self._sample(case, plan, 0, self.effort.runs)
        checks = _checks(case, first, 1)
        if all(check.ok for check in checks):
            return checks
        second = _checks(case, self._sample(case, plan, len(first), AGAIN * len(first)), 2)
        return [one if one.ok else other for one, other in zip(checks, second, strict=True)]

    def _sample(self, case: Case, plan: Plan, first: int, runs: int) -> Values:
        """At least so many replications, numbered from `first`; more where the precision asks for them."""
        values = self._replications(case, plan, range(first, first + runs))
        while (more := self._lacking(values)) > 0:
            begin = first + len(values)
            values = np.concatenate([values, self._replications(case, plan, range(begin, begin + more))])
        return values

    def _replications(self, case: Case, plan: Plan, runs: Iterable[int]) -> Values:
        return np.array(list(self.pool.map(lambda run: replication(case, plan, run, self.make), runs)))

    def _lacking(self, values: Values) -> int:
        """How many replications are still to be made: what the widest interval needs, doubling at most."""
        if self.effort.precision is None:
            return 0
        runs = len(values)
        worst = float(np.max(half_width(values) / np.abs(values.mean(axis=0)))) / self.effort.precision
        wanted = ceil(1.05 * runs * worst * worst) if worst > 1.0 else runs
        return min(wanted, 2 * runs, MOST_RUNS) - runs


def _checks(case: Case, values: Values, samples: int) -> list[Check]:
    middle, half = values.mean(axis=0), half_width(values)
    return [_check(case, quantity, *pair, samples) for quantity, *pair in zip(case.quantities, middle, half, strict=True)]


def _check(case: Case, quantity: Quantity, middle: float, half: float, samples: int) -> Check:
    low, high = float(middle - half), float(middle + half)
    return Check(
        name=f"{case.name}: {quantity.name}",
        source=case.source,
        expected=quantity.expected,
        simulated=float(middle),
        low=low,
        high=high,
        ok=bool(low <= quantity.expected <= high),
        unit=quantity.unit,
        samples=samples,
    )


def failed(checks: Sequence[Check]) -> list[Check]:
    """Those that missed."""
    return [check for check in checks if not check.ok]
