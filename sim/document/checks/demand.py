"""Somebody comes, and shares of who comes make a whole."""

from collections.abc import Iterator

from sim.document.checks.tools import Table, above, entries, number, subtable
from sim.office.demand import SOURCES
from sim.office.faults import Hint, Problem

ROUNDED = 0.0101
"""Shares written with two decimals add up to 1 as closely as this."""


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
    factor, streams = number(subtable(document, "demand").get("factor", 1.0)), list(entries(document, "arrivals"))
    if factor != 1.0 and "citizens" not in document and not any("rates_per_hour" in one for _, one in streams):
        yield Problem(("demand", "factor"), "factor_recorded", warning=True)


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
    yield from _not_whole(document, shares)


def _not_whole(document: Table, shares: list[float | None]) -> Iterator[Problem]:
    """Shares that look like parts of a whole but are none; larger numbers are weights, and meant so."""
    known = [share for share in shares if share is not None]
    named = [place for place, (_, entry) in enumerate(entries(document, "service")) if above(entry, "share")]
    total = sum(known)
    whole = not named or len(known) < len(shares) or total <= 0 or abs(total - 1) <= ROUNDED
    if "citizens" in document and not whole and max(known) <= 1:
        first = known[named[0]]
        values = {"total": f"{total:.3g}", "first": f"{first:g}", "means": round(100 * first / total)}
        yield Problem(("service", named[0], "share"), "service_shares", values, warning=True)
