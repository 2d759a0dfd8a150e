"""What reforms build into an office: ways past a step, and days that need not pass. Nobody takes them as they are."""

from collections.abc import Iterator
from dataclasses import replace

from sim.office import Scenario, Service, Step
from sim.office.routes import next_steps
from sim.office.services import Branch


def step_of(office: Scenario, name: str) -> tuple[Service, Step]:
    """A step by its name ("service.step"). Raises KeyError."""
    for service in office.services:
        for step in service.steps:
            if f"{service.name}.{step.name}" == name:
                return service, step
    raise KeyError(name)


def steps_of(office: Scenario, names: tuple[str, ...]) -> Iterator[str]:
    """The steps ("service.step") that names of services or steps mean; all of them where there are no names."""
    for service in office.services:
        for step in service.steps:
            if not names or service.name in names or f"{service.name}.{step.name}" in names:
                yield f"{service.name}.{step.name}"


def skippable(office: Scenario, name: str) -> Scenario:
    """The office with a way past a step from each step before it; "step.skip" opens it.

    Raises ValueError where the step comes first in its service, or more than one way leads on from it.
    """
    service, step = step_of(office, name)
    onward = [way for way in next_steps(service, step) if way[1] > 0.0]
    if len(onward) > 1 or onward[0][1] < 1.0:
        raise ValueError(f"more than one way leads on from {name}")
    if not any(to == step.name for other in service.steps for to, _ in next_steps(service, other)):
        raise ValueError(f"no step comes before {name}")
    return _with_service(
        office, replace(service, steps=tuple(_past(service, s, step.name, onward[0][0]) for s in service.steps))
    )


def immediate(office: Scenario, name: str) -> Scenario:
    """The office where no working days may pass before a step; "step.at_once" makes that so.

    Raises ValueError where no days pass before it anyway.
    """
    service, step = step_of(office, name)
    if step.after_days is None:
        raise ValueError(f"no working days pass before {name}")
    if step.after_days[0][0] == 0 and step.after_days[0][1] == 0.0:
        return office
    sooner = replace(step, after_days=((0, 0.0), *step.after_days))
    return _with_service(office, replace(service, steps=tuple(sooner if s is step else s for s in service.steps)))


def _past(service: Service, step: Step, skipped: str, onward: str) -> Step:
    """A step with a branch of share 0 before each that leads to the skipped one."""
    found = next_steps(service, step)
    if not any(to == skipped for to, _ in found):
        return step
    branches: list[Branch] = []
    for place, (to, share) in enumerate(found):
        if to == skipped and not (place and found[place - 1] == (onward, 0.0)):
            branches.append(Branch(to=onward, share=0.0))
        branches.append(Branch(to=to, share=share))
    return replace(step, next=tuple(branches))


def _with_service(office: Scenario, service: Service) -> Scenario:
    return replace(office, services=tuple(service if s.name == service.name else s for s in office.services))
