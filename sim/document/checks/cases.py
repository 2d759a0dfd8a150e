"""Reasons to come again that can occur, and those that lose every case."""

from collections.abc import Iterator

from sim.document.checks.tools import Table, above, entries, number, pairs, subtable
from sim.office.faults import Path, Problem

REASONS = (
    "gave_up", "balked", "refused", "sent_home", "incomplete", "no_ticket", "no_show", "no_form", "error",
)  # fmt: skip


def check_cases(document: Table) -> Iterator[Problem]:
    """Each return has its reason, who finds papers missing may come again, and more than one visit is allowed."""
    returns = subtable(document, "returns")
    given = [reason for reason in REASONS if reason in returns]
    for reason in given:
        if not _occurs(document, reason):
            yield Problem(("returns", reason), f"return_{reason}", warning=True)
        yield from _same_day(subtable(returns, reason), ("returns", reason))
    if given and number(returns.get("visits_at_most", 10)) == 1:
        yield Problem(("returns", "visits_at_most"), "visits_one", warning=True)
    if "incomplete" not in returns:
        yield from _lost(document)


def _same_day(entry: Table, path: Path) -> Iterator[Problem]:
    """Minutes until the return mean something only where it may be on the same day."""
    days = entry.get("after_days", 1)
    listed = [number(day) for day, _ in pairs(entry, "after_days")] if isinstance(days, list) else [number(days)]
    if "after" in entry and listed and None not in listed and 0 not in listed:
        yield Problem((*path, "after"), "after_unused", warning=True)


def _lost(document: Table) -> Iterator[Problem]:
    """Without a return every case whose papers are missing is given up."""
    place = next(_looks(document), None)
    if place is not None and _forgetful(document):
        yield Problem((*place, "checks_file"), "incomplete_lost", warning=True)


def _looks(document: Table) -> Iterator[Path]:
    """The steps that look at the papers of a service which asks for some."""
    for path, service in entries(document, "service"):
        if above(service, "documents"):
            yield from (place for place, step in entries(service, "step", path) if above(step, "checks_file"))


def _forgetful(document: Table) -> bool:
    """Whether anybody may come without a paper."""
    people = [subtable(document, "citizens"), *(entry for _, entry in entries(document, "class"))]
    people += [entry for _, entry in entries(document, "channel")]
    known = [number(one.get("knows_document", 1.0)) for one in people]
    return any(share is None or share < 1 for share in known)


def _occurs(document: Table, reason: str) -> bool:
    """Whether anything in the office gives this reason; being refused and sent home can happen in any."""
    stations, services = (list(entries(document, key)) for key in ("station", "service"))
    steps = [step for _, service in services for _, step in entries(service, "step")]
    if reason == "gave_up":
        patient = any("patience" in table for table in [*(station for _, station in stations), *steps])
        patient = patient or any(above(station, "leave_at_once") for _, station in stations)
        return patient or any("trace" in arrivals for _, arrivals in entries(document, "arrivals"))
    if reason == "balked":
        return any("balking" in station for _, station in stations)
    if reason == "incomplete":
        return next(_looks(document), None) is not None and _forgetful(document)
    if reason == "no_ticket":
        return bool(subtable(document, "tickets")) or any("quota" in service for _, service in services)
    if reason == "no_show":
        channels = [channel for _, channel in entries(document, "channel")]
        return any(above(channel, key) for channel in channels for key in ("no_show", "no_show_per_day"))
    if reason == "no_form":
        return "shortage" in document
    return reason != "error" or any(above(step, "error") for step in steps)
