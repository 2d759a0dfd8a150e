"""Two servers alike with a line each, of which arrivals join the shorter.

J. F. C. Kingman (1961), "Two similar queues in parallel"; I. J. B. F. Adan, J. Wessels & W. H. M. Zijm (1991),
"Analysis of the asymmetric shortest queue problem with threshold jockeying". Here the balance equations of the chain of
(shorter line, difference) are solved as they stand, cut off where next to nothing is left.
"""

import numpy as np

FAR, APART = 70, 24
"""The longest of the shorter line, and the largest difference, that is followed: beyond lie less than 1e-9 at 0.8."""


def shortest_of_two(lam: float, mu: float, threshold: int | None = None) -> dict[str, float]:
    """The steady state. At a difference of `threshold` (who is served counts) the last of the longer changes over.

    Rates per unit of time, waits in units of time. A threshold of 2 never leaves a server idle while somebody waits:
    numbers and mean waits are those of M/M/2.
    """
    most = APART if threshold is None else threshold - 1
    states = [(short, apart) for short in range(FAR + 1) for apart in range(most + 1)]
    place = {state: at for at, state in enumerate(states)}
    flows = np.zeros((len(states), len(states)))
    for (short, apart), at in place.items():
        for after, rate in _moves(short, apart, lam, mu, threshold):
            if after in place:
                flows[at, place[after]] += rate
                flows[at, at] -= rate
    balance = flows.T.copy()
    balance[0] = 1.0
    chance = np.linalg.solve(balance, np.eye(len(states))[0])
    short, apart = np.array(states).T
    queue = float(chance @ (np.maximum(short - 1, 0) + np.maximum(short + apart - 1, 0)))
    present = float(chance @ (2 * short + apart))
    waiting = float(chance @ (short > 0))
    return {"P_wait": waiting, "Wq": queue / lam, "W": present / lam, "Lq": queue, "L": present}


def _moves(short: int, apart: int, lam: float, mu: float, threshold: int | None) -> list[tuple[tuple[int, int], float]]:
    """What follows a state, at which rate: an arrival, the end of a service in the shorter line, and in the longer."""
    found = [((short + 1, apart - 1) if apart else (short, 1), lam)]
    if short:
        found.append(((short, apart - 1) if apart + 1 == threshold else (short - 1, apart + 1), mu))
    if short + apart:
        found.append(((short, apart - 1) if apart else (short - 1, 1), mu))
    return found
