"""The book: what is written down of steps, visits and cases."""

from typing import TYPE_CHECKING, Any

from sim.engines.reference.citizens import Cost
from sim.engines.reference.opinions import opine
from sim.plan.layout import NONE, Arrays
from sim.plan.tables import NO_SHOW, REFUSED, SERVED

if TYPE_CHECKING:
    from sim.engines.reference.case import Case
    from sim.engines.reference.day import Day


def write(
    day: "Day", case: "Case", step: Any, officer: int, times: tuple[int, int, int], outcome: int, *, last: bool
) -> None:
    """Add a row (VISIT_ROW); with the last one of a visit the citizen leaves."""
    arrive, start, finish = times
    citizen = NONE if case.citizen is None else case.citizen.number
    what = (case.stream, step.service, step.number, case.class_, case.channel, step.office, case.stood, outcome)
    if step.absent:
        finish_s = finish + day.office.seconds_since(case.joined_day)
        who = (NONE, case.number, case.joined_day, citizen, officer)
        row = (*who, NONE, arrive, start, finish_s, NONE, *what, False)
    else:
        who = (case.visit, case.number, day.number, citizen, officer)
        row = (*who, case.came, arrive, start, finish, case.waited, *what, last)
    day.office.visit_rows.append(row)
    if (not step.absent and outcome != REFUSED) or officer != NONE:
        day.ended = max(day.ended, finish)
    if last and not step.absent and outcome != NO_SHOW:
        leave(day, case, finish, outcome)


def leave(day: "Day", case: "Case", now: int, outcome: int) -> None:
    """The citizen goes home; what the visit cost is added up at night: no time where somebody else came."""
    channel = day.plan.channel[case.channel]
    own = case.citizen.trip if case.citizen is not None else 0
    travel = own if channel.travel == NONE else channel.travel
    time = (case.waited, now - case.came, 1, travel) if channel.comes else (0, 0, 0, 0)
    cost = Cost(case.citizen, outcome == SERVED, *time)
    day.costs.append(cost)
    case.visits += 1
    case.trips += cost.trips
    case.waited_in_all += cost.waited
    case.spent += cost.spent
    case.travelled += cost.travel
    if case.citizen is not None:
        paid = case.gave * int(day.plan.behaviour[0].rupiah)
        case.paid += paid
        case.citizen.count_money(case, paid)
    opine(day, case, outcome, cost.waited)


def case_row(plan: Arrays, case: "Case", outcome: int, day: int, now: int) -> tuple[int, ...]:
    """A case as CASE_ROW."""
    citizen = NONE if case.citizen is None else case.citizen.number
    when = (case.began_day, case.began_s, day, now, case.due)
    cost = (case.visits, case.trips, case.waited_in_all, case.spent, case.travelled, case.paid)
    services = plan.office[0].services
    what = (case.service % services, case.class_, case.channel, case.service // services, case.stream)
    return (case.number, citizen, *when, *cost, *what, plan.step[case.step].number, outcome, case.reason)
