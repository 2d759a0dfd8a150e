"""A server with appointments: slots as far apart as each other, exponential services, no-shows.

B. Jansson (1966), "Choosing a good appointment system: a study of queues of the type (D, M, 1)", Operations
Research 14; no-shows as in R. Hassin & S. Mendel (2008), "Scheduling arrivals to queues", Management Science
54. The number present at the slots is a Markov chain, followed here from an empty office on.
"""

from math import exp

import numpy as np

MOST = 400
"""No more than so many are ever present."""


def appointments(slots: int, places: int, gap: float, mu: float, miss: float) -> dict[str, float]:
    """A day of `slots` slots of so many places, a `gap` apart; each who holds one stays away with probability `miss`.

    Wq and P_wait are of those who come, Wq_last of those of the last slot; `after` is the mean time from a
    gap after the last slot until the server is free. Times are in units of 1/`mu`'s.
    """
    here = np.zeros(MOST + 1)
    here[0] = 1.0
    waits, waiting = np.zeros((slots, places)), np.zeros((slots, places))
    number, served = np.arange(MOST + 1), _served(mu * gap)
    for slot in range(slots):
        for place in range(places):
            waits[slot, place] = float(number @ here) / mu
            waiting[slot, place] = 1.0 - here[0]
            here = miss * here + (1.0 - miss) * np.concatenate([[0.0], here[:-1]])
        here = here @ served
    mean = {"Wq": float(waits.mean()), "Wq_last": float(waits[-1].mean()), "P_wait": float(waiting.mean())}
    return mean | {"after": float(number @ here) / mu}


def _served(mean: float) -> np.ndarray:
    """The chance that of i present j are left after a gap: as many are served as a Poisson number, at most all."""
    chance = np.zeros(MOST + 1)
    chance[0] = exp(-mean)
    for count in range(1, MOST + 1):
        chance[count] = chance[count - 1] * mean / count
    rows = np.zeros((MOST + 1, MOST + 1))
    for present in range(MOST + 1):
        rows[present, 1 : present + 1] = chance[:present][::-1]
        rows[present, 0] = 1.0 - rows[present].sum()
    return rows
