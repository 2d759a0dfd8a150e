"""Reforms in the morning: numbers of the plan as they are today, who is on a course, who changes posts."""

from typing import Any

from sim.engines.compiled.book import write_act
from sim.engines.compiled.compiler import at, entry, inner
from sim.engines.compiled.state import State
from sim.plan.layout import NONE, Arrays
from sim.plan.layout_reforms import ADOPTED, LOT
from sim.plan.tables import MOVED
from sim.rules import appraisal, chance, skills
from sim.rules.chance import key_of, uniform
from sim.rules.effects import as_stored, effective, in_force
from sim.rules.staff import unlearnt


@entry
def prepare(state: State, plan: Arrays) -> None:
    """What reforms do before a morning; the compiler is asked for it only where there are any."""
    if state.clock[0].day == 0:
        draw_lots(state, plan)
    settle(state, plan)
    move(state, plan)
    attend(state, plan)
    brief(state, plan)


@inner
def draw_lots(state: State, plan: Arrays) -> None:
    """The conditions of effects before the first morning: lotteries are drawn, all else is to come."""
    key = key_of(state.clock[0].run_key, chance.LOTS)
    for i in range(plan.level.size):
        level = at(plan.level, i)
        if level.kind == LOT and uniform(key_of(key, level.key), 0) < level.chance:
            state.level[i] = 1.0


@inner
def settle(state: State, plan: Arrays) -> None:
    """Give all numbers that reforms change the value of today."""
    day = state.clock[0].day
    for i in range(plan.level.size):
        if at(plan.level, i).kind == ADOPTED:
            state.level[i] = adoption_of(state, plan, at(plan.level, i).which)
    for i in range(plan.parameter.size):
        parameter = at(plan.parameter, i)
        value = as_stored(parameter, effective(parameter, plan.effect, state.level, day))
        if parameter.whole:
            plan.whole[parameter.word] = int(value)
        else:
            plan.number[parameter.word] = value


@inner
def adoption_of(state: State, plan: Arrays, novelty: int) -> float:
    """How far the staff have adopted something new: the mean over the posts that are filled."""
    total = 0.0
    count = 0
    for who in range(plan.officer.size):
        if at(plan.officer, who).filled > 0.0:
            total += state.adopted[who * plan.novelty.size + novelty]
            count += 1
    return total / max(1, count)


@inner
def attend(state: State, plan: Arrays) -> None:
    """Who is on a course is not there; who comes back from one has learnt."""
    day = state.clock[0].day
    for who in range(state.officer.size):
        at(state.officer, who).sent = 0
    for i in range(plan.attends.size):
        place = at(plan.attends, i)
        if place.first <= day <= place.last:
            officer = at(state.officer, place.officer)
            if uniform(officer.key, chance.SENT + place.course) < place.chance:
                if day == place.last:
                    state.trained[place.officer * plan.course.size + place.course] = 1.0
                else:
                    officer.sent = 1


@inner
def move(state: State, plan: Arrays) -> None:
    """Officers change posts, with all that they are and know."""
    clock = state.clock[0]
    for i in range(plan.swap.size):
        swap = at(plan.swap, i)
        if swap.day == clock.day and uniform(key_of(clock.run_key, chance.SWAPS), swap.key) < swap.chance:
            change_places(state, plan, swap.one, swap.other)
            write_act(state, clock.day, MOVED, swap.one, swap.other)
            write_act(state, clock.day, MOVED, swap.other, swap.one)


@inner
def change_places(state: State, plan: Arrays, one: int, other: int) -> None:
    """Two officers change posts; how many held a post before belongs to the post."""
    tenure, others = at(state.officer, one).tenure, at(state.officer, other).tenure
    state.spare[0] = state.officer[one]
    state.officer[one] = state.officer[other]
    state.officer[other] = state.spare[0]
    at(state.officer, one).tenure = tenure
    at(state.officer, other).tenure = others
    at(state.officer, one).new = 1.0
    at(state.officer, other).new = 1.0
    swap_rows(state.experience, one, other, plan.office[0].steps)
    swap_rows(state.trained, one, other, plan.course.size)
    swap_rows(state.adopted, one, other, plan.novelty.size)


@inner
def swap_rows(values: Any, one: int, other: int, size: int) -> None:
    """Two rows of a table change places."""
    for i in range(size):
        mine = values[one * size + i]
        values[one * size + i] = values[other * size + i]
        values[other * size + i] = mine


@inner
def brief(state: State, plan: Arrays) -> None:
    """What everybody brings to work today: pace, care and manners."""
    for who in range(state.officer.size):
        take_stock(state, plan, who)
    for course in range(plan.course.size):
        if at(plan.course, course).peers > 0.0:
            for who in range(state.officer.size):
                hear(state, plan, who, course)
    b = plan.behaviour[0]
    for who in range(state.officer.size):
        officer = at(state.officer, who)
        breadth = breadth_of(state, plan, who) if b.variety > 0.0 else 0.0
        officer.pace = skills.paced(b, officer.gain, breadth)


@inner
def take_stock(state: State, plan: Arrays, who: int) -> None:
    """What courses and coaching have left, and what is new and not yet adopted."""
    officer, b, count = at(state.officer, who), plan.behaviour[0], plan.course.size
    for number in range(plan.novelty.size):
        novelty, place = at(plan.novelty, number), who * plan.novelty.size + number
        state.unlearnt[place] = 0.0
        if in_force(novelty.first, novelty.last, state.clock[0].day):
            state.unlearnt[place] = unlearnt(b, state.adopted[place], state.clock[0].day - novelty.first)
    first = who * count
    officer.gain = skills.gained(plan.course, state.trained, first, count) + officer.coached * b.coaching
    officer.odds = skills.careful(plan.course, state.trained, first, count)
    officer.odds *= 1.0 + b.sloppy * appraisal.gamed(b)
    officer.manner = officer.courtesy + skills.mannered(plan.course, state.trained, first, count)
    officer.manner += b.manners - b.curt * appraisal.gamed(b)


@inner
def hear(state: State, plan: Arrays, who: int, course: int) -> None:
    """Colleagues of the same office who have attended a course share what they learnt (T2)."""
    others = 0
    total = 0.0
    for i in range(state.officer.size):
        other = at(plan.officer, i)
        if other.filled > 0.0 and other.office == at(plan.officer, who).office and i != who:
            others += 1
            total += state.trained[i * plan.course.size + course]
    if others > 0:
        at(state.officer, who).gain += at(plan.course, course).peers * (total / others)


@inner
def breadth_of(state: State, plan: Arrays, who: int) -> float:
    """Of the steps of other posts, the share that is known well."""
    known = 0
    count = 0
    enough = skills.VERSED * plan.behaviour[0].full
    for number in range(plan.office[0].steps):
        place = who * plan.office[0].steps + number
        if not at(plan.competence, place).serves and at(plan.step, number).station != NONE:
            count += 1
            known += state.experience[place] > enough
    return known / count if count > 0 else 0.0
