"""Where files go in an office: which steps need the citizen, what the counters do before, who does it."""

from collections.abc import Iterator
from dataclasses import replace

from sim.office.officers import OfficerGroup
from sim.office.routes import absent, can, next_steps
from sim.office.scenario import Scenario
from sim.office.services import DONE, Service, Step


def handing_in(office: Scenario, service: Service) -> tuple[list[Step], str]:
    """What is done with the citizen there until the file goes on without, by the likeliest way, and where it goes on.

    The second is `DONE` where the citizen stays to the end.
    """
    steps = {step.name: step for step in service.steps}
    found: list[Step] = []
    name = service.steps[0].name
    while name != DONE and not absent(office, steps[name]) and steps[name] not in found:
        found.append(steps[name])
        onward = next_steps(service, steps[name])
        name = max(onward, key=lambda way: way[1])[0] if onward else DONE
    return found, name if name != DONE and absent(office, steps[name]) else DONE


def with_service(office: Scenario, service: Service) -> Scenario:
    """The office with a service in place of the one of that name."""
    return replace(office, services=tuple(service if s.name == service.name else s for s in office.services))


def with_steps(service: Service, *steps: Step) -> Service:
    """A service with steps at its end, to which nothing leads yet."""
    last = service.steps[-1]
    closed = last if last.next is not None else replace(last, next=())
    return replace(service, steps=(*service.steps[:-1], closed, *steps))


def taught(office: Scenario, service: Service, new: Step, known: list[Step], *, backup: bool) -> Scenario:
    """The office where who can do one of the known steps can do a new one too, as a second choice if `backup`."""
    return replace(office, officers=tuple(_taught(group, service, new, known, backup) for group in office.officers))


def _taught(group: OfficerGroup, service: Service, new: Step, known: list[Step], backup: bool) -> OfficerGroup:  # noqa: FBT001
    name = f"{service.name}.{new.name}"
    first = any(can(group.skills, service, step) for step in known)
    if first and not backup:
        return replace(group, skills=(*group.skills, name))
    if first or any(can(group.backup_skills, service, step) for step in known):
        return replace(group, backup_skills=(*group.backup_skills, name))
    return group


def needed(office: Scenario) -> Iterator[Service]:
    """The services that citizens need of themselves; complaints follow from visits."""
    yield from (service for service in office.services if service.share > 0)


def with_papers(office: Scenario, services: tuple[str, ...]) -> list[str]:
    """The services that ask for papers, of those named (none: of all)."""
    return [s.name for s in office.services if s.documents > 0 and (not services or s.name in services)]


def checking(office: Scenario, services: list[str]) -> Iterator[str]:
    """The steps ("service.step") of some services at which officers look whether all papers are there."""
    for service in office.services:
        yield from (f"{service.name}.{s.name}" for s in service.steps if service.name in services and s.checks_file > 0)
