"""What scenarios are called in tables."""

from collections.abc import Sequence

from sim.language import LANGUAGES
from sim.office import Scenario


def name_of(scenario: Scenario) -> str:
    """The name of a scenario; its title where it was made without a name."""
    return scenario.name or scenario.title.worded(LANGUAGES[0])


def different_names(scenarios: Sequence[Scenario]) -> list[str]:
    """Their names; one that comes again gets a number."""
    names: list[str] = []
    for scenario in scenarios:
        name, again = name_of(scenario), 2
        while name in names:
            name, again = f"{name_of(scenario)} ({again})", again + 1
        names.append(name)
    return names
