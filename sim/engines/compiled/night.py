"""What happens between days: citizens judge, hear, complain and talk, officers learn and wear out."""

from typing import Any

import numpy as np

from sim.engines.compiled.case import begin, new_case
from sim.engines.compiled.coming import channel_of, day_of, put_down
from sim.engines.compiled.compiler import at, inner, seldom
from sim.engines.compiled.officers import defend, posted, rest_officers, tempt
from sim.engines.compiled.shortage import GO_ON, MORE_CASES
from sim.engines.compiled.state import State
from sim.plan.layout import NONE, Arrays
from sim.plan.tables import WALK_IN
from sim.rules import belief, trust
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
            if b.levels > 0.0:
                hear(state, plan)
            else:
                talk(state, plan)
        if b.accustoms > 0.0:
            get_used(state, plan)
    if plan.office[0].staffed:
        rest_officers(state, plan, kind)
        if b.tempted > 0.0:
            tempt(state, plan)
        defend(state, plan)
    return GO_ON


@inner
def judge_visits(state: State, plan: Arrays) -> None:
    """NIGHT, judge: what today's visits to the own office make of expectation and trust."""
    clock, b = state.clock[0], plan.behaviour[0]
    if clock.day % belief.YEAR == 0:
        clock.good = 0.0
        clock.bad = 0.0
    for i in range(clock.opinions_before, clock.opinions):
        row = at(state.opinion_row, i)
        clock.good += row.good
        clock.bad += row.bad
        citizen, tally = at(state.citizen, row.citizen), at(state.tally, row.citizen)
        if row.office != citizen.home:
            row.trust = citizen.trust
            continue
        if b.levels > 0.0:
            learn(plan, citizen, tally, clock.day, row.good, b.worse * row.bad)
            if b.every > 0.0:
                voice, times = at(state.voice, row.citizen), b.negative if row.performance < row.expected else 1.0
                voice.told_good = belief.to_tell(voice.told_good, row.good, times)
                voice.told_bad = belief.to_tell(voice.told_bad, row.bad, times)
        else:
            surprise = surprise_of(b, row.performance, row.expected, row.asked, row.overtaken)
            citizen.trust = trust.trust_after(citizen.trust, surprise, b.gain, b.loss)
            citizen.gloomy = surprise < 0.0
        tally.expectation = trust.expected_after(b, tally.expectation, row.performance)
        row.trust = citizen.trust


@seldom
def learn(plan: Arrays, citizen: Any, tally: Any, day: int, good: float, worse: float) -> None:
    """What good evidence and bad, as much as it counts, make of the belief, and that of trust."""
    if good <= 0.0 and worse <= 0.0:
        return
    b = plan.behaviour[0]
    weight = belief.faded(b, tally.weight, plan.table[plan.office[0].kept_first + day - tally.learnt_on])
    tally.belief = belief.believed(tally.belief, weight, good, worse)
    tally.weight = weight + good + worse
    tally.learnt_on = day
    citizen.trust = belief.trust_in(b, citizen.predisposition, tally.belief, tally.normal)


@inner
def be_told(plan: Arrays, citizen: Any, tally: Any, day: int, good: float, bad: float) -> None:
    """Evidence beside that of visits; a surprise where trust has no level."""
    b = plan.behaviour[0]
    if b.levels > 0.0:
        learn(plan, citizen, tally, day, good, b.worse * bad)
    else:
        surprise = max(-1.0, min(1.0, good - bad))
        citizen.trust = trust.trust_after(citizen.trust, surprise, b.gain, b.loss)


@inner
def hear_answers(state: State, plan: Arrays) -> None:
    """NIGHT, answer: a complaint that was answered, or not in time, moves trust."""
    clock = state.clock[0]
    number = clock.answered
    while number != NONE:
        tally = at(state.tally, number)
        be_told(plan, at(state.citizen, number), tally, clock.day, tally.answer_good, tally.answer_bad)
        tally.answer_good = 0.0
        tally.answer_bad = 0.0
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
            file_complaint(state, plan, row)


@inner
def file_complaint(state: State, plan: Arrays, row: Any) -> None:
    """A complaint becomes a case of the office visited: online where that is possible, else the citizen walks in."""
    citizen, clock, office = at(state.citizen, row.citizen), state.clock[0], plan.office[0]
    key = key_of(citizen.key, COMPLAINTS + clock.day)
    slot = new_case(state, key)
    case = at(state.case, slot)
    case.citizen = row.citizen
    case.class_ = citizen.class_
    case.service = row.office * office.services + office.complaint
    case.channel = channel_of(plan, citizen, key, case.service)
    if at(plan.channel, case.channel).kind != ONLINE:
        case.channel = WALK_IN
    begin(state, plan, slot, at(plan.day, clock.day).close)
    put_down(state, slot, day_of(state, plan, slot, clock.day + 1))
    for who in range(state.officer.size):
        at(state.officer, who).grievances += posted(plan, who, row.office)


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
def hear(state: State, plan: Arrays) -> None:
    """NIGHT, talk: everybody hears once of all visits of those listened to since the last talk."""
    for i in range(state.citizen.size):
        hear_of_visits(state, plan, i)
    for i in range(state.citizen.size):
        voice = at(state.voice, i)
        voice.told_good = 0
        voice.told_bad = 0


@inner
def ties_of(state: State, plan: Arrays, i: int) -> tuple[int, int]:
    """Where those begin to whom a citizen listens, and how many they are."""
    b, first = plan.behaviour[0], plan.office[0].members_first
    if first == NONE:
        return i * int(b.ties), int(b.ties)
    start = at(plan.lookup, first + i).to
    return start + 1, at(plan.segment, start).to


@inner
def heard_by(state: State, plan: Arrays, place: int) -> tuple[int, float]:
    """Somebody whom a citizen listens to, and how much that counts."""
    if plan.office[0].members_first == NONE:
        return at(state.tie, place), 1.0
    tie = at(plan.segment, place)
    return tie.to, tie.value


@inner
def hear_of_visits(state: State, plan: Arrays, i: int) -> None:
    """What a citizen hears of the visits of others."""
    b = plan.behaviour[0]
    first, ties = ties_of(state, plan, i)
    good = 0.0
    bad = 0.0
    for place in range(first, first + ties):
        other, weight = heard_by(state, plan, place)
        if other != i:
            voice = at(state.voice, other)
            good += weight * voice.told_good
            bad += weight * voice.told_bad
    if good > 0.0 or bad > 0.0:
        citizen, tally, day = at(state.citizen, i), at(state.tally, i), state.clock[0].day
        learn(plan, citizen, tally, day, b.hear * good / 1000.0, b.worse * b.hear * bad / 1000.0)


@inner
def get_used(state: State, plan: Arrays) -> None:
    """NIGHT, get_used: what counts as normal follows the belief."""
    b = plan.behaviour[0]
    for i in range(state.citizen.size):
        citizen, tally = at(state.citizen, i), at(state.tally, i)
        tally.normal = belief.accustomed(b, tally.normal, tally.belief)
        citizen.trust = belief.trust_in(b, citizen.predisposition, tally.belief, tally.normal)


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
    b, citizen, members = plan.behaviour[0], at(state.citizen, i), plan.office[0].members_first
    pull = b.pull if members == NONE else at(plan.segment, at(plan.lookup, members + i).to).before
    first, ties = ties_of(state, plan, i)
    heard = 0.0
    whole = 0.0
    for place in range(first, first + ties):
        other, weight = heard_by(state, plan, place)
        voice = at(state.voice, other)
        weight *= voice.weight
        heard += weight * voice.trust
        whole += weight
    opinion = heard / whole if whole > 0.0 else citizen.trust
    return trust.persuaded(citizen.trust, opinion, b.openness, citizen.predisposition, pull)
