"""How people behave, one number each: every mechanism is declared here, and laid out as one record of numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, log2
from typing import Any

import numpy as np

from sim.office import Change, Scenario
from sim.office.reform import Reform
from sim.office.staff import Load
from sim.plan.days import Days
from sim.plan.layout import ENDLESS
from sim.plan.rows import Row

WORKING_DAYS_A_MONTH = 21.0
WORKING_DAYS_A_YEAR = 250.0
ANYTHING, SHARES, FROM_NONE = (-1e18, 1e18), (0.0, 1.0), (0.0, 1e9)
START = 0.7
"""The belief at the start where nobody has looked for it; runs find it by a pilot."""


@dataclass(frozen=True)
class Number:
    """A number of how people behave.

    `key` is what sets it in its table, where that is not a key of its own name: another, or what is made of the table.
    At `neutral` nothing happens. Reforms move it within `bounds` (None: it is settled before the run). `needs` is what
    an office must have besides, or nothing reads it (sim.plan.reading:NEEDS); `says` what it is, where no table does.
    """

    key: str | Callable[[Any, Days], float] = ""
    neutral: float = 0.0
    bounds: tuple[float, float] | None = FROM_NONE
    needs: str = ""
    says: str = ""


def _plain(*names: str, **told: Any) -> dict[str, Number]:
    """Numbers that are set by the keys of their names, and else are alike."""
    return dict.fromkeys(names, Number(**told))


ADOPTING = {
    "speed": Number(bounds=SHARES, needs="adopting"),
    "resistant": Number(),
    "resistance": Number(bounds=SHARES, needs="resisting"),
    "digital": Number("skill", neutral=1.0),
    "digital_spread": Number("spread"),
    "dip": Number(),
    "transition": Number("transition_days"),
}
"""How officers adopt what is new: as `[staff.change]` says, or its defaults where only reforms bring it."""


def _accustoms(of: Any, _: Days) -> float:
    """The share of the way to the belief that what is normal goes in a night."""
    if of.trust.model != "used_to":
        return 0.0
    return float(1.0 - 0.5 ** (1.0 / (WORKING_DAYS_A_YEAR * of.belief.used_to_years)))


def kept_table(scenario: Scenario) -> list[float]:
    """What is left after 0, 1, … working days of what is known beyond the floor; nothing where nobody judges."""
    if scenario.opinion is None:
        return []
    half = WORKING_DAYS_A_YEAR * scenario.opinion.belief.half_years
    return [float(0.5 ** (day / half)) for day in range(scenario.days + 1)]


SLOPES = ("coming", "online", "go_between", "elsewhere", "patience", "complaining", "refusing")


def _slope(name: str) -> Number:
    """What trust changes, by the strength of all that it does."""
    return Number(lambda of, _: float(of.strength * getattr(of, name)), bounds=ANYTHING)


MECHANISMS: tuple[tuple[str, dict[str, Number]], ...] = (
    ("staff.learning", {
        "learning": Number(lambda of, _: -log2(of.rate)),
        "retention": Number(lambda of, _: float(of.retention ** (1.0 / WORKING_DAYS_A_MONTH)), neutral=1.0),
        "mentoring": Number(),
        "novice": Number("novice_cases", neutral=1.0),
        "full": Number("full_cases", neutral=1.0),
        "errors": Number(),
    }),
    ("staff.fatigue", {
        **_plain("output", "odds", neutral=1.0),
        "usual_s": Number(lambda of, _: 3600.0 * float(of.usual_hours), neutral=1.0),
    }),
    ("staff.load", {
        "elasticity": Number(bounds=ANYTHING),
        "saturation": Number(neutral=Load.saturation),
        "overload_errors": Number("errors"),
        **_plain("slower", "usual_queue", "most"),
        "strain_kept": Number(lambda of, _: exp(-1.0 / of.memory_days)),
    }),
    ("staff.motivation", {
        "motivation": Number("level"),
        "motivation_spread": Number("spread"),
        "effort": Number(),
        "motivation_strain": Number("strain"),
        **_plain("recovery", "reward", "pay"),
        "crowding": Number(bounds=ANYTHING),
    }),
    ("staff.courtesy", {
        "courtesy": Number("level", neutral=1.0),
        "courtesy_spread": Number("spread"),
        "courtesy_strain": Number("strain"),
    }),
    ("staff.integrity", {
        "takes": Number(),
        **_plain("asks", "pays", bounds=SHARES, needs="money"),
        **_plain("stalls", "rupiah"),
        **_plain("uses", "favours", bounds=SHARES, needs="connections"),
    }),
    ("staff.temptation", {
        "tempted": Number(lambda of, _: 1.0 - float(0.5 ** (1.0 / of.pace_days)), bounds=None),
        "conforms": Number("colleagues", bounds=SHARES, needs="money"),
        "fears": Number("risk", needs="money"),
        "example": Number(needs="money"),
        "newcomer": Number(bounds=SHARES, needs="money"),
        "settling": Number(lambda of, _: float(0.5 ** (1.0 / of.settles_days)), neutral=1.0, bounds=None),
        "tangled": Number(needs="money"),
    }),
    ("staff.criticism", {
        "defensive": Number("level", bounds=SHARES),
        "stings": Number(needs="criticised"),
        "calms": Number(lambda of, _: 1.0 - float(0.5 ** (1.0 / of.calms_days)), bounds=None),
        "open_head": Number("example"),
        "excuses": Number(bounds=SHARES, needs="criticised"),
        "bristles": Number("courtesy"),
    }),
    ("staff.attendance", {
        "absence": Number(bounds=SHARES),
        "absence_motivation": Number("motivation"),
        "late_motivation": Number("late"),
    }),
    ("staff.turnover", {
        "leaving": Number(lambda of, _: 1.0 - float((1.0 - of.a_year) ** (1.0 / WORKING_DAYS_A_YEAR))),
    }),
    ("staff.change", {
        "change_day": Number(
            lambda of, days: float(days.first_from(of.start) if of.start is not None else 0),
            neutral=float(ENDLESS), bounds=None,
        ),
        "change_time": Number("time"),
        "handy": Number("online", needs="online"),
        **ADOPTING,
    }),
    ("staff.leadership", {
        "leader": Number("level", bounds=ANYTHING),
        "leader_output": Number("output"),
        "leader_adoption": Number("adoption"),
        "leader_morale": Number("morale"),
    }),
    ("", {
        "listens": Number(needs="defensive", says="what listening to citizens takes from how defensive officers are"),
        "manners": Number(bounds=ANYTHING, says="added to the courtesy of all officers"),
        "variety": Number(
            needs="other_work", says="output gained by who knows all steps beside those of the own post"
        ),
        "appraised": Number(says="officers are appraised every so many working days; 0: never"),
        "noise": Number(says="chance in a rating (standard deviation, in shares of output)"),
        "differs": Number(
            neutral=0.1, says="how far true output differs between officers (standard deviation, in shares)"
        ),
        "weighs_speed": Number(
            neutral=0.5, bounds=SHARES, says="weight of speed in the rating of results; care has the rest"
        ),
        "weighs_new": Number(
            needs="adopting", says="weight, beside those, of how much of what is new somebody has adopted"
        ),
        "weighs_late": Number(says="what a late morning counts in the rating of conduct, where a day away counts 1"),
        "band": Number(neutral=0.05, says="how far from the mean is above or below"),
        "prize": Number(says="motivation gained with the best predicate, for a reward of 1"),
        "sanction": Number(says="motivation lost with `needs_improvement` or worse, for a reward of 1"),
        "coaching": Number(says="output gained by who is rated so"),
        "coaching_kept": Number(neutral=1.0, bounds=SHARES, says="what a day leaves of that"),
        "resent": Number(says="motivation lost by who resists, for a reward of 1"),
        "soothed": Number(bounds=SHARES, needs="resented", says="share of that which is taken away again"),
        "burden": Number(says="share of the time that records take, for a reward of 1"),
        "bargain": Number(
            needs="money", says="how much more often money is asked for, for a reward that is fully felt"
        ),
        "haste": Number(says="share of the time that is saved where speed alone counts, likewise"),
        "sloppy": Number(says="rise in the odds of a mistake there"),
        "curt": Number(bounds=ANYTHING, says="courtesy lost there"),
        "detect": Number(bounds=SHARES, needs="money", says="probability that one request for money is found out"),
        "acted": Number(
            bounds=SHARES, needs="reported", says="probability that a complaint about money leads to the officer"
        ),
        "deterred": Number(
            bounds=SHARES, needs="found_out", says="probability that who was deterred still is a day later"
        ),
        "sour": Number(needs="found_out", says="motivation lost on being found out"),
    }),
    ("opinion.satisfaction", {
        "performance_only": Number(lambda of, _: float(of.model == "performance"), bounds=None),
        **_plain("felt", "surprise", "expectation"),
        "expectation_spread": Number("spread"),
        **_plain("lenience", "adapts"),
        "style": Number(bounds=None),
    }),
    ("opinion.satisfaction.quality", _plain(
        "requirements", "procedure", "time", "cost", "product", "competence", "conduct", "complaints", "facilities",
    )),
    ("opinion.satisfaction", _plain(
        "incomplete", "again", "step", "waiting", "overdue", "asked", "paid", "mistake", "unserved", "slow", "unequal",
        "unanswered", "trouble",
    )),
    ("opinion", {
        "predisposition": Number(bounds=None),
        "levels": Number(lambda of, _: float(of.trust.model != "surprise"), bounds=None),
        "counts": Number(lambda of, _: of.belief.counts_halo if of.trust.model == "halo" else of.belief.counts),
        "answered": Number(lambda of, _: (of.trust if of.trust.model == "surprise" else of.belief).answered),
        "ignored": Number(lambda of, _: (of.trust if of.trust.model == "surprise" else of.belief).ignored),
        "accustoms": Number(_accustoms, bounds=None),
    }),
    ("opinion.belief", {
        "start": Number(lambda of, _: START if of.start is None else of.start, bounds=None),
        **_plain("start_weight", "floor", neutral=1.0, bounds=None),
        "weighs_reliable": Number("reliable"),
        "weighs_honest": Number("honest"),
        "weighs_fair": Number("fair"),
        "done_lacking": Number("lacking", bounds=SHARES),
        "done_in_vain": Number("vain", bounds=SHARES),
        **_plain("late", "wrong", "tiring", "unfair", bounds=SHARES),
        "tolerable_s": Number(lambda of, _: 60.0 * of.tolerable_min, neutral=1.0, bounds=None),
    }),
    ("opinion.trust", {
        "trust_spread": Number("spread"),
        "gain": Number(),
        "loss": Number(lambda of, _: float(of.gain * of.loss)),
        "standard": Number(),
        "trust_money": Number("money"),
        "trust_unequal": Number("unequal"),
        "worse": Number("loss"),
    }),
    ("opinion.talk", {
        "every": Number("every_days", bounds=None),
        **_plain("ties", "rewired", bounds=None),
        "hear": Number(),
        "openness": Number(),
        "negative": Number(neutral=1.0),
        "pull": Number(),
    }),
    ("opinion.complaints", {
        "below": Number(),
        **_plain("complains", "reports", bounds=SHARES, needs="complaints"),
    }),
    ("opinion.feedback", {name: _slope(name) for name in SLOPES}),
    ("", {
        "hopes": Number(needs="opinion", says="added to the expectation that a visit is held against"),
        "promises": Number(needs="levels", says="visits for which a promised day that was kept, or not, counts"),
        "publishes": Number(needs="levels", says="visits for which what is published of a year counts"),
        "compensated": Number(
            bounds=SHARES, needs="opinion", says="share of what a broken promise costs that is made good"
        ),
        "breach": Number(bounds=SHARES, needs="leaking", says="probability a day that data leak"),
        "harm": Number(bounds=SHARES, needs="leaking", says="how bad a surprise that is"),
    }),
)  # fmt: skip
"""The mechanisms by the table of a scenario that switches them on ("": reforms do), in the order of the record."""

NUMBERS = {name: number for _, numbers in MECHANISMS for name, number in numbers.items()}
BEHAVIOUR = np.dtype([(name, "f8") for name in NUMBERS])
"""One record: how people behave. What stands in a table of a scenario, `sim.office.staff` and `opinion` explain."""


def behaviour(scenario: Scenario, days: Days, reforms: Sequence[Reform], start: float | None = None) -> Row:
    """The row of BEHAVIOUR, neutral where no table names a mechanism.

    `start` is the belief at the start where the scenario says none.
    """
    values = {name: number.neutral for name, number in NUMBERS.items()}
    if reforms:
        values |= _set(Change(), ADOPTING, days)
    for path, numbers in MECHANISMS:
        if path and (table := _table(scenario, path)) is not None:
            values |= _set(table, numbers, days)
    if start is not None:
        values["start"] = start
    return values


def _table(scenario: Scenario, path: str) -> Any:
    found: Any = scenario
    for key in path.split("."):
        found = getattr(found, key, None)
    return found


def _set(table: Any, numbers: dict[str, Number], days: Days) -> dict[str, float]:
    """What a table sets."""
    return {
        name: number.key(table, days) if callable(number.key) else getattr(table, number.key or name)
        for name, number in numbers.items()
    }
