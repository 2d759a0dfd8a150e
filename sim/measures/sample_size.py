"""How many respondents a survey asks, whom, and how far off it may be."""

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.measures.intervals import LEVEL, t_quantile
from sim.rules.chance import key_of
from sim.rules.survey import respondents

Ids = npt.NDArray[np.integer]


def sample_size(population: int) -> int:
    """Respondents for a population (Krejcie & Morgan 1970; R7, R8, R9), to the nearest whole number: 370 for 10,000.

    At 100,000 the printed table says 384 where its formula gives 383. Raises ValueError below 0.
    """
    if population < 0:
        raise ValueError("a population has at least 0 people")
    return respondents(population)


def sampled(key: int, people: Ids, n: int) -> npt.NDArray[np.bool_]:
    """Who of the people (their ids, 0 or more) is in a simple random sample of n; everybody where there are no more.

    `key` (63 bits) belongs to the survey. Chance belongs to the person: those with the n lowest hashes are
    in, so that a smaller sample is part of a larger one, and scenarios ask the same people as far as they
    can. Of people with the same id the first come first. Raises ValueError where n is negative.
    """
    if n < 0:
        raise ValueError("a sample has at least 0 people")
    ids: Any = np.asarray(people).astype(np.uint64)  # the rule is written for one, and right for a whole array
    hashes = key_of(key, ids)
    chosen = np.zeros(len(people), np.bool_)
    chosen[np.argsort(hashes, kind="stable")[:n]] = True
    return chosen


def sampling_error(variance: float, respondents: int, population: int, level: float = LEVEL) -> float:
    """How far the mean of a simple random sample may be from that of the population: half the interval (Student's t).

    `variance` is that between respondents (ddof=1), as of `ikm_of_each`; the error is in the unit of its
    root. Nought where everybody was asked, NaN below two respondents. It knows nothing of who did not answer
    or was never served. Source: Cochran, Sampling Techniques, 3rd edition 1977, chapter 2 (finite population
    correction). Raises ValueError where there are more respondents than people.
    """
    if respondents > population:
        raise ValueError(f"{respondents} respondents of {population} people")
    if respondents < 2:
        return 0.0 if respondents == population == 1 else float("nan")
    left_out = 1.0 - respondents / population
    return t_quantile(respondents - 1, level) * float(left_out * variance / respondents) ** 0.5
