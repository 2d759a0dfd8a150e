"""Where cases go in an office: where a step leads, who is there, who can do it."""

from collections.abc import Collection

from sim.office.scenario import Scenario
from sim.office.services import DONE, Service, Step


def next_steps(service: Service, step: Step) -> list[tuple[str, float]]:
    """Where a step leads, with shares: the next one of the service, unless it names branches."""
    if step.next is not None:
        return [(branch.to, branch.share) for branch in step.next] or [(DONE, 1.0)]
    place = service.steps.index(step)
    return [(service.steps[place + 1].name if place + 1 < len(service.steps) else DONE, 1.0)]


def reached_from(service: Service, start: str) -> list[Step]:
    """The steps that a case may come to from one of them, itself included, the nearest first."""
    steps = {step.name: step for step in service.steps}
    found = [steps[start]]
    for step in found:
        onward = [steps[to] for to, share in next_steps(service, step) if to != DONE and share > 0]
        found += [other for other in onward if other not in found]
    return found


def absent(office: Scenario, step: Step) -> bool:
    """Whether a step goes on without the citizen."""
    if step.station is None:
        return step.without_citizen
    return any(station.back_office for station in office.stations if station.name == step.station)


def can(skills: Collection[str], service: Service, step: Step) -> bool:
    """Whether skills are enough for a step."""
    return not {"*", service.name, f"{service.name}.{step.name}"}.isdisjoint(skills)
