"""Who gained and who lost: the same citizens with the same luck in two scenarios."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.measures.citizen_groups import LEAST_PEOPLE, Groups, places
from sim.measures.histogram import Ints, regrouped
from sim.measures.visits import ratio
from sim.plan.layout import NONE, Records

SAME_WAIT_S = 60.0
SAME_TRUST = 0.01
"""Differences up to these are none to speak of: a minute of waiting for a finished case, a hundredth of trust."""
MOVES = ("wait_fell", "wait_rose", "wait_same", "trust_rose", "trust_fell", "trust_same")
"""Shares: of the citizens who finished a case in both scenarios, and of all citizens."""


SWITCHED = Groups("channel", ("switched", "same"))
"""By whether a citizen came last through another channel than in the scenario it is compared with."""


class Move(NamedTuple):
    """What happened to the share of all citizens (`by` empty) or of a group, as in `Key`."""

    move: str
    by: str = ""
    group: str = ""


def moved(
    ours: Records,
    theirs: Records,
    cuts: tuple[Groups, ...],
    channels: tuple[Sequence[str], Sequence[str]] = ((), ()),
) -> dict[Move, float]:
    """The shares of one run: `ours` against `theirs` (ENDS of the same citizens), whose groups count.

    `channels` are the names of the channels of both; by them those are a group of their own who came last through
    another one. NaN for fewer than LEAST_PEOPLE in a group. Raises ValueError where they are not as many.
    """
    if len(ours) != len(theirs):
        raise ValueError("who gained can be told of the same citizens only")
    cell, found = theirs["cell"].astype(np.int64), _moves(ours, theirs)
    groups = {cut: place[cell] for cut, place in places(cuts).items()}
    if all(channels):
        groups[SWITCHED] = _otherwise(ours["channel"], theirs["channel"], *channels)
    shares: dict[Move, float] = {}
    for name, (happened, among) in found.items():
        shares[Move(name)] = float(ratio(happened[among].sum(), among.sum()))
        for cut, group in groups.items():
            values = _by_group(happened, among, group, len(cut.names))
            shares |= {Move(name, cut.by, g): float(v) for g, v in zip(cut.names, values, strict=True)}
    return shares


def _otherwise(ours: Ints, theirs: Ints, our_names: Sequence[str], their_names: Sequence[str]) -> Ints:
    """The group in SWITCHED: 0 of those whose last channel in both is not called the same, 1 of all others."""
    known = [*their_names, *(name for name in our_names if name not in their_names)]
    named = np.array([known.index(name) for name in our_names])[ours]
    return 1 - ((ours != NONE) & (theirs != NONE) & (named != theirs)).astype(np.int64)


def _moves(ours: Records, theirs: Records) -> dict[str, tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]]:
    """To whom each of MOVES happened, and among whom it is counted."""
    wait = ours["wait_s"].astype(float) - theirs["wait_s"]
    trust = ours["trust"].astype(float) - theirs["trust"]
    both, everybody = np.isfinite(wait), np.ones(len(ours), np.bool_)
    wait = np.where(both, wait, 0.0)
    return {
        "wait_fell": (wait < -SAME_WAIT_S, both),
        "wait_rose": (wait > SAME_WAIT_S, both),
        "wait_same": (np.abs(wait) <= SAME_WAIT_S, both),
        "trust_rose": (trust > SAME_TRUST, everybody),
        "trust_fell": (trust < -SAME_TRUST, everybody),
        "trust_same": (np.abs(trust) <= SAME_TRUST, everybody),
    }


def _by_group(
    happened: npt.NDArray[np.bool_], among: npt.NDArray[np.bool_], group: Ints, size: int
) -> npt.NDArray[np.float64]:
    people = regrouped(among.astype(float), group, size)
    return np.where(
        people >= LEAST_PEOPLE, ratio(regrouped((happened & among).astype(float), group, size), people), np.nan
    )
