"""Two reforms in one office: more together than each alone added up (complements), or less (substitutes)."""

from typing import Any, NamedTuple

from findings.differences import measured, reformed
from sim.measures import Estimate, estimate, paired
from sim.scenario import load

OFFICE = "dukcapil-bermasalah"


class Pair(NamedTuple):
    """Two reforms, the measure that both move, and what their mechanisms let expect: 1 complements, -1 substitutes."""

    one: dict[str, Any]
    other: dict[str, Any]
    measure: str
    expected: int


PAIRS = {
    "digitalisation × training": Pair(
        {"name": "digitalisation", "variant": "full"}, {"name": "training", "kind": "digital"}, "wait_mean_min", 1
    ),
    "transparency × integrity_control": Pair(
        {"name": "transparency"}, {"name": "integrity_control"}, "asked_share", -1
    ),
    "complaint_channel × leadership": Pair(
        {"name": "complaint_channel"}, {"name": "leadership"}, "asked_share", 0
    ),
    "reward_scheme × change_support": Pair(
        {"name": "reward_scheme"}, {"name": "change_support"}, "motivation_mean", 1
    ),
    "staffing × appointments": Pair(
        {"name": "staffing", "group": "Loket depan"}, {"name": "appointments"}, "wait_mean_min", -1
    ),
}  # fmt: skip


class Together(NamedTuple):
    """What each alone changes, what both together change, and by how much that differs from the sum."""

    one: Estimate
    other: Estimate
    both: Estimate
    beyond: Estimate


def together(pair: Pair) -> Together:
    """The four arms of a pair, paired by replication."""
    office = load(OFFICE)
    arms = [(), (pair.one,), (pair.other,), (pair.one, pair.other)]
    base, one, other, both = (measured(reformed(office, *arm)).of(pair.measure) for arm in arms)
    changes = (paired(arm, base) for arm in (one, other, both))
    return Together(*changes, estimate(both - one - other + base))
