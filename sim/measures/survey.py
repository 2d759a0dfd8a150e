"""The SKM of a run: of all visits judged, and as a survey of the legal size would have found it."""

from typing import NamedTuple

import numpy as np

from sim.measures.measure import HIGHER, NEITHER, Measure
from sim.measures.opinions import OpinionTally
from sim.measures.sample_size import sample_size, sampled, sampling_error
from sim.measures.skm import Counts, NoAnswers, counted, ikm_of_each, skm_of_counts
from sim.plan.tables import ELEMENTS
from sim.rules.chance import key_of, run_key

_SPEAKS_OF_STAFF = ("product", "competence", "conduct")
MEASURES = (
    *(
        Measure(f"skm_{e}", "points 1-4", HIGHER, dimension="professionalism" if e in _SPEAKS_OF_STAFF else "")
        for e in ELEMENTS
    ),
    Measure("ikm", "points 25-100", HIGHER, "people main graded around year_people"),
    Measure("ikm_survey", "points 25-100", HIGHER),
    Measure("ikm_survey_error", "points 25-100", NEITHER),
    Measure("ikm_respondents", "citizens", NEITHER),
)

SURVEY = 16 << 56
"""A branch of the tree of keys beside those of sim/rules/chance.py."""


class Surveyed(NamedTuple):
    """IKM and half the width of its 95 % interval, of respondents and of how many who were served."""

    ikm: float
    error: float
    respondents: int
    population: int


def skm_values(opinions: OpinionTally, weight: str) -> dict[str, float]:
    """Unit values and the IKM of all visits judged; NaN where nobody judged any."""
    names = [*(f"skm_{element}" for element in ELEMENTS), "ikm"]
    try:
        found = skm_of_counts(opinions.answers, weight)
    except NoAnswers:
        return dict.fromkeys(names, np.nan)
    return dict(zip(names, (*found.unit_values.values(), found.ikm), strict=True))


def survey(opinions: OpinionTally, seed: int, run: int, weight: str) -> Surveyed:
    """Ask a simple random sample of those who judged a visit about their last one; of the size of Krejcie and Morgan.

    Chance belongs to the citizen: scenarios ask the same people as far as they were served.
    """
    people = np.flatnonzero(opinions.users.any(axis=0))
    asked = people[sampled(key_of(run_key(seed, run), SURVEY), people, sample_size(len(people)))]
    if not len(asked):
        return Surveyed(np.nan, np.nan, 0, len(people))
    answers = opinions.last[asked]
    spread = float(ikm_of_each(answers, weight).var(ddof=1)) if len(asked) > 1 else 0.0
    error = sampling_error(spread, len(asked), len(people))
    return Surveyed(_ikm(counted(answers), weight), error, len(asked), len(people))


def _ikm(answers: Counts, weight: str) -> float:
    """The IKM; NaN where nobody asked met with one of the elements."""
    try:
        return skm_of_counts(answers, weight).ikm
    except NoAnswers:
        return np.nan
