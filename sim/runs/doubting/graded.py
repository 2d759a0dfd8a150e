"""What a difference rests on: estimate, or scenario."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sim.language import Phrase, text
from sim.runs.comparing.difference import Difference
from sim.runs.doubting.grade_trials import Floats

OF_OPINION = ("skm_", "ikm", "satisfaction", "trust", "lost", "complaints", "silent_payers")
"""How measures of satisfaction and trust begin. No data set joins waits and trust: they are always a scenario."""


class Grade(StrEnum):
    """What a difference rests on."""

    ESTIMATE = "estimate"
    SCENARIO = "scenario"
    CANNOT_TELL = "cannot_tell_apart"


@dataclass(frozen=True)
class Graded:
    """A difference with its grade.

    `low` and `high` are the least and the greatest over all ends, `most` is the path of the assumption that
    moves it most (None where none does).
    """

    difference: Difference
    grade: Grade
    low: float
    high: float
    most: str | None

    def __repr__(self) -> str:
        return text("objects.graded", difference=self.difference, grade=Phrase(f"grade.{self.grade}"))


def grade_of(difference: Difference, ends: Sequence[float] | Floats) -> Grade:
    """The grade of a difference from what it is at the ends of all assumptions.

    An estimate keeps its sign at all ends, which span less than the difference itself, and is none of
    satisfaction or trust; what has no number at an end does not keep its sign.
    """
    found, mean = difference.difference, difference.difference.mean
    if not (found.low > 0.0 or found.high < 0.0):
        return Grade.CANNOT_TELL
    values = np.append(np.asarray(ends, float), mean)
    holds = bool((values * mean > 0.0).all()) and values.max() - values.min() < abs(mean)
    return Grade.ESTIMATE if holds and not of_opinion(difference.key.measure) else Grade.SCENARIO


def of_opinion(measure: str) -> bool:
    """Whether a measure is one of satisfaction, trust, or what follows from them."""
    return measure.startswith(OF_OPINION)
