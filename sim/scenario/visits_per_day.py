"""`demand.visits_per_day`: how many citizens, or needs of each, make so many visits on an ordinary working day."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sim.document.literal import literal
from sim.evidence import assumption
from sim.office.comparing import Doubt
from sim.office.faults import Path, Problem
from sim.office.scenario import Scenario
from sim.office.workload import workload
from sim.scenario.faults import Fault
from sim.scenario.nodes import Node

PLACE: Path = ("demand", "visits_per_day")
NEEDS_PER_YEAR = assumption(0.6, 0.3, 1.5)
"""Where a file gives neither citizens nor needs. It says how many share the visits, which matters to opinions only."""
MOST_CITIZENS = 5_000_000


def without_older_needs(document: Node, label: str) -> Node:
    """A file that extends another and says visits a day means them, whatever needs the other says."""
    visits, needs = document.at(PLACE), document.at(("citizens", "needs_per_year"))
    rank = [Fault.OVERRIDES, label]
    nearer = visits.source.label in rank and needs.source.label not in rank[: rank.index(visits.source.label) + 1]
    if _given(document.plain) is None or document.get("citizens") is None or not nearer:
        return document
    citizens = {key: node for key, node in document.value["citizens"].value.items() if key != "needs_per_year"}
    whole = {**document.value, "citizens": replace(document.value["citizens"], value=citizens)}
    return replace(document, value=whole)


def with_citizens(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The document with citizens and needs where it says visits a day; what follows from these stands in for now."""
    citizens = document.get("citizens", {})
    if _given(document) is None or not isinstance(citizens, Mapping):
        return document
    return {**document, "citizens": {"count": 1, "needs_per_year": float(NEEDS_PER_YEAR), **citizens}}


def solved(office: Scenario, document: Mapping[str, Any]) -> tuple[Scenario, list[Problem]]:
    """The scenario with the citizens (or, where their number is given, the needs of each) that make its visits.

    What it doubts of visits becomes doubt of needs: as many citizens, who come more often or less.
    """
    visits = office.demand.visits_per_day
    if visits is None or office.citizens is None:
        return office, []
    given = document.get("citizens", {})
    problems = list(_problems(office, given, visits))
    if problems:
        return office, problems
    cases = visits * office.citizens.working_days_per_year / _visits_of_a_case(office)
    needs = cases / office.citizens.count if "count" in given else office.citizens.needs_per_year
    count = office.citizens.count if "count" in given else round(cases / needs)
    doubt = tuple(_of_needs(one, needs / visits) for one in office.doubt)
    citizens = replace(office.citizens, count=count, needs_per_year=needs)
    return replace(office, citizens=citizens, demand=replace(office.demand, visits_per_day=None), doubt=doubt), []


def _of_needs(doubt: Doubt, needs: float) -> Doubt:
    places = {".".join(map(str, PLACE)): "citizens.needs_per_year"}
    together = tuple((places.get(path, path), value) for path, value in doubt.correlation)
    factor = needs if doubt.path in places else 1.0
    return Doubt(places.get(doubt.path, doubt.path), doubt.low * factor, doubt.high * factor, together)


def _problems(office: Scenario, given: Mapping[str, Any], visits: float) -> Iterator[Problem]:
    citizens = office.citizens
    assert citizens is not None  # noqa: S101  # the caller saw to it
    if {"count", "needs_per_year"} <= given.keys():
        yield Problem(PLACE, "visits_per_day_twice")
    elif _visits_of_a_case(office) <= 0.0:
        yield Problem(PLACE, "visits_per_day_nobody")
    elif citizens.count * citizens.needs_per_year <= 0.0:
        yield Problem(PLACE, "visits_per_day_none")
    elif "count" not in given and visits * citizens.working_days_per_year > citizens.needs_per_year * MOST_CITIZENS:
        yield Problem(PLACE, "visits_per_day_many", {"found": literal(visits), "most": f"{MOST_CITIZENS:,}"})


def _visits_of_a_case(office: Scenario) -> float:
    """Visits that a case of the citizens takes on average; 0 where none comes to the office."""
    assert office.citizens is not None  # noqa: S101
    many = replace(office.citizens, count=max(office.citizens.count, 1000), needs_per_year=1.0)
    found = workload(replace(office, arrivals=(), citizens=many))
    cases = sum(found.cases.values())
    return sum(found.visits.values()) / cases if cases > 0.0 else 0.0


def _given(document: Mapping[str, Any]) -> Any:
    demand = document.get("demand")
    return demand.get("visits_per_day") if isinstance(demand, Mapping) else None
