"""Lessons in notebooks: participants guess, the guesses are kept, and the results are held against them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.language.arguments import checked
from sim.language.errors import Unknown
from sim.measures import MEASURES
from sim.office import Scenario

if TYPE_CHECKING:
    from sim.views.lesson.form import Guesses

__all__ = ["guess"]


@checked
def guess(
    scenario: "Scenario | str | Path",
    measures: Sequence[str],
    path: "str | Path | None" = None,
    lang: str | None = None,
) -> "Guesses":
    """A form that asks of each reform of a scenario and each measure whether it will fall, rise, or neither.

    Guesses are kept in the JSON file `path`, by the name of the group that guessed; without one, in memory only.
    """
    from sim.runs.idle import load
    from sim.views.lesson.form import Guesses
    from sim.views.lesson.store import Store

    for measure in measures:
        if measure not in MEASURES:
            raise Unknown("measure", measure, MEASURES)
    given = load(scenario) if isinstance(scenario, str | Path) else scenario
    return Guesses(given, tuple(measures), Store(Path(path) if path else None), lang)
