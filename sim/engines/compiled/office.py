"""Who the citizens are, and one day after the other."""

from typing import Any

from sim.engines.compiled.book import write_day, write_officers
from sim.engines.compiled.case import class_of
from sim.engines.compiled.compiler import at, entry, inner
from sim.engines.compiled.day import hours
from sim.engines.compiled.morning import morning
from sim.engines.compiled.night import find_ties, night
from sim.engines.compiled.officers import hire
from sim.engines.compiled.shortage import DAY_BOOKS_FULL, GO_ON
from sim.engines.compiled.state import State
from sim.plan.layout import NONE, Arrays
from sim.rules.chance import (
    ACCESS,
    AGE,
    CONNECTED,
    DISABLED,
    EXPECTATION,
    HOME,
    PREDISPOSITION,
    RATE,
    SKILL,
    TRAVEL,
    citizen_key,
    uniform,
)
from sim.rules.channels import skill_of
from sim.rules.clock import seconds
from sim.rules.demand import picked
from sim.rules.distributions import drawn
from sim.rules.staff import trait


@entry
def populate(state: State, plan: Arrays) -> None:
    """Draw who the citizens are."""
    law = at(plan.law, plan.office[0].rate_law)
    for i in range(state.citizen.size):
        citizen = at(state.citizen, i)
        citizen.key = citizen_key(state.clock[0].run_key, i)
        citizen.rate = drawn(law, plan.table, uniform(citizen.key, RATE))
        citizen.class_ = class_of(plan, citizen.key)
        citizen.home = home_of(plan, citizen.key)
        settle_traits(plan, citizen, at(state.tally, i))
        if plan.office[0].travel_law != NONE:
            travel = at(plan.law, plan.office[0].travel_law)
            citizen.trip_s = seconds(drawn(travel, plan.table, uniform(citizen.key, TRAVEL)))
        if plan.office[0].opinion:
            form_opinion(state, plan, i)
    find_ties(state, plan)
    for who in range(state.officer.size):
        at(state.officer, who).origin = who
        hire(state, plan, who, 0)


@inner
def settle_traits(plan: Arrays, citizen: Any, tally: Any) -> None:
    """Age, disability, digital skill and connections of a citizen."""
    bands = plan.office[0].ages
    first = citizen.class_ * bands
    if bands > 1:
        tally.age = min(picked(plan.age, first, bands, uniform(citizen.key, AGE)), bands - 1)
    digital = at(plan.age, first + tally.age)
    citizen.skill = skill_of(
        digital.access, digital.exponent, uniform(citizen.key, ACCESS), uniform(citizen.key, SKILL)
    )
    tally.disabled = uniform(citizen.key, DISABLED) < at(plan.class_, citizen.class_).disability
    citizen.connected = uniform(citizen.key, CONNECTED) < plan.office[0].connected
    tally.complained_on = NONE


@inner
def form_opinion(state: State, plan: Arrays, i: int) -> None:
    """What a citizen thinks of the office before the first visit."""
    citizen, b, members = at(state.citizen, i), plan.behaviour[0], plan.office[0].members_first
    citizen.predisposition = trait(b.predisposition, b.trust_spread, uniform(citizen.key, PREDISPOSITION))
    if members != NONE:
        citizen.predisposition = at(plan.segment, at(plan.lookup, members + i).to).value
    citizen.trust = citizen.predisposition
    tally = at(state.tally, i)
    tally.expectation = trait(b.expectation, b.expectation_spread, uniform(citizen.key, EXPECTATION))
    tally.belief = b.start
    tally.normal = b.start
    tally.weight = b.start_weight


@inner
def home_of(plan: Arrays, key: int) -> int:
    """The office in whose area a citizen lives."""
    office = plan.office[0]
    return min(picked(plan.segment, office.home_first, office.offices, uniform(key, HOME)), office.offices - 1)


@inner
def books_full(state: State) -> bool:
    """Whether the books of officers and days have no room for one more day."""
    clock = state.clock[0]
    officers_full = clock.officer_rows + state.officer.size > state.officer_row.size
    opinions_full = not clock.begun and 2 * clock.opinions > state.opinion_row.size
    acts_full = 2 * clock.acts > state.act_row.size
    return officers_full or opinions_full or acts_full or clock.day_rows + 1 > state.day_row.size


@entry
def advance(state: State, plan: Arrays, until: int) -> int:
    """Run the days up to `until`, or until something runs short."""
    clock = state.clock[0]
    while clock.day < until:
        if books_full(state):
            return DAY_BOOKS_FULL
        if not clock.begun:
            short = morning(state, plan)
            if short != GO_ON:
                return short
            clock.begun = 1
        kind = at(plan.day, clock.day).kind
        short = hours(state, plan, kind)
        if short != GO_ON:
            return short
        short = night(state, plan, kind)
        if short != GO_ON:
            return short
        write_officers(state, plan, kind)
        write_day(state)
        clock.begun = 0
        clock.day += 1
    return GO_ON
