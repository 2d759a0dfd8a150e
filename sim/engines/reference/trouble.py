"""What goes wrong today: systems are down, forms run out, officers are late."""

from typing import TYPE_CHECKING

from sim.plan.layout import NONE
from sim.rules import chance, clock, staff
from sim.rules.chance import key_of, uniform
from sim.rules.demand import picked
from sim.rules.distributions import drawn

if TYPE_CHECKING:
    from sim.engines.reference.office import Office
    from sim.engines.reference.officers import Officer


def seconds_late(office: "Office", officer: "Officer") -> int:
    """By how many seconds an officer is late today."""
    plan, post = office.plan, officer.post
    if post.late_share <= 0.0 or post.late_law == NONE:
        return 0
    group = key_of(office.key, chance.LATES + plan.group[post.group].key)
    key = key_of(key_of(group, post.place), office.today)
    if uniform(key, 0) >= staff.tardy(plan.behaviour[0], post.late_share, officer.motivation):
        return 0
    return clock.seconds(drawn(plan.law[post.late_law], plan.table, uniform(key, 1)))


def outage_of(office: "Office", number: int) -> tuple[int, int]:
    """From when until when something is down today; (0, 0) when it is not."""
    plan, hours, outage = office.plan, office.plan.day[office.today], office.plan.trouble[number]
    key = key_of(key_of(office.key, chance.OUTAGES + outage.key), office.today)
    if uniform(key, 0) >= outage.chance:
        return (0, 0)
    down = outage.at
    if down == NONE:
        down = hours.open + int(uniform(key, 1) * (hours.close - hours.open))
    return (down, down + clock.seconds(drawn(plan.law[outage.law], plan.table, uniform(key, 2))))


def run_short(office: "Office", number: int) -> None:
    """Forms run out, or do not."""
    plan, shortage = office.plan, office.plan.trouble[number]
    key = key_of(key_of(office.key, chance.SHORTAGES + shortage.key), office.today)
    if office.today < office.short_until[number] or uniform(key, 0) >= shortage.chance:
        return
    way = min(picked(plan.segment, shortage.first, shortage.count, uniform(key, 1)), shortage.count - 1)
    office.short_until[number] = office.today + plan.segment[shortage.first + way].to
