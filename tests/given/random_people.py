"""Random officers who change and citizens who judge: any mechanism by its own chance, at its ends or beyond."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any, TypeVar

from hypothesis import strategies as st

from sim.office import (
    AgeBand,
    Attendance,
    Belief,
    Change,
    Channel,
    Citizens,
    Complaints,
    Courtesy,
    Criticism,
    Elements,
    Fatigue,
    Feedback,
    Integrity,
    Leadership,
    Learning,
    Load,
    Member,
    Motivation,
    OfficerGroup,
    Opinion,
    PriorityClass,
    Satisfaction,
    Scenario,
    Service,
    Staff,
    Station,
    Step,
    Talk,
    Temptation,
    Trust,
    Turnover,
    distributions,
)

T, Table = TypeVar("T"), TypeVar("Table")
COMPLAINT = "aduan"
ENDS = (0.0, 1.0)
MODELS = ("level", "used_to", "halo", "surprise", "surprise")
DAYS = st.integers(-2, 12).map(lambda i: date(2026, 1, 5) + timedelta(days=i))
"""Days before the run, within and after it."""


@lru_cache(maxsize=None, typed=True)
def among(*values: T) -> st.SearchStrategy[T]:
    """One of these, by a strategy that is made once: to make one takes longer than to draw from it."""
    return st.sampled_from(values)


@cache
def perhaps(of: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    """Something that is made once, or None."""
    return st.none() | of


@cache
def seldom(of: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    """None twice as often."""
    return st.none() | st.none() | of


OFFICERS: dict[type[Any], Mapping[str, tuple[Any, ...]]] = {
    Learning: {"rate": (1.0, 0.5), "retention": (0.5, 1.0), "mentoring": (0.0, 0.9), "novice_cases": (1.0,),
               "full_cases": (1.0, 4.0), "errors": (0.0, 2.0)},
    Fatigue: {"output": (1.0, 0.3), "odds": (0.2, 9.0), "usual_hours": (1.0,)},
    Load: {"elasticity": (0.0, -2.0), "saturation": (0.05, 1.0), "errors": (0.0, 9.0), "slower": (0.0, 5.0),
           "usual_queue": (0.0, 1.0), "memory_days": (0.2, 1.0), "most": ENDS},
    Motivation: {"level": (0.0, 0.9), "spread": ENDS, "effort": (0.0, 0.9), "strain": ENDS, "recovery": ENDS,
                 "reward": (1.0, 0.5), "pay": (3.0,), "crowding": (-3.0,)},
    Courtesy: {"level": ENDS, "spread": ENDS, "strain": (0.0, 9.0)},
    Integrity: {"takes": (1.0, 1.0, 0.5), "asks": (1.0, 0.5), "pays": ENDS, "stalls": (0.0, 2.0),
                "rupiah": (0.0, 999.6), "uses": (1.0, 1.0, 0.0), "favours": (1.0, 1.0, 0.0)},
    Temptation: {"colleagues": ENDS, "risk": (0.0, 3.0), "example": (0.0, 0.5), "newcomer": ENDS,
                 "settles_days": (0.1, 1.0), "tangled": (0.0, 2.0), "pace_days": (0.01, 1.0, 1.0)},
    Criticism: {"level": (0.0, 1.0), "stings": (0.0, 0.5, 9.0), "calms_days": (0.1, 1.0), "example": (0.5,),
                "excuses": ENDS, "courtesy": ENDS},
    Attendance: {"absence": (0.5, 0.0), "motivation": (0.0, 1.0), "late": (3.0, 9.0)},
    Turnover: {"a_year": (0.99, 1.0)},
    Change: {"time": (-0.5, 1.0), "speed": ENDS, "resistant": (0.5, 1.0), "resistance": (1.0,), "skill": ENDS,
             "spread": (1.0,), "dip": (1.0, 0.0), "online": (0.0, 5.0)},
    Leadership: {"level": (1.0, -2.0), "output": (0.3, 0.0), "adoption": (0.9,), "morale": (0.2,)},
}  # fmt: skip
"""For every mechanism what its numbers may be beside their defaults."""

CITIZENS: dict[type[Any], Mapping[str, tuple[Any, ...]]] = {
    Satisfaction: {
        "model": ("performance",), "felt": (0.0,), "surprise": (0.0, 9.0), "expectation": ENDS, "spread": ENDS,
        "lenience": (0.0, 9.0), "style": (0.0, 1.0), "adapts": ENDS, "incomplete": (1.0,), "again": (1.0,),
        "step": (0.5,), "waiting": (1.0,), "overdue": (1.0,), "asked": (1.0,), "paid": (1.0,), "mistake": (1.0,),
        "unserved": (1.0,), "slow": (1.0,), "unequal": (1.0,), "unanswered": (1.0,), "trouble": (1.0,),
        "quality": tuple(Elements(**dict.fromkeys(Elements.__dataclass_fields__, worth)) for worth in (0.0, 0.5, 1.0)),
    },
    Trust: {"predisposition": ENDS, "spread": ENDS, "gain": ENDS, "loss": (0.0, 9.0), "standard": ENDS, "money": ENDS,
            "unequal": ENDS, "answered": ENDS, "ignored": ENDS},
    Belief: {"counts": ENDS, "counts_halo": (1.0,), "start": (0.0, 0.5, 1.0), "start_weight": (0.1, 1.0),
             "floor": (0.01, 9.0), "half_years": (0.001, 0.01), "used_to_years": (0.001, 0.01), "reliable": ENDS,
             "honest": ENDS, "fair": ENDS, "lacking": ENDS, "vain": (1.0,), "late": (1.0,), "wrong": (1.0,),
             "tiring": (1.0,), "tolerable_min": (0.1,), "unfair": (1.0,), "answered": (0.0, 9.0), "ignored": (9.0,)},
    Talk: {"every_days": (1, 1, 2), "rewired": ENDS, "hear": (0.0, 1.0, 1.0), "openness": ENDS,
           "negative": (0.0, 1.0), "pull": ENDS},
    Feedback: {"strength": (0.0, 0.5), "elsewhere": (0.0, 10.0, 100.0), **dict.fromkeys(
        ("coming", "online", "go_between", "patience", "complaining", "refusing"), (-10.0, 10.0, 0.0))},
}  # fmt: skip


@cache
def table(of: type[Table], most: int = 4) -> st.SearchStrategy[Table]:
    """A table of a scenario in which up to so many numbers are extreme."""
    pairs = [(name, value) for name, values in (OFFICERS | CITIZENS)[of].items() for value in values]
    changes = st.lists(st.sampled_from(pairs), max_size=most, unique_by=lambda pair: pair[0])
    return changes.map(lambda found: of(**dict(found)))


@cache
def staffs() -> st.SearchStrategy[Staff]:
    """The mechanisms of officers, each there or not."""
    tables = {of.__name__.lower(): st.none() | table(of) for of in OFFICERS}
    corrupt = Integrity(takes=1.0, asks=1.0, uses=1.0, favours=1.0)
    tables["integrity"] = among(None, corrupt, replace(corrupt, pays=0.0, takes=0.5)) | tables["integrity"]
    tables["change"] = st.none() | st.builds(replace, table(Change), start=st.none() | DAYS)
    return st.builds(Staff, mismatch=among(1.0, 0.0, 9.0), **tables)


@st.composite
def networks(draw: st.DrawFn, count: int) -> Talk:
    """Word of mouth in a small world, or in a network given in full."""
    talk = draw(table(Talk))
    if count > 1 and draw(st.integers(0, 2)) > 0:
        return replace(talk, ties=draw(st.integers(1, min(6, count - 1))))
    others, step = st.integers(0, count - 1), draw(st.integers(0, count))
    heard = draw(st.lists(st.tuples(others, among(1.0, 0.5, 3.0)), min_size=1, max_size=3))
    return replace(
        talk,
        members=tuple(
            Member(
                trust=(i * 0.37 + 0.1) % 1.0,
                pull=(0.0, 0.5, 1.0)[(i + step) % 3],
                listens=tuple(((who + i * step) % count, weight) for who, weight in heard[: 1 + i % len(heard)]),
            )
            for i in range(count)
        ),
    )


@st.composite
def opinions(draw: st.DrawFn, count: int) -> Opinion:
    """What citizens make of visits, and what comes of that."""
    below, complains, reports = draw(among((1.0, 1.0, 1.0), (1.0, 0.5, 0.0), (0.7, 1.0, 1.0)))
    complaints = Complaints(service=COMPLAINT, below=below, complains=complains, reports=reports)
    return Opinion(
        satisfaction=draw(table(Satisfaction, 6)),
        trust=replace(draw(table(Trust)), model=draw(among(*MODELS))),
        belief=draw(table(Belief)),
        talk=draw(st.none() | networks(count) | networks(count)),
        complaints=complaints if draw(st.integers(0, 3)) != 1 else None,
        feedback=draw(perhaps(table(Feedback, 5))),
    )


@st.composite
def complaint_services(draw: st.DrawFn, stations: tuple[Station, ...]) -> Service:
    """Complaints are told at a station or anywhere, and then often become files that take days."""
    station = draw(among(*[s.name for s in stations], None))
    minute = distributions.Constant(value_min=draw(among(0.0, 5.0)))
    steps = [Step(name="lapor", station=station, time=minute, without_citizen=draw(st.booleans()) and station is None)]
    if draw(st.booleans()):
        days = draw(among(None, ((1, 1.0),), ((1, 0.4), (2, 0.3), (3, 0.3))))
        steps.append(Step(name="balas", station=None, time=minute, without_citizen=True, after_days=days))
    deadline = draw(among(None, 0, 0, 2))
    return Service(name=COMPLAINT, share=0.0, deadline_days=deadline, steps=tuple(steps))


@st.composite
def persons(draw: st.DrawFn, citizens: Citizens) -> Citizens:
    """Citizens with an age, now and then a disability, and acquaintances in the office; of any number."""
    bands = [
        AgeBand(name="muda", share=draw(among(1.0, 0.3))),
        AgeBand(name="paruh", share=0.0, digital_skill=0.5),
        AgeBand(name="lansia", share=1.0, digital_access=0.4, digital_skill=draw(among(None, 0.0, 1.0))),
    ]
    count = draw(among(citizens.count, citizens.count, 2, 7, 60))
    return replace(
        citizens,
        count=count,
        needs_per_year={2: 1000.0, 7: 1000.0, 60: 250.0}.get(count, citizens.needs_per_year),
        ages=tuple(bands[: draw(among(3, 2, 0, 1))]),
        disability=draw(among(0.0, 0.3, 1.0)),
        connected=draw(among(0.4, 0.4, 1.0, 0.0)),
    )


@st.composite
def own_ages(draw: st.DrawFn, of: PriorityClass, bands: tuple[AgeBand, ...]) -> PriorityClass:
    """A class that may have ages and disabilities of its own."""
    names = [band.name for band in bands]
    chosen = draw(st.lists(among(*names), max_size=2, unique=True)) if names else []
    return replace(
        of,
        ages=tuple((name, 1.0 + i) for i, name in enumerate(chosen)),
        disability=draw(among(None, 0.0, 1.0)),
        asked=draw(among(1.0, 0.5, 3.0)),
        slighted=draw(among(0.0, 0.0, 0.3)),
    )


@st.composite
def experienced(draw: st.DrawFn, group: OfficerGroup, services: tuple[Service, ...]) -> OfficerGroup:
    """A group that brings some experience, or has learnt something else."""
    skills = [s.name for s in services] + [f"{s.name}.{t.name}" for s in services for t in s.steps]
    return replace(
        group,
        experience=draw(among(None, None, 0.0, 3.0, 5_000.0)),
        background=draw(st.none() | st.lists(among(*skills), min_size=1, max_size=2).map(tuple)),
        skills=(*group.skills, COMPLAINT) if draw(st.booleans()) else group.skills,
    )


@st.composite
def peopled(draw: st.DrawFn, scenario: Scenario) -> Scenario:
    """The same office with people who change, judge, complain, talk and have acquaintances in the office."""
    if scenario.citizens is None and draw(st.booleans()):
        return replace(scenario, staff=draw(staffs()))
    citizens = draw(persons(scenario.citizens or Citizens(count=30, needs_per_year=500.0)))
    opinion = draw(opinions(citizens.count)) if draw(st.integers(0, 4)) != 1 else None
    services, channels = scenario.services, scenario.channels
    if opinion is not None and opinion.complaints is not None:
        services = (*services, draw(complaint_services(scenario.stations)))
        if draw(st.integers(0, 3)) == 0:
            willing = draw(among(0.5, 1.0))
            channels = (*channels, Channel(name="daring", kind="online", services=(COMPLAINT,), willing=willing))
    return replace(
        scenario,
        citizens=citizens,
        services=services,
        channels=channels,
        classes=tuple(draw(own_ages(class_, citizens.ages)) for class_ in scenario.classes),
        officers=tuple(draw(experienced(group, services)) for group in scenario.officers),
        staff=draw(staffs()) if draw(st.integers(0, 4)) != 1 else None,
        opinion=opinion,
    )
