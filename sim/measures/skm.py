"""The SKM (PermenPANRB 14/2017): unit values of the nine elements, the index, the IKM and its grade.

Arithmetic is exact, because the IKM is rounded half up to two decimals and its grade is decided after that: binary
floats would put a value that lies on a limit on the wrong side of it. The grades before 2017 had other limits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from sim.language import text
from sim.plan.tables import ELEMENTS

WEIGHTS = {"1/9": Fraction(1, 9), "0.111": Fraction("0.111"), "0.11": Fraction("0.11")}
"""Weights of an element that are in use: exact (R1), and two rounded ones with which no office reaches 100."""
ANSWERS = (1, 2, 3, 4)
SCALE = 25  # R2: the IKM is the index times this
BANDS = {"A": Fraction("88.31"), "B": Fraction("76.61"), "C": Fraction(65), "D": Fraction(0)}  # R3, R4, R5
"""Grades and their lower limits, best first. Answers give no IKM below 25, rounded weights one of 24.75."""

Counts = npt.NDArray[np.integer]


class NoAnswers(ValueError):
    """An element that nobody has judged has no unit value, and the survey no index."""

    def __init__(self, element: str) -> None:
        super().__init__(f"nobody has answered on '{element}'")
        self.element = element


@dataclass(frozen=True)
class Skm:
    """A survey: unit values (1 to 4) by element, index (same scale), IKM, grade, and the weight they rest on."""

    unit_values: Mapping[str, float]
    index: float
    ikm: float
    band: str
    weight: str

    @property
    def weakest(self) -> str:
        """The element with the lowest unit value, the first of them in the order of the regulation."""
        return min(ELEMENTS, key=lambda element: self.unit_values[element])


def skm_of_counts(counts: Counts, weight: str = "1/9") -> Skm:
    """The survey with so many answers 1, 2, 3, 4 (columns) to each of ELEMENTS (rows): shape (9, 4).

    Elements may have been answered by different numbers of people. Raises NoAnswers, and ValueError for
    counts of another shape, below 0 or not whole.
    """
    counts = _checked(counts)
    if not (answered := counts.sum(axis=1)).all():
        raise NoAnswers(ELEMENTS[int(np.argmin(answered))])
    points = counts @ np.array(ANSWERS)
    return _skm([Fraction(int(p), int(n)) for p, n in zip(points, answered, strict=True)], weight)


def skm_of_unit_values(values: Mapping[str, float], weight: str = "1/9") -> Skm:
    """The survey with these unit values by element, taken as the decimals they are written with.

    Where the answers are known use `skm_of_counts`: unit values rounded for a report give another IKM. Raises
    ValueError for elements that lack or are unknown, and for values outside 1 to 4.
    """
    if set(values) != set(ELEMENTS):
        wrong = ", ".join(sorted(set(values) ^ set(ELEMENTS)))
        raise ValueError(f"unit values of the nine elements are needed: {wrong} missing or unknown")
    if outside := [element for element in ELEMENTS if not ANSWERS[0] <= values[element] <= ANSWERS[-1]]:
        raise ValueError(f"unit values lie between 1 and 4, but not that of {', '.join(outside)}")
    return _skm([Fraction(str(float(values[element]))) for element in ELEMENTS], weight)


def counted(answers: Counts) -> Counts:
    """Answers 1 to 4 of respondents (rows) to ELEMENTS (columns), as counts of shape (9, 4); 0 is no answer."""
    _check_answers(answers, 0)
    return np.stack([(answers == answer).sum(axis=0) for answer in ANSWERS], axis=1)


def ikm_of_each(answers: Counts, weight: str = "1/9") -> npt.NDArray[np.float64]:
    """The IKM of each respondent alone, unrounded, by the mean of the ELEMENTS (columns) that were answered (0: not).

    Its variance is what the error of a sample rests on (`sampling_error`).
    """
    _check_answers(answers, 0)
    mean = answers.sum(axis=1) / (answers > 0).sum(axis=1)
    return mean * len(ELEMENTS) * float(_weight(weight) * SCALE)


def band_of(ikm: float) -> str:
    """The grade of an IKM, or of a unit value times 25, once rounded to two decimals. Raises ValueError below 0."""
    rounded = half_up(Fraction(str(float(ikm))))
    if rounded < 0:
        raise ValueError(f"an IKM of {ikm} is below 0")
    return next(band for band, least in BANDS.items() if rounded >= least)


def band_words(band: str, lang: str | None = None) -> str:
    """What a grade is called: "Sangat baik"."""
    return text(f"official.band.{band}", lang)


def element_title(element: str, lang: str | None = None) -> str:
    """What an element is called: "Persyaratan"."""
    return text(f"official.element.{element}", lang)


def half_up(value: Fraction) -> Fraction:
    """Rounded to two decimals as on paper: 90.585 becomes 90.59."""
    return Fraction(int(value * 100 + Fraction(1, 2)), 100)


def _skm(values: list[Fraction], weight: str) -> Skm:
    index = sum(values, Fraction(0)) * _weight(weight)
    ikm = float(half_up(index * SCALE))
    shown = MappingProxyType({element: float(value) for element, value in zip(ELEMENTS, values, strict=True)})
    return Skm(shown, float(index), ikm, band_of(ikm), weight)


def _weight(name: str) -> Fraction:
    if name not in WEIGHTS:
        raise ValueError(f"there is no weight '{name}'; choose one of {', '.join(WEIGHTS)}")
    return WEIGHTS[name]


def _check_answers(answers: Counts, least: int) -> None:
    if answers.ndim != 2 or answers.shape[1] != len(ELEMENTS):
        raise ValueError(f"a row of {len(ELEMENTS)} answers a respondent is needed, not the shape {answers.shape}")
    if answers.size and not least <= answers.min() <= answers.max() <= ANSWERS[-1]:
        raise ValueError(f"answers lie between {least} and {ANSWERS[-1]}")


def _checked(counts: Counts) -> Counts:
    counts = np.asarray(counts)
    if counts.shape != (shape := (len(ELEMENTS), len(ANSWERS))):
        raise ValueError(f"counts of the shape {shape} are needed, not {counts.shape}")
    if not np.issubdtype(counts.dtype, np.integer) or (counts < 0).any():
        raise ValueError("counts of answers are whole numbers from 0 up")
    return counts
