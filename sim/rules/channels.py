"""Who takes which way to the office, and how appointments are kept."""

import math

from sim.rules.clock import seconds
from sim.rules.distributions import normal_quantile
from sim.rules.records import Channel
from sim.rules.registry import rule

COUNTER, APPOINTMENT, ONLINE, BUNDLE, MOBILE = range(5)
"""Kinds of channels."""

FIRST, ALTERNATING, IN_TURN = range(3)
"""How a station calls those who hold an appointment."""


@rule
def skill_of(access: float, exponent: float, u: float, v: float) -> float:
    """Digital skill from 0 to 1: none without access (u), else v to the exponent; its mean is 1 / (1 + exponent)."""
    if u >= access:
        return 0.0
    return math.pow(v, exponent)


@rule
def open_to(channel: Channel, skill: float, travel: int) -> bool:
    """Whether a citizen can use a channel: digital skill within its limits, and far enough from the office."""
    return channel.skill_from <= skill < channel.skill_below and travel >= channel.farther


@rule
def no_show_share(base: float, growth: float, lead: int) -> float:
    """The share who do not come to an appointment booked `lead` working days ahead; grows with the lead."""
    coming = 1.0 - base
    for _ in range(lead):
        coming *= 1.0 - growth
    return 1.0 - coming


@rule
def kept_at(slot: int, late: float, late_sd: float, u: float) -> int:
    """The second at which somebody comes to a slot: normal around it, `late` seconds off on average."""
    if late_sd <= 0.0:
        return max(0, slot + seconds(late))
    return max(0, slot + seconds(late + late_sd * normal_quantile(u)))
