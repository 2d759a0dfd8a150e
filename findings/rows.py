"""By row of the registry: the figure that runs show, measured as who measured it in the world would have done."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from findings import channels, conduct, staff
from findings.anchors import MONTH, crowded, pace, random, served
from findings.bureau import CITIZENS, CLICKING, SERVING, bureau
from findings.differences import change, measured, reformed
from findings.file_offices import registry_office
from findings.little_offices import officer, one_step
from sim.measures import Estimate, paired
from sim.scenario import load

COMPLAINTS, OPEN, FORUM = {"name": "complaint_channel"}, {"name": "transparency"}, {"name": "participation"}
Figure = float | Estimate


def relative(measure: str, made: Any, *reforms: dict[str, Any]) -> Estimate:
    """The paired difference in a measure, as a share of what it is without the reforms."""
    return scaled(change(measure, made, *reforms), measured(made).of(measure).mean())


def scaled(difference: Estimate, by: float) -> Estimate:
    """A difference in another unit."""
    ends = sorted((difference.low / by, difference.high / by))
    return Estimate(difference.mean / by, *ends, difference.runs)


def half_life() -> float:
    """T3: from the gain of two weeks after the course, and that eight weeks later."""
    rows, _ = staff.field_experiment()
    early, late = staff.gained(rows, staff.WEEK), staff.gained(rows, 9 * staff.WEEK)
    return float(8.0 * np.log(2.0) / np.log(early / late))


def colleagues() -> float:
    """T2: of those who were not on the course, by tenth of the others who were."""
    ours, theirs = staff.field_experiment()
    gain = staff.output(ours, 1, staff.WEEK) / staff.output(theirs, 1, staff.WEEK) - 1.0
    return float(gain / (10 * 4 / 7))


def politeness() -> Estimate:
    """T4: in standard deviations between officers."""
    people = {"count": 4000, "needs_per_year": 12}
    tables = {"courtesy": {"spread": 0.15, "level": 0.6}}
    made = random(0.001, 60, service=one_step(5), officer=officer(count=3), citizens=people,
                  warm_up_days=15, staff=tables, opinion={"satisfaction": {}})  # fmt: skip
    return scaled(change("skm_conduct", made, {"name": "training", "kind": "communication"}), 3 * 0.15)


def placed() -> float:
    """T5: the output of two posts whose officers change places."""
    made = staff.two_posts(10, staff.WRONG, staff={})
    return float(pace(served(reformed(made, {"name": "placement"}))) / pace(served(made)) - 1.0)


def led() -> float:
    """A9: twice the output gained in an office always busy, as half of the row is taken."""
    made = crowded(5, 120, 10)
    better = reformed(made, {"name": "leadership", "level": 1.0, "ramp_days": 0})
    return float(2.0 * (pace(served(better)) / pace(served(made)) - 1.0))


def won() -> Estimate:
    """A11: the officers' time a case."""
    return scaled(relative("staff_min_per_case", staff.many_services(100), {"name": "innovation_contest"}), -1.0)


def watched() -> Estimate:
    """P12: presence in the first quarter, relative to what it was."""
    more, usual = conduct.come(0, 3 * MONTH)
    return scaled(more, float(usual))


def undermined() -> float:
    """P11: what is left in months 16 to 18 of what the third and fourth month had."""
    return float(conduct.monthly_gain("fading", 16, 3) / conduct.monthly_gain("fading", 2, 2))


def silent() -> float:
    """I3: of those who pay, once there is a channel for complaints."""
    people = CLICKING | {"count": 12_000, "needs_per_year": 3.75}
    made = bureau(citizens=people, staff={"integrity": {"takes": 1.0}})
    return float(measured(reformed(made, COMPLAINTS)).of("silent_payers_share").mean())


def informed() -> Estimate:
    """I8: papers not brought."""
    services = [{"name": "service", "documents": 1, "step": [SERVING]}]
    made = bureau(service=services, opinion={}, staff={}, warm_up_days=20,
                  citizens=CITIZENS | {"knows_document": 0.5})  # fmt: skip
    return scaled(relative("incomplete_share", made, OPEN | {"ramp_days": 0}), -1.0)


def filed() -> float:
    """D1: minutes of the same cases of those who send them in."""
    made = replace(load("dukcapil"), days=60, channels=())
    ours, theirs = channels.procedure(made, channels.ONLINE), channels.procedure(made)
    users = [need for need, (_, by) in ours.items() if by == channels.SENT and need in theirs]
    return sum(ours[need][0] for need in users) / sum(theirs[need][0] for need in users) - 1.0


def bribed() -> Estimate:
    """D2: what is paid a case."""
    made = registry_office(staff={"integrity": {}}, opinion={})
    return relative("paid_per_case", made, channels.ONLINE)


def from_above() -> Estimate:
    """P15: users asked for money, supervision against a channel for complaints."""
    above, below = (measured(reformed(bureau(), reform)).of("asked_share")
                    for reform in (conduct.INTEGRITY, COMPLAINTS))  # fmt: skip
    return paired(above, below)


def varied() -> float:
    """L5: output of who knows both posts."""
    return float(staff.rotated()[-20:].mean() - 1.0)


FOUND: Mapping[str, Callable[[], Figure]] = {
    "T1": lambda: float(staff.gained(staff.field_experiment()[0], staff.WEEK)),
    "T2": colleagues, "T3": half_life, "T4": politeness, "T5": placed, "L5": varied,
    "P1": lambda: relative("completed", conduct.always_busy(), conduct.scheme("effective")),
    "P2": lambda: change("asked_share", bureau(), conduct.scheme("effective")),
    "P3": lambda: relative("completed", conduct.always_busy(), conduct.scheme("crowding_out")),
    "P6": lambda: float(np.mean([conduct.output_gained(variant) for variant in conduct.VARIANTS])),
    "P11": undermined, "P12": watched, "P15": from_above, "A9": led, "A11": won, "I3": silent, "I8": informed,
    "D1": filed, "D2": bribed,
    "A1": lambda: float(channels.bookings(registry_office(days=120), channels.BOOKED).mean()),
    "K9": lambda: change("trust_end_mean", bureau(120), FORUM),
}  # fmt: skip
"""By row of the registry: the figure that runs show."""
