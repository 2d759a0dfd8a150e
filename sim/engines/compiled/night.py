"""What happens between days: citizens judge, hear, complain and talk, officers learn and wear out."""

import numpy as np

from sim.engines.compiled.case import begin, new_case
from sim.engines.compiled.coming import channel_of, day_of, put_down
from sim.engines.compiled.compiler import at, inner, seldom
from sim.engines.compiled.officers import rest_officers
from sim.engines.compiled.shortage import GO_ON, MORE_CASES
from sim.engines.compiled.state import State
from sim.plan.layout import NONE, Arrays
from sim.plan.tables import WALK_IN
from sim.rules import trust
from sim.rules.chance import COMPLAINTS, TIES, key_of, uniform
from sim.rules.channels import ONLINE
from sim.rules.opinion import surprise_of


@seldom
def night(state: State, plan: Arrays, kind: int) -> int:
    """The night after a day, in the written order; leaves no trace when it runs short of something."""
    clock, b = state.clock[0], plan.behaviour[0]
    if clock.complaints > clock.free_count:
        return MORE_CASES
    if plan.office[0].opinion:
        judge_visits(state, plan)
        hear_answers(state, plan)
        complain(state, plan)
        if b.every > 0.0 and (clock.day + 1) % int(b.every) == 0:
            talk(state, plan)
    if plan.office[0].staffed:
        rest_officers(state, plan, kind)
    return GO_ON


@inner
def judge_visits(state: State, plan: Arrays) -> None:
    """NIGHT, judge: what today's visits make of expectation and trust."""
    clock, b = state.clock[0], plan.behaviour[0]
    for i in range(clock.opinions_before, clock.opinions):
        row = at(state.opinion_row, i)
        citizen, tally = at(state.citizen, row.citizen), at(state.tally, row.citizen)
        surprise = surprise_of(b, row.performance, row.expected, row.asked, row.overtaken)
        citizen.trust = trust.trust_after(citizen.trust, surprise, b.gain, b.loss)
        tally.expectation = trust.expected_after(b, tally.expectation, row.performance)
        citizen.gloomy = surprise < 0.0
        row.trust = citizen.trust


@inner
def hear_answers(state: State, plan: Arrays) -> None:
    """NIGHT, answer: a complaint that was answered, or not in time, moves trust."""
    clock, b = state.clock[0], plan.behaviour[0]
    number = clock.answered
    while number != NONE:
        citizen, tally = at(state.citizen, number), at(state.tally, number)
        surprise = max(-1.0, min(1.0, tally.answer))
        citizen.trust = trust.trust_after(citizen.trust, surprise, b.gain, b.loss)
        tally.answer = 0.0
        tally.answers = 0
        number = tally.next
    clock.answered = NONE


@inner
def complain(state: State, plan: Arrays) -> None:
    """NIGHT, complain: complaints about today's visits become cases, begun tomorrow."""
    clock = state.clock[0]
    if clock.complaints == 0:
        return
    for i in range(clock.opinions_before, clock.opinions):
        row = at(state.opinion_row, i)
        if row.complained:
            file_complaint(state, plan, row.citizen)


@inner
def file_complaint(state: State, plan: Arrays, number: int) -> None:
    """A complaint becomes a case: online where that is possible, else the citizen walks in."""
    citizen, clock, office = at(state.citizen, number), state.clock[0], plan.office[0]
    key = key_of(citizen.key, COMPLAINTS + clock.day)
    slot = new_case(state, key)
    case = at(state.case, slot)
    case.citizen = number
    case.class_ = citizen.class_
    case.service = citizen.home * office.services + office.complaint
    case.channel = channel_of(plan, citizen, key, case.service)
    if at(plan.channel, case.channel).kind != ONLINE:
        case.channel = WALK_IN
    begin(state, plan, slot, at(plan.day, clock.day).close)
    put_down(state, slot, day_of(state, plan, slot, clock.day + 1))


@inner
def find_ties(state: State, plan: Arrays) -> None:
    """To whom everybody listens, for the whole run: nothing changes the ties of an office."""
    b, size = plan.behaviour[0], state.citizen.size
    ties = state.tie.size // max(1, size)
    for i in range(size):
        key = at(state.citizen, i).key
        for tie in range(ties):
            u = uniform(key, TIES + tie)
            state.tie[np.uint64(i * ties + tie)] = trust.neighbour(i, tie, size, b.rewired, u)


@inner
def talk(state: State, plan: Arrays) -> None:
    """NIGHT, talk: everybody hears the neighbours' trust of today; nobody hears what talk makes of it tonight."""
    for i in range(state.citizen.size):
        citizen, voice = at(state.citizen, i), at(state.voice, i)
        voice.trust = citizen.trust
        voice.weight = plan.behaviour[0].negative if citizen.gloomy else 1.0
    for i in range(state.citizen.size):
        at(state.citizen, i).trust = after_talk(state, plan, i)


@inner
def after_talk(state: State, plan: Arrays, i: int) -> float:
    """A citizen's trust after talk."""
    b, citizen, first = plan.behaviour[0], at(state.citizen, i), plan.office[0].members_first
    ties, pull, start = int(b.ties), b.pull, i * int(b.ties)
    if first != NONE:
        start = at(plan.lookup, first + i).to
        ties, pull = at(plan.segment, start).to, at(plan.segment, start).before
    heard = 0.0
    whole = 0.0
    for tie in range(ties):
        weight = 1.0
        if first != NONE:
            other = at(plan.segment, start + 1 + tie).to
            weight = at(plan.segment, start + 1 + tie).value
        else:
            other = at(state.tie, start + tie)
        voice = at(state.voice, other)
        weight *= voice.weight
        heard += weight * voice.trust
        whole += weight
    opinion = heard / whole if whole > 0.0 else citizen.trust
    return trust.persuaded(citizen.trust, opinion, b.openness, citizen.predisposition, pull)
