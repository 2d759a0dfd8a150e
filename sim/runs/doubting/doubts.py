"""What compared scenarios rest on that nobody has measured: one list for all that looks into it."""

from collections.abc import Mapping, Sequence

from sim.document.parameters import Parameter, parameters
from sim.office import Scenario

Taken = Mapping[str, Parameter]


def doubts_of(scenarios: Sequence[Scenario]) -> list[Taken]:
    """Of each scenario the numbers that are assumed, and those that its file doubts, by their paths."""
    return [{one.path: one for one in parameters(scenario) if one.assumed} for scenario in scenarios]


def paths_of(taken: Sequence[Taken]) -> list[str]:
    """Their paths, each once, in the order of the tables of a file."""
    return list(dict.fromkeys(path for found in taken for path in found))


def doubted_in(scenarios: Sequence[Scenario]) -> set[str]:
    """The paths that their files doubt."""
    return {doubt.path for scenario in scenarios for doubt in scenario.doubt}
