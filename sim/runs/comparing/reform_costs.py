"""What the reforms of a scenario cost over its run."""

from dataclasses import replace

import numpy as np

from sim.office.reform import WORKING_DAYS_A_YEAR, Reform
from sim.plan import Plan
from sim.runs.making.result import Result

AMOUNT = "_rupiah"
"""How the keys of a reform end that are amounts of money."""


def reforms_cost(plan: Plan) -> float:
    """Rupiah over the run: of each reform its strength times the investment and its share of the yearly cost.

    The yearly cost is that of 250 working days in force. What has no strength, is never in force, or cannot
    act here costs nothing.
    """
    return sum(cost_in(reform, plan) for reform in plan.given.reforms)


def reforms_yearly(plan: Plan) -> float:
    """Rupiah a year of 250 working days once all that is in force on some day of the run is there: no investment."""
    office = replace(plan.given, reforms=())
    return sum(one.strength * one.yearly(office) for one in plan.given.reforms if working_days(one, plan))


def visits_in(result: Result) -> float:
    """All visits over the run, the days before measuring included (mean over runs)."""
    return result.estimate("arrivals_per_day").mean * len(result.plan.arrays.day)


def reforms_cost_span(plan: Plan) -> tuple[float, float]:
    """The same with every assumed amount at the low end of its range, and at the high end."""
    reforms = plan.given.reforms
    low, high = ([_at(reform, end) for reform in reforms] for end in ("low", "high"))
    return sum(cost_in(reform, plan) for reform in low), sum(cost_in(reform, plan) for reform in high)


def _at(reform: Reform, end: str) -> Reform:
    """A reform whose amounts of money are all at an end of their ranges."""
    amounts = {name: getattr(number, end) for name, number in reform.numbers() if name.endswith(AMOUNT)}
    return replace(reform, **amounts)


def cost_in(reform: Reform, plan: Plan) -> float:
    """Rupiah of one reform over the run, in the office as it is without reforms."""
    days, office = working_days(reform, plan), replace(plan.given, reforms=())
    if not days:
        return 0.0
    return reform.strength * (reform.investment(office) + reform.yearly(office) * days / WORKING_DAYS_A_YEAR)


def working_days(reform: Reform, plan: Plan) -> int:
    """The working days of the run on which a reform is in force; none of one that cannot act in this office."""
    if any(one.reform.key == reform.key for one in plan.idle):
        return 0
    dates = plan.arrays.day["date"]
    first = 0 if reform.start is None else np.searchsorted(dates, reform.start.toordinal())
    end = len(dates) if reform.until is None else np.searchsorted(dates, reform.until.toordinal(), side="right")
    return max(0, int(end) - int(first))
