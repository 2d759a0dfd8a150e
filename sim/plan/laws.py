"""Distributions of a scenario → laws: a kind, three numbers, and for some a stretch of the table they share."""

from sim.office.distributions import Distribution, Law, gamma_law, lognormal_law
from sim.plan.rows import Row
from sim.rules import distributions as rules


class Laws:
    """Collects laws and their tables; equal distributions share one law."""

    def __init__(self) -> None:
        self.laws: list[Row] = []
        self.table: list[float] = []
        self._known: dict[object, int] = {}

    def add(self, distribution: Distribution) -> int:
        """The index of the law of a distribution of durations, in seconds."""
        if distribution not in self._known:
            self._known[distribution] = self._append(distribution.law())
        return self._known[distribution]

    def add_factor(self, kind: str, mean: float, cv: float) -> int:
        """The index of the law of a plain factor: "constant", "gamma" or "lognormal" by mean and cv."""
        if cv == 0.0 or kind == "constant":
            return self._append(Law(rules.CONSTANT, mean))
        return self._append(lognormal_law(mean, cv) if kind == "lognormal" else gamma_law(mean, cv))

    def _append(self, law: Law) -> int:
        row = {**law._asdict(), "first": len(self.table) if law.table else 0}
        self.table.extend(row.pop("table"))
        self.laws.append(row)
        return len(self.laws) - 1
