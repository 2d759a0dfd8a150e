"""Do tables of staff and opinion change nothing where their numbers are such that nothing can come of them?"""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from agreement import gathered, story
from random_people import COMPLAINT

from findings.little_offices import ENGINES
from sim.office import (
    AgeBand,
    Attendance,
    Belief,
    Change,
    Complaints,
    Courtesy,
    Fatigue,
    Feedback,
    Integrity,
    Leadership,
    Learning,
    Load,
    Motivation,
    Opinion,
    Satisfaction,
    Scenario,
    Service,
    Staff,
    Step,
    Talk,
    Trust,
    Turnover,
)
from sim.office.distributions import Constant
from sim.plan import plan_of
from sim.plan.tables import CITIZEN_ROW, DAY_ROW

POOL = {"compiled": 40, "reference": 4}
"""How many random offices each engine runs; the engines are compared with each other elsewhere."""

OFFICERS: dict[str, Staff] = {
    "no mechanism": Staff(),
    "learning that nobody has to": Staff(learning=Learning(rate=1.0, retention=1.0, mentoring=0.0)),
    "forgetting what is not needed": Staff(learning=Learning(rate=1.0, retention=0.5, mentoring=0.9, full_cases=2.0)),
    "no fatigue": Staff(fatigue=Fatigue(output=1.0, odds=1.0)),
    "load that nobody minds": Staff(load=Load(elasticity=0.0, slower=0.0, errors=0.0, saturation=0.1)),
    "load of no account": Staff(load=Load(elasticity=-2.0, most=0.0, errors=0.0)),
    "motivation without effort": Staff(motivation=Motivation(effort=0.0, reward=1.0, spread=1.0, strain=1.0)),
    "motivation that stays": Staff(motivation=Motivation(effort=0.5, spread=0.0, strain=0.0)),
    "rudeness that nobody judges": Staff(courtesy=Courtesy(level=0.0, strain=5.0)),
    "nobody takes or favours": Staff(integrity=Integrity(takes=0.0, favours=0.0)),
    "nobody asks or uses": Staff(integrity=Integrity(takes=1.0, asks=0.0, uses=0.0)),
    "nobody stalls": Staff(integrity=Integrity(takes=1.0, asks=1.0, pays=0.5, stalls=0.0, favours=0.0)),
    "nobody stays away": Staff(attendance=Attendance(absence=0.0, motivation=0.0)),
    "absence without lack of motivation": Staff(attendance=Attendance(absence=0.0, motivation=1.0)),
    "nobody leaves": Staff(turnover=Turnover(a_year=0.0)),
    "successors like their predecessors": Staff(turnover=Turnover(a_year=1.0)),
    "a change of nothing": Staff(change=Change(dip=0.0, time=0.0, speed=1.0, online=0.0)),
    "a change that costs nothing at first and is never adopted": Staff(
        change=Change(dip=0.0, time=5.0, speed=0.0, online=0.0)
    ),
    "a leader like others": Staff(leadership=Leadership(level=0.0, output=0.5)),
    "a leader without a say": Staff(leadership=Leadership(level=3.0, output=0.0, morale=0.0)),
    "mismatch of nothing": Staff(mismatch=0.0),
    "all of them": Staff(
        learning=Learning(rate=1.0, retention=1.0, mentoring=0.0),
        fatigue=Fatigue(output=1.0, odds=1.0),
        load=Load(elasticity=0.0, slower=0.0, errors=0.0),
        motivation=Motivation(effort=0.0),
        courtesy=Courtesy(),
        integrity=Integrity(takes=0.0, favours=0.0),
        attendance=Attendance(absence=0.0, motivation=0.0),
        turnover=Turnover(a_year=0.9),
        change=Change(dip=0.0, time=0.0, online=0.0),
        leadership=Leadership(level=0.0),
        mismatch=0.0,
    ),
}

INDIFFERENT = Feedback(strength=0.0)
CITIZENS: dict[str, Opinion] = {
    "judging": Opinion(),
    "judging by performance": Opinion(satisfaction=Satisfaction(model="performance")),
    "trust that moves far": Opinion(trust=Trust(gain=1.0, loss=9.0, spread=1.0)),
    "feedback where what is believed counts for nothing": Opinion(
        feedback=Feedback(coming=9.0, online=-9.0, patience=9.0),
        trust=Trust(predisposition=0.5, spread=0.0),
        belief=Belief(counts=0.0),
    ),
    "talk": Opinion(talk=Talk(every_days=1, ties=1, openness=1.0)),
    "feedback of nothing": Opinion(feedback=INDIFFERENT, trust=Trust(spread=1.0)),
    "feedback where all trust alike": Opinion(
        feedback=Feedback(coming=9.0, online=-9.0, patience=9.0),
        trust=Trust(model="surprise", predisposition=0.5, spread=0.0, gain=0.0),
    ),
    "nobody complains": Opinion(complaints=Complaints(service=COMPLAINT, complains=0.0, reports=0.0)),
    "all of them": Opinion(
        talk=Talk(every_days=2, ties=1),
        complaints=Complaints(service=COMPLAINT, complains=0.0, reports=0.0),
        feedback=INDIFFERENT,
    ),
}

SEEN_BY_CITIZENS = ("asked", "paid", "paid_rupiah", "favoured", "complaints", "judged", "trust", "predisposition",
                    "expectation", "satisfaction", "belief", "weight", "normal")  # fmt: skip
WHO_THEY_ARE = ("age", "disabled", "connected")


def without_people(scenario: Scenario) -> Scenario:
    """The office with a service for complaints, which nobody needs for anything else, and nobody who judges."""
    ask = Service(name=COMPLAINT, share=0.0, steps=(Step(name="lapor", time=Constant(value_min=1)),))
    services = tuple(s for s in scenario.services if s.name != COMPLAINT)
    citizens = scenario.citizens and replace(scenario.citizens, count=max(2, scenario.citizens.count), connected=0.5)
    officers = tuple(
        replace(o, background=("*",), experience=None, skills=tuple(s for s in o.skills if s != COMPLAINT) or ("*",))
        for o in scenario.officers
    )
    return replace(
        scenario, services=(*services, ask), officers=officers, citizens=citizens, staff=None, opinion=None
    )  # fmt: skip


@pytest.fixture(scope="module")
def offices() -> list[Scenario]:
    """Random offices without people's tables."""
    return [without_people(scenario) for scenario in gathered(max(POOL.values()))]


@pytest.fixture(scope="module")
def plainly(offices: list[Scenario]) -> dict[str, list[tuple[np.ndarray, ...]]]:
    """What each engine makes of each office without the tables."""
    return {
        name: [story(engine, scenario, 1, scenario.days) for scenario in offices[: POOL[name]]]
        for name, engine in ENGINES.items()
    }


def same(table: np.ndarray, other: np.ndarray, names: tuple[str, ...]) -> None:
    assert len(table) == len(other)
    for name in names:
        assert np.array_equal(table[name], other[name]), name


def nothing_changed(of: Scenario, engine: str, before: tuple[np.ndarray, ...], **tables: Any) -> None:
    """All that was there without the tables is the same to the last bit."""
    peopled = replace(of, **tables)
    visits, officers, days, cases, _, _, citizens, _ = before
    seen = story(ENGINES[engine], peopled, 1, of.days)
    same(visits, seen[0], visits.dtype.names or ())
    same(officers, seen[1], officers.dtype.names or ())
    same(days, seen[2], tuple(name for name in DAY_ROW.names or () if name not in ("trust", "complaints")))
    assert not seen[2]["complaints"].any()
    if plan_of(of).arrays.office[0]["follows"]:
        paid = ("paid_rupiah",)
        same(cases, seen[3], tuple(name for name in cases.dtype.names or () if name not in paid))
    kept = (name for name in CITIZEN_ROW.names or () if name not in (*SEEN_BY_CITIZENS, *WHO_THEY_ARE))
    same(citizens, seen[6], tuple(kept))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", OFFICERS)
def test_officers_whose_mechanisms_do_nothing_change_nothing(name, engine, offices, plainly):
    for scenario, before in zip(offices, plainly[engine], strict=False):
        nothing_changed(scenario, engine, before, staff=OFFICERS[name])


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", CITIZENS)
def test_citizens_whose_opinion_has_no_consequence_change_nothing(name, engine, offices, plainly):
    for scenario, before in zip(offices, plainly[engine], strict=False):
        if scenario.citizens is not None:
            nothing_changed(scenario, engine, before, opinion=CITIZENS[name])


def test_officers_and_citizens_together_change_nothing(offices, plainly):
    for engine in ENGINES:
        for scenario, before in zip(offices, plainly[engine], strict=False):
            if scenario.citizens is not None:
                tables = {"staff": OFFICERS["all of them"], "opinion": CITIZENS["all of them"]}
                nothing_changed(scenario, engine, before, **tables)


def test_ages_alike_and_disabilities_change_nothing(offices, plainly):
    """Bands without numbers of their own only give citizens an age."""
    bands = (AgeBand(name="muda", share=0.6), AgeBand(name="tua", share=0.4))
    for scenario, before in zip(offices, plainly["compiled"], strict=True):
        if scenario.citizens is not None and not scenario.citizens.ages:
            aged = replace(scenario.citizens, ages=bands, disability=0.5)
            nothing_changed(scenario, "compiled", before, citizens=aged)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_table_with_a_consequence_does_change_something(engine, offices, plainly):
    """Otherwise the tests above could not fail."""
    slower = Staff(change=Change(dip=5.0, time=5.0))
    seen = [story(ENGINES[engine], replace(s, staff=slower), 1, s.days)[0] for s in offices[: POOL[engine]]]
    assert not all(np.array_equal(a[0], b) for a, b in zip(plainly[engine], seen, strict=True))
