"""Every route through a service comes to an end."""

from collections.abc import Hashable, Iterator
from typing import TypeVar

from sim.document.checks.tools import Table, above, entries, meant, names, number, pairs
from sim.document.literal import literal
from sim.office.faults import Path, Problem
from sim.office.services import DONE

Graph = dict[str, set[str]]
State = tuple[str, bool]
T = TypeVar("T", bound=Hashable)


def check_routes(document: Table) -> Iterator[Problem]:
    """Shares of branches do not exceed 1, each step can be reached, and from each the visit can end."""
    for path, service in entries(document, "service"):
        for place, step in entries(service, "step", path):
            yield from _branches(step, place)
            if step.get("patience") is not None and "station" not in step:
                yield Problem((*place, "patience"), "patience_no_station", warning=True)
        yield from _ends(document, service, path)


def _branches(step: Table, path: Path) -> Iterator[Problem]:
    shares = [number(branch.get("share")) for _, branch in entries(step, "next")]
    total = sum(share for share in shares if share is not None and share > 0)
    if total > 1 + 1e-6:
        yield Problem((*path, "next"), "branch_sum", {"total": f"{total:g}"})
    seen: set[object] = set()
    for place, branch in entries(step, "next", path):
        target = branch.get("to")
        if isinstance(target, str) and target in seen:
            yield Problem(place, "branch_twice", {"found": literal(target)})
        seen.add(target if isinstance(target, str) else None)


def _ends(document: Table, service: Table, path: Path) -> Iterator[Problem]:
    steps = [(place, step) for place, step in entries(service, "step", path) if isinstance(step.get("name"), str)]
    graph, there = _states(service), reached(document, service)
    for place, step in steps:
        if step["name"] not in there:
            yield Problem(place, "unreachable", {"found": literal(step["name"])}, warning=True)
        elif DONE not in reach(route(service), step["name"]):
            yield Problem((*place, "next"), "never_ends", {"found": literal(step["name"])})
            return
    for place, step in steps:
        if _always_anew(graph, step) and step["name"] in there:
            yield Problem((*place, "rework"), "rework_never_ends", {"found": literal(step["name"])})
            return


def _always_anew(graph: "dict[State, set[State]]", step: Table) -> bool:
    """Whether a mistake that this step finds leads to nothing but mistakes that are found."""
    found = reach(graph, (step["name"], True))
    return isinstance(step.get("rework"), str) and not {(DONE, False), (DONE, True)} & found


def route(service: Table) -> Graph:
    """Where each step may lead with a probability above 0; what cannot be read may lead anywhere."""
    steps = [step for _, step in entries(service, "step") if isinstance(step.get("name"), str)]
    there = [step["name"] for step in steps]
    following = [*there[1:], DONE]
    return {step["name"]: _targets(step, after, there) for step, after in zip(steps, following, strict=False)}


def _targets(step: Table, after: str, there: list[str]) -> set[str]:
    if "next" not in step:
        return {after}
    branches = [branch for _, branch in entries(step, "next")]
    shares = [number(branch.get("share")) for branch in branches]
    targets = [branch.get("to") for branch in branches]
    known = all(target in (*there, DONE) for target in targets)
    if not isinstance(step["next"], list) or len(branches) < len(step["next"]) or None in shares or not known:
        return {*there, DONE}
    found = {str(to) for to, share in zip(targets, shares, strict=True) if share}
    return found | ({DONE} if sum(share or 0 for share in shares) < 1 - 1e-9 else set())


def reached(document: Table, service: Table) -> set[str]:
    """The steps that a case may come to, wherever it begins."""
    graph = _states(service)
    return {step for start in _starts(document, service) for step, _ in reach(graph, (start, False))}


def _starts(document: Table, service: Table) -> list[str]:
    """Where a case may begin: at the first step, where a channel enters, where a mistake found later is put right."""
    there = names(service, "step")
    services = names(document, "service") if document.get("channel") else []
    entered = [
        entry[1]
        for _, channel in entries(document, "channel")
        for entry in pairs(channel, "enters")
        if meant(entry[0], services) == service.get("name")
    ]
    later = [meant(name, there) for name in [*entered, service.get("correction")]]
    return [*there[:1], *(name for name in later if name is not None)]


def _states(service: Table) -> "dict[State, set[State]]":
    """Where a case may go from each step, without and with an unnoticed mistake; one that is found is redone."""
    steps = {step["name"]: step for _, step in entries(service, "step") if isinstance(step.get("name"), str)}
    graph: dict[State, set[State]] = {}
    for name, targets in route(service).items():
        for before in (False, True):
            graph[name, before] = set(_after(steps[name], targets, list(steps), before=before))
    return graph


def _after(step: Table, targets: set[str], there: list[str], *, before: bool) -> Iterator[State]:
    """Where a step leads: it may leave a mistake, or none, and notice one."""
    made = {before}
    if above(step, "error"):
        made = {True} if _certain(step, "error") else {False, True}
    rework = meant(step.get("rework"), there)
    finds = above(step, "finds_errors") and rework is not None
    for wrong in made:
        if wrong and finds:
            yield str(rework), False
        if not (wrong and finds and _certain(step, "finds_errors")):
            yield from ((to, wrong) for to in targets)


def _certain(step: Table, key: str) -> bool:
    share = number(step.get(key, 0.0))
    return share is not None and share >= 1


def reach(graph: "dict[T, set[T]]", start: T) -> set[T]:
    """All that can be reached from a step, itself included."""
    found, waiting = {start}, [start]
    while waiting:
        for target in graph.get(waiting.pop(), ()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found
