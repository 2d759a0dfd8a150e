"""Every route through a service comes to an end."""

from collections.abc import Iterator

from sim.office.checks.tools import Table, entries, number
from sim.office.faults import Path, Problem
from sim.office.literal import literal
from sim.office.services import DONE

Graph = dict[str, set[str]]


def check_routes(document: Table) -> Iterator[Problem]:
    """Shares of branches do not exceed 1, each step can be reached, and from each the visit can end."""
    for path, service in entries(document, "service"):
        for place, step in entries(service, "step", path):
            yield from _branches(step, place)
            if step.get("patience") is not None and "station" not in step:
                yield Problem((*place, "patience"), "patience_no_station", warning=True)
        yield from _ends(service, path)


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


def _ends(service: Table, path: Path) -> Iterator[Problem]:
    steps = [(place, step) for place, step in entries(service, "step", path) if isinstance(step.get("name"), str)]
    if not steps:
        return
    graph = route(service)
    reached = reach(graph, steps[0][1]["name"])
    for place, step in steps:
        if step["name"] not in reached:
            yield Problem(place, "unreachable", {"found": literal(step["name"])}, warning=True)
        elif DONE not in reach(graph, step["name"]):
            yield Problem((*place, "next"), "never_ends", {"found": literal(step["name"])})
            return


def route(service: Table) -> Graph:
    """Where each step may lead with a probability above 0; what cannot be read may lead anywhere."""
    steps = [step for _, step in entries(service, "step") if isinstance(step.get("name"), str)]
    names = [step["name"] for step in steps]
    following = [*names[1:], DONE]
    return {step["name"]: _targets(step, after, names) for step, after in zip(steps, following, strict=False)}


def _targets(step: Table, after: str, names: list[str]) -> set[str]:
    if "next" not in step:
        return {after}
    branches = [branch for _, branch in entries(step, "next")]
    shares = [number(branch.get("share")) for branch in branches]
    targets = [branch.get("to") for branch in branches]
    known = all(target in (*names, DONE) for target in targets)
    if not isinstance(step["next"], list) or len(branches) < len(step["next"]) or None in shares or not known:
        return {*names, DONE}
    found = {str(to) for to, share in zip(targets, shares, strict=True) if share}
    return found | ({DONE} if sum(share or 0 for share in shares) < 1 - 1e-9 else set())


def reach(graph: Graph, start: str) -> set[str]:
    """All that can be reached from a step, itself included."""
    found, waiting = {start}, [start]
    while waiting:
        for target in graph.get(waiting.pop(), ()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found
