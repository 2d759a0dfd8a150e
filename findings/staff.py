"""What courses, moves and contests make of the output of officers."""

from functools import cache

import numpy as np

from findings.anchors import DAY, crowded, pace, random, served
from findings.differences import reformed
from findings.little_offices import constant, officer

WEEK = 5
COURSE = {"name": "training", "cohort": 4, "groups": ["trained"]}
TAUGHT = [{"name": "trained", "skills": ["*"], "count": 4}, {"name": "control", "skills": ["*"], "count": 4}]


@cache
def field_experiment(variant="fading"):
    """The services of two groups of an office, one of which was on a course in the first week; and those without it."""
    made = crowded(5, 800, 130, officer=TAUGHT, staff={})
    return served(reformed(made, COURSE | {"variant": variant})), served(made)


def output(rows, group, first, days=2 * WEEK):
    """Services in an hour of work, of the first or the second four officers, over some days."""
    within = (rows["day"] >= first) & (rows["day"] < first + days)
    return pace(rows[within & (rows["officer"] // 4 == group)])


def gained(rows, first, days=2 * WEEK):
    """By how much the output of those on the course is higher than that of those who were not."""
    return output(rows, 0, first, days) / output(rows, 1, first, days) - 1.0


TIME = {"dist": "exponential", "mean_min": 5}
RISKY = [{"name": "service", "step": [{"name": "step", "station": "counter", "time": TIME, "error": 0.2}]}]
ONE_BY_ONE = 3 * WEEK
"""Working days until three officers have been on a week's course one after the other."""


def busy(days, **keys):
    """Three officers at work nine tenths of their time, more or less."""
    again = {"error": {"after_days": 1}}
    usual = {"service": RISKY, "officer": officer(count=3), "staff": {}, "returns": again, "warm_up_days": ONE_BY_ONE}
    return random(25, days, **(usual | keys))


POSTS = [{"name": name, "skills": [name], "count": 2} for name in "ab"]


def two_posts(days, officers=POSTS, **keys):
    """Two services at two stations, each with officers of its own, always busy."""
    services = [{"name": name, "step": [{"name": "s", "station": name, "time": constant(3)}]} for name in "ab"]
    streams = [{"name": name, "service": name, "times": ["08:00"] * 300} for name in "ab"]
    usual = {"staff": {"learning": {}}, "arrivals": streams, "closing": "send_home"}
    stations = [{"name": name} for name in "ab"]
    return random(1, days, service=services, station=stations, officer=officers, **(usual | keys))


@cache
def rotated(every=60, days=250):
    """The output of each day with rotation against that without it."""
    made = two_posts(days)
    with_moves, without = (
        served(reformed(made, {"name": "rotation", "every_days": every, "related": 0.2})),
        served(made),
    )
    return np.array(
        [pace(with_moves[with_moves["day"] == d]) / pace(without[without["day"] == d]) for d in range(days)]
    )


WRONG = [{"name": name, "skills": [name], "count": 2, "background": [other]} for name, other in ("ab", "ba")]


def many_services(days):
    """Ten services that take equally long."""
    names = [f"s{number}" for number in range(10)]
    services = [{"name": name, "step": [{"name": "step", "station": "counter", "time": TIME}]} for name in names]
    streams = [{"name": name, "service": name, "rates_per_hour": [[DAY, 3.1]]} for name in names]
    return busy(days, service=services, arrivals=streams, warm_up_days=60)
