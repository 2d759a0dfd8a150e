"""Somebody comes, and shares of who comes make a whole."""

from collections.abc import Iterator

from sim.office.checks.tools import Table, entries, number
from sim.office.demand import SOURCES
from sim.office.faults import Hint, Problem


def check_demand(document: Table) -> Iterator[Problem]:
    """There are citizens or arrivals, each arrivals has one source, classes add up to 1, some service is asked for."""
    if "citizens" not in document and "arrivals" not in document:
        yield Problem((), "nobody_comes", hints=(Hint("give_demand"),))
    for path, arrivals in entries(document, "arrivals"):
        given = [key for key in SOURCES if key in arrivals]
        if len(given) > 1:
            yield Problem((*path, given[1]), "arrivals_two_sources", {"given": given}, (Hint("one_source"),))
        if not given and not _slip(arrivals):
            yield Problem(path, "arrivals_no_source", hints=(Hint("one_source"),))
    yield from _classes(document)
    yield from _services(document)


def _slip(arrivals: Table) -> bool:
    """Whether an unknown key stands in the place of a source; it is a fault by itself."""
    return bool(set(arrivals) - {"name", "service", "class"})


def _classes(document: Table) -> Iterator[Problem]:
    shares = [number(entry.get("share", 1.0)) for _, entry in entries(document, "class")]
    drawn = "citizens" in document or any("class" not in entry for _, entry in entries(document, "arrivals"))
    total = sum(share for share in shares if share is not None)
    sound = shares and all(share is not None and 0 <= share <= 1 for share in shares)
    if sound and drawn and abs(total - 1) > 1e-6:
        yield Problem(("class",), "class_sum", {"total": f"{total:.6g}"})


def _services(document: Table) -> Iterator[Problem]:
    shares = [number(entry.get("share", 1.0)) for _, entry in entries(document, "service")]
    if "citizens" in document and shares and None not in shares and not any(shares):
        yield Problem(("service",), "service_sum")
