"""What reforms do at the end of the night, beside changing numbers: appraisal, surveys, leaks of data."""

from typing import Any

from sim.engines.compiled.book import write_act
from sim.engines.compiled.compiler import at, entry, inner
from sim.engines.compiled.night import be_told, learn
from sim.engines.compiled.officers import begin_period, digital_today
from sim.engines.compiled.state import State
from sim.engines.compiled.timetables import timetable_of
from sim.plan.layout import NONE, Arrays
from sim.plan.tables import APPRAISED, BREACHED, FOUND_OUT, REPAIRED, SURVEYED
from sim.rules import appraisal, belief, chance
from sim.rules.chance import key_of, uniform
from sim.rules.effects import in_force
from sim.rules.staff import settled, within
from sim.rules.supervision import found_out
from sim.rules.survey import ELEMENTS, mean_answer, respondents, weakest


@entry
def evening(state: State, plan: Arrays) -> None:
    """What reforms do when a day is over; the compiler is asked for it only where there are any."""
    b, day = plan.behaviour[0], state.clock[0].day - 1
    for who in range(state.officer.size):
        settle(state, plan, who, day)
    supervise(state, plan, day)
    count_day(state, plan, day)
    if b.appraised > 0.0 and (day + 1) % int(b.appraised) == 0:
        appraise(state, plan, day)
    ask(state, plan, day)
    publish(state, plan, day)
    leak(state, plan, day)


@inner
def settle(state: State, plan: Arrays, who: int, day: int) -> None:
    """NIGHT, settle: what is new is adopted a little more, what was learnt on courses fades."""
    officer, b, courses = at(state.officer, who), plan.behaviour[0], plan.course.size
    digital = digital_today(state, plan, who)
    for number in range(plan.novelty.size):
        novelty, place = at(plan.novelty, number), who * plan.novelty.size + number
        if in_force(novelty.first, novelty.last, day):
            state.adopted[place] = settled(b, state.adopted[place], officer.resists, digital)
    for i in range(courses):
        state.trained[who * courses + i] *= at(plan.course, i).kept
    officer.coached *= b.coaching_kept


@inner
def supervise(state: State, plan: Arrays, day: int) -> None:
    """NIGHT, supervise: some who asked for money are found out, and ask nobody for a while."""
    b = plan.behaviour[0]
    for who in range(state.officer.size):
        officer = at(state.officer, who)
        if officer.warned and uniform(officer.key, chance.FALLS_BACK + day) >= b.deterred:
            officer.warned = 0
        share = found_out(b, officer.requests, officer.reported)
        if share > 0.0 and uniform(officer.key, chance.FOUND_OUT + day) < share:
            officer.warned = 1
            officer.found += 1
            officer.motivation = within(officer.motivation - b.sour, 0.0, 1.0)
            write_act(state, day, FOUND_OUT, who, 1.0)
        officer.requests = 0
        officer.reported = 0


@inner
def count_day(state: State, plan: Arrays, day: int) -> None:
    """A day on which officers came or should have come; courses do not count."""
    kind = at(plan.day, day).kind
    for who in range(state.officer.size):
        officer = at(state.officer, who)
        if timetable_of(plan, kind, who).count > 0 and not officer.sent:
            officer.working_days += 1
            officer.away_days += not officer.present
            officer.late_days += officer.present and officer.late_until > 0


@inner
def ask(state: State, plan: Arrays, day: int) -> None:
    """NIGHT, ask: surveys ask who left today, find the weakest element, and have it repaired."""
    clock = state.clock[0]
    for number in range(plan.survey.size if plan.office[0].opinion else 0):
        survey, poll = at(plan.survey, number), at(state.poll, number)
        if not in_force(survey.first, survey.last, day):
            continue
        if poll.asking:
            listen(state, survey, poll, 2 * ELEMENTS * number, day)
        else:
            poll.population += clock.opinions - clock.opinions_before
            if (day - survey.first) % survey.every == survey.begins and poll.population > 0:
                begin_asking(state, survey, poll, 2 * ELEMENTS * number)
        if poll.element != NONE and day + 1 >= poll.repaired_on:
            place = survey.levels_first + poll.element
            state.level[place] += survey.repairs * (1.0 - state.level[place])
            write_act(state, day, REPAIRED, poll.element, state.level[place])
            poll.element = NONE


@inner
def begin_asking(state: State, survey: Any, poll: Any, first: int) -> None:
    """A survey begins; it stands for those who came since the last."""
    poll.wanted = max(1, int(survey.sample * respondents(poll.population)))
    poll.asking = 1
    poll.answers = 0
    poll.population = 0
    for i in range(first, first + 2 * ELEMENTS):
        state.heard[i] = 0.0


@inner
def listen(state: State, survey: Any, poll: Any, first: int, day: int) -> None:
    """Take the answers of today; with as many as are wanted the weakest element is found."""
    clock = state.clock[0]
    for i in range(clock.opinions_before, clock.opinions):
        row = at(state.opinion_row, i)
        key = key_of(at(state.citizen, row.citizen).key, chance.SURVEYS + survey.key)
        if poll.answers < poll.wanted and uniform(key, day) < survey.answers:
            poll.answers += 1
            take(state, first, row.requirements)
            take(state, first + 1, row.procedure)
            take(state, first + 2, row.time)
            take(state, first + 3, row.cost)
            take(state, first + 4, row.product)
            take(state, first + 5, row.competence)
            take(state, first + 6, row.conduct)
            take(state, first + 7, row.complaints)
            take(state, first + 8, row.facilities)
    if poll.answers >= poll.wanted:
        poll.asking = 0
        poll.element = weakest(state.heard, first)
        poll.repaired_on = day + survey.lag
        write_act(state, day, SURVEYED, poll.element, mean_answer(state.heard, first, poll.element))


@inner
def take(state: State, place: int, answer: int) -> None:
    """An answer to a survey, where there is one."""
    state.heard[place] += answer
    state.heard[place + ELEMENTS] += answer > 0


@inner
def publish(state: State, plan: Arrays, day: int) -> None:
    """NIGHT, publish: everybody learns of the results of the year; the bad as the bad it is, not weighed again."""
    clock, b = state.clock[0], plan.behaviour[0]
    if b.publishes > 0.0 and b.levels > 0.0 and (day + 1) % belief.YEAR == 0:
        known = b.publishes / max(clock.good + clock.bad, 1e-9)
        for i in range(state.citizen.size):
            learn(plan, at(state.citizen, i), at(state.tally, i), day, known * clock.good, known * clock.bad)


@inner
def leak(state: State, plan: Arrays, day: int) -> None:
    """NIGHT, leak: data leak, and all who ever sent data by a channel that may leak hear of it."""
    b, clock = plan.behaviour[0], state.clock[0]
    if b.breach == 0.0 or uniform(key_of(clock.run_key, chance.BREACHES), day) >= b.breach:
        return
    users = 0
    for i in range(state.citizen.size):
        if at(state.tally, i).entrusted:
            users += 1
            be_told(plan, at(state.citizen, i), at(state.tally, i), day, 0.0, b.harm)
    if users > 0:
        write_act(state, day, BREACHED, users, b.harm)


@inner
def appraise(state: State, plan: Arrays, day: int) -> None:
    """NIGHT, appraise: officers are rated against each other, each in the own office."""
    for office in range(plan.office[0].offices):
        count = 0
        output = 0.0
        mistakes = 0.0
        manner = 0.0
        away = 0.0
        late = 0.0
        new = 0.0
        for who in range(state.officer.size):
            officer = at(state.officer, who)
            if at(plan.officer, who).office == office and officer.done > 0:
                count += 1
                output += output_of(officer)
                mistakes += officer.mistakes / officer.done
                manner += manner_of(officer)
                away += away_of(officer)
                late += late_of(officer)
                new += new_ways(state, plan, who)
        for who in range(state.officer.size):
            officer = at(state.officer, who)
            if at(plan.officer, who).office == office and officer.done > 0:
                usual = (output / count, mistakes / count, manner / count, away / count, late / count, new / count)
                rate(state, plan, who, day, usual)
                begin_period(officer)


@inner
def rate(state: State, plan: Arrays, who: int, day: int, usual: tuple[float, ...]) -> None:
    """Rate an officer against the usual output, mistakes, manner, days away, late mornings and use of what is new."""
    officer, b = at(state.officer, who), plan.behaviour[0]
    faster = output_of(officer) / usual[0] - 1.0
    fewer = usual[1] - officer.mistakes / officer.done
    newer = new_ways(state, plan, who) - usual[5]
    results = appraisal.score_of_results(b, faster, fewer, newer, uniform(officer.key, chance.RESULTS + day))
    friendlier = manner_of(officer) - usual[2]
    absent, late = away_of(officer) - usual[3], late_of(officer) - usual[4]
    luck = uniform(officer.key, chance.CONDUCT + day)
    conduct = appraisal.score_of_conduct(b, friendlier, absent, late, officer.found, luck)
    officer.rated = appraisal.predicate(appraisal.rated(b, results), appraisal.rated(b, conduct))
    officer.motivation = within(officer.motivation + appraisal.stirred(b, officer.rated), 0.0, 1.0)
    if officer.rated <= appraisal.NEEDS_IMPROVEMENT:
        officer.coached = 1.0
    write_act(state, day, APPRAISED, who, officer.rated)


@inner
def output_of(officer: Any) -> float:
    """The output since the last appraisal: cases by the time that they would usually have taken."""
    return officer.done / officer.pace_in_all


@inner
def manner_of(officer: Any) -> float:
    """The mean courtesy to those met since the last appraisal; 1 where nobody was met."""
    return officer.manner_in_all / officer.met if officer.met > 0 else 1.0


@inner
def away_of(officer: Any) -> float:
    """The share of the working days on which an officer did not come."""
    return officer.away_days / max(1, officer.working_days)


@inner
def late_of(officer: Any) -> float:
    """The share of the working days on which an officer came late."""
    return officer.late_days / max(1, officer.working_days)


@inner
def new_ways(state: State, plan: Arrays, who: int) -> float:
    """How much of what is new an officer has adopted, all of it added up."""
    total = at(state.officer, who).adoption
    for i in range(who * plan.novelty.size, (who + 1) * plan.novelty.size):
        total += state.adopted[i]
    return total
