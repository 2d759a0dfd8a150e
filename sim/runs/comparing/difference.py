"""What a measure of a variant is against the baseline."""

from dataclasses import dataclass

from sim.language import Phrase, text
from sim.measures import MEASURES, Estimate, Key, Verdict, estimate, paired, verdict
from sim.measures.histogram import Floats
from sim.office.practical import Practical


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


def difference_of(
    key: Key, baseline: Floats, variant: Floats, level: float, practical: Practical, *, acts: bool = True
) -> Difference:
    """The difference of values by run; unless the variant `acts` at all, nothing can be said of it."""
    known = MEASURES[key.measure]
    gap = paired(variant, baseline, level, known.limits)
    ours, theirs = (estimate(values, level, known.limits) for values in (variant, baseline))
    said = verdict(gap, known, known.small(practical, theirs.mean)) if acts else Verdict.NOT_APPLICABLE
    return Difference(key, theirs, ours, gap, said)
