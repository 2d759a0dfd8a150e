"""Officers as people: who they are, who comes, how they work today, and what the night makes of them."""

from typing import Any

from sim.engines.compiled.compiler import at, inner, seldom
from sim.engines.compiled.luck import chance_at
from sim.engines.compiled.state import State
from sim.engines.compiled.timetables import timetable_of
from sim.plan.layout import NONE, Arrays
from sim.rules import chance, staff
from sim.rules.appraisal import asking_share
from sim.rules.chance import key_of, uniform
from sim.rules.channels import ONLINE
from sim.rules.clock import overlap
from sim.rules.feedback import pays_share
from sim.rules.integrity import asked_share, inclined, stalled
from sim.rules.skills import skilled


@inner
def place_of_skill(plan: Arrays, who: int, number: int) -> int:
    """Where the competence of an officer at a step stands."""
    return who * plan.office[0].steps + number


@inner
def hire(state: State, plan: Arrays, who: int, day: int) -> None:
    """Draw who holds a post from a day on."""
    officer, post, b = at(state.officer, who), at(plan.officer, who), plan.behaviour[0]
    group = key_of(state.clock[0].run_key, chance.POSTS + at(plan.group, post.group).key)
    officer.key = key_of(key_of(group, post.place), chance.HIRES + officer.tenure)
    officer.intrinsic = staff.trait(b.motivation, b.motivation_spread, uniform(officer.key, chance.MOTIVATION))
    officer.motivation = officer.intrinsic
    officer.courtesy = staff.trait(b.courtesy, b.courtesy_spread, uniform(officer.key, chance.COURTESY))
    officer.digital = staff.trait(b.digital, b.digital_spread, uniform(officer.key, chance.DIGITAL))
    officer.limit = uniform(officer.key, chance.TAKES)
    officer.inclination = b.takes
    officer.takes = officer.limit < officer.inclination
    officer.new = day > 0
    officer.resists = uniform(officer.key, chance.RESISTS) < b.resistant
    officer.strain = 0.0
    officer.adoption = 0.0
    officer.colleagues = 0.0
    officer.hired = day
    officer.services = 0
    officer.warned = 0
    officer.coached = 0.0
    officer.pace = 1.0
    officer.odds = 1.0
    officer.manner = officer.courtesy
    officer.requests = 0
    officer.reported = 0
    officer.grievances = 0
    officer.defensive = b.defensive
    officer.rated = NONE
    for i in range(who * plan.course.size, (who + 1) * plan.course.size):
        state.trained[i] = 0.0
    for i in range(who * plan.novelty.size, (who + 1) * plan.novelty.size):
        state.adopted[i] = 0.0
    begin_period(officer)


@inner
def empty(state: State, plan: Arrays, who: int) -> bool:
    """Whether nobody holds a post today."""
    share = at(plan.officer, who).filled
    return share < 1.0 and uniform(at(state.officer, who).key, chance.FILLED + state.clock[0].day) >= share


@inner
def stays_out(state: State, plan: Arrays, who: int) -> bool:
    """Whether nobody comes to a post today: on a course, away, or nobody holds it."""
    return at(state.officer, who).sent or away(state, plan, who) or empty(state, plan, who)


@inner
def away(state: State, plan: Arrays, who: int) -> bool:
    """Whether an officer stays away today."""
    officer, b = at(state.officer, who), plan.behaviour[0]
    share = staff.stays_away(b, officer.motivation)
    return share > 0.0 and uniform(officer.key, chance.AWAY + state.clock[0].day) < share


@seldom
def look_at_colleagues(state: State, plan: Arrays) -> None:
    """Find out for everybody how many of the others here are experienced (at least half of all there is to learn)."""
    if plan.behaviour[0].mentoring == 0.0:
        return
    for office in range(plan.office[0].offices):
        here = 0
        able = 0
        for who in range(state.officer.size):
            officer = at(state.officer, who)
            if officer.present and officer.here == office:
                here += 1
                able += experienced(state, plan, who)
        for who in range(state.officer.size):
            officer = at(state.officer, who)
            if officer.present and officer.here == office:
                others = able - experienced(state, plan, who)
                officer.colleagues = others / (here - 1) if here > 1 else 0.0


@inner
def experienced(state: State, plan: Arrays, who: int) -> int:
    """Whether an officer has half of the full experience, on average over the own steps."""
    total = 0.0
    count = 0
    for number in range(plan.office[0].steps):
        place = place_of_skill(plan, who, number)
        if at(plan.competence, place).serves:
            total += state.experience[place]
            count += 1
    return count > 0 and total >= 0.5 * plan.behaviour[0].full * count


@seldom
def meet(state: State, plan: Arrays, kind: int, slot: int, now: int) -> None:
    """An officer and a case meet: how long the work will take, how likely a mistake is, whether money is asked for."""
    case, b = at(state.case, slot), plan.behaviour[0]
    officer, step = at(state.officer, case.officer), at(plan.step, case.step)
    if plan.office[0].staffed:
        set_pace(state, plan, kind, case, officer, now)
    officer.done += 1
    officer.pace_in_all += case.pace
    if step.absent:
        return
    if officer.takes and not officer.warned:
        ask(state, plan, case)
        case.pace *= stalled(b, case.asked, case.gave)
    slighted = at(plan.class_, case.class_).slighted
    manner = staff.within(staff.polite(b, officer.manner, officer.strain, officer.defensive) - slighted, 0.0, 1.0)
    case.met += 1
    case.slow += case.pace
    case.manner += manner
    officer.met += 1
    officer.manner_in_all += manner


@inner
def set_pace(state: State, plan: Arrays, kind: int, case: Any, officer: Any, now: int) -> None:
    """How many times longer the work takes than drawn, and how high the odds of a mistake are."""
    b, step, timetable = plan.behaviour[0], at(plan.step, case.step), timetable_of(plan, kind, case.officer)
    place = place_of_skill(plan, case.officer, step.number)
    ratio = staff.learned(b, state.experience[place]) * misfit_of(plan, officer.origin, step.number)
    if step.online or (step.absent and at(plan.channel, case.channel).kind == ONLINE):
        ratio *= staff.handy(b, digital_today(state, plan, case.officer))
    station = at(state.station, step.station)
    worked = overlap(plan.segment, timetable.first, timetable.count, officer.late_until, now)
    case.pace = ratio * staff.tired(b, worked)
    case.pace *= staff.hurried(b, station.waiting, station.in_service, officer.strain)
    case.pace *= staff.willing(b, officer.motivation) * staff.changed(b, officer.adoption, state.clock[0].day)
    case.pace *= officer.pace
    for new in range(plan.novelty.size):
        left = state.unlearnt[case.officer * plan.novelty.size + new]
        case.pace *= 1.0 + at(plan.news, new * plan.office[0].steps + step.number).dip * left
    if step.error > 0.0:
        session = min(staff.since_break(plan.segment, timetable.first, timetable.count, now), now - officer.late_until)
        case.odds = staff.error_odds(b, ratio, session, officer.strain) * officer.odds


@inner
def misfit_of(plan: Arrays, origin: int, number: int) -> float:
    """How many times longer a step takes outside the background with which an officer came to the post `origin`."""
    return at(plan.competence, place_of_skill(plan, origin, number)).misfit


@inner
def ask(state: State, plan: Arrays, case: Any) -> None:
    """Ask for money, once a visit, of those whom no connection helps; they pay or do not."""
    b = plan.behaviour[0]
    if case.citizen == NONE or case.asked or case.favoured:
        return
    new, more = at(state.officer, case.officer).new, at(plan.class_, case.class_).asked
    if chance_at(plan, case, chance.ASK) < asked_share(b, asking_share(b), new, case.lost + case.visits, more):
        case.asked = 1
        case.asker = case.officer
        at(state.officer, case.officer).requests += 1
        case.gave = chance_at(plan, case, chance.PAY) < pays_share(b, at(state.citizen, case.citizen).trust)


@inner
def practise(state: State, plan: Arrays, case: Any, officer: Any) -> None:
    """A case makes its officer more experienced."""
    place = place_of_skill(plan, case.officer, at(plan.step, case.step).number)
    state.experience[place] = staff.practised(plan.behaviour[0], state.experience[place], officer.colleagues)
    officer.services += 1


@inner
def rest_officers(state: State, plan: Arrays, kind: int) -> None:
    """NIGHT, learn, wear, adopt and replace: officers forget, strain tells on them, new ways settle, some leave."""
    b, day = plan.behaviour[0], state.clock[0].day
    for place in range(state.experience.size):
        state.experience[place] *= b.retention
    for who in range(state.officer.size):
        officer = at(state.officer, who)
        scheduled = timetable_of(plan, kind, who).scheduled if officer.present else 0
        officer.strain = staff.strained(b, officer.strain, officer.busy, scheduled)
        officer.motivation = staff.motivated(b, officer)
        officer.adoption = staff.adopted(b, officer, digital_today(state, plan, who), day)
    if b.leaving > 0.0:
        for who in range(state.officer.size):
            if uniform(at(state.officer, who).key, chance.LEAVES + day) < b.leaving:
                replace(state, plan, who, day)


@inner
def tempt(state: State, plan: Arrays) -> None:
    """NIGHT, tempt: officers see who of their colleagues asks for money and who was found out, all of them today's."""
    for office in range(plan.office[0].offices):
        here = 0
        asking = 0
        caught = 0
        for who in range(state.officer.size):
            officer = at(state.officer, who)
            if posted(plan, who, office):
                here += 1
                asking += officer.takes * (1 - officer.warned)
                caught += officer.warned
        for who in range(state.officer.size):
            officer = at(state.officer, who)
            if posted(plan, who, office):
                own = officer.takes * (1 - officer.warned)
                be_tempted(plan, officer, asking - own, caught - officer.warned, here - 1)


@inner
def be_tempted(plan: Arrays, officer: Any, asking: int, caught: int, others: int) -> None:
    """Want to ask for money as the office is used to; of `others` so many ask, and were found out."""
    b = plan.behaviour[0]
    if others > 0:
        officer.inclination = inclined(b, officer.inclination, asking / others, caught / others)
    else:
        officer.inclination = inclined(b, officer.inclination, b.takes, 0.0)
    officer.takes = officer.limit < officer.inclination
    officer.new *= b.settling


@inner
def defend(state: State, plan: Arrays) -> None:
    """NIGHT, defend: officers take complaints about their office to heart, or as an attack."""
    for office in range(plan.office[0].offices):
        here = 0
        for who in range(state.officer.size):
            here += posted(plan, who, office)
        for who in range(state.officer.size):
            if posted(plan, who, office):
                officer = at(state.officer, who)
                officer.defensive = staff.defends(plan.behaviour[0], officer.defensive, officer.grievances, here)
                officer.grievances = 0


@inner
def posted(plan: Arrays, who: int, office: int) -> bool:
    """Whether somebody holds this post, one of an office."""
    post = at(plan.officer, who)
    return post.office == office and post.filled > 0.0


@inner
def digital_today(state: State, plan: Arrays, who: int) -> float:
    """The digital skill of an officer, with what courses have left."""
    courses = plan.course.size
    gained = skilled(plan.course, state.trained, who * courses, courses)
    return staff.within(at(state.officer, who).digital + gained, 0.0, 1.0)


@inner
def begin_period(officer: Any) -> None:
    """Nothing has been done yet that an appraisal could judge."""
    officer.done = 0
    officer.met = 0
    officer.mistakes = 0
    officer.away_days = 0
    officer.late_days = 0
    officer.working_days = 0
    officer.found = 0
    officer.pace_in_all = 0.0
    officer.manner_in_all = 0.0


@inner
def replace(state: State, plan: Arrays, who: int, day: int) -> None:
    """An officer leaves; the next one begins without experience."""
    at(state.officer, who).tenure += 1
    hire(state, plan, who, day + 1)
    for number in range(plan.office[0].steps):
        state.experience[place_of_skill(plan, who, number)] = 0.0
