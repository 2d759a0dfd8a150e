"""Do the two engines tell the same story, row by row and to the last bit? And would we notice if they did not?"""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from agreement import AT_ONCE, agree, each, gathered_at_once
from hypothesis import strategies as st
from mutations import MUTATIONS
from random_offices import offices
from showing import Mutation, Showing

from sim.language.words import Words
from sim.office import (
    Channel,
    Citizens,
    Fatigue,
    Integrity,
    Lines,
    Load,
    OfficerGroup,
    Opinion,
    Scenario,
    Service,
    Slots,
    Staff,
    Station,
    Step,
    Talk,
    Temptation,
    Trust,
    Turnover,
)
from sim.office.distributions import Constant, Exponential
from sim.office.units import Span, Week

QUICK, LONG, LONG_PARTS, POOL = 300, 10_000, 20, 600


@pytest.mark.newer
def test_random_offices_are_equal_to_the_last_bit() -> None:
    each(QUICK, agree, offices(), st.integers(0, 99), st.integers(1, 4))


def test_who_is_sent_home_is_written_down_in_the_order_of_tickets() -> None:
    """Whether somebody waits with a limit to patience or without must not change the order of the rows."""
    line = Station(name="s", title=None)
    endless = Service(name="a", steps=(Step(name="t", station="s", time=Constant(value_min=5)),))
    patience = Exponential(mean_min=500)
    hurried = Service(name="b", steps=(Step(name="t", station="s", time=Constant(value_min=5), patience=patience),))
    crowd = Scenario(
        title=Words(id="ramai", en="crowd"),
        hours=Week(every=(Span(0, 1200),)),
        days=2,
        closing="send_home",
        stations=(line,),
        services=(endless, hurried),
        officers=(OfficerGroup(name="o", skills=("*",)),),
        citizens=Citizens(count=100, needs_per_year=250),
    )
    agree(crowd, 0, 1)


def alternating() -> Scenario:
    """Many appointments at a line in which they alternate with others."""
    booked = Channel(name="janji", kind="appointment", willing=0.5, slots=(Slots(Span(0, 36_000), 30.0, 4),))
    return Scenario(
        title=Words(id="janji", en="appointments"),
        hours=Week(every=(Span(0, 36_000),)),
        days=3,
        stations=(Station(name="s", appointments="alternating"),),
        services=(Service(name="a", steps=(Step(name="t", station="s", time=Constant(value_min=9)),)),),
        officers=(OfficerGroup(name="o", skills=("*",)),),
        citizens=Citizens(count=60, needs_per_year=250),
        channels=(booked,),
    )


def promised() -> Scenario:
    """Files with different promises, more than a day can do."""
    steps = (Step(name="t", station="b", time=Constant(value_min=25)),)
    return Scenario(
        title=Words(id="jangka waktu pelayanan", en="deadlines"),
        hours=Week(every=(Span(0, 36_000),)),
        days=4,
        stations=(Station(name="b", back_office=True, order="due"),),
        services=(
            Service(name="lama", steps=steps, deadline_days=5),
            Service(name="cepat", steps=steps, deadline_days=1),
            Service(name="tanpa", steps=steps),
        ),
        officers=(OfficerGroup(name="o", skills=("*",), hours=Week(every=(Span(7200, 30_000),))),),
        citizens=Citizens(count=30, needs_per_year=250),
    )


def helped(calls: Literal["first", "alternating"]) -> Scenario:
    """Holders of appointments in a line with others whom a connection helps."""
    line = (Station(name="s", appointments=calls),)
    people = Citizens(count=60, needs_per_year=250, connected=0.4)
    staff = Staff(integrity=Integrity(takes=0.0, uses=1.0, favours=0.6))
    return replace(alternating(), stations=line, citizens=people, staff=staff, opinion=Opinion())


def backed_up() -> Scenario:
    """Two who can serve the same, one of them only where the other cannot; and colleagues who do as others do."""
    hours = Week(every=(Span(0, 36_000),))
    return Scenario(
        title=Words(id="cadangan", en="backups"),
        seed=1,
        hours=hours,
        days=2,
        stations=(Station(name="s"),),
        services=(Service(name="a", steps=(Step(name="t", station="s", time=Constant(value_min=9)),)),),
        officers=(OfficerGroup(name="b", skills=("a.t",), hours=Week(every=(Span(0, 9_000),)), backup_skills=("a",)),
                  OfficerGroup(name="o", skills=("x",), backup_skills=("*",)),
                  OfficerGroup(name="p", skills=("a",), count=5)),
        citizens=Citizens(count=40, needs_per_year=250),
        staff=Staff(integrity=Integrity(takes=0.5), temptation=Temptation(colleagues=1.0, pace_days=0.01)),
    )  # fmt: skip


def printed() -> Scenario:
    """What tired officers begin a machine finishes, and makes mistakes of its own."""
    spoilt = {"error": 0.4, "finds_errors": 0.5, "rework": "t"}
    steps = (
        Step(name="t", station="s", time=Constant(value_min=9)),
        Step(name="u", time=Constant(value_min=2), **spoilt),
    )
    return replace(
        backed_up(), services=(Service(name="a", steps=steps),), staff=Staff(fatigue=Fatigue(odds=9.0), load=Load())
    )


def disappointed() -> Scenario:
    """Citizens who come nearly every day, are disappointed or not, and are heard less when they are."""
    office, service = backed_up(), replace(backed_up().services[0], documents=3)
    citizens = replace(office.citizens, knows_document=0.6)
    opinion = Opinion(trust=Trust(model="surprise"), talk=Talk(every_days=2, ties=4, negative=0.2, openness=1.0))
    return replace(office, days=12, services=(service,), citizens=citizens, opinion=opinion)


def renewed() -> Scenario:
    """Officers who ask for money leave every few days, and their successors dare not."""
    staff = Staff(
        integrity=Integrity(takes=1.0, asks=0.5), temptation=Temptation(newcomer=1.0), turnover=Turnover(a_year=1.0)
    )
    return replace(backed_up(), days=6, staff=staff, opinion=Opinion())


def chosen() -> Scenario:
    """A line before each of three counters, one often shut and one absent, and of two groups."""
    hours = Week(every=(Span(0, 36_000),))
    pause = Week(every=(Span(3600, 12_000), Span(20_000, 24_000)))
    names, patience = ("a", "b"), Exponential(mean_min=40)
    services = [
        Service(
            name=name,
            steps=(
                Step(name="t", station="s", time=Exponential(mean_min=9)),
                Step(name="u", station="r", time=Constant(value_min=5), patience=patience),
            ),
        )
        for name in names
    ]
    return Scenario(
        title=Words(id="pilih antrean", en="lines to choose"),
        seed=1,
        hours=hours,
        days=3,
        stations=(Station(name="s", lines=Lines(jockeying=2)),
                  Station(name="r", lines=Lines(each="group", choice="random"))),
        services=tuple(services),
        officers=(OfficerGroup(name="p", skills=("a.t", "b.t"), breaks=pause),
                  OfficerGroup(name="q", skills=("a.t", "b.t"), count=2, present=((1, 0.5), (2, 0.5))),
                  OfficerGroup(name="m", skills=("a.u", "b.u"), hours=Week(every=(Span(0, 18_000),))),
                  OfficerGroup(name="n", skills=("a.u", "b.u"), count=2, breaks=pause)),
        citizens=Citizens(count=150, needs_per_year=250),
    )  # fmt: skip


RARE = [
    alternating(),
    promised(),
    helped("first"),
    helped("alternating"),
    backed_up(),
    printed(),
    disappointed(),
    renewed(),
    chosen(),
]
"""What random offices seldom meet."""


@pytest.mark.newer
@pytest.mark.parametrize("scenario", RARE, ids=lambda s: s.title["en"])
def test_what_is_rare_is_equal_too(scenario: Scenario) -> None:
    agree(scenario, 0, 2)


@pytest.mark.long
@pytest.mark.parametrize("part", range(LONG_PARTS))
def test_ten_thousand_random_offices_are_equal(part: int) -> None:
    count = LONG // LONG_PARTS
    each(count, agree, offices(), st.integers(0, 99), st.integers(1, 4), first=part * count)


def rare_or_random(number: int) -> Scenario:
    """The offices in which mistakes are looked for, numbered."""
    if number < len(RARE):
        return RARE[number]
    part, place = divmod(number - len(RARE), AT_ONCE)
    return gathered_at_once(part)[place]


@pytest.fixture(scope="module")
def showing() -> Iterator[Showing]:
    offices = Showing("offices", rare_or_random, len(RARE) + POOL)
    yield offices
    offices.remember()


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda m: m.__name__)
def test_a_mistake_in_one_engine_is_noticed(mutate: Mutation, showing: Showing) -> None:
    assert showing.shown(mutate)


INSIDE = """
import sys
sys.path += ["tests/given", "tests/engines"]
from agreement import gathered, story
from test_engines_agree import RARE
from sim.engines.compiled import CompiledEngine
for scenario in [*RARE, *gathered(200)]:
    story(CompiledEngine, scenario, 0, 2)
"""


@pytest.mark.long
def test_no_index_leaves_its_array(tmp_path: Path) -> None:
    """Machine code that checks every index finds none outside; the usual one would write over something else."""
    checked = {**os.environ, "NUMBA_BOUNDSCHECK": "1", "LOKET_CACHE": str(tmp_path)}
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", INSIDE], env=checked, cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
