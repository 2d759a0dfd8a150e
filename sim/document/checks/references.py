"""Every name that is referred to exists."""

import re
from collections.abc import Iterable, Iterator

from sim.document.checks.tools import Table, entries, known, names, strings
from sim.document.literal import literal
from sim.document.nearest import help_with
from sim.office.faults import Hint, Path, Problem
from sim.office.services import DONE


def check_references(document: Table) -> Iterator[Problem]:
    """Stations of steps, targets of branches, skills of officers, services and classes of arrivals are known."""
    for path, service in entries(document, "service"):
        yield from _service(document, service, path)
    for path, officer in entries(document, "officer"):
        for key in ("skills", "backup_skills", "background"):
            for place, skill in strings(officer, key, path):
                yield from _skill(document, skill, place)
    for path, arrivals in entries(document, "arrivals"):
        yield from known(arrivals, "service", names(document, "service"), path, "service")
        yield from known(arrivals, "class", names(document, "class"), path, "class")


def _service(document: Table, service: Table, path: Path) -> Iterator[Problem]:
    steps = names(service, "step")
    for place, step in entries(service, "step", path):
        yield from known(step, "station", names(document, "station"), place, "station")
        for branch, target in entries(step, "next", place):
            yield from known(target, "to", [*steps, DONE], branch, "step")
        yield from known(step, "rework", steps, place, "step")
    yield from known(service, "correction", steps, path, "step")


def _skill(document: Table, skill: str, path: Path) -> Iterator[Problem]:
    if skill == "*":
        return
    skills = all_skills(document)
    if skill not in skills:
        several = in_one_text(skill, skills)
        hints = (Hint("write", {"write": literal(several)}),) if several else help_with(skill, [*skills, "*"])
        yield Problem(path, "unknown_skill", {"found": literal(skill)}, hints)
    elif "." in skill and skills[skill] is None:
        yield Problem(path, "skill_no_station", {"found": literal(skill)}, warning=True)


def in_one_text(skill: str, known: Iterable[str]) -> list[str]:
    """The skills of a text that lists several, as "ktp, kk" does; none where any of them is not known."""
    parts = [part.strip() for part in re.split("[,;]", skill)]
    return parts if len(parts) > 1 and set(parts) <= set(known) else []


def all_skills(document: Table) -> dict[str, object]:
    """The skills that there are: services, and steps with their stations (None if a step has none)."""
    found: dict[str, object] = {}
    for _, service in entries(document, "service"):
        name = service.get("name")
        if isinstance(name, str):
            found[name] = True
            steps = [step for _, step in entries(service, "step") if isinstance(step.get("name"), str)]
            found.update({f"{name}.{step['name']}": step.get("station") for step in steps})
    return found
