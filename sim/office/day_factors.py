"""How much busier or quieter a day is than others: by weekday, after a closure, in a season."""

from collections.abc import Sequence
from datetime import date, timedelta

from sim.office.scenario import Scenario
from sim.office.seasons import Season, YearDay
from sim.office.units import WEEKDAYS
from sim.office.working_days import WorkingDay, idul_fitri, weekly


def day_factors(scenario: Scenario, days: Sequence[WorkingDay]) -> list[float]:
    """The factor of the citizens' needs on each day: that of all demand × weekday × after a closure × seasons.

    Weekdays are scaled to mean 1 over the open ones that occur; the others are not, since they stand for
    needs of closed days that are met on another one.
    """
    weekdays = _weekday_factors(scenario, {day.date.weekday() for day in days})
    lebaran = idul_fitri(scenario.calendar)
    factors = []
    for day in days:
        factor = scenario.demand.factor * weekdays[day.date.weekday()] * _after(scenario, day.closed_before)
        for season in scenario.demand.seasons:
            factor *= season.factor if in_season(season, day.date, lebaran) else 1.0
        factors.append(factor)
    return factors


def _weekday_factors(scenario: Scenario, occurring: set[int]) -> dict[int, float]:
    """Factors of the weekdays that occur, scaled to mean 1 so that the year's needs stay what they are.

    A weekday on which only a half day opens the office does not count in that mean.
    """
    week = scenario.demand.weekday
    raw = {}
    for weekday in occurring:
        own = getattr(week, WEEKDAYS[weekday]) if week is not None else None
        every = week.every if week is not None else None
        raw[weekday] = own if own is not None else every if every is not None else 1.0
    usual = {weekday for weekday in occurring if weekly(scenario.hours, weekday)} or occurring
    mean = sum(raw[weekday] for weekday in usual) / len(usual)
    return {weekday: value / mean if mean > 0 else 0.0 for weekday, value in raw.items()}


def _after(scenario: Scenario, closed: int) -> float:
    """The factor after a closure of so many days: that of the last length reached."""
    reached = [factor for length, factor in scenario.demand.after_holiday or () if 0 < length <= closed]
    return reached[-1] if reached else 1.0


def in_season(season: Season, day: date, lebaran: Sequence[date]) -> bool:
    """Whether a date lies in a season; `lebaran` are the first days of Idul Fitri that are known."""
    if season.lebaran is not None:
        first, last = (timedelta(days=part) for part in season.lebaran)
        return any(feast + first <= day <= feast + last for feast in lebaran)
    if isinstance(season.first, YearDay) and isinstance(season.last, YearDay):
        own = YearDay(day.month, day.day)
        if season.first <= season.last:
            return season.first <= own <= season.last
        return own >= season.first or own <= season.last
    return isinstance(season.first, date) and isinstance(season.last, date) and season.first <= day <= season.last
