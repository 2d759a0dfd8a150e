"""What becomes of a case after a step, and after a visit in vain."""

from typing import Any

from sim.engines.compiled.book import DAY_S, free, write, write_case, write_file
from sim.engines.compiled.coming import day_of, entry_of, put_down
from sim.engines.compiled.compiler import at, inner, seldom
from sim.engines.compiled.heap import put
from sim.engines.compiled.luck import chance_at, luck
from sim.engines.compiled.opinions import begin_visit, opine
from sim.engines.compiled.state import State
from sim.plan.layout import DONE, NONE, Arrays
from sim.plan.tables import ERROR, FINISHED, GIVEN_UP, INCOMPLETE, NO_FORM, SERVED
from sim.rules import chance
from sim.rules.cases import missing_papers
from sim.rules.clock import AGAIN, ARRIVAL, order_key, seconds
from sim.rules.demand import picked
from sim.rules.distributions import drawn
from sim.rules.staff import errs


@inner
def next_step(plan: Arrays, case: Any) -> int:
    """Where the route leads: DONE when it is over; a certain way needs no draw."""
    step = at(plan.step, case.step)
    if step.branch_count == 1 and at(plan.segment, step.branch_first).value >= 1.0:
        return at(plan.segment, step.branch_first).to
    way = picked(plan.segment, step.branch_first, step.branch_count, chance_at(plan, case, chance.BRANCH))
    if way == step.branch_count:
        return DONE
    return at(plan.segment, step.branch_first + way).to


@inner
def judge(state: State, plan: Arrays, case: Any) -> None:
    """Find out how a step that was worked on ends: its outcome, the step that follows, and after how many days."""
    step = at(plan.step, case.step)
    case.outcome = SERVED
    case.follows = DONE
    case.days = 0
    if step.checks > 0.0 and case.missing > 0 and chance_at(plan, case, chance.FOUND) < step.checks:
        case.outcome = INCOMPLETE
        case.lost = 1
        return
    if step.error > 0.0 and chance_at(plan, case, chance.ERROR) < errs(step.error, case.odds):
        case.error = 1
        if case.officer != NONE:
            at(state.officer, case.officer).mistakes += 1
    if step.finds > 0.0 and case.error and chance_at(plan, case, chance.ERROR_FOUND) < step.finds:
        case.error = 0
        case.mended = 1
        case.follows = step.rework
    else:
        case.follows = next_step(plan, case)
    if case.follows != DONE:
        then = at(plan.step, case.follows)
        if then.days_count > 0:
            case.days = days_drawn(plan, then.days_first, then.days_count, chance_at(plan, case, chance.AFTER_DAYS))


@inner
def days_drawn(plan: Arrays, first: int, count: int, u: float) -> int:
    """A number of working days."""
    return at(plan.segment, first + min(picked(plan.segment, first, count, u), count - 1)).to


@inner
def weigh(state: State, plan: Arrays, slot: int, now: int) -> None:
    """Judge a step and write it down."""
    case = at(state.case, slot)
    judge(state, plan, case)
    if at(plan.step, case.step).absent:
        if case.follows != DONE:
            case.days = max(case.days, days_until(state, plan, now))
        write_file(state, plan, slot, now)
        return
    stays = case.follows != DONE and case.days == 0 and not at(plan.step, case.follows).absent
    write(state, plan, slot, now, not stays)


@inner
def go_on(state: State, plan: Arrays, slot: int, now: int) -> int:
    """What becomes of a case that was judged: its slot where it goes on at once, else NONE."""
    case, clock = at(state.case, slot), state.clock[0]
    if case.follows == DONE:
        if case.outcome == SERVED:
            finish_or_mend(state, plan, slot, now)
        else:
            lose(state, plan, slot, now)
        return NONE
    then = at(plan.step, case.follows)
    if case.days == 0 and (then.absent or not at(plan.step, case.step).absent):
        case.step = case.follows
        return slot
    if then.absent:
        case.step = case.follows
    else:
        try_again(state, plan, slot, case.follows)
    if case.days == 0 and now < at(plan.day, clock.day).close:
        put(state, max(now, at(plan.day, clock.day).open), order_key(ARRIVAL, AGAIN + case.number), slot)
    else:
        rest(state, plan, slot, max(1, case.days))
    return NONE


@inner
def days_until(state: State, plan: Arrays, now: int) -> int:
    """How many working days pass until the office opens after a second of today; 0 before today is over."""
    today = state.clock[0].day
    if now < max(DAY_S, at(plan.day, today).close):
        return 0
    for day in range(today + 1, plan.day.size):
        if DAY_S * (at(plan.day, day).date - at(plan.day, today).date) + at(plan.day, day).open >= now:
            return day - today
    return plan.day.size - today


@inner
def finish(state: State, plan: Arrays, slot: int, now: int) -> None:
    """A case is done."""
    if plan.office[0].follows:
        finish_or_mend(state, plan, slot, now)
        return
    case = at(state.case, slot)
    if case.citizen != NONE:
        at(state.tally, case.citizen).finished += 1
    free(state, slot)


@seldom
def finish_or_mend(state: State, plan: Arrays, slot: int, now: int) -> None:
    """A case is done, unless the citizen finds a mistake later."""
    case = at(state.case, slot)
    if case.error:
        case.outcome = ERROR
        if come_again(state, plan, slot, now):
            return
    if case.citizen != NONE:
        at(state.tally, case.citizen).finished += 1
        if plan.office[0].opinion and case.visits == 0:
            look_back(state, plan, slot)
    case.result = FINISHED
    write_case(state, plan, slot, now)


@inner
def look_back(state: State, plan: Arrays, slot: int) -> None:
    """Judge a case that was done without a visit."""
    case = at(state.case, slot)
    case.visit = NONE
    case.outcome = SERVED
    begin_visit(case)
    opine(state, plan, slot, 0)


@seldom
def turn_away(state: State, plan: Arrays, slot: int, now: int) -> None:
    """Somebody leaves without having been served, for the reason that stands in `outcome`."""
    case = at(state.case, slot)
    case.start = NONE
    case.officer = NONE
    write(state, plan, slot, now, True)
    if plan.office[0].follows:
        lose(state, plan, slot, now)
    else:
        free(state, slot)


@seldom
def lose(state: State, plan: Arrays, slot: int, now: int) -> None:
    """Come again, or give the case up, and write that down."""
    if not come_again(state, plan, slot, now):
        at(state.case, slot).result = GIVEN_UP
        write_case(state, plan, slot, now)


@seldom
def come_again(state: State, plan: Arrays, slot: int, now: int) -> bool:
    """Whether the citizen comes again after the outcome of the last visit; if so, when."""
    case, clock = at(state.case, slot), state.clock[0]
    reason = case.outcome
    back = at(plan.return_, reason)
    case.reason = reason
    if back.share <= 0.0 or case.attempt + 1 >= plan.office[0].visits_at_most:
        return False
    if luck(case, chance.RETURN) >= back.share:
        return False
    days = days_drawn(plan, back.first, back.count, luck(case, chance.RETURN_DAYS))
    after = 0
    if days == 0 and back.after_law != NONE:
        after = seconds(drawn(at(plan.law, back.after_law), plan.table, luck(case, chance.RETURN_AFTER)))
    try_again(state, plan, slot, restart(plan, case))
    if reason == INCOMPLETE:
        case.missing = missing_papers(case.missing, plan.office[0].told, luck(case, chance.MISSING))
    second, absent, today = now + after, at(plan.step, case.step).absent, at(plan.day, clock.day)
    if days == 0 and (absent or second < today.close):
        if not absent:
            second = max(second, today.open)
        put(state, second, order_key(ARRIVAL, AGAIN + case.number), slot)
    else:
        rest(state, plan, slot, max(1, days))
    return True


@inner
def restart(plan: Arrays, case: Any) -> int:
    """The step at which a case is taken up again."""
    reason = case.outcome
    if reason == NO_FORM:
        return case.step
    if reason == INCOMPLETE:
        return entry_of(plan, case)
    if reason == ERROR:
        case.error = 0
        case.mended = 1
        correction = at(plan.service, case.service).correction
        return entry_of(plan, case) if correction == NONE else correction
    return case.first_step


@inner
def try_again(state: State, plan: Arrays, slot: int, step: int) -> None:
    """The next attempt begins at a step."""
    case = at(state.case, slot)
    case.attempt += 1
    case.step = step
    case.again = 0
    case.slot = NONE
    case.holds = 0
    case.misses = 0
    passes = plan.office[0].passes
    for place in range(slot * passes, (slot + 1) * passes):
        state.passes[place] = 0


@seldom
def rest(state: State, plan: Arrays, slot: int, days: int) -> None:
    """A case rests so many working days, or longer if it has to wait for its channel."""
    day = day_of(state, plan, slot, state.clock[0].day + days)
    put_down(state, slot, day)
