"""All measures, each declared beside the code that computes it."""

from collections.abc import Iterable, Mapping

from sim.language.errors import Absent, Unknown
from sim.measures import (
    cases,
    crowd,
    equity,
    files,
    offered_load,
    officers,
    people,
    people_cases,
    stations,
    steps,
    survey,
    trust,
    visits,
    workforce,
)
from sim.measures.measure import Measure

ROOMS = (
    steps, files, visits, stations, crowd, offered_load, officers, cases, survey, people, trust, workforce,
    people_cases, equity,
)  # fmt: skip
DECLARED: Mapping[str, tuple[Measure, ...]] = {room.__name__.rpartition(".")[2]: room.MEASURES for room in ROOMS}
"""By the module that computes them, in the order in which tables show them."""
MEASURES: Mapping[str, Measure] = {measure.name: measure for declared in DECLARED.values() for measure in declared}
"""Every measure by name."""


BY_YEAR = tuple(name for name, measure in MEASURES.items() if any(w.startswith("year_") for w in measure.shown.split()))
"""What is told of each year, too, where a run has several; `year_more` is in no printed table."""


def shown(where: str) -> tuple[str, ...]:
    """The measures that a table or report shows."""
    return tuple(name for name, measure in MEASURES.items() if where in measure.shown.split())


def no_measure(found: str, known: Iterable[str]) -> Unknown:
    """That a label is none of those that are `known`: there is no such measure, or there is, but not here."""
    (name, *_), labels = found.split("["), list(known)
    here = {label.partition("[")[0] for label in labels}
    return Absent("measure_absent", found) if name in MEASURES.keys() - here else Unknown("measure", found, labels)
