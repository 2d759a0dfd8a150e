"""The explorer: change an office in a notebook, and see what that would do, first roughly, then better and better."""

from pathlib import Path
from typing import TYPE_CHECKING

from sim.language.arguments import checked
from sim.office import Scenario

if TYPE_CHECKING:
    from sim.views.explorer.panel import Explorer

__all__ = ["explore"]


@checked
def explore(
    scenario: "Scenario | str | Path", lang: str | None = None, runs: int | None = None, days: int | None = None
) -> "Explorer":
    """The explorer of a scenario (or of a bundled name or file); a notebook shows it as the last line of a cell.

    Its own reforms are ticked to begin with, all others of the catalogue offered. It refines its picture up
    to `runs` replications of `days` working days, those of the scenario unless given. Raises LoketError.
    """
    from sim.views.explorer.panel import Explorer

    return Explorer(scenario, lang, runs, days)
