"""How people behave → one record of numbers, neutral where a mechanism is not named."""

from collections.abc import Iterator, Sequence
from math import exp, log2
from typing import Any

from sim.evidence import of as row_of
from sim.office import Change, Opinion, Scenario, Staff
from sim.office.reform import Reform
from sim.plan.days import Days
from sim.plan.layout import BEHAVIOUR, ENDLESS
from sim.plan.rows import Row

WORKING_DAYS_A_MONTH = 21.0
WORKING_DAYS_A_YEAR = 250.0
NEUTRAL = {
    "retention": 1.0, "novice": 1.0, "full": 1.0, "output": 1.0, "odds": 1.0, "usual_s": 1.0,
    "courtesy": 1.0, "change_day": float(ENDLESS), "digital": 1.0, "gain": 0.0, "negative": 1.0,
    "differs": 0.1, "weighs_speed": 0.5, "band": 0.05, "coaching_kept": 1.0,
}  # fmt: skip
"""Values at which nothing happens, where that is not 0."""


def behaviour(scenario: Scenario, days: Days, reforms: Sequence[Reform]) -> Row:
    """The row of BEHAVIOUR; how officers adopt reforms is as `[staff.change]` says, or its defaults."""
    values = dict.fromkeys(BEHAVIOUR.names or (), 0.0) | NEUTRAL
    values["saturation"] = row_of("W4").value or 1.0
    if reforms:
        values |= dict(_adoption(Change()))
    if scenario.staff is not None:
        values |= dict(_staff(scenario.staff, days))
    if scenario.opinion is not None:
        values |= dict(_opinion(scenario.opinion))
    return values


def _staff(staff: Staff, days: Days) -> Iterator[tuple[str, float]]:
    if (learning := staff.learning) is not None:
        yield "learning", -log2(learning.rate)
        yield "retention", learning.retention ** (1.0 / WORKING_DAYS_A_MONTH)
        yield from _named(learning, mentoring="mentoring", novice="novice_cases", full="full_cases", errors="errors")
    if (fatigue := staff.fatigue) is not None:
        yield "usual_s", 3600.0 * fatigue.usual_hours
        yield from _named(fatigue, output="output", odds="odds")
    yield from _strain(staff)
    yield from _presence(staff, days)


def _strain(staff: Staff) -> Iterator[tuple[str, float]]:
    if (load := staff.load) is not None:
        yield "strain_kept", exp(-1.0 / load.memory_days)
        yield from _named(load, overload_errors="errors")
        yield from _named(load, **_same("elasticity", "saturation", "slower", "usual_queue", "most"))
    if staff.motivation is not None:
        yield from _named(staff.motivation, motivation="level", motivation_spread="spread", motivation_strain="strain")
        yield from _named(staff.motivation, **_same("effort", "recovery", "reward", "pay", "crowding"))
    if staff.courtesy is not None:
        yield from _named(staff.courtesy, courtesy="level", courtesy_spread="spread", courtesy_strain="strain")


def _presence(staff: Staff, days: Days) -> Iterator[tuple[str, float]]:
    if staff.integrity is not None:
        yield from _named(staff.integrity, **_same("takes", "asks", "pays", "stalls", "rupiah", "uses", "favours"))
    if staff.attendance is not None:
        yield from _named(staff.attendance, absence="absence", absence_motivation="motivation")
    if staff.turnover is not None:
        yield "leaving", 1.0 - (1.0 - staff.turnover.a_year) ** (1.0 / WORKING_DAYS_A_YEAR)
    if (change := staff.change) is not None:
        yield "change_day", float(days.first_from(change.start) if change.start is not None else 0)
        yield "change_time", change.time
        yield from _adoption(change)
    if staff.leadership is not None:
        names = {"leader": "level", "leader_output": "output", "leader_adoption": "adoption", "leader_morale": "morale"}
        yield from _named(staff.leadership, **names)


def _adoption(change: Change) -> Iterator[tuple[str, float]]:
    yield from _named(change, digital="skill", digital_spread="spread")
    yield from _named(change, **_same("speed", "resistant", "resistance", "dip"))


def _opinion(opinion: Opinion) -> Iterator[tuple[str, float]]:
    judged, trust = opinion.satisfaction, opinion.trust
    yield "performance_only", judged.model == "performance"
    yield from _named(judged.quality, **_same(*QUALITY))
    yield from _named(judged, expectation_spread="spread", **_same(*LOSSES))
    yield from _named(trust, trust_spread="spread", trust_money="money", trust_unequal="unequal")
    yield from _named(trust, **_same("predisposition", "gain", "standard", "answered", "ignored"))
    yield "loss", trust.gain * trust.loss
    if (talk := opinion.talk) is not None:
        yield from _named(talk, every="every_days", **_same("ties", "rewired", "openness", "negative", "pull"))
    if opinion.complaints is not None:
        yield from _named(opinion.complaints, **_same("below", "complains", "reports"))
    if opinion.feedback is not None:
        yield from _named(opinion.feedback, **_same("coming", "online", "patience", "complaining", "refusing"))


QUALITY = ("requirements", "procedure", "time", "cost", "product", "competence", "conduct", "complaints", "facilities")
LOSSES = (
    "felt", "surprise", "expectation", "lenience", "adapts", "incomplete", "again", "step", "waiting", "overdue",
    "asked", "paid", "mistake", "unserved", "slow", "unequal", "unanswered", "trouble",
)  # fmt: skip


def _named(table: Any, **fields: str) -> Iterator[tuple[str, float]]:
    for name, field in fields.items():
        yield name, getattr(table, field)


def _same(*names: str) -> dict[str, str]:
    return dict(zip(names, names, strict=True))
