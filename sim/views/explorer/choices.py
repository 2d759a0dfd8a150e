"""What may be ticked: the reforms of a scenario and of the catalogue, each with a strength and a start."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sim.language.words import Words
from sim.office import Scenario
from sim.office.reform import DECIDERS, Reform
from sim.plan import plan_of
from sim.reforms import CATALOGUE

STARTS = (0, 20, 60, 120)
"""Working days after the first day of the run."""


@dataclass(frozen=True)
class Choice:
    """A reform as it may be ticked; it starts `after_days` working days after the first day of the run."""

    reform: Reform
    strength: float = 1.0
    after_days: int = 0
    ticked: bool = False


@dataclass(frozen=True)
class Offer:
    """An office without reforms, the calendar of its run, and what may be ticked, in the order of who may decide it."""

    office: Scenario
    days: tuple[date, ...]
    choices: tuple[Choice, ...]


def offer_of(scenario: Scenario) -> Offer:
    """What a scenario offers: its own reforms, ticked, and those of the catalogue of which it has none.

    The latter begin with the first of its own.
    """
    office = replace(scenario, reforms=(), title=Words.of("explorer.without"))
    days = tuple(date.fromordinal(int(day)) for day in plan_of(office).arrays.day["date"])
    own = [Choice(r, float(r.strength), _days_before(days, r.start), ticked=True) for r in scenario.reforms]
    taken = {reform.name for reform in scenario.reforms}
    begins = min((choice.after_days for choice in own), default=0)
    others = [Choice(kind(), 1.0, begins) for name, kind in CATALOGUE.items() if name not in taken]  # type: ignore[call-arg]
    order = {name: place for place, name in enumerate(CATALOGUE)}
    found = sorted([*own, *others], key=lambda c: (DECIDERS.index(c.reform.decided_by), order[c.reform.name]))
    return Offer(office, days, tuple(found))


def chosen(offer: Offer, choices: Sequence[Choice]) -> Scenario:
    """The office with the reforms that are ticked."""
    reforms = tuple(_set(offer, choice) for choice in choices if choice.ticked)
    title = Words.of("explorer.with", reforms=len(reforms))
    return replace(offer.office, name="reforms", title=title, reforms=reforms)


def starts(offer: Offer, choice: Choice) -> tuple[int, ...]:
    """The starts that may be chosen: some round ones within the run, and the own one."""
    found = {start for start in STARTS if start < len(offer.days)}
    return tuple(sorted(found | {choice.after_days}))


def _set(offer: Offer, choice: Choice) -> Reform:
    start = offer.days[choice.after_days] if choice.after_days else None
    return replace(choice.reform, strength=choice.strength, start=start)


def _days_before(days: Sequence[date], start: date | None) -> int:
    return 0 if start is None else min(sum(day < start for day in days), len(days) - 1)
