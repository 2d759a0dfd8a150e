"""The book: rows of what happened."""

from typing import Any

from sim.engines.compiled.compiler import at, inner, seldom
from sim.engines.compiled.luck import luck
from sim.engines.compiled.officers import posted
from sim.engines.compiled.opinions import opine
from sim.engines.compiled.state import State
from sim.engines.compiled.timetables import timetable_of
from sim.plan.layout import NONE, Arrays
from sim.plan.tables import FINISHED, NO_SHOW, REFUSED, SERVED
from sim.rules.chance import EXCUSED

DAY_S = 86_400


@inner
def fill(plan: Arrays, case: Any, row: Any) -> None:
    """Write down what a case is, and how its step ended."""
    step = at(plan.step, case.step)
    row.case = case.number
    row.citizen = case.citizen
    row.stream = case.stream
    row.service = step.service
    row.step = step.number
    row.office = step.office
    row.class_ = case.class_
    row.channel = case.channel
    row.line = case.stood
    row.outcome = case.outcome


@inner
def write(state: State, plan: Arrays, slot: int, finish: int, last: bool) -> None:
    """Add a row for a visit at its step (VISIT_ROW); with the last one the citizen leaves."""
    case, clock = at(state.case, slot), state.clock[0]
    row = at(state.visit_row, clock.rows)
    clock.rows += 1
    fill(plan, case, row)
    row.day = clock.day
    row.visit = case.visit
    row.officer = case.officer
    row.came_s = case.came
    row.arrive_s = case.joined
    row.start_s = case.start
    row.finish_s = finish
    row.waited_s = case.waited
    row.last = last
    if case.outcome != REFUSED:
        clock.ended = max(clock.ended, finish)
    if last and case.outcome != NO_SHOW:
        leave(state, plan, slot, finish)


@inner
def write_file(state: State, plan: Arrays, slot: int, finish: int) -> None:
    """Add a row for a file at its step; seconds count from the day on which it came there."""
    case, clock = at(state.case, slot), state.clock[0]
    row = at(state.visit_row, clock.rows)
    clock.rows += 1
    fill(plan, case, row)
    row.officer = case.officer
    row.day = case.joined_day
    row.visit = NONE
    row.came_s = NONE
    row.arrive_s = case.joined
    row.start_s = case.begun
    row.finish_s = finish + seconds_since(state, plan, case.joined_day)
    row.waited_s = NONE
    row.last = 0
    if case.officer != NONE:
        clock.ended = max(clock.ended, finish)


@inner
def seconds_since(state: State, plan: Arrays, day: int) -> int:
    """The seconds between midnight of a day of the run and that of today."""
    return DAY_S * (at(plan.day, state.clock[0].day).date - at(plan.day, day).date)


@inner
def leave(state: State, plan: Arrays, slot: int, now: int) -> None:
    """The citizen goes home, and adds up what the visit cost: no time where somebody else came."""
    case = at(state.case, slot)
    channel = at(plan.channel, case.channel)
    waited, spent, travel = case.waited, now - case.came, channel.travel
    if travel == NONE:
        travel = at(state.citizen, case.citizen).trip_s if case.citizen != NONE else 0
    if not channel.comes:
        waited, spent, travel = 0, 0, 0
    if case.citizen != NONE:
        tally = at(state.tally, case.citizen)
        tally.visits += 1
        tally.completed += case.outcome == SERVED
        tally.waited_s += waited
        tally.spent_s += spent
        tally.trips += channel.comes
        tally.travel_s += travel
        if plan.office[0].staffed:
            count_money(plan, case, tally)
    case.visits += 1
    case.trips += channel.comes
    case.waited_in_all += waited
    case.spent += spent
    case.travelled += travel
    if plan.office[0].opinion:
        opine(state, plan, slot, waited)


@inner
def count_money(plan: Arrays, case: Any, tally: Any) -> None:
    """Add up what was asked for and paid on a visit, and whether a connection helped."""
    paid = case.gave * int(plan.behaviour[0].rupiah)
    case.paid += paid
    tally.asked += case.asked
    tally.paid += case.gave
    tally.paid_rupiah += paid
    tally.favoured += case.favoured


@inner
def free(state: State, slot: int) -> None:
    """The place of a case that is over can be taken by another."""
    case, clock = at(state.case, slot), state.clock[0]
    case.open = 0
    case.after = clock.free - slot - 1
    clock.free = slot
    clock.free_count += 1


@seldom
def write_case(state: State, plan: Arrays, slot: int, now: int) -> None:
    """Add a row for a case that is over (CASE_ROW) where a case is more than a visit, and free its place."""
    case, clock = at(state.case, slot), state.clock[0]
    if case.citizen != NONE:
        note_end(state, plan, case)
    if not plan.office[0].follows:
        free(state, slot)
        return
    row = at(state.case_row, clock.case_rows)
    clock.case_rows += 1
    services = plan.office[0].services
    row.case = case.number
    row.citizen = case.citizen
    row.began_day = case.began_day
    row.began_s = case.began_s
    row.ended_day = clock.day
    row.ended_s = now
    row.due_day = case.due
    row.visits = case.visits
    row.trips = case.trips
    row.waited_s = case.waited_in_all
    row.spent_s = case.spent
    row.travel_s = case.travelled
    row.paid_rupiah = case.paid
    row.service = case.service % services
    row.class_ = case.class_
    row.channel = case.channel
    row.office = case.service // services
    row.stream = case.stream
    row.step = at(plan.step, case.step).number
    row.outcome = case.result
    row.reason = case.reason
    free(state, slot)


@inner
def note_end(state: State, plan: Arrays, case: Any) -> None:
    """A complaint is over, or a case with a promised day: the citizen hears of it in the night."""
    tally, clock, b = at(state.tally, case.citizen), state.clock[0], plan.behaviour[0]
    complaint = case.service % plan.office[0].services == plan.office[0].complaint
    in_time = case.result == FINISHED and (case.due == NONE or clock.day <= case.due)
    if complaint and in_time:
        in_time = mend(state, plan, case)
    promised = b.promises > 0.0 and b.levels > 0.0 and case.due != NONE
    elsewhere = case.service // plan.office[0].services != at(state.citizen, case.citizen).home
    if elsewhere or not (complaint or promised):
        return
    if not tally.answers:
        tally.next = clock.answered
        clock.answered = case.citizen
    tally.answers += 1
    if complaint:
        tally.answer_good += b.answered * in_time
        tally.answer_bad += b.ignored * (not in_time)
        tally.ignored += not in_time
    elif in_time:
        tally.answer_good += b.promises
    elif clock.day > case.due:
        tally.answer_bad += b.promises


@seldom
def mend(state: State, plan: Arrays, case: Any) -> bool:
    """Whether what a complaint is about is mended, and not explained away by officers on the defensive."""
    office, here, total = case.service // plan.office[0].services, 0, 0.0
    for who in range(state.officer.size):
        if posted(plan, who, office):
            here += 1
            total += at(state.officer, who).defensive
    if luck(case, EXCUSED) < plan.behaviour[0].excuses * total / max(1, here):
        return False
    for who in range(state.officer.size):
        at(state.officer, who).grievances -= posted(plan, who, office)
    return True


@inner
def write_officers(state: State, plan: Arrays, kind: int) -> None:
    """Add a row for every officer (OFFICER_ROW)."""
    clock = state.clock[0]
    for i in range(state.officer.size):
        officer, timetable = at(state.officer, i), timetable_of(plan, kind, i)
        row = at(state.officer_row, clock.officer_rows)
        clock.officer_rows += 1
        row.day = clock.day
        row.officer = i
        row.scheduled_s = timetable.scheduled if officer.present else 0
        row.busy_s = officer.busy
        row.outside_s = officer.outside
        row.overtime_s = max(0, officer.last_end - timetable.end)
        row.served = officer.served


@inner
def write_act(state: State, day: int, what: int, who: int, value: float) -> None:
    """Write down what a reform did (ACT_ROW)."""
    row = at(state.act_row, state.clock[0].acts)
    state.clock[0].acts += 1
    row.day = day
    row.what = what
    row.who = who
    row.value = value


@inner
def write_day(state: State) -> None:
    """Add the row of the day (DAY_ROW)."""
    clock = state.clock[0]
    row = at(state.day_row, clock.day_rows)
    clock.day_rows += 1
    row.day = clock.day
    row.visits = clock.visits - clock.visits_before
    row.ended_s = clock.ended
    row.busyness = clock.busyness
    row.complaints = clock.complaints
    row.trust = clock.trust
