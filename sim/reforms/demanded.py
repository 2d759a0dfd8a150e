"""How much of what is asked of an office, on average."""

from sim.office.scenario import Scenario
from sim.office.services import DONE, Service
from sim.reforms.building import ways
from sim.reforms.paths import absent, mean_min

ROUNDS = 50
"""Steps after which the rest of a route that goes in circles is left out."""


def needs_a_year(office: Scenario, service: Service) -> float:
    """The cases of a service in a year that the citizens need by themselves, of all offices of a region together."""
    whole = sum(other.share for other in office.services)
    if office.citizens is None or whole <= 0:
        return 0.0
    return office.citizens.count * office.citizens.needs_per_year * service.share / whole


def needs_a_day(office: Scenario, service: Service) -> float:
    """The same on a working day."""
    days = office.citizens.working_days_per_year if office.citizens is not None else 1
    return needs_a_year(office, service) / days


def minutes_a_day(office: Scenario) -> dict[str, float]:
    """The work of each step ("service.step") with the citizen there on a working day, for who walks in, in minutes."""
    weights = {s.name: needs_a_day(office, s) if office.citizens is not None else s.share for s in office.services}
    return {
        f"{service.name}.{step.name}": weights[service.name] * share * mean_min(step.time)
        for service in office.services
        for step, share in zip(service.steps, _shares(service), strict=True)
        if step.station is not None and not absent(office, step)
    }


def _shares(service: Service) -> list[float]:
    """How often a case comes to each step."""
    names = [step.name for step in service.steps]
    total, now = dict.fromkeys(names, 0.0), {names[0]: 1.0}
    for _ in range(ROUNDS):
        after: dict[str, float] = {}
        for name, share in now.items():
            total[name] += share
            for to, part in ways(service, service.steps[names.index(name)]):
                if to != DONE and share * part > 0:
                    after[to] = after.get(to, 0.0) + share * part
        now = after
    return [total[name] for name in names]
