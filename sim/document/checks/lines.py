"""Stations where people choose among lines: that there are several, and not more than a row can tell apart."""

from collections.abc import Iterator

from sim.document.checks.size import in_figures
from sim.office.faults import Problem
from sim.office.officers import OfficerGroup
from sim.office.routes import can
from sim.office.scenario import Scenario
from sim.office.services import Service, Step
from sim.office.stations import Station
from sim.office.timetables import head_count

MOST_OFFICERS = 32_767
"""So many officers the column `line` of a row tells apart, two bytes wide for the sake of all other runs."""


def check_lines(scenario: Scenario) -> Iterator[Problem]:
    """Not too many officers for rows; warnings where `lines` has no effect, or takes it from `backup_skills`."""
    officers = _officers(scenario) if any(station.lines is not None for station in scenario.stations) else 0
    for place, station in enumerate(scenario.stations):
        if station.lines is not None:
            if officers > MOST_OFFICERS:
                many = {"found": in_figures(officers), "most": in_figures(MOST_OFFICERS)}
                yield Problem(("station", place, "lines"), "lines_many", many)
            for key, problem, values in _without_effect(scenario, station):
                yield Problem(("station", place, *key), problem, values, warning=True)
            steps = _steps(scenario, station)
            for number, group in enumerate(scenario.officers):
                if any(can(group.backup_skills, *step) and not can(group.skills, *step) for step in steps):
                    path = ("officer", number, "backup_skills")
                    yield Problem(path, "lines_backup", {"station": station.name}, warning=True)


def _officers(scenario: Scenario) -> int:
    """The officers of all offices, with those that its reforms add."""
    for reform in scenario.reforms:
        scenario = reform.adds(scenario) if reform.strength > 0.0 else scenario
    offices = max(1, len(scenario.offices))
    return sum(head_count(group) * (offices if group.office is None else 1) for group in scenario.officers)


def _without_effect(scenario: Scenario, station: Station) -> Iterator[tuple[tuple[str, ...], str, dict[str, object]]]:
    steps, lines = _steps(scenario, station), station.lines
    able = [group for group in scenario.officers if any(can(group.skills, *step) for step in steps)]
    if lines is not None and _count(able, lines.each) < 2:
        yield ("lines",), "lines_one", {"each": lines.each}
    elif lines is not None and lines.choice == "service" and len({service.name for service, _ in steps}) < 2:
        yield ("lines", "choice"), "lines_one_service", {}


def _count(able: list[OfficerGroup], each: str) -> int:
    heads = [head_count(group) for group in able]
    return sum(heads) if each == "counter" else sum(count > 0 for count in heads)


def _steps(scenario: Scenario, station: Station) -> list[tuple[Service, Step]]:
    """The steps at a station, with their services."""
    return [(service, step) for service in scenario.services for step in service.steps if step.station == station.name]
