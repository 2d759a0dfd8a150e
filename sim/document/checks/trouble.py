"""Outages and shortages hit what there is, and each thing once."""

from collections.abc import Iterator

from sim.document.checks.references import all_skills
from sim.document.checks.tools import Table, entries, known_name, names, opening, strings
from sim.document.literal import literal
from sim.office.clock import clock, clock_words
from sim.office.faults import Path, Problem


def check_trouble(document: Table) -> Iterator[Problem]:
    """Stations of outages and steps of shortages are known and named once, and an outage begins while it is open."""
    for key, listed in (("outage", "stations"), ("shortage", "steps")):
        told: dict[str, str] = {}
        for path, entry in entries(document, key):
            for place, name in strings(entry, listed, path):
                yield from _known(document, key, name, place)
                if name in told:
                    yield Problem(place, f"{key}_twice", {"found": literal(name), "other": told[name]})
                told[name] = str(entry.get("name"))
    for path, outage in entries(document, "outage"):
        yield from _late(document, outage, path)


def _known(document: Table, key: str, name: str, place: Path) -> Iterator[Problem]:
    if key == "outage":
        return known_name(name, names(document, "station"), place, "station")
    return known_name(name, [skill for skill in all_skills(document) if "." in skill], place, "route_step")


def _late(document: Table, outage: Table, path: Path) -> Iterator[Problem]:
    days = opening(document)
    try:
        begins = clock(outage["at"]) if days and "at" in outage else None
    except ValueError:
        return
    closing = max((span.end_s for spans in (days or {}).values() for span in spans), default=0)
    if begins is not None and begins >= closing:
        values = {"found": clock_words(begins), "closing": clock_words(closing)}
        yield Problem((*path, "at"), "outage_after_closing", values, warning=True)
