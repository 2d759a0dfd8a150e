"""What appraisal, rewards and supervision make of what officers do."""

from functools import cache

import numpy as np

from findings.anchors import MONTH, crowded
from findings.differences import reformed, share, visits
from findings.little_offices import officer
from findings.people_offices import lived
from sim.measures import paired
from sim.reforms import RewardScheme

VARIANTS = tuple(RewardScheme.presets)


def scheme(variant):
    return {"name": "reward_scheme", "variant": variant}


LONG = 80
"""Working days until a motivation has settled to a scheme."""


def always_busy(days=LONG + 2 * MONTH, **keys):
    """Eight officers at whose doors more wait than they can serve: what they finish is their output."""
    people = {"motivation": {"strain": 0.0}, "attendance": {}, "change": {}}
    return crowded(6, 8 * 90, days, **({"officer": officer(count=8), "staff": people, "warm_up_days": LONG} | keys))


@cache
def output_gained(variant):
    """By how much more is finished under a variant, as a share."""
    return share("completed", always_busy(), scheme(variant))


def monthly_gain(variant, first, months=1):
    """The output of a month or more after `first` months, in a long run, against that without the scheme."""
    rows = [visits(made) for made in (reformed(always_busy(19 * MONTH), scheme(variant)), always_busy(19 * MONTH))]
    days = [r["day"] for r in (r[r["outcome"] == 0] for r in rows)]
    ours, theirs = (((d >= first * MONTH) & (d < (first + months) * MONTH)).sum() for d in days)
    return ours / theirs - 1.0


def presence(scenario, run, first, last):
    """The share of the officers who came, over some days."""
    rows = lived("compiled", scenario, run, last).block.officers
    return (rows["scheduled_s"][rows["day"] >= first] > 0).mean()


def come(first, last):
    """By how much more officers come because attendance is watched, where two in five stay away."""
    staff = {"attendance": {"absence": 0.4, "motivation": 0.0}}
    made = crowded(5, 1, last, officer=officer(count=20), staff=staff)
    both = [[presence(s, run, first, last) for run in range(8)] for s in (reformed(made, scheme("cautious")), made)]
    return paired(*map(np.array, both)), np.mean(both[1])


INTEGRITY = {"name": "integrity_control"}
