"""All measures, each declared beside the code that computes it."""

from collections.abc import Mapping

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
