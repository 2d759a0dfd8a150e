"""What becomes of a case after a step, and after a visit in vain."""

from typing import TYPE_CHECKING, Any

from sim.engines.reference.case import Case, arrival
from sim.engines.reference.opinions import opine
from sim.plan.layout import DONE, NONE
from sim.plan.tables import ERROR, FINISHED, GIVEN_UP, INCOMPLETE, NO_FORM, SERVED
from sim.rules import cases, chance, clock
from sim.rules.demand import picked
from sim.rules.distributions import drawn
from sim.rules.staff import errs

if TYPE_CHECKING:
    from sim.engines.reference.day import Day


def judge(day: "Day", case: Case, step: Any, officer: int) -> tuple[int, int]:
    """How a step that was worked on ends: its outcome, and the step that follows (DONE when there is none).

    `officer` worked on it (NONE: nobody).
    """
    if step.checks > 0.0 and case.missing > 0 and case.draw(chance.FOUND, step) < step.checks:
        case.lost = 1
        return INCOMPLETE, DONE
    if step.error > 0.0 and case.draw(chance.ERROR, step) < errs(step.error, case.odds):
        case.error = True
        if officer != NONE:
            day.office.staff[officer].mistakes += 1
    if step.finds > 0.0 and case.error and case.draw(chance.ERROR_FOUND, step) < step.finds:
        case.error, case.mended = False, 1
        return SERVED, step.rework
    way = picked(day.plan.segment, step.branch_first, step.branch_count, case.draw(chance.BRANCH, step))
    return SERVED, DONE if way == step.branch_count else day.plan.segment[step.branch_first + way].to


def days_before(day: "Day", case: Case, step: Any, follows: int) -> int:
    """How many working days pass before the next step; a file that was done in the night waits for the morning."""
    then, plan = day.plan.step[follows], day.plan
    days = day.office.days_until(day.env.now) if step.absent else 0
    if then.days_count == 0:
        return days
    way = picked(plan.segment, then.days_first, then.days_count, case.draw(chance.AFTER_DAYS, step))
    return max(days, plan.segment[then.days_first + min(way, then.days_count - 1)].to)


def go_on(day: "Day", case: Case, step: Any, follows: int, days: int) -> Any:
    """Go on to the step that follows: returned where the case goes on at once, None where it rests."""
    then = day.plan.step[follows]
    if days == 0 and then.absent:
        case.step = follows
        return then
    if days == 0 and not step.absent:
        case.step = follows
        return then
    if then.absent:
        case.step = follows
    else:
        case.try_again(follows)
    if days == 0 and not day.door.shut:
        come_later_today(day, case, max(day.env.now, day.hours.open))
    else:
        day.office.rest(case, max(1, days))
    return None


def finish(day: "Day", case: Case) -> None:
    """A case is done, unless the citizen finds a mistake later."""
    if case.error and come_again(day, case, ERROR):
        return
    if case.citizen is not None and case.visits == 0:
        case.visit = NONE
        case.begin_visit()
        opine(day, case, SERVED, 0)
    day.office.close(case, FINISHED, day.env.now)


def in_vain(day: "Day", case: Case, reason: int) -> None:
    """Come again, or give the case up."""
    if not come_again(day, case, reason):
        day.office.close(case, GIVEN_UP, day.env.now)


def come_again(day: "Day", case: Case, reason: int) -> bool:
    """Whether the citizen comes again; if so, when."""
    plan, back = day.plan, day.plan.return_[reason]
    case.reason = reason
    most = plan.office[0].visits_at_most
    if back.share <= 0.0 or case.attempt + 1 >= most or case.luck(chance.RETURN) >= back.share:
        return False
    way = min(picked(plan.segment, back.first, back.count, case.luck(chance.RETURN_DAYS)), back.count - 1)
    days = plan.segment[back.first + way].to
    after = 0
    if days == 0 and back.after_law != NONE:
        after = clock.seconds(drawn(plan.law[back.after_law], plan.table, case.luck(chance.RETURN_AFTER)))
    case.try_again(restart(day, case, reason))
    if reason == INCOMPLETE:
        told = plan.office[0].told
        case.missing = cases.missing_papers(case.missing, told, case.luck(chance.MISSING))
    second = day.env.now + after
    absent = plan.step[case.step].absent
    if days == 0 and (absent or second < day.hours.close):
        come_later_today(day, case, second if absent else max(second, day.hours.open))
    else:
        day.office.rest(case, max(1, days))
    return True


def restart(day: "Day", case: Case, reason: int) -> int:
    """The step at which a case is taken up again."""
    if reason == NO_FORM:
        return case.step
    if reason == INCOMPLETE:
        return day.office.entry(case)
    if reason == ERROR:
        case.error, case.mended = False, 1
        correction = day.plan.service[case.service].correction
        return day.office.entry(case) if correction == NONE else correction
    return case.first_step


def come_later_today(day: "Day", case: Case, second: int) -> None:
    """Somebody comes again the same day."""
    day.env.process(arrival(day, case, second, clock.AGAIN + case.number))
