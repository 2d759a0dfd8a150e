"""Random reforms: any change of any number on any schedule, and any measure of the catalogue; several of one kind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from functools import cache
from typing import Any, ClassVar

from hypothesis import strategies as st
from random_offices import offices
from random_people import among, peopled

from sim.office import Scenario
from sim.office.effects import ELEMENTS, Change, Course, Effect, Novelty, Placement, Rotation, Survey
from sim.office.reform import DecidedBy, Reform
from sim.plan.behaviour import NUMBERS
from sim.reforms import CATALOGUE
from sim.reforms.building import immediate, skippable, steps_of

STEP = ("step.time", "step.checks", "step.error", "step.finds")
NAMED = {
    "service.papers_spared": "services", "class.lacks_document": "classes", "channel.lacks_document": "channels",
    "channel.willing": "channels", "channel.no_show": "channels", "channel.no_show_per_day": "channels",
    "channel.late_sd_min": "channels", "channel.leaks": "channels", "outage.chance": "outages",
    "shortage.chance": "shortages", "officers.filled": "officers", "officers.late_share": "officers",
    "citizens.brings_when_told": "",
}  # fmt: skip
"""Parameters beside those of steps and people, and the part of an office that tells several apart."""
LAID_OUT = {"appraised", *(name for name, number in NUMBERS.items() if number.bounds is None)}
"""Numbers of behaviour that are not changed a little: who knows whom, and what is a day or a choice."""
APPRAISAL = {
    "noise": 0.3, "weighs_speed": 0.95, "differs": 0.3, "band": 0.2, "prize": 0.3, "sanction": 0.4, "coaching": 0.5,
    "coaching_kept": 0.6, "resent": 0.5, "soothed": 0.4, "burden": 0.2, "bargain": 2.0, "haste": 0.4, "sloppy": 3.0,
    "curt": 0.3, "weighs_new": 0.8, "weighs_late": 1.0,
}  # fmt: skip
SUPERVISION = {"detect": 0.3, "acted": 0.6, "deterred": 0.5, "sour": 0.3}
BREACH = {"breach": 0.5, "harm": 0.6}
MOOD = {"manners": -0.3, "hopes": 0.3, "compensated": 0.7, "variety": 0.5}
QUICK: Mapping[str, tuple[Any, ...]] = {
    "ramp_days": (0, 2), "every_days": (1, 2), "lag_days": (0, 1), "after_days": (0, 1), "watch_days": (0, 1),
    "days": (1, 2), "cohort": (1, 5), "half_life_days": (1.0, 90.0), "watch_half_life_days": (1.0,),
    "half_life_weeks": (0.4,), "coached_weeks": (0.4,), "sample": (0.05, 1.0), "detect": (0.3,), "acted": (0.5,),
    "breach": (0.5,), "outage": (0.7,), "lead_days": (0, 1), "every_min": (10.0,), "deadline_days": (0, 1),
    "level": (3.0,), "gain": (0.5,), "courtesy": (0.5,), "peers": (0.5,), "variety": (0.5,), "winners": (0.5,),
    "saving": (0.4,), "assisted": (0.5,), "posts": (1,), "band": (0.0,), "deterred": (0.5,),
}  # fmt: skip
"""What parameters of measures may be so that much comes of them within days."""


@dataclass(frozen=True, kw_only=True)
class Anything(Reform):
    """A reform that makes the changes it is given; `skips` and `soon` are steps to which it builds other ways."""

    decided_by: ClassVar[DecidedBy] = "supervisor"
    place: ClassVar[int] = 0
    name: str = "anything"
    changes: tuple[Change, ...] = ()
    skips: tuple[str, ...] = ()
    soon: tuple[str, ...] = ()

    @property
    def known_elsewhere(self) -> float:
        """Half of the work of other posts is known."""
        return 0.5

    def adds(self, office: Scenario) -> Scenario:
        for name in self.skips:
            office = skippable(office, name)
        for name in self.soon:
            office = immediate(office, name)
        return office

    def effects(self, office: Scenario) -> Iterator[Change]:  # noqa: ARG002  (as every reform)
        yield from self.changes


@cache
def schedules() -> st.SearchStrategy[dict[str, Any]]:
    """Rolled out at once or by and by, fading or not, adopted or not, by lot or not."""
    return st.fixed_dictionaries(
        {
            "ramp_days": among(0, 0, 2, 4),
            "after_days": among(0, 0, 1, 2),
            "half_life_days": among(None, None, 1.0, 4.0),
            "adopted": among(False, False, False, True),
            "chance": among(1.0, 1.0, 0.5),
            "lot": among("", "", "undian"),
        }
    )


@cache
def changes_of(parameter: str) -> st.SearchStrategy[tuple[str, float]]:
    """How a number is changed: halved, doubled, moved, or put at another value."""
    return among(("scale", 0.5), ("scale", 2.0), ("add", 0.3), ("add", -0.2), ("switch", 0.6))


@st.composite
def effect(draw: st.DrawFn, parameter: str, names: list[str]) -> Effect:
    """A change of a parameter, of all that it stands for or of some."""
    how, value = draw(changes_of(parameter))
    where = draw(st.lists(among(*names), max_size=2, unique=True)) if names else []
    return Effect(parameter=parameter, how=how, value=value, where=tuple(where), **draw(schedules()))


@st.composite
def known(draw: st.DrawFn, scenario: Scenario) -> tuple[Change, ...]:
    """Changes of numbers of the office and of how people behave."""
    steps = [*steps_of(scenario, ()), *[service.name for service in scenario.services]]
    places = dict.fromkeys(STEP, steps)
    for parameter, part in NAMED.items():
        places[parameter] = [thing.name for thing in getattr(scenario, part)] if part else []
    places |= {f"people.{name}": [] for name in NUMBERS if name not in LAID_OUT}
    chosen = draw(st.lists(among(*sorted(places)), min_size=1, max_size=6))
    new = Novelty(steps=tuple(draw(st.lists(among(*steps), max_size=3))), dip=draw(among(None, 2.0)))
    moved = tuple(draw(effect(parameter, places[parameter])) for parameter in chosen)
    return (*moved, new) if draw(st.booleans()) else moved


@st.composite
def numbers(draw: st.DrawFn, usual: Mapping[str, float], *switched: Effect) -> tuple[Change, ...]:
    """Numbers of behaviour at values at which something comes of them, all but a few."""
    left_out, how = draw(st.lists(among(*sorted(usual)), max_size=2)), draw(among("switch", "add"))
    moved = [
        Effect(parameter=f"people.{name}", how=how, value=value, **draw(st.just({}) | schedules()))
        for name, value in usual.items()
        if name not in left_out
    ]
    return (*switched, *moved)


@st.composite
def appraisals(draw: st.DrawFn) -> tuple[Change, ...]:
    every = Effect(parameter="people.appraised", how="switch", value=draw(among(1.0, 2.0)))
    reward = Effect(parameter="people.reward", how="add", value=1.0, **draw(st.just({}) | schedules()))
    return draw(numbers(APPRAISAL, every, reward))


@st.composite
def surveys(draw: st.DrawFn) -> tuple[Change, ...]:
    """A survey every few days, and what comes of the repair of each element."""
    survey = Survey(
        every_days=draw(among(1, 2, 3)),
        answers=draw(among(1.0, 0.5)),
        lag_days=draw(among(0, 1, 2)),
        repairs=draw(among(1.0, 0.5)),
        sample=draw(among(0.02, 0.3, 1.0)),
    )
    repaired = [
        Effect(parameter=f"people.{element}", how="add", value=0.3, repairs=element) for element in ELEMENTS
    ] + [Effect(parameter="step.time", how="scale", value=0.5, repairs=draw(among(*ELEMENTS)))]
    return (survey, *repaired)


@st.composite
def courses(draw: st.DrawFn, groups: list[str]) -> tuple[Change, ...]:
    found = Course(
        gain=draw(among(0.4, 0.0)),
        errors=draw(among(0.5, 0.0)),
        courtesy=draw(among(0.3, 0.0)),
        digital=draw(among(0.5, 0.0)),
        peers=draw(among(0.4, 0.0)),
        days=draw(among(1, 2)),
        cohort=draw(among(1, 2, 5)),
        half_life_days=draw(among(None, 1.0, 5.0)),
        after_days=draw(among(0, 1)),
        groups=tuple(draw(st.lists(among(*groups), max_size=1))),
    )
    return (found,)


@st.composite
def moves(draw: st.DrawFn) -> tuple[Change, ...]:
    found = (Rotation(every_days=1), Rotation(every_days=2), Placement())
    return (draw(among(*found)), *draw(numbers({"variety": 0.5})))


@st.composite
def calls(draw: st.DrawFn, stations: list[str]) -> tuple[Change, ...]:
    """Holders of appointments are called otherwise, at some stations or all."""
    where = draw(st.lists(among(*stations), max_size=1))
    to = draw(among(0.0, 1.0, 2.0))
    called = Effect(parameter="station.appointments", how="switch", value=to, where=tuple(where), **draw(schedules()))
    return (called, Effect(parameter="channel.willing", how="add", value=0.5))


@st.composite
def promises(draw: st.DrawFn, stations: list[str]) -> tuple[Change, ...]:
    by_due = Effect(parameter="station.by_due", how="switch", value=1.0, where=(draw(among(*stations)),))
    deadline = Effect(parameter="service.deadline_days", how="switch", value=draw(among(0.0, 1.0, 3.0)))
    return (by_due, deadline)


def passable(scenario: Scenario) -> tuple[list[str], list[str]]:
    """The steps that cases could go past, and those before which days need not pass."""
    found: tuple[list[str], list[str]] = ([], [])
    for name in steps_of(scenario, ()):
        for names, build in zip(found, (skippable, immediate), strict=True):
            try:
                build(scenario, name)
            except ValueError:
                continue
            names.append(name)
    return found


@st.composite
def ways(draw: st.DrawFn, names: list[str], parameter: str) -> tuple[Change, ...]:
    where = tuple(draw(st.lists(among(*names), min_size=1, max_size=2, unique=True)))
    value = draw(among(1.0, 0.4))
    return (Effect(parameter=parameter, how="add", value=value, where=where, **draw(schedules())),)


@st.composite
def spans(draw: st.DrawFn, scenario: Scenario) -> dict[str, Any]:
    """How strong a reform is, when it begins and when it is over; sometimes never."""
    start = scenario.start + timedelta(days=draw(among(0, 0, 1, 3, -4)))
    until = draw(among(None, None, None, 4, 9))
    return {
        "strength": draw(among(1.0, 1.0, 0.5, 0.9)),
        "start": draw(among(None, start)),
        "until": None if until is None else start + timedelta(days=until),
    }


@st.composite
def anything(draw: st.DrawFn, scenario: Scenario, key: str) -> Anything:
    """A reform with one to four sorts of changes."""
    skips, soon = passable(scenario)
    groups, stations = [group.name for group in scenario.officers], [station.name for station in scenario.stations]
    sorts = [known(scenario), appraisals(), surveys(), courses(groups), moves(), promises(stations), calls(stations)]
    sorts += [numbers(usual) for usual in (SUPERVISION, BREACH, MOOD)]
    sorts += [ways(skips, "step.skip")] * bool(skips) + [ways(soon, "step.at_once")] * bool(soon)
    chosen = draw(st.lists(among(*range(len(sorts))), min_size=1, max_size=4, unique=True))
    changes = tuple(change for number in chosen for change in draw(sorts[number]))
    return Anything(
        id=key,
        changes=changes,
        skips=tuple(skips),
        soon=tuple(soon),
        **draw(spans(scenario)),
    )


@st.composite
def measure(draw: st.DrawFn, scenario: Scenario, key: str, name: str | None = None) -> Reform:
    """A measure of the catalogue, of any variant, with a few parameters such that it acts soon."""
    kind = CATALOGUE[name or draw(among(*sorted(CATALOGUE)))]
    quick = {field.name: QUICK[field.name] for field in fields(kind) if field.name in QUICK}
    given = {key: draw(among(*values)) for key, values in quick.items() if draw(st.integers(0, 3)) > 0}
    if kind.presets and draw(st.booleans()):
        given["variant"] = draw(among(*sorted(kind.presets)))
    if kind.name == "appointments" and "lead_days" in given:
        given["days_ahead"] = 3
    return kind(id=key, **given, **draw(spans(scenario)))


@st.composite
def reformed(draw: st.DrawFn) -> Scenario:
    """A random office with people, and one to four reforms of which several may be of one kind."""
    scenario: Scenario = draw(offices())
    if scenario.staff is None and scenario.opinion is None:
        scenario = draw(peopled(scenario))
    scenario = replace(scenario, days=draw(among(5, 3, 8)))
    count = draw(st.integers(1, 3))
    wanted = [draw(measure(scenario, f"m{i}") | anything(scenario, f"a{i}")) for i in range(count)]
    return replace(scenario, reforms=tuple(wanted))
