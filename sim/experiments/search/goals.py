"""What a search strives for: measures that are better the higher, or the lower, they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.language.errors import BadRequest, Unknown
from sim.measures import MEASURES, Key, no_measure
from sim.measures.intervals import Floats
from sim.measures.measure import BETWEEN, NEITHER, Measure
from sim.measures.precision import LABEL

COST = "cost"
"""Every search weighs what packages cost; as a goal it may be named, but not alone."""
USUAL = ("served_within_target",)
"""Of all who came, so that it does not get better because people give up."""


@dataclass(frozen=True)
class Goal:
    """A measure of the whole office, of a group, or where it is a gap the mean of all gaps."""

    key: Key

    @property
    def measure(self) -> Measure:
        """What it measures."""
        return MEASURES[self.key.measure]

    @property
    def label(self) -> str:
        """As it is written."""
        return self.key.label

    def places(self, keys: Sequence[Key]) -> list[int]:
        """In which columns of the measures of a run it stands. Raises Unknown where it stands in none."""
        own = [key for key in keys if key == self.key] or [
            key for key in keys if not self.key.by and key[:2] == (self.key.measure, BETWEEN)
        ]
        if not own:
            near = (key.label for key in keys if not key.by or key.measure == self.key.measure)
            raise no_measure(self.label, near)
        return [keys.index(key) for key in own]

    def of(self, values: Floats) -> Floats:
        """By how much a run is better than nought, of values of its `places`; shape (runs, places)."""
        return self.measure.better * values.mean(axis=1)


def goals_asked(labels: Sequence[str]) -> tuple[Goal, ...]:
    """The goals of labels ("wait_p90_min", "wait_mean_min[service=kk]"), the first of which decides.

    Raises Unknown where there is no such measure, BadRequest where none of its directions is the better one.
    """
    found = []
    for label in labels:
        parts = LABEL.fullmatch(label.strip())
        measure = label if parts is None else parts["measure"].strip()
        if measure == COST and parts is not None and parts["by"] is None:
            continue
        if measure not in MEASURES:
            raise Unknown("measure", measure, [*MEASURES, COST])
        if parts is None or MEASURES[measure].better == NEITHER:
            raise BadRequest("search_goal", found=label)
        found.append(Goal(Key(measure, parts["by"] or "", parts["group"] or "")))
    if not found:
        raise BadRequest("search_goals", usual=USUAL[0])
    return tuple(dict.fromkeys(found))
