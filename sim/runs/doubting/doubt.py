"""A comparison under what is not known: all assumptions drawn jointly, and differences whose sign survives that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.language import text
from sim.language.arguments import checked
from sim.language.errors import BadRequest
from sim.language.viewed import Viewed
from sim.measures import MEASURES, Key, Verdict, verdict
from sim.measures.spread import Spread, decisive, spread
from sim.runs.comparing.compare import Comparison
from sim.runs.doubting.doubt_draws import MODEL, Draws, Values, check_doubted, draws_asked
from sim.runs.doubting.grade_trials import Floats
from sim.runs.making.progress import Progress, Silent
from sim.runs.making.result import Result

if TYPE_CHECKING:
    import pandas as pd

TELLING = (Verdict.BETTER, Verdict.WORSE, Verdict.HIGHER, Verdict.LOWER)


@dataclass(frozen=True)
class Doubted(Viewed):
    """A comparison and what it comes to over draws of what is not known.

    `paths` are what was drawn, `drawn` where each draw lay (draws by paths; of `kinds` the number of the kind). Of each
    variant `taken` are the paths that it or the baseline takes, `found` the differences by measure in each draw, of the
    whole office.
    """

    comparison: Comparison
    paths: tuple[str, ...]
    drawn: Floats
    kinds: frozenset[int]
    taken: tuple[frozenset[str], ...]
    found: tuple[Mapping[Key, Floats], ...]

    def __repr__(self) -> str:
        names = [one.name for one in self.comparison.variants]
        return text("objects.doubted", variants=names, numbers=len(self.paths), draws=len(self.drawn))

    @checked
    def spread(self, variant: Result, key: Key | str) -> Spread:
        """Between what the true difference of a measure lies over the draws, chance taken off (see `spread`)."""
        key = Key(key) if isinstance(key, str) else key
        chance = variant.of(*key) - self.comparison.baseline.of(*key)
        return spread(self._of(variant, key), chance, self.comparison.level)

    @checked
    def verdict(self, variant: Result, key: Key | str) -> Verdict:
        """What a difference says where chance and what is not known leave its sign alone; else that it cannot tell.

        It is small only where both intervals are.
        """
        found = self.comparison.difference(variant, key)
        gap, over = found.difference, self.spread(variant, key)
        if found.verdict not in (*TELLING, Verdict.SMALL):
            return found.verdict
        if not (over.leaves_out_nought() and over.mean * gap.mean > 0.0):
            return Verdict.CANNOT_TELL
        known = MEASURES[found.key.measure]
        small = known.small(self.comparison.baseline.scenario.practical, found.baseline.mean)
        either = gap._replace(low=min(gap.low, over.low), high=max(gap.high, over.high))
        return verdict(either, known, small)

    @checked
    def drew(self, variant: Result, key: Key | str) -> bool:
        """Whether a measure was taken in each draw; what needs more than the whole office was not."""
        return (Key(key) if isinstance(key, str) else key) in self.found[self._place(variant)]

    @checked
    def rests_on_assumptions(self, variant: Result, key: Key | str) -> bool:
        """Whether chance left a verdict on a difference, and what is not known leaves none."""
        verdict = self.verdict(variant, key)
        return verdict is Verdict.CANNOT_TELL and self.comparison.difference(variant, key).verdict is not verdict

    @checked
    def decisive(self, variant: Result, key: Key | str) -> list[tuple[str, float]]:
        """The paths that decide a difference, with the rank correlation; none where so few draws cannot tell."""
        key = Key(key) if isinstance(key, str) else key
        columns = [at for at, path in enumerate(self.paths) if path in self.taken[self._place(variant)]]
        kinds = frozenset(at for at, column in enumerate(columns) if column in self.kinds)
        found = decisive(self.drawn[:, columns], self._of(variant, key), kinds)
        return [(self.paths[columns[at]], rho) for at, rho in found]

    @checked
    def summary(self) -> pd.DataFrame:
        """A row for each variant and measure: the difference, both intervals, the verdict, and what decides."""
        import pandas as pd

        columns = [
            "scenario", "measure", "unit", "difference", "low", "high", "runs",
            "doubt_low", "doubt_high", "draws", "verdict", "decided_by",
        ]  # fmt: skip
        return pd.DataFrame(self.rows(), columns=columns)

    def rows(self) -> list[tuple[object, ...]]:
        """The same as rows; `decided_by` are paths, separated by commas."""
        found = ((variant, key) for variant in self.comparison.variants for key in self._keys(variant))
        return [self._row(variant, key) for variant, key in found]

    def _row(self, variant: Result, key: Key) -> tuple[object, ...]:
        gap, over = self.comparison.difference(variant, key).difference, self.spread(variant, key)
        by = ", ".join(path for path, _ in self.decisive(variant, key))
        verdict = str(self.verdict(variant, key))
        return (variant.name, key.label, MEASURES[key.measure].unit, *gap, *over[1:], verdict, by)

    def _keys(self, variant: Result) -> list[Key]:
        return [key for key in self.comparison.keys(variant) if key in self.found[self._place(variant)]]

    def _of(self, variant: Result, key: Key) -> Floats:
        return self.found[self._place(variant)][key]

    def _place(self, variant: Result) -> int:
        self.comparison.must_have(variant)
        return next(place for place, one in enumerate(self.comparison.variants) if one is variant)


@checked
def doubt(
    comparison: Comparison,
    draws: int | None = None,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Doubted:
    """Run a comparison again under draws of all that is assumed, to see which differences survive what is not known.

    Each draw takes a value of every assumption, of every number that a file doubts, and one of the four models of
    trust: the same for all scenarios, which are run once with the same luck. Without `draws` so many that comparing
    costs about twice as much. Raises BadRequest for fewer than ten or where no reform can act, RunFailed where a draw
    makes a run fail.
    """
    check_doubted([result.given for result in comparison.results])
    if comparison.idle:
        raise BadRequest("doubt_idle")
    drawing = Draws(comparison, draws_asked(len(comparison.baseline.replications), draws), progress or Silent())
    ran = list(drawing.all(workers))
    found = tuple(_gaps(ran, place) for place in range(1, len(comparison.results)))
    either = tuple(frozenset((*drawing.taken[0], *own, MODEL)) for own in drawing.taken[1:])
    return Doubted(comparison, tuple(drawing.paths), drawing.drawn, drawing.kinds, either, found)


def _gaps(ran: list[list[Values]], place: int) -> dict[Key, Floats]:
    """By measure the differences of a scenario from the first, draw by draw."""
    known = [key for key in ran[0][0] if all(key in values for one in ran for values in (one[0], one[place]))]
    return {key: np.array([one[place][key] - one[0][key] for one in ran]) for key in known}
