"""What a measure of a variant is against the baseline."""

from dataclasses import dataclass

from sim.language import Phrase, text
from sim.measures import Estimate, Key, Verdict


@dataclass(frozen=True)
class Difference:
    """A measure of a variant against the baseline: the paired difference (variant - baseline) and what it says."""

    key: Key
    baseline: Estimate
    variant: Estimate
    difference: Estimate
    verdict: Verdict

    def __repr__(self) -> str:
        gap, means = self.difference, {"baseline": self.baseline.mean, "variant": self.variant.mean}
        said = {"measure": self.key.label, "verdict": Phrase(f"results.verdict.{self.verdict}")}
        return text("objects.difference", None, **said, **means, difference=gap.mean, low=gap.low, high=gap.high)
