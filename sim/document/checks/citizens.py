"""Age bands, and the classes that are made of them."""

from collections.abc import Iterator

from sim.document.checks.tools import Table, entries, known_name, names, number, pairs, pairs_at, subtable
from sim.document.literal import literal
from sim.office.faults import Path, Problem


def check_citizens(document: Table) -> Iterator[Problem]:
    """Somebody is in the age bands, and classes name bands that there are, each once, with weights."""
    citizens = subtable(document, "citizens")
    shares = [number(band.get("share", 1.0)) for _, band in entries(citizens, "age")]
    if shares and None not in shares and not any(shares):
        yield Problem(("citizens", "age"), "age_sum")
    for path, entry in entries(document, "class"):
        yield from _ages(entry, (*path, "ages"), names(citizens, "age"))


def _ages(entry: Table, path: Path, bands: list[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, band, _ in pairs_at(entry, "ages"):
        if not isinstance(band, str):
            continue
        yield from known_name(band, bands, (*path, place), "age")
        if band in seen:
            yield Problem((*path, place), "age_twice", {"found": literal(band)})
        seen.add(band)
    weights = [number(weight) for _, weight in pairs(entry, "ages")]
    if weights and None not in weights and not any(weights):
        yield Problem(path, "weights_zero")
