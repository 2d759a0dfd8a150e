"""What goes wrong today: systems are down, forms run out, officers are late."""

from typing import Any

from sim.engines.compiled.coming import short_place
from sim.engines.compiled.compiler import at, inner
from sim.engines.compiled.heap import put
from sim.engines.compiled.state import State
from sim.plan.layout import NONE, Arrays
from sim.rules.chance import LATES, OUTAGES, SHORTAGES, key_of, uniform
from sim.rules.clock import TIMETABLE, WORKS_AGAIN, order_key, seconds
from sim.rules.demand import picked
from sim.rules.distributions import drawn
from sim.rules.staff import tardy


@inner
def begin_outages(state: State, plan: Arrays) -> None:
    """Find out what is down today, from when until when."""
    for i in range(plan.office[0].outages):
        down, up = outage_of(state, plan, i)
        for number in range(plan.station.size):
            if at(plan.station, number).outage == i:
                at(state.station, number).down = down
                at(state.station, number).up = up
        if down < up:
            put(state, up, order_key(TIMETABLE, WORKS_AGAIN + i), 0)


@inner
def outage_of(state: State, plan: Arrays, number: int) -> tuple[int, int]:
    """From when until when something is down; (0, 0) when it is not."""
    clock, outage = state.clock[0], at(plan.trouble, number)
    key, hours = key_of(key_of(clock.run_key, OUTAGES + outage.key), clock.day), at(plan.day, clock.day)
    if uniform(key, 0) >= outage.chance:
        return 0, 0
    down = outage.at
    if down == NONE:
        down = hours.open + int(uniform(key, 1) * (hours.close - hours.open))
    return down, down + seconds(drawn(at(plan.law, outage.law), plan.table, uniform(key, 2)))


@inner
def run_short(state: State, plan: Arrays) -> None:
    """Forms run out, or do not; asked twice on a morning, the answer is the same."""
    clock = state.clock[0]
    for i in range(plan.office[0].outages, plan.trouble.size):
        shortage, place = at(plan.trouble, i), short_place(plan, i)
        key = key_of(key_of(clock.run_key, SHORTAGES + shortage.key), clock.day)
        if clock.day < state.count[place] or uniform(key, 0) >= shortage.chance:
            continue
        way = min(picked(plan.segment, shortage.first, shortage.count, uniform(key, 1)), shortage.count - 1)
        state.count[place] = clock.day + at(plan.segment, shortage.first + way).to


@inner
def seconds_late(plan: Arrays, clock: Any, post: Any, motivation: float) -> int:
    """By how many seconds an officer is late today."""
    if post.late_law == NONE:
        return 0
    group = key_of(clock.run_key, LATES + at(plan.group, post.group).key)
    key = key_of(key_of(group, post.place), clock.day)
    if uniform(key, 0) >= tardy(plan.behaviour[0], post.late_share, motivation):
        return 0
    return seconds(drawn(at(plan.law, post.late_law), plan.table, uniform(key, 1)))
