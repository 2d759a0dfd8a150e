"""The night: what a day makes of people, step by step in one written order."""

from typing import TYPE_CHECKING

from sim.engines.reference import coming, polls, ratings
from sim.engines.reference.case import Case
from sim.plan.tables import BREACHED, WALK_IN
from sim.rules import chance
from sim.rules.belief import YEAR
from sim.rules.chance import uniform
from sim.rules.channels import ONLINE
from sim.rules.effects import in_force

if TYPE_CHECKING:
    from sim.engines.reference.citizens import Citizen
    from sim.engines.reference.day import Day
    from sim.engines.reference.office import Office
    from sim.engines.reference.opinions import Opinion


def remember(_: "Office", day: "Day") -> None:
    """Citizens add up what their visits cost them."""
    for cost in day.costs:
        if cost.citizen is not None:
            cost.citizen.remember(cost)


def judge(office: "Office", day: "Day") -> None:
    """What today's visits make of expectation and trust, and of what the year will have been like."""
    if office.today % YEAR == 0:
        office.good = office.bad = 0.0
    for noted in day.opinions:
        office.good += noted.good
        office.bad += noted.bad
        noted.citizen.judge(noted)


def answer(office: "Office", _: "Day") -> None:
    """Those whose complaint is over hear of it."""
    for citizen in office.answered:
        citizen.hear_answer()
    office.answered = []


def complain(office: "Office", day: "Day") -> None:
    """Complaints about today's visits become cases, begun tomorrow."""
    for noted in day.opinions:
        if noted.complained:
            file_complaint(office, noted, day.hours.close)


def file_complaint(office: "Office", noted: "Opinion", now: int) -> None:
    """A complaint becomes a case of the office visited: online where that is possible, else the citizen walks in."""
    plan, row, citizen = office.plan, office.plan.office[0], noted.citizen
    key = chance.key_of(citizen.key, chance.COMPLAINTS + office.today)
    case = Case(key, noted.office * row.services + row.complaint, citizen.class_, citizen)
    case.channel = coming.channel_of(office, citizen, key, case.service)
    if plan.channel[case.channel].kind != ONLINE:
        case.channel = WALK_IN
    office.begin(case, now)
    office.rest(case, 1)
    for officer in office.posted(noted.office):
        officer.grievances += 1


def leak(office: "Office", _: "Day") -> None:
    """Data leak: all who ever sent data by a channel that may leak hear of it."""
    b = office.plan.behaviour[0]
    if b.breach > 0.0 and uniform(chance.key_of(office.key, chance.BREACHES), office.today) < b.breach:
        users = [citizen for citizen in office.people if citizen.entrusted]
        for citizen in users:
            citizen.suffer(b.harm)
        if users:  # a leak of nobody's data is nobody's affair
            office.act(BREACHED, len(users), b.harm)


def talk(office: "Office", _: "Day") -> None:
    """Everybody hears what others met with, or their trust of today, and nobody what talk makes of it tonight."""
    every = office.plan.behaviour[0].every
    if every > 0.0 and (office.today + 1) % int(every) == 0:
        talk_now(office.people, levels=office.plan.behaviour[0].levels > 0.0)


def talk_now(people: "list[Citizen]", *, levels: bool) -> None:
    """Everybody talks."""
    if levels:
        for citizen in people:
            citizen.hear()
        for citizen in people:
            citizen.told_good = citizen.told_bad = 0
        return
    moved = [citizen.after_talk() for citizen in people]
    for citizen, trust in zip(people, moved, strict=True):
        citizen.trust = trust


def get_used(office: "Office", _: "Day") -> None:
    """What citizens are used to follows what they believe."""
    if office.plan.behaviour[0].accustoms > 0.0:
        for citizen in office.people:
            citizen.get_used()


def publish(office: "Office", _: "Day") -> None:
    """Results of the year are published, and everybody learns of them; the bad as the bad it is, not weighed again."""
    b = office.plan.behaviour[0]
    if b.publishes > 0.0 and b.levels > 0.0 and (office.today + 1) % YEAR == 0:
        known = b.publishes / max(office.good + office.bad, 1e-9)
        for citizen in office.people:
            citizen.learn(known * office.good, known * office.bad)


def ask(office: "Office", day: "Day") -> None:
    """Surveys ask who left today, find the weakest element, and have it repaired."""
    for number, survey in enumerate(office.plan.survey):
        if in_force(survey.first, survey.last, office.today):
            polls.go_on(office, day, survey, office.polls[number])


def supervise(office: "Office", _: "Day") -> None:
    """Some who asked for money are found out, and ask nobody for a while."""
    for officer in office.staff:
        officer.be_supervised()


def settle(office: "Office", _: "Day") -> None:
    """What reforms brought is adopted a little more, and what courses gave fades."""
    for officer in office.staff:
        officer.settle()


def learn(office: "Office", _: "Day") -> None:
    """Officers forget what they do not practise."""
    retention = office.plan.behaviour[0].retention
    for officer in office.staff:
        officer.experience = [known * retention for known in officer.experience]


def wear(office: "Office", _: "Day") -> None:
    """Strain tells on officers, new ways settle."""
    if office.plan.office[0].staffed:
        for officer in office.staff:
            officer.wear()


def appraise(office: "Office", _: "Day") -> None:
    """Officers are rated against each other, each in the own office."""
    for officer in office.staff:
        officer.count_day()
    every = office.plan.behaviour[0].appraised
    if every > 0.0 and (office.today + 1) % int(every) == 0:
        for number in range(office.plan.office[0].offices):
            ratings.appraise(office, [o for o in office.staff if o.post.office == number and o.done > 0])


def replace(office: "Office", _: "Day") -> None:
    """Some officers leave."""
    leaving = office.plan.behaviour[0].leaving
    for officer in office.staff:
        if leaving > 0.0 and uniform(officer.key, chance.LEAVES + office.today) < leaving:
            officer.leave_for_good(office.today + 1)


def tempt(office: "Office", _: "Day") -> None:
    """Officers see who of their colleagues asks for money and who was found out; all of them those of today."""
    if office.plan.behaviour[0].tempted == 0.0:
        return
    for number in range(office.plan.office[0].offices):
        here = office.posted(number)
        asking = sum(o.takes and not o.warned for o in here)  # integers
        caught = sum(o.warned for o in here)  # integers
        for one in here:
            one.be_tempted(asking - (one.takes and not one.warned), caught - one.warned, len(here) - 1)


def defend(office: "Office", _: "Day") -> None:
    """Officers take complaints about their office to heart, or as an attack."""
    for number in range(office.plan.office[0].offices):
        here = office.posted(number)
        for officer in here:
            officer.be_criticised(len(here))


NIGHT = (
    remember, judge, answer, complain, talk, get_used, learn, wear, replace, tempt, defend, settle, supervise, appraise,
    ask, publish, leak,
)  # fmt: skip
"""What happens between days, in this order; `wear` is strain, motivation, and the adoption of what is new.

From `settle` on it is what reforms do.
"""
