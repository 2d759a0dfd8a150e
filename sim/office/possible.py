"""The worst and the best that an office could be: the same citizens and services, with other officers and systems.

Neither is a plan or a forecast: they are the ends between which whatever is done in this office lies. Only what a
scenario has is moved: an office in which nobody asks for money is no more honest at its best.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sim.language.errors import BadRequest
from sim.language.words import Words
from sim.office.officers import OfficerGroup
from sim.office.scenario import Scenario
from sim.office.services import Service
from sim.office.staff import Staff

WORST, BEST = "worst_possible", "best_possible"
"""What they are called in tables."""
MOST_OFFICERS = 10_000


def possible(scenario: Scenario) -> tuple[Scenario, Scenario]:
    """The worst and the best of an office, without reforms. Raises BadRequest where nobody judges it."""
    if scenario.opinion is None or scenario.citizens is None:
        raise BadRequest("possible_opinion")
    return _at_end(scenario, WORST), _at_end(scenario, BEST)


def moved(scenario: Scenario, end: str) -> list[str]:
    """Which of the LEVERS differ at an end (WORST or BEST)."""
    return [name for name, lever in LEVERS.items() if lever(scenario, best=end == BEST) != scenario]


def _at_end(scenario: Scenario, end: str) -> Scenario:
    made = replace(scenario, name=end, title=Words.of(f"trust.{end}"), question=None, reforms=(), doubt=())
    for lever in LEVERS.values():
        made = lever(made, best=end == BEST)
    return made


def _money(scenario: Scenario, *, best: bool) -> Scenario:
    staff = scenario.staff
    if staff is None or staff.integrity is None:
        return scenario
    own, nobody = staff.integrity, {"uses": 0.0, "favours": 0.0}  # who knows somebody is not asked
    worst = {"takes": 1.0, "asks": 0.9, "pays": 0.9, "stalls": max(own.stalls, 1.0)}
    return _staffed(scenario, integrity=replace(own, **nobody, **({"takes": 0.0, "asks": 0.0} if best else worst)))


def _courtesy(scenario: Scenario, *, best: bool) -> Scenario:
    if scenario.staff is None or scenario.staff.courtesy is None:
        return scenario
    kinds = {"level": 1.0, "spread": 0.0} if best else {"level": 0.4, "spread": 0.1}
    return _staffed(scenario, courtesy=replace(scenario.staff.courtesy, **kinds))


def _staffed(scenario: Scenario, **tables: Any) -> Scenario:
    return replace(scenario, staff=replace(scenario.staff or Staff(), **tables))


def _officers(scenario: Scenario, *, best: bool) -> Scenario:
    made = replace(scenario, officers=tuple(_group(group, best=best) for group in scenario.officers))
    if best and made.staff is not None and made.staff.attendance is not None:
        made = _staffed(made, attendance=replace(made.staff.attendance, absence=0.0, motivation=0.0))
    return made


def _group(group: OfficerGroup, *, best: bool) -> OfficerGroup:
    def heads(usual: float) -> int:
        return min(2 * int(usual), MOST_OFFICERS) if best else (int(usual) + 1) // 2

    present = None if best or group.present is None else tuple((heads(some), share) for some, share in group.present)
    hourly = group.capacity and tuple(replace(part, value=float(heads(part.value))) for part in group.capacity)
    late = 0.0 if best or group.late is None else max(group.late_share, 0.5)
    return replace(group, count=heads(group.count), present=present, capacity=hourly, late_share=late)


def _tickets(scenario: Scenario, *, best: bool) -> Scenario:
    if not best:
        return scenario
    services = tuple(replace(service, quota=None) for service in scenario.services)
    return replace(scenario, tickets=replace(scenario.tickets, quota=None), services=services)


def _papers(scenario: Scenario, *, best: bool) -> Scenario:
    def known(usual: float | None) -> float | None:
        return usual if usual is None else 1.0 if best else min(usual, 0.75)

    if scenario.citizens is None or not any(service.documents for service in scenario.services):
        return scenario
    told = 1.0 if best else scenario.citizens.brings_when_told
    own = known(scenario.citizens.knows_document) or 0.0
    return replace(
        scenario,
        citizens=replace(scenario.citizens, knows_document=own, brings_when_told=told),
        classes=tuple(replace(one, knows_document=known(one.knows_document)) for one in scenario.classes),
        channels=tuple(replace(one, knows_document=known(one.knows_document)) for one in scenario.channels),
    )


def _mistakes(scenario: Scenario, *, best: bool) -> Scenario:
    def careful(service: Service) -> Service:
        steps = (
            replace(step, error=0.0 if best else max(step.error, 0.3)) if step.error else step for step in service.steps
        )
        return replace(service, steps=tuple(steps))

    return replace(scenario, services=tuple(map(careful, scenario.services)))


def _systems(scenario: Scenario, *, best: bool) -> Scenario:
    outages = tuple(replace(one, chance=0.0 if best else max(one.chance, 0.3)) for one in scenario.outages)
    short = tuple(replace(one, chance=0.0 if best else max(one.chance, 0.05)) for one in scenario.shortages)
    return replace(scenario, outages=outages, shortages=short)


LEVERS: dict[str, Callable[..., Scenario]] = {
    "money": _money,
    "courtesy": _courtesy,
    "officers": _officers,
    "tickets": _tickets,
    "papers": _papers,
    "mistakes": _mistakes,
    "systems": _systems,
}
"""What is moved, by the name under which the ends are told (messages `trust.worst.*`, `trust.best.*`)."""
