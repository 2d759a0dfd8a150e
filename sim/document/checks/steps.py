"""Steps with and without the citizen, the papers that they look at and the mistakes that they find."""

from collections.abc import Iterator

from sim.document.checks.tools import Table, above, entries, number
from sim.office.faults import Path, Problem

CITIZENS_ONLY = ("room", "balking", "counts", "patience", "leave_at_once", "appointments", "lines")
"""Keys of a station that have no meaning where files wait."""


def check_steps(document: Table) -> Iterator[Problem]:
    """A back office takes no keys of waiting citizens, mistakes are made before they are found, papers asked for."""
    for path, station in entries(document, "station"):
        yield from _station(document, station, path)
    for path, service in entries(document, "service"):
        steps = list(entries(service, "step", path))
        sound = not any(above(step, "error") for _, step in steps)
        yield from _at_first(steps)
        for place, step in steps:
            yield from _presence(document, step, place)
            yield from _mistakes(step, place)
            if sound and "rework" in step and above(step, "finds_errors"):
                yield Problem((*place, "finds_errors"), "finds_nothing", warning=True)
        yield from _papers(service, path)


def back_office(document: Table, name: object) -> bool:
    """Whether a station works on files without citizens."""
    found = (station for _, station in entries(document, "station") if station.get("name") == name)
    return any(station.get("back_office") is True for station in found)


def without_citizen(document: Table, step: Table) -> bool:
    """Whether a step goes on without the citizen."""
    return step.get("without_citizen") is True or back_office(document, step.get("station"))


def _station(document: Table, station: Table, path: Path) -> Iterator[Problem]:
    if station.get("back_office") is True:
        for key in CITIZENS_ONLY:
            if key in station:
                yield Problem((*path, key), "back_office_key", {"key": key})
    due = station.get("order") == "due"
    if due and station.get("back_office", False) is False:
        yield Problem((*path, "order"), "due_citizens")
    elif due and not any("deadline_days" in service for _, service in entries(document, "service")):
        yield Problem((*path, "order"), "due_no_deadline", warning=True)


def _presence(document: Table, step: Table, path: Path) -> Iterator[Problem]:
    if step.get("without_citizen") is True and "station" in step:
        yield Problem((*path, "without_citizen"), "without_citizen_station")
    if "patience" in step and back_office(document, step.get("station")):
        yield Problem((*path, "patience"), "patience_back_office", warning=True)


def _mistakes(step: Table, path: Path) -> Iterator[Problem]:
    finds = above(step, "finds_errors")
    if finds and "rework" not in step:
        yield Problem((*path, "finds_errors"), "rework_missing")
    elif "rework" in step and not finds:
        yield Problem((*path, "rework"), "rework_never", warning=True)


def _at_first(steps: "list[tuple[Path, Table]]") -> Iterator[Problem]:
    """Working days pass before the first step only where something leads back to it."""
    if not steps or "after_days" not in steps[0][1]:
        return
    place, first = steps[0]
    onward = [branch.get("to") for _, step in steps for _, branch in entries(step, "next")]
    if first.get("name") not in [*onward, *(step.get("rework") for _, step in steps)]:
        yield Problem((*place, "after_days"), "after_days_first", warning=True)


def _papers(service: Table, path: Path) -> Iterator[Problem]:
    """Papers are asked for where they are checked, and checked where they are asked for."""
    asked = above(service, "documents")
    checks = [place for place, step in entries(service, "step", path) if above(step, "checks_file")]
    if checks and not asked:
        yield Problem((*checks[0], "checks_file"), "checks_nothing", warning=True)
    if asked and not checks and number(service.get("documents")) is not None:
        yield Problem((*path, "documents"), "documents_unchecked", warning=True)
