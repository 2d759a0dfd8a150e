"""What is doubted are numbers of the scenario, and both ends are values that they may have."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sim.document.checks.tools import Table, number, subtable
from sim.document.explain import explain
from sim.document.literal import literal
from sim.document.nearest import help_with, nearest
from sim.document.paths import number_places
from sim.office.comparing import Doubt
from sim.office.faults import Hint, Problem

SLACK = 0.05
"""So far off a correlation may be drawn without a word."""


def check_doubt(document: Table) -> Iterator[Problem]:
    """The places of [doubt] are there; what is no pair is passed over."""
    doubts = subtable(document, "doubt")
    found = list(_each(document, doubts))
    yield from found or check_possible(doubts)


def _each(document: Table, doubts: Table) -> Iterator[Problem]:
    places = number_places(document) if doubts else {}
    for path, said in doubts.items():
        together = isinstance(said, dict) and "ends" in said
        ends = said["ends"] if together else said
        if together and path in places:
            yield from check_together(path, said.get("correlation"), doubts)
        if path not in places and not isinstance(ends, dict):
            yield Problem(("doubt", path), "doubt_unknown", {"found": literal(path)}, _near(path, list(places)))
        elif isinstance(ends, list) and len(ends) == 2 and path in places:
            yield from _bounds(document, path, ends, places[path].hint)


def check_together(path: str, correlation: Any, doubted: Table) -> Iterator[Problem]:
    """Numbers go together with others that are doubted, each pair in one way."""
    before = dict(takewhile(lambda one: one[0] != path, doubted.items()))
    for other in correlation if isinstance(correlation, dict) else ():
        if other not in doubted or other == path:
            found = {"found": literal(other)}
            yield Problem(("doubt", path, "correlation", other), "doubt_alone", found, _near(other, [*doubted]))
        earlier = subtable(subtable(before, other), "correlation").get(path, correlation[other])
        if earlier != correlation[other]:
            said = {"found": literal(other), "one": literal(earlier), "other": literal(correlation[other])}
            yield Problem(("doubt", path, "correlation", other), "doubt_correlations", said)


def check_possible(doubts: Table) -> Iterator[Problem]:
    """Pairs of which not all can hold at once, each with what is drawn instead."""
    found = {path: subtable(subtable(doubts, path), "correlation") for path in doubts}
    rates = {
        path: tuple((other, rate) for other, said in pairs.items() if other in doubts and (rate := number(said)))
        for path, pairs in found.items()
    }
    if not any(rates.values()):
        return
    from sim.document.doubts import correlation  # loads numpy

    whole, at = correlation([Doubt(path, 0.0, 1.0, pairs) for path, pairs in rates.items()]), list(rates)
    for path, pairs in rates.items():
        for other, rate in pairs:
            used = float(whole[at.index(path), at.index(other)])
            if path != other and abs(used - rate) > SLACK:
                said = {"found": literal(other), "one": f"{rate:g}", "used": f"{used:.2f}"}
                yield Problem(("doubt", path, "correlation", other), "doubt_impossible", said, warning=True)


def _near(path: str, places: list[str]) -> tuple[Hint, ...]:
    """The nearest place, else the places in the same table."""
    first = path.partition(".")[0]
    beside = [place for place in places if place.partition(".")[0] == first]
    return help_with(path, beside if nearest(path, places) is None else places)


def _bounds(document: Table, path: str, ends: list[Any], hint: Any) -> Iterator[Problem]:
    for place, end in enumerate(ends):
        try:
            TypeAdapter(hint).validate_python(end)
        except ValidationError as errors:
            error = errors.errors(include_url=False)[0]
            if number(end) is not None:
                yield explain(document, ("doubt", path, place), error)
