"""Reforms in the morning: numbers of the plan as they are today, who is on a course, who changes posts."""

from typing import TYPE_CHECKING

from sim.engines.reference.officers import PERSON
from sim.plan.layout_reforms import ADOPTED, LOT, TUNED
from sim.plan.tables import MOVED
from sim.rules import chance
from sim.rules.chance import key_of, uniform
from sim.rules.effects import as_stored, effective, in_force

if TYPE_CHECKING:
    from sim.engines.reference.office import Office


def first_levels(office: "Office") -> list[float]:
    """The conditions of effects before the first morning: lotteries are drawn, all else is to come."""
    key = key_of(office.key, chance.LOTS)
    return [
        1.0 if level.kind == LOT and uniform(key_of(key, level.key), 0) < level.chance else 0.0
        for level in office.plan.level
    ]


def settle(office: "Office") -> None:
    """Give all numbers that reforms change the value of today."""
    plan = office.plan
    for number, level in enumerate(plan.level):
        if level.kind == ADOPTED:
            office.levels[number] = adoption_of(office, level.which)
    for parameter in plan.parameter:
        value = as_stored(parameter, effective(parameter, plan.effect, office.levels, office.today))
        row = getattr(plan, TUNED[parameter.array])[parameter.row]
        setattr(row, office.fields[TUNED[parameter.array]][parameter.field], int(value) if parameter.whole else value)


def adoption_of(office: "Office", novelty: int) -> float:
    """How far the staff have adopted something new: the mean over the posts that are filled."""
    total, count = 0.0, 0
    for officer in office.staff:
        if officer.post.filled > 0.0:
            total += officer.adopted[novelty]
            count += 1
    return total / max(1, count)


def attend(office: "Office") -> None:
    """Who is on a course is not there; who comes back from one has learnt."""
    for officer in office.staff:
        officer.sent = False
    for place in office.plan.attends:
        if place.first <= office.today <= place.last:
            officer = office.staff[place.officer]
            if uniform(officer.key, chance.SENT + place.course) < place.chance:
                if office.today == place.last:
                    officer.trained[place.course] = 1.0
                else:
                    officer.sent = True


def move(office: "Office") -> None:
    """Officers change posts, with all that they are and know."""
    for swap in office.plan.swap:
        if swap.day == office.today and uniform(key_of(office.key, chance.SWAPS), swap.key) < swap.chance:
            one, other = office.staff[swap.one], office.staff[swap.other]
            for name in PERSON:
                mine = getattr(one, name)
                setattr(one, name, getattr(other, name))
                setattr(other, name, mine)
            one.new = other.new = 1.0
            office.act(MOVED, swap.one, swap.other)
            office.act(MOVED, swap.other, swap.one)


def brief(office: "Office") -> None:
    """What everybody brings to work today: pace, care and manners."""
    plan, today = office.plan, office.today
    new = [i for i, novelty in enumerate(plan.novelty) if in_force(novelty.first, novelty.last, today)]
    for officer in office.staff:
        officer.brief(new)
    for number, course in enumerate(plan.course):
        if course.peers > 0.0:
            for officer in office.staff:
                officer.hear(number)
    for officer in office.staff:
        officer.set_out()
