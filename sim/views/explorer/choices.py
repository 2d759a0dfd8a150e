"""What may be ticked: the reforms of a scenario and of the catalogue, each with a strength and a start."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sim.office import Scenario
from sim.office.reform import DECIDERS, Reform
from sim.plan import Idle, Plan, plan_of
from sim.reforms import CATALOGUE

STARTS = (0, 20, 60, 120)
"""Working days after the first day of the run."""


@dataclass(frozen=True)
class Choice:
    """A reform as it may be ticked, starting `after_days` working days after the first day of the run.

    Of those that the scenario has (`own`) strength and start are first as they are there.
    """

    reform: Reform
    strength: float = 1.0
    after_days: int = 0
    ticked: bool = False
    own: bool = False

    @property
    def key(self) -> str:
        """What tells it apart."""
        return self.reform.key


@dataclass(frozen=True)
class Offer:
    """An office without reforms, its plan, what may be ticked in the order of who may decide it, and what cannot act.

    `idle` are those that cannot act where they are ticked alone, by their key.
    """

    office: Scenario
    plan: Plan
    choices: tuple[Choice, ...]
    idle: dict[str, Idle]

    @property
    def days(self) -> tuple[date, ...]:
        """The working days of the run."""
        return tuple(date.fromordinal(int(day)) for day in self.plan.arrays.day["date"])


def offer_of(scenario: Scenario) -> Offer:
    """What a scenario offers: its own reforms, ticked, and those of the catalogue of which it has none.

    The latter begin with the first of its own.
    """
    office = replace(scenario, reforms=())
    plan = plan_of(office)
    days = plan.arrays.day["date"].tolist()
    own = [Choice(r, float(r.strength), _days_before(days, r.start), ticked=True, own=True) for r in scenario.reforms]
    taken = {reform.name for reform in scenario.reforms}
    begins = min((choice.after_days for choice in own), default=0)
    others = [Choice(kind(), 1.0, begins) for name, kind in CATALOGUE.items() if name not in taken]  # type: ignore[call-arg]
    order = {name: place for place, name in enumerate(CATALOGUE)}
    found = sorted([*own, *others], key=lambda c: (DECIDERS.index(c.reform.decider), order[c.reform.name]))
    alone = [idle for choice in found for idle in plan_of(replace(office, reforms=(choice.reform,))).idle]
    return Offer(office, plan, tuple(found), {idle.reform.key: idle for idle in alone})


def starts(offer: Offer, choice: Choice) -> tuple[int, ...]:
    """The starts that may be chosen: some round ones within the run, and the own one."""
    found = {start for start in STARTS if start < len(offer.days)}
    return tuple(sorted(found | {choice.after_days}))


def set_as(offer: Offer, choice: Choice) -> Reform:
    """The reform with the strength and the start that are set."""
    start = offer.days[choice.after_days] if choice.after_days else None
    return replace(choice.reform, strength=choice.strength, start=start)


def _days_before(days: Sequence[int], start: date | None) -> int:
    return 0 if start is None else min(sum(day < start.toordinal() for day in days), len(days) - 1)
